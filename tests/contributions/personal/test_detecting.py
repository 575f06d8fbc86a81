"""What looks like personal data is pointed out, in six languages; what only looks a little like it is not."""

import time
from pathlib import Path

import pytest

from contributions.personal import PersonalData, detect

ROOT = Path(__file__).resolve().parents[3]
EMAIL, PHONE, ADDRESS = PersonalData.EMAIL, PersonalData.PHONE, PersonalData.ADDRESS
CARD, ACCOUNT, PAPER = PersonalData.CARD, PersonalData.ACCOUNT, PersonalData.PAPER


def found(text):
    return [(each.kind, text[each.start : each.end]) for each in detect(text)]


SOMETHING = [
    # Electronic mail
    ("Write to ann.smith+x@mail.example.org.", EMAIL, "ann.smith+x@mail.example.org"),
    ("Написать: иван@почта.рф, спасибо", EMAIL, "иван@почта.рф"),
    ("ann (at) example (dot) org", EMAIL, "ann (at) example (dot) org"),
    ("邮箱：wang@example.cn。", EMAIL, "wang@example.cn"),
    # Telephones
    ("Call +41 22 917 12 34 today", PHONE, "+41 22 917 12 34"),
    ("Call +44 (0)20 7946 0958.", PHONE, "+44 (0)20 7946 0958"),
    ("Ring 00254 700 123456", PHONE, "00254 700 123456"),
    ("Tel.: 917 12 34", PHONE, "917 12 34"),
    ("Tél. 01 23 45 67 89", PHONE, "01 23 45 67 89"),
    ("au 06 12 34 56 78, le soir", PHONE, "06 12 34 56 78"),
    ("Teléfono: 91 123 45 67", PHONE, "91 123 45 67"),
    ("тел. 8 (495) 123-45-67", PHONE, "8 (495) 123-45-67"),
    ("звоните 8 495 123-45-67", PHONE, "8 495 123-45-67"),
    ("هاتف: ٠١٢٣ ٤٥٦ ٧٨٩٠", PHONE, "٠١٢٣ ٤٥٦ ٧٨٩٠"),
    ("اتصل على +٩٦٦٥٠١٢٣٤٥٦٧ الآن", PHONE, "+٩٦٦٥٠١٢٣٤٥٦٧"),
    ("تلفن: ۰۲۱-۱۲۳۴-۵۶۷۸", PHONE, "۰۲۱-۱۲۳۴-۵۶۷۸"),
    ("电话：010-12345678", PHONE, "010-12345678"),
    ("手机13800138000，", PHONE, "13800138000"),
    ("请拨打138 0013 8000", PHONE, "138 0013 8000"),
    ("(212) 555-0187", PHONE, "(212) 555-0187"),
    # Houses and boxes
    ("She lives at 12 Old Harbour Road, Mombasa.", ADDRESS, "12 Old Harbour Road"),
    ("P.O. Box 1234, Nairobi", ADDRESS, "P.O. Box 1234"),
    ("habite 12 bis, rue de la Paix, Paris", ADDRESS, "12 bis, rue de la Paix"),
    ("vive en Calle de la Rosa, 14, Madrid", ADDRESS, "Calle de la Rosa, 14"),
    ("живёт: ул. Ленина, д. 5, кв. 12", ADDRESS, "ул. Ленина, д. 5, кв. 12"),
    ("ص.ب ١٢٣٤ عمّان", ADDRESS, "ص.ب ١٢٣٤"),
    ("شارع الملك فيصل رقم ١٢", ADDRESS, "شارع الملك فيصل رقم ١٢"),
    ("住在中山东路12号", ADDRESS, "住在中山东路12号"),
    # Cards and accounts
    ("card 4111 1111 1111 1111", CARD, "4111 1111 1111 1111"),
    ("card ٤١١١١١١١١١١١١١١١", CARD, "٤١١١١١١١١١١١١١١١"),
    ("pay to GB82 WEST 1234 5698 7654 32 soon", ACCOUNT, "GB82 WEST 1234 5698 7654 32"),
    ("DE89370400440532013000", ACCOUNT, "DE89370400440532013000"),
    # Papers
    ("Passport No. X1234567", PAPER, "X1234567"),
    ("passeport n° 12AB34567", PAPER, "12AB34567"),
    ("паспорт 4509 123456", PAPER, "4509 123456"),
    ("جواز سفر رقم A1234567", PAPER, "A1234567"),
    ("护照号码：E12345678", PAPER, "E12345678"),
    ("身份证11010519491231002X", PAPER, "11010519491231002X"),
    ("número 12345678Z aquí", PAPER, "12345678Z"),
    ("СНИЛС 112-233-445 95", PAPER, "112-233-445 95"),
    ("CPF 529.982.247-25", PAPER, "529.982.247-25"),
    ("SSN 123-45-6789", PAPER, "123-45-6789"),
]


@pytest.mark.parametrize(("text", "kind", "passage"), SOMETHING, ids=[text for text, _kind, _passage in SOMETHING])
def test_it_is_pointed_out(text, kind, passage):
    assert found(text) == [(kind, passage)]


NOTHING = [
    "WGEC/3/1, WTPF-IEG/2/11/Rev.1, A/RES/60/252, E/CN.16/2017/3 and A/68/65–E/2013/11",
    "Paragraphs 35 and 36; 1.2.3.4; 3.2.1 (iv); items 10-14; Articles 1, 2, 3, 4, 5, 6, 7, 8, 9.",
    "from 2016-11-15 to 2017-01-05, 15.11.2016 – 05.01.2017, 01/02/2017, 2016 2017 2018 2019",
    "Contribution 29; Resolution 70/125; ISO 3166-1; RFC 2026; ITU-T X.509 (10/2019)",
    "1 000 000 users, 12,345,678 people, 3.141592653 and 100 000 000 000 dollars",
    "10:30-12:45 UTC+03:00, 10 000 – 20 000 km, 99.9999 %",
    "ISBN 978-92-61-27221-6; ISSN 1234-5679; doi:10.1000/182; https://example.org/2017/0123456789/",
    "a digest 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "IP address 192.168.100.200 and 2001:0db8:85a3:0000:0000:8a2e:0370:7334",
    "الفقرات ٣٥ و٣٦ من جدول أعمال تونس لعام ٢٠٠٥، القرار ٧٠/١٢٥",
    "根据2016年11月15日第70/125号决议第35和36段",
    "Согласно пункту 35 резолюции 70/125 от 16.12.2015, № 1234",
    "We agree that a way forward exists @ the meeting; 5 of the 12 groups met on the way.",
    "The ID of a clause; identity is 4 letters long. The passport is a document; 12 States.",
    "In 2016 a new high road was taken; of 24 proposals 3 were at the place where we met.",
    "Meeting 3, 15 November 2016, Palais des Nations, Room XXI, place 4",
]


@pytest.mark.parametrize("text", NOTHING)
def test_what_only_looks_like_it_is_left_alone(text):
    assert found(text) == []


@pytest.mark.parametrize("name", ["wgec-3-usa.txt", "wtpf-ieg-usa-flattened.txt"])
def test_the_sample_documents_hold_none(name):
    assert found((ROOT / "sample_data" / name).read_text()) == []


def test_wrong_check_digits_are_no_finding():
    assert found("4111 1111 1111 1112; DE88370400440532013000; 11010519491231002Y; 12345678A") == []


@pytest.mark.parametrize(
    "piece",
    [
        "1 ",
        "a.",
        "rue de la ",
        "(0",
        "+1 ",
        "12 bis, ",
        "@a.",
        "A1 ",
        "tel ",
        "ул. а ",
        "路",
        "ID ",
        "N",
        "ул. " + "а" * 93 + " ",
    ],
)
def test_two_hundred_pages_are_looked_through_in_seconds(piece):
    began = time.monotonic()
    detect(piece * (600_000 // len(piece)))
    assert time.monotonic() - began < 15

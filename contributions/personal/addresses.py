"""Addresses of electronic mail, and of houses and boxes, as six languages write them."""

import re
from collections.abc import Iterator

_NAME = r"[^\W_](?:[\w.+%'-]{0,62}[\w+%-])?"
_HOST = r"[^\W_](?:[\w-]{0,61}[^\W_])?"
_EMAIL = re.compile(rf"(?<![\w.+%-])({_NAME})@({_HOST}(?:\.{_HOST}){{1,5}})")
# "ann (at) example (dot) org": written so by those who know what machines look for.
_AT = r"\s?[\[({<]\s?(?:at|chez|arroba|собака|на|ایت|آت)\s?[\])}>]\s?"
_DOT = r"(?:\.|\s?[\[({<]\s?(?:dot|point|punto|точка)\s?[\])}>]\s?)"
_VEILED = re.compile(rf"(?<![\w.+%-])({_NAME})(?:{_AT})({_HOST}(?:{_DOT}{_HOST}){{1,4}})", re.IGNORECASE)

_NUMBER = r"\d{1,5}(?:\s?[A-Za-zА-Яа-я]\b|\s?(?:bis|ter)\b)?"
_PROPER = r"[^\W\d_][\w'’.-]{0,30}"
_POSTAL = [
    # Boxes.
    r"\b(?:P\.?\s?O\.?|Post(?:al)?)\s?Box\s?(?:No\.?\s?)?\d{1,7}\b",
    r"\b(?:B\.?\s?P\.?|Boîte postale|Case postale|C\.P\.)\s?(?:n[°o]\.?\s?)?\d{1,7}\b",
    r"\b(?:Apartado(?: de Correos| postal)?|Casilla(?: de correo)?)\s?(?:n[°º]\.?\s?)?\d{1,7}\b",
    r"(?<!\w)(?:а/я|абонентский ящик|п/я)\s?(?:№\s?)?\d{1,7}\b",
    r"(?:ص\s?\.?\s?ب\s?\.?|صندوق (?:ال)?بريد)\s?:?\s?(?:رقم\s?)?\d{1,7}",
    r"(?:邮政信箱|郵政信箱|邮箱)\s?(?:第)?\d{1,6}\s?号?",
    # Streets.
    r"(?-i:\b\d{1,5}[A-Za-z]?,?\s(?:[A-Z][\w'’.-]{0,30}\s){1,4}(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Boulevard|Blvd|Square|Close|"
    r"Crescent|Terrace|Way|Court|Highway)\b\.?)",
    rf"\b{_NUMBER},?\s(?:rue|avenue|boulevard|bd|chemin|allée|impasse|quai|place|route)\s"
    rf"(?:(?:de|du|des|la|le|les|l['’]|d['’])\s?){{0,3}}{_PROPER}(?:[ -]{_PROPER}){{0,3}}",
    rf"\b(?:Calle|C/|Avenida|Avda\.?|Av\.|Paseo|Plaza|Carrera|Camino)\s(?:(?:de|del|la|las|los|el)\s){{0,2}}"
    rf"{_PROPER}(?:\s{_PROPER}){{0,3}},?\s(?:n[°º.]{{1,2}}\s?|N[°º.]{{1,2}}\s?|#\s?)?{_NUMBER}(?![\d.])",
    rf"(?<!\w)(?:ул\.|улица|пр\.|проспект|пр-т|пер\.|переулок|наб\.|набережная|бульвар|шоссе)\s"
    rf"{_PROPER}(?:\s{_PROPER}){{0,2}},?\s?(?:д\.|дом)?\s?{_NUMBER}(?:,?\s?(?:кв\.|корп\.|стр\.)\s?\d{{1,4}}){{0,3}}",
    rf"\b{_NUMBER}\s?،?\s?شارع\s{_PROPER}(?:\s{_PROPER}){{0,2}}",
    rf"(?<!\w)شارع\s{_PROPER}(?:\s{_PROPER}){{0,3}}،?\s?(?:رقم|عمارة|مبنى|بناية|منزل)\s?\d{{1,5}}",
    r"[\u4e00-\u9fff]{2,12}(?:路|街|大道|巷|胡同)\s?\d{1,5}\s?(?:号|弄|號)(?:[\u4e00-\u9fff\d]{0,4}\d{1,4}\s?(?:室|楼|单元|房))?",
]
_HOUSE = re.compile("|".join(f"(?:{way})" for way in _POSTAL), re.IGNORECASE)


def emails(text: str) -> Iterator[tuple[int, int]]:
    """Begin and end of each address of electronic mail, also of those written for people only."""
    for pattern in (_EMAIL, _VEILED) if "@" in text or _may_veil(text) else ():
        for found in pattern.finditer(text):
            yield found.span()


def postal(text: str) -> Iterator[tuple[int, int]]:
    """Begin and end of each address of a house or a box."""
    for found in _HOUSE.finditer(text):
        yield found.span()


def _may_veil(text: str) -> bool:
    return any(sign in text for sign in "[({<")

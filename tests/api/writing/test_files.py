"""Files come along with what a portal submits: checked as on the page, seen by the person, and gone where refused."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from consultations.models import CommentPeriod
from contributions import actions
from contributions.models import ContributionFile, Referral
from notifications.models import Letter
from portals.models import Portal

ADDRESS = "/api/v1/submissions/"


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = str(tmp_path)
    return tmp_path


@pytest.fixture
def said(period: CommentPeriod) -> dict[str, Any]:
    return {
        "comment_period": period.pk,
        "person": {"name": "Nia New", "email": "nia@example.net", "language": "en"},
        "speaking": "myself",
        "content": {"language": "en", "title": "On cables"},
    }


@pytest.fixture
def send(client: Client, token: str, said: dict[str, Any]) -> Callable[..., Any]:
    """Send a form with these files, and what is said unless something else is given."""

    def post(*files: Any, key: str = "", **other: Any) -> Any:
        form = {"submission": json.dumps(said), "files": list(files)} | other
        form = {name: value for name, value in form.items() if value is not None}
        headers = {"authorization": f"Bearer {token}", "idempotency-key": key or str(uuid4())}
        return client.post(ADDRESS, form, headers=headers)

    return post


def text(name: str = "cables.txt", words: bytes = b"Every island needs two.") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, words, "text/plain")


def token_of(referral: Referral) -> str:
    letter = Letter.objects.get(key=f"referral:{referral.pk}")
    return letter.text.partition("/through-a-portal/")[2].partition("/")[0]


def stored(media: Path) -> list[Path]:
    return [path for path in media.rglob("*") if path.is_file()]


def test_person_sees_every_file_and_sends_it(send: Callable[..., Any], client: Client) -> None:
    answer = send(text(), text("more.txt", b"And one more."))

    assert answer.status_code == 201, answer.content
    referral = Referral.objects.get()
    place = f"/through-a-portal/{token_of(referral)}/"
    page = client.get(place).content.decode()
    for file in ContributionFile.objects.all():
        assert file.name in page
        assert f"{place}files/{file.pk}/" in page
        given: Any = client.get(f"{place}files/{file.pk}/")
        assert b"".join(given.streaming_content) in (b"Every island needs two.", b"And one more.")
        assert given["Content-Disposition"].startswith("attachment")
        assert given["Cache-Control"] == "private, no-store"
    sent = actions.confirm_referral(token_of(referral)).submission
    assert sent is not None
    assert [each["name"] for each in sent.content["files"]] == ["cables.txt", "more.txt"]
    assert client.get(f"{place}files/{file.pk}/").status_code == 404


def test_file_of_something_else_is_not_there(send: Callable[..., Any], client: Client) -> None:
    send(text())
    send(text("other.txt", b"Of another."))
    first, second = Referral.objects.order_by("received_at")
    assert second.contribution is not None

    other = second.contribution.files.get()

    assert client.get(f"/through-a-portal/{token_of(first)}/files/{other.pk}/").status_code == 404
    assert client.get(f"/through-a-portal/{'x' * 43}/files/{other.pk}/").status_code == 404


def test_what_cannot_be_taken_is_named_by_its_place(send: Callable[..., Any], media: Path) -> None:
    answer = send(text(), text("cables.exe", b"MZ\x90\x00"), text("empty.txt", b""))

    assert answer.status_code == 422
    assert {"/files/1", "/files/2"} <= set(answer.json()["errors"])
    assert not Referral.objects.exists()
    assert stored(media) == []


def test_no_bytes_stay_of_what_is_refused_for_something_else(
    send: Callable[..., Any], said: dict[str, Any], media: Path
) -> None:
    said["content"]["title"] = ""
    answer = send(text(), submission=json.dumps(said))

    assert answer.status_code == 422
    assert stored(media) == []


def test_no_bytes_stay_of_what_the_person_refuses(
    send: Callable[..., Any], media: Path, django_capture_on_commit_callbacks: Any
) -> None:
    send(text())
    assert len(stored(media)) == 1

    with django_capture_on_commit_callbacks(execute=True):
        actions.refuse_referral(token_of(Referral.objects.get()))

    assert stored(media) == []
    assert not ContributionFile.objects.exists()


def test_same_key_and_files_are_one(send: Callable[..., Any], media: Path) -> None:
    first, again = (send(text(), key="a-key") for _each in range(2))
    other = send(text(words=b"Something else."), key="a-key")
    renamed = send(text("renamed.txt"), key="a-key")

    assert (first.status_code, again.status_code, first.content) == (201, 201, again.content)
    assert (other.status_code, renamed.status_code) == (409, 409)
    assert Referral.objects.count() == len(stored(media)) == 1


def test_no_more_files_than_on_the_page(send: Callable[..., Any], settings: Any, media: Path) -> None:
    settings.ATTACHMENTS_MAX = 1
    answer = send(text(), text("more.txt", b"And one more."))

    assert answer.status_code == 422
    assert stored(media) == []


def test_portal_fills_no_disk(send: Callable[..., Any], settings: Any) -> None:
    settings.REFERRED_BYTES_PER_PORTAL_PER_DAY = 30
    first, second = send(text()), send(text())

    assert (first.status_code, second.status_code) == (201, 429)
    assert "Retry-After" in second


def test_submission_may_come_as_a_file(send: Callable[..., Any], said: dict[str, Any]) -> None:
    part = SimpleUploadedFile("submission.json", json.dumps(said).encode(), "application/json")

    assert send(text(), submission=part).status_code == 201


@pytest.mark.parametrize(
    ("wrong", "pointer"),
    [
        ({"submission": None}, "/submission"),
        ({"submission": ["{}", "{}"]}, "/submission"),
        ({"files": "no file"}, "/files/0"),
        ({"surprise": "1"}, "/surprise"),
        ({"submission": "[1"}, None),
        ({"submission": "[" * 100_000}, None),
        ({"submission": '"words"'}, ""),
        ({"submission": "{}"}, "/person"),
        ({"submission": '{"comment_period": NaN}'}, None),
    ],
)
def test_form_that_is_not_made_as_it_should_be_is_refused(
    wrong: dict[str, Any], pointer: str | None, send: Callable[..., Any]
) -> None:
    answer = send(text(), **wrong)

    assert answer.status_code == 400, answer.content
    assert answer["Content-Type"].startswith("application/problem+json")
    if pointer is not None:
        assert pointer in set(answer.json()["errors"])
    assert not Referral.objects.exists()


def test_form_without_its_boundary_is_refused(send: Callable[..., Any], client: Client, token_for: Any) -> None:
    headers = {"authorization": f"Bearer {token_for(Portal.objects.get())}", "idempotency-key": "k"}

    answer = client.post(ADDRESS, b"--x\r\n", content_type="multipart/form-data", headers=headers)

    assert answer.status_code == 400

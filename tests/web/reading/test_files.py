"""Files: attachments, for those who may have them."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile

from contributions import actions
from contributions.content import Content
from contributions.models import ContributionFile

pytestmark = pytest.mark.django_db

NAME = "Überblick «été».txt"


@pytest.fixture
def stored(settings, tmp_path, make_draft, cast):
    """A draft of Ana with a file, not yet submitted."""
    settings.MEDIA_ROOT = tmp_path
    draft = make_draft()
    file = ContributionFile(contribution=draft, name=NAME, media_type="text/plain", size=9, sha256="ab" * 32)
    file.file.save(NAME, ContentFile(b"Very much"), save=False)
    file.save()
    content = Content.from_json(draft.content)
    content.files = [{"id": file.pk, "name": NAME, "media_type": "text/plain", "size": 9, "sha256": file.sha256}]
    type(draft).objects.filter(pk=draft.pk).update(content=content.to_json())
    draft.refresh_from_db()
    return file


def publish(file, cast) -> None:
    actions.submit(file.contribution, by=cast.ana)
    publish_as_it_stands(file.contribution, cast)


def publish_as_it_stands(contribution, cast) -> None:
    for named in contribution.sources.filter(confirmed_at=None):
        actions.confirm_source(named, by=cast.dora)
    actions.publish(contribution, by=cast.dora)


def address(file) -> str:
    return f"/files/contributions/{file.pk}/{file.name}"


def test_published_file_is_an_attachment_that_nothing_can_run_in(stored, cast, client) -> None:
    publish(stored, cast)

    answer = client.get(address(stored))

    assert b"".join(answer.streaming_content) == b"Very much"
    assert answer.headers["Content-Disposition"].startswith("attachment; filename*=utf-8''%C3%9Cberblick")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Cache-Control"] == "public, no-cache"
    assert answer.headers["ETag"] == f'"{stored.sha256}"'
    assert answer.headers["Content-Length"] == "9"


def test_whoever_has_it_already_hears_so(stored, cast, client) -> None:
    publish(stored, cast)

    answer = client.get(address(stored), headers={"If-None-Match": f'"{stored.sha256}"'})

    assert answer.status_code == 304


def test_before_submission_only_its_own_people_have_it(stored, cast, client, sign_in) -> None:
    answers = {
        name: sign_in(type(client)(), getattr(cast, name)).get(address(stored)).status_code
        for name in ("ana", "ben", "otto", "dora", "chris", "nobody")
    }

    assert answers == {"ana": 200, "ben": 404, "otto": 404, "dora": 404, "chris": 404, "nobody": 404}


def test_under_review_the_secretariat_has_it_too_and_no_cache_keeps_it(stored, cast, client, sign_in) -> None:
    actions.submit(stored.contribution, by=cast.ana)

    answers = {
        name: sign_in(type(client)(), getattr(cast, name)).get(address(stored)).status_code
        for name in ("ana", "ben", "otto", "dora", "nobody")
    }

    assert answers == {"ana": 200, "ben": 200, "otto": 404, "dora": 200, "nobody": 404}
    assert "no-store" in sign_in(client, cast.dora).get(address(stored)).headers["Cache-Control"]


def test_at_the_desk_the_chair_reads_what_was_sent(stored, cast, client, sign_in) -> None:
    actions.submit(stored.contribution, by=cast.ana)

    assert sign_in(client, cast.chris).get(address(stored)).status_code == 200


def test_what_an_author_attaches_after_sending_is_nobody_elses_business(stored, cast, client, sign_in) -> None:
    contribution = stored.contribution
    actions.submit(contribution, by=cast.ana)
    later = actions.attach(contribution, SimpleUploadedFile("later.txt", b"Not yet said"), by=cast.ana)

    answers = {
        name: sign_in(type(client)(), getattr(cast, name)).get(address(later)).status_code
        for name in ("ana", "ben", "otto", "dora", "chris", "nobody")
    }
    publish_as_it_stands(contribution, cast)

    assert answers == {"ana": 200, "ben": 200, "otto": 404, "dora": 404, "chris": 404, "nobody": 404}
    assert client.get(address(later)).status_code == 404
    told = client.get(f"/api/v1/contributions/{contribution.pk}/").json()["files"]
    assert [file["name"] for file in told] == [stored.name]
    assert client.get(told[0]["url"]).status_code == 200


def test_withdrawal_takes_the_files_back(stored, cast, client) -> None:
    publish(stored, cast)
    actions.withdraw(stored.contribution, by=cast.ana)

    assert client.get(address(stored)).status_code == 404


@pytest.mark.parametrize("place", ["/files/contributions/0/x", "/files/documents/1/x", "/files/letters/1/x"])
def test_file_that_is_not_there_is_a_404(place, client) -> None:
    assert client.get(place).status_code == 404

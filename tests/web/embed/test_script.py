"""The script that other sites hold by its digest: what was published never changes."""

import re

import pytest
from django.conf import settings

from web.views.embed.script import CURRENT, integrity, source

# Written out, a line for each version that there ever was. A change is a new version, in a file and a line of its own.
PUBLISHED = {
    1: "sha384-U04jbVvhF63RvKOxW5y3YEnOEQitrSPznVG1yBHEv7FC2pBr8uRLET69TYPZTh7R",
}


def test_no_version_ever_changes():
    assert {version: integrity(version) for version in range(1, CURRENT + 1)} == PUBLISHED


@pytest.mark.parametrize("version", PUBLISHED)
def test_a_version_is_given_to_any_site_for_a_year(version, client):
    answer = client.get(f"/embed/periods-{version}.js")

    assert answer.status_code == 200
    assert answer.content == source(version)
    assert answer.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert not answer.cookies


@pytest.mark.parametrize("version", ["0", "99", "1.0", "-1", f"{10**30}"])
def test_there_is_no_other(version, client):
    assert client.get(f"/embed/periods-{version}.js").status_code == 404


@pytest.mark.parametrize("version", PUBLISHED)
def test_it_is_small_and_makes_no_string_into_html_or_style(version):
    text = source(version).decode()

    assert len(text) < 3_000
    assert not re.search(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval|\.style\b|cookie\s*=|window\.", text
    )
    assert "withCredentials" not in text
    assert f"Version {version}." in text


def test_the_files_are_those_that_were_published():
    files = sorted(path.name for path in (settings.BASE_DIR / "static/embed").glob("*.js"))

    assert files == sorted(f"periods-{version}.js" for version in PUBLISHED)

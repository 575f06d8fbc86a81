"""One settings module for every place; production refuses what is only good for a demonstration."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PRODUCTION = {
    "PRODUCTION": "1",
    "SECRET_KEY": "k" * 60,
    "SITE_URL": "https://plenum.example",
    "DATABASE_URL": "postgres://plenum@database/plenum",
    "BROKER_URL": "redis://broker/0",
    "EMAIL_URL": "smtp://mail.example:25",
}


def load(variables: dict[str, str], *, show: str = "SECURE_HSTS_SECONDS") -> subprocess.CompletedProcess[str]:
    """Import the settings in a process of its own and print one of them."""
    program = f"from config import settings; print(settings.{show})"
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, env=kept | variables, capture_output=True, text=True, check=False
    )


def test_production_starts_with_settings_of_its_own():
    assert load(PRODUCTION).stdout.strip() == "31536000"
    assert load(PRODUCTION, show="EMAIL_HOST").stdout.strip() == "mail.example"


@pytest.mark.parametrize(
    ("given", "demonstration"),
    [({}, "True"), ({"ALLOWED_HOSTS": "plenum.example"}, "False"), (PRODUCTION, "False"), ({"DEMO": "0"}, "False")],
)
def test_letters_are_shown_to_anybody_only_on_the_machine_itself(given: dict[str, str], demonstration: str):
    assert load(given, show="DEMO").stdout.strip() == demonstration


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"SECRET_KEY": ""}, "SECRET_KEY"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY"),
        ({"DEMO": "1"}, "DEMO"),
        ({"DEBUG": "1"}, "DEBUG"),
        ({"SECRETARIAT_NEEDS_SECOND_FACTOR": "0"}, "SECRETARIAT_NEEDS_SECOND_FACTOR"),
        ({"SITE_URL": "http://plenum.example"}, "SITE_URL"),
        ({"DATABASE_URL": ""}, "DATABASE_URL"),
        ({"BROKER_URL": ""}, "BROKER_URL"),
        ({"EMAIL_URL": ""}, "EMAIL_URL"),
    ],
)
def test_production_refuses_what_is_only_good_for_a_demonstration(wrong: dict[str, str], named: str):
    refused = load(PRODUCTION | wrong)

    assert refused.returncode != 0
    assert "ImproperlyConfigured" in refused.stderr
    assert named in refused.stderr.splitlines()[-1]


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ({}, "True"),
        ({"SECRETARIAT_NEEDS_SECOND_FACTOR": "0"}, "False"),
        ({"SECRETARIAT_NEEDS_SECOND_FACTOR": "0", "DEMO": "0"}, ""),
        ({"SECRETARIAT_NEEDS_SECOND_FACTOR": "0", "ALLOWED_HOSTS": "plenum.example"}, ""),
    ],
)
def test_second_factor_is_left_out_in_a_demonstration_only(given: dict[str, str], shown: str):
    assert load(given, show="SECRETARIAT_NEEDS_SECOND_FACTOR").stdout.strip() == shown


def test_production_refuses_the_published_secret():
    from config import settings

    assert load(PRODUCTION | {"SECRET_KEY": settings.PUBLISHED_SECRET}).returncode != 0


@pytest.mark.parametrize(
    ("wrong", "advice"),
    [
        ({"LETTER_CLAIM_SECONDS": "109"}, "set it to 110 or more, or EMAIL_TIMEOUT to less."),
        ({"LETTER_CLAIM_SECONDS": "0"}, "set it to 110 or more, or EMAIL_TIMEOUT to less."),
        ({"EMAIL_TIMEOUT": "60"}, "set it to 270 or more, or EMAIL_TIMEOUT to less."),
        ({"LETTER_CLAIM_SECONDS": "37", "EMAIL_TIMEOUT": "2"}, "set it to 38 or more, or EMAIL_TIMEOUT to less."),
        ({"EMAIL_TIMEOUT": "0"}, "a mail server needs a second at least to answer."),
        ({"LETTER_PAUSES": ""}, "each is 1 or more"),
        ({"LETTER_PAUSES": "60,0"}, "each is 1 or more"),
        ({"LETTER_REST_SECONDS": "-1"}, "each is 1 or more"),
    ],
    ids=str,
)
def test_house_does_not_start_with_times_by_which_letters_would_go_twice(wrong: dict[str, str], advice: str):
    refused = load(wrong)

    assert refused.returncode != 0
    assert "ImproperlyConfigured" in refused.stderr
    assert advice in refused.stderr.splitlines()[-1]


@pytest.mark.parametrize(
    "well", [{}, {"LETTER_CLAIM_SECONDS": "110"}, {"LETTER_CLAIM_SECONDS": "34", "EMAIL_TIMEOUT": "1"}]
)
def test_house_starts_with_a_claim_that_lasts_longer_than_the_work(well: dict[str, str]):
    assert load(well, show="LETTER_CLAIM_SECONDS").stdout.strip() == well.get("LETTER_CLAIM_SECONDS", "120")


def test_every_variable_is_described():
    read = set(
        re.findall(
            r'env\.\w+\(\s*"(\w+)"', "\n".join(path.read_text() for path in (ROOT / "config" / "settings").glob("*.py"))
        )
    )
    described = set(re.findall(r"^\| `(\w+)`", (ROOT / "docs/settings.md").read_text(), re.MULTILINE))

    assert described == read


@pytest.mark.parametrize("show", ["ALLAUTH_TRUSTED_PROXY_COUNT", 'REST_FRAMEWORK["NUM_PROXIES"]'])
def test_all_throttles_count_readers_and_not_our_own_proxies(show: str):
    assert load(PRODUCTION | {"NUM_PROXIES": "2"}, show=show).stdout.strip() == "2"
    assert load(PRODUCTION, show=show).stdout.strip() == "0"

"""No letter is lost, and none comes twice without a reason, although everything is done to the house meanwhile."""

import os
import smtplib
from collections import Counter
from dataclasses import replace

import pytest

from tests.config.hands import Blow, Fallen
from tests.config.outcome import Outcome, Stored, Told
from tests.config.post_office import Copy, PostOffice
from tests.config.running import copied
from tests.config.sink import TRICKS, Did
from tests.config.surviving import survive
from tests.config.writing import Plan

pytestmark = [pytest.mark.start, pytest.mark.xdist_group("run")]


def test_whatever_falls_no_letter_is_lost_or_told_twice(first_start, tmp_path):
    copied(first_start.var_dir, tmp_path / "var")

    outcome = survive(tmp_path, Plan(1000, int(os.environ.get("SEED", "1"))), rounds=1, patience=420)

    print(outcome.table())  # noqa: T201  # the counts are looked for where it fails
    assert outcome.faults == []
    assert outcome.blows == dict.fromkeys(Blow, 1)
    assert {trick: number for trick in TRICKS if (number := outcome.did[trick]) < 1} == {}


NEWS = 7
FOLLOWER, READER, NOBODY = "at-once-0@d0.faults.example", "reader-0@d0.faults.example", "gone-0@d0.faults.example"


def copy(name: str, to: str, at: float, *, words: str = "", is_yes_lost: bool = False) -> Copy:
    return Copy(at, name, to, words or name, is_yes_lost)


FIRST, SECOND, AGAIN = copy("<1>", FOLLOWER, 1), copy("<2>", READER, 2, is_yes_lost=True), copy("<2>", READER, 3)
WELL = Outcome(
    expected={FOLLOWER: 1, READER: 1, NOBODY: 1},
    followers={FOLLOWER: 1},
    stored=[Stored("<1>", FOLLOWER, "sent"), Stored("<2>", READER, "sent"), Stored("<3>", NOBODY, "failed")],
    told=[Told(FOLLOWER, NEWS, "<1>", is_theirs=True)],
    copies=[FIRST, SECOND, AGAIN],
)
KILLED = [Fallen(Blow.MAILER, 4)]


@pytest.mark.parametrize(
    "well",
    [
        {},
        # The worker that had just heard the yes was killed.
        {"copies": [FIRST, replace(SECOND, is_yes_lost=False), copy("<2>", READER, 50)], "fallen": KILLED},
        # The mail server read it when the worker was dead already.
        {"copies": [FIRST, copy("<2>", READER, 4.4), copy("<2>", READER, 50)], "fallen": KILLED},
    ],
    ids=str,
)
def test_what_is_well_is_found_well(well):
    assert replace(WELL, **well).faults == []


@pytest.mark.parametrize(
    ("amiss", "faults"),
    [
        ({"stored": [*WELL.stored, Stored("<4>", READER, "failed")]}, 2),  # one too many, and nobody refused it
        ({"stored": WELL.stored[:2]}, 1),
        ({"stored": [*WELL.stored[:2], Stored("<3>", NOBODY, "undone")]}, 1),
        ({"stored": [*WELL.stored[:2], Stored("<3>", NOBODY, "sent")]}, 2),  # it was refused, and never arrived
        ({"copies": [FIRST]}, 1),
        ({"copies": [*WELL.copies, copy("<9>", READER, 5)]}, 1),
        ({"copies": [copy("<1>", READER, 1), SECOND]}, 1),
        ({"copies": [*WELL.copies, copy("<9>", READER, 5, words="<2>")]}, 2),  # unknown, and the same under two names
        ({"told": []}, 2),  # not told, and a letter of nothing
        ({"told": [*WELL.told, *WELL.told]}, 2),
        ({"told": [*WELL.told, *WELL.told], "followers": {FOLLOWER: 2}}, 1),
        ({"told": [Told(FOLLOWER, NEWS, None, is_theirs=False)]}, 1),
        ({"told": [Told(FOLLOWER, NEWS, "<1>", is_theirs=False)]}, 1),
        ({"followers": {FOLLOWER: 2}}, 1),
        ({"copies": [FIRST, replace(SECOND, is_yes_lost=False), AGAIN]}, 1),  # nobody was killed
        ({"copies": [FIRST, FIRST, replace(SECOND, is_yes_lost=False), AGAIN], "fallen": KILLED}, 1),  # one kill, two
        ({"copies": [FIRST, FIRST, SECOND], "fallen": [Fallen(Blow.DATABASE, 4)]}, 1),  # it costs none
        ({"copies": [FIRST, FIRST, SECOND], "fallen": [Fallen(Blow.MAILER, -0.5)]}, 1),  # before
        ({"copies": [FIRST, FIRST, SECOND], "fallen": [Fallen(Blow.MAILER, 99)]}, 1),  # long after
    ],
    ids=str,
)
def test_nothing_of_that_kind_goes_unseen(amiss, faults):
    assert len(replace(WELL, **amiss).faults) == faults


def test_what_was_never_done_to_the_house_is_told():
    did = Counter(dict.fromkeys(TRICKS, 1))
    fallen = [Fallen(blow, 1) for blow in Blow]

    assert replace(WELL, did=did, fallen=fallen).lacking == []
    assert replace(WELL, did=did, fallen=fallen[1:]).lacking == [next(iter(Blow))]
    assert replace(WELL, did=did - Counter([Did.LATE]), fallen=fallen).lacking == [Did.LATE]


def test_mail_server_refuses_at_the_same_place_while_it_is_away_and_goes_on_afterwards(tmp_path):
    with PostOffice(tmp_path / "journal", letters=100, seed=1, late=1) as post:
        place = post.url
        assert reached(post)
        post.close()
        assert not reached(post)
        post.open()
        assert reached(post)
        assert post.url == place


def reached(post: PostOffice) -> bool:
    try:
        with smtplib.SMTP("127.0.0.1", int(post.url.rpartition(":")[2]), timeout=10) as server:
            return server.noop()[0] == 250
    except ConnectionRefusedError:
        return False


@pytest.mark.parametrize("letters", [1000, 20_000])
def test_so_many_letters_are_written_as_were_asked_for(letters):
    plan = Plan(letters, 1)

    assert sum(plan.expected.values()) == letters
    assert list(plan.own) == list(plan.own)

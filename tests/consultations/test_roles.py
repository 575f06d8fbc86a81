"""What each role may do: written out by hand, and asked of everybody we know."""

from types import SimpleNamespace

import pytest

from consultations.enums import Role
from consultations.models import Process
from consultations.roles import ROLES
from tests.conftest import CAST

MAY = {
    "consultations.set_up": {"dora"},
    "consultations.appoint": {"dora"},
    "consultations.work_for": {"dora", "omar"},
    "consultations.issue": {"dora", "omar", "chris"},
    "consultations.read_desk": {"dora", "omar", "chris", "olga"},
    "consultations.read_sealed": {"dora"},
}


@pytest.mark.parametrize("permission", MAY)
def test_a_role_lets_one_do_what_is_written_here(permission: str, cast: SimpleNamespace, process: Process) -> None:
    assert {who for who in CAST if getattr(cast, who).has_perm(permission, process)} == MAY[permission]


@pytest.mark.parametrize("permission", MAY)
def test_a_role_gives_no_right_in_another_process(permission: str, cast: SimpleNamespace, make_process: object) -> None:
    other = make_process("wgy")  # type: ignore[operator]
    assert [who for who in CAST if getattr(cast, who).has_perm(permission, other)] == []


def test_every_role_says_what_it_is() -> None:
    assert set(ROLES) == set(Role)
    assert all(str(card.sentence).endswith(".") for card in ROLES.values())

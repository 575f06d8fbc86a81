"""Keys are issued, replaced without a gap, and revoked at once."""

from collections.abc import Callable
from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest
from allauth.idp.oidc.models import Client, Token
from django.utils import timezone

from common.refusals import NotAllowed, NotPossible
from consultations.models import Admission, Process
from notifications.models import Letter
from portals.actions import issue_key, revoke_key, rotate_key
from portals.enums import Scope
from portals.models import Key, Portal
from portals.queries import caller_of
from record.models import Entry
from tests.conftest import CAST

VERBS = {
    "issue": lambda portal, by: issue_key(portal, by=by),
    "rotate": lambda portal, by: rotate_key(portal.keys.get(), by=by),
    "revoke": lambda portal, by: revoke_key(portal.keys.get(), by=by),
}


def test_secret_is_told_once_and_kept_as_a_hash(portal: Portal, cast: SimpleNamespace) -> None:
    key, secret = issue_key(portal, by=cast.pia)

    client = Client.objects.get(pk=key.client_id)
    assert client.check_secret(secret)
    assert secret not in client.secret
    assert client.get_grant_types() == ["client_credentials"]
    letter = Letter.objects.get(family="portals/key_issued")
    assert key.client_id in letter.text
    assert secret not in letter.text + letter.html
    assert secret not in str(list(Entry.objects.values()))


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("who", CAST)
def test_only_its_owner_does_anything_with_keys(who: str, verb: str, portal: Portal, cast: SimpleNamespace) -> None:
    issue_key(portal, by=None)
    before = list(Key.objects.values())

    if who == "pia":
        VERBS[verb](portal, cast.pia)
        assert list(Key.objects.values()) != before
        return
    with pytest.raises(NotAllowed):
        VERBS[verb](portal, getattr(cast, who))
    assert list(Key.objects.values()) == before


def test_two_keys_at_most(portal: Portal, cast: SimpleNamespace) -> None:
    first, _secret = issue_key(portal, by=cast.pia)
    issue_key(portal, by=cast.pia)
    with pytest.raises(NotPossible):
        issue_key(portal, by=cast.pia)

    revoke_key(first, by=cast.pia)
    issue_key(portal, by=cast.pia)


def test_replaced_key_works_on_for_a_day(portal: Portal, cast: SimpleNamespace, token_for: Callable[..., str]) -> None:
    old, _secret = issue_key(portal, by=cast.pia)
    new, _secret = rotate_key(old, by=cast.pia)
    now = timezone.now()
    of_old, of_new = token_for(portal, key=old), token_for(portal, key=new)
    Token.objects.update(expires_at=now + timedelta(days=9))

    def opens(token: str, at: datetime) -> bool:
        return caller_of(token, at=at) is not None

    assert opens(of_old, now + timedelta(hours=23, minutes=59))
    assert not opens(of_old, now + timedelta(hours=24))
    assert opens(of_new, now + timedelta(hours=24))


def test_replacing_twice_is_refused(portal: Portal, cast: SimpleNamespace) -> None:
    old, _secret = issue_key(portal, by=cast.pia)
    rotate_key(old, by=cast.pia)

    with pytest.raises(NotPossible):
        rotate_key(old, by=cast.pia)
    assert portal.keys.count() == 2


def test_revoked_key_opens_nothing_at_once(
    portal: Portal, cast: SimpleNamespace, token_for: Callable[..., str]
) -> None:
    key, secret = issue_key(portal, by=cast.pia)
    token = token_for(portal, key=key)

    revoke_key(key, by=cast.pia)
    revoke_key(key, by=cast.pia)

    assert caller_of(token, at=timezone.now()) is None
    assert not Client.objects.get(pk=key.client_id).check_secret(secret)
    assert Letter.objects.filter(family="portals/key_revoked").count() == 1


def test_keys_of_a_closed_account_open_nothing(
    portal: Portal, cast: SimpleNamespace, token_for: Callable[..., str]
) -> None:
    token = token_for(portal)
    type(cast.pia).objects.filter(pk=cast.pia.pk).update(is_active=False)

    assert caller_of(token, at=timezone.now()) is None


def test_tokens_are_for_what_processes_have_granted(
    portal: Portal,
    process: Process,
    admit_portal: Callable[..., Admission],
    token_for: Callable[..., str],
    cast: SimpleNamespace,
) -> None:
    key, _secret = issue_key(portal, by=cast.pia)
    admit_portal(portal, process, Scope.SUBMIT)

    assert Client.objects.get(pk=key.client_id).get_scopes() == [Scope.SUBMIT]
    caller = caller_of(token_for(portal, key=key), at=timezone.now())
    assert caller is not None
    assert (caller.portal, caller.scopes) == (portal, {"contributions:submit"})


def test_token_is_found_in_one_query(
    portal: Portal, token_for: Callable[..., str], django_assert_num_queries: Callable[..., object]
) -> None:
    token = token_for(portal)

    with django_assert_num_queries(1):  # type: ignore[attr-defined]
        caller = caller_of(token, at=timezone.now())
        assert caller is not None
        assert caller.portal.owner.name

"""What happens elsewhere takes no file back; what a source takes back does."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

from consultations.actions import end_admission
from consultations.models import CommentPeriod, Process
from contributions import actions
from contributions.models import Contribution
from exports.models import Export
from exports.queries.freshness import was_overtaken
from notifications.models import Letter
from portals.actions import issue_key, revoke_key
from portals.models import Portal
from record.models import Entry
from webhooks.actions import pause, register, remove
from webhooks.actions.endpoint import Wanted
from webhooks.enums import EndpointState, Kind
from webhooks.models import Endpoint


def test_what_portals_do_overtakes_no_file(
    *, portal: Portal, process: Process, period: CommentPeriod, cast: SimpleNamespace,
    admit_portal: Callable[..., Any], make_contribution: Callable[..., Contribution],
) -> None:  # fmt: skip
    published = make_contribution()
    last = Entry.objects.latest("number")
    made = Export(round=period.round, as_of=last.number)
    admission = admit_portal(portal, process)
    key, _secret = issue_key(portal, by=cast.pia)
    revoke_key(key, by=cast.pia)
    endpoint = register(portal, url="https://igf.example/hook", wanted=Wanted([Kind.PERIOD_EXTENDED]), by=cast.pia)
    Endpoint.objects.update(state=EndpointState.ACTIVE)
    pause(endpoint, by=cast.pia)
    remove(endpoint, by=cast.pia)
    words = {"language": "en", "title": "On nets", "statement": "Nets matter."}
    actions.refer(portal, actions.HandedIn(period, "Nia New", "nia@example.net", "en", "myself", words))
    letter = Letter.objects.get(family="contributions/referred")
    actions.refuse_referral(letter.text.partition("/through-a-portal/")[2].partition("/")[0])
    end_admission(admission, reason="It closes.", by=cast.dora)

    assert not was_overtaken(made)

    actions.withdraw(published, by=cast.ana)
    assert was_overtaken(made)

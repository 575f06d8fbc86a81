"""Every address of the desk, asked by everybody: a new one has to be written down here."""

from collections.abc import Iterator
from types import SimpleNamespace
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, reverse
from django.utils import timezone

import rehearsal.urls
import secretariat.urls
from consultations import actions as consultations
from consultations.enums import DocumentKind, ReasonUse, Role
from consultations.models import ProcessRole
from contributions import actions
from contributions.enums import BatchKind, Channel, State
from contributions.redacting import Mark
from exports import actions as exports
from exports.enums import Format, What
from following.actions import report
from notifications.models import Letter
from portals.actions import register_portal
from record.models import Entry
from stakeholders.models import Mandate, Person
from tests.negotiating import make_text, opinion

__all__ = ["make_text", "opinion"]

pytestmark = pytest.mark.django_db

TITLE = "On zyxcables"
GATE, LOGIN = "/desk/second-factor/", "/accounts/login/"
# What of the world stands in the address, by its name; a number stands for itself.
PAGES: dict[str, str] = {
    "desk": "", "second_factor": "", "campaigns": "", "keep_filter": "", "batches": "", "practice": "", "exports": "",
    "participation": "", "sources": "", "texts": "", "enter": "", "lanes": "", "outbox": "", "processes": "",
    "new_process": "", "periods": "", "health": "", "mailings": "", "mailing": "mailing", "mailing_html": "mailing",
    "still_said": "sent",
    "contribution": "sent", "submission": "sent 1", "following": "sent", "similar": "sent", "compare": "sent other",
    "redact": "sent", "transcript_original": "paper original", "campaign": "campaign", "kept_filter": "filter",
    "batch": "batch", "service_times": "slug", "add_removal_ground": "slug", "add_ground": "slug",
    "removal_ground": "slug removal_ground", "ground": "slug ground", "add_template": "slug", "template": "template",
    "participation_round": "round", "shared_authors": "round", "words_by_source": "round", "account": "round",
    "source": "source", "bring_in": "symbol", "incoming": "incoming", "original": "incoming", "next": "opinion",
    "next_dispositions": "opinion", "next_preview": "opinion", "next_clause_add": "opinion beginning",
    "next_clause": "opinion clause", "next_confirm": "opinion", "number": "symbol", "receiving": "round",
    "export": "export", "export_progress": "export", "export_file": "export", "letter": "letter",
    "letter_html": "letter", "process": "slug", "settings": "slug names", "add_group": "slug", "staff": "slug",
    "portals": "slug", "admission": "slug admission",
    "end_role": "slug role", "new_round": "slug", "round": "slug number", "change_round": "slug number",
    "copy_round": "slug number", "new_question": "slug number period", "question": "slug number question",
    "new_document": "slug number", "document": "slug number document", "change_document": "slug number document",
    "new_period": "slug number", "period": "period", "change_period": "period", "period_act": "period extend",
    "discard_process": "slug", "discard_round": "slug number", "discard_period": "period",
    "discard_document": "slug number document",
    "rehearsal:round": "round", "rehearsal:letters": "round", "rehearsal:api": "round",
}  # fmt: skip
# Taken only as a form.
FORMS: dict[str, str] = {
    "export_ask": "", "plan_batch": "", "resend": "", "release_letter": "letter", "edit_letter": "letter",
    "say_first": "mailing", "release_mailing": "mailing", "drop_mailing": "mailing",
    "take_up": "sent", "return": "sent", "publish": "sent", "decline": "sent", "withdraw": "sent", "remark": "sent",
    "settle": "sent", "assign": "sent", "here": "sent", "confirm_source": "sent named", "show_as_invited": "sent named",
    "group": "sent", "redact_preview": "sent", "redact_now": "sent", "lift": "sent redaction", "unseal": "sent",
    "unseal_file": "sent file", "unseal_original": "paper original", "transcript_ask": "paper",
    "transcript_sheet": "paper", "publish_unconfirmed": "paper",
    "campaign_organiser": "campaign", "campaign_add": "campaign", "campaign_take_out": "campaign",
    "campaign_represent": "campaign", "campaign_dissolve": "campaign",
    "remove_filter": "filter", "confirm_batch": "batch", "remove_template": "template",
    "check_source": "source", "invite_to_source": "source", "mandate": "source mandate",
    "correct_text": "incoming", "issue_text": "incoming", "discard_text": "incoming",
    "next_begin": "opinion", "next_decide": "opinion", "next_dispose": "opinion", "next_letter": "opinion",
    "next_issue": "opinion", "renumber": "symbol", "alias": "symbol",
    "open_process": "slug", "open_round": "slug number", "move_question": "slug number question",
    "remove_question": "slug number question", "add_file": "slug number document",
    "change_files": "slug number document", "publish_document": "slug number document",
}  # fmt: skip
# Pages that take a form at their own address.
BOTH = (
    "keep_filter", "kept_filter", "enter", "new_process", "service_times", "add_removal_ground", "add_ground",
    "removal_ground", "ground", "add_template", "template", "bring_in", "next_clause_add", "next_clause", "receiving",
    "settings", "add_group", "staff", "admission",
    "end_role", "new_round", "change_round", "copy_round", "new_question", "question",
    "new_document", "change_document", "new_period", "change_period", "period_act",
    "discard_process", "discard_round", "discard_period", "discard_document",
)  # fmt: skip

# Who is not shown a page that others at this desk read: whoever has no part in it, and what is one's own.
HEAD = {"omar": 403, "chris": 403, "olga": 403}
HIDDEN = dict.fromkeys(HEAD, 404)
OBSERVER_LED_ON = {"olga": 302}
OTHERWISE: dict[str, dict[str, int]] = {
    **dict.fromkeys(
        ("settings", "new_round", "change_round", "copy_round", "new_question", "question", "new_period",
         "change_period", "period_act", "end_role", "discard_process", "discard_round", "discard_period"), HEAD,
    ),
    **dict.fromkeys(("service_times", "add_ground", "ground", "add_removal_ground", "removal_ground"), HIDDEN),
    **dict.fromkeys(("health", "batch", "kept_filter", "export", "export_progress", "export_file"), HIDDEN),
    **{name: {"chris": 404, "olga": 404} for name in ("add_template", "template", "enter")},
    "new_document": {"olga": 403},
    "change_document": {"olga": 403},
    "discard_document": {"olga": 403},
    # Something was removed from it.
    **{name: {"chris": 403, "olga": 403} for name in ("redact", "submission")},
    "new_process": HEAD,
    # A way to another page.
    **dict.fromkeys(("second_factor", "following", "add_group"), dict.fromkeys(("dora", *HEAD), 302)),
    **dict.fromkeys(("next_clause_add", "next_clause"), OBSERVER_LED_ON),
}  # fmt: skip
# A form in which nothing is wrong, for most addresses.
FORM = {
    "reason": "Because it is so.", "text": "Some words.", "code": "off_topic", "seen": "1", "heard": "0", "to": "",
    "name": "A name", "role": "officer", "email": "nia@example.org", "address": "nia@example.org", "act": "end",
    "take_up": "48", "sentence_en": "A ground.", "is_offered": "on", "use": "remark", "language": "en",
    "organiser": "Somebody", "accreditation": "A line", "number": "7", "alias": "Paper 7", "words": "cables",
    "ground": "third-person", "title_en": "A title", "text_en": "A question?", "kind": "agenda", "wording": "Herons.",
    "in_time_hours": "10", "delayed_hours": "5", "step": "1", "at": "1", "days": "100", "which": "marked",
    "name_en": "A name", "note": "A note", "list": "", "confirmed": "1", "closes_on": "2031-01-01", "zone": "UTC",
    "closes_time": "12:00", "opens_on": "2030-01-01", "opens_time": "12:00", "purpose": "answers",
    "languages_taken": "en", "channel": "paper", "received_on": "2027-01-01", "received_time": "12:00", "do": "publish",
}  # fmt: skip
UNSOUND = {"nothing among words": "\u202ea\x00b", "a number too long": "9" * 5000, "nothing": ""}


@pytest.fixture(autouse=True)
def _house(tmp_path, settings):
    settings.MEDIA_ROOT, settings.DEMO = tmp_path, False


@pytest.fixture
def world(  # noqa: PLR0917  # fixtures
    cast, ministry, make_draft, make_contribution, make_question, make_source, opinion, period, round_
) -> SimpleNamespace:
    """One of everything that a desk has, in the process of the cast."""
    dora, process = cast.dora, round_.process
    draft = make_draft(title=TITLE, statement="Cables matter to Zebedee.")
    file = actions.attach(draft, SimpleUploadedFile("annex.txt", b"By Zebedee."), by=cast.ana)
    actions.submit(draft, by=cast.ana)
    (redaction,) = actions.redact(draft, [Mark("statement", 17, 7, "third-person")], by=dora)
    towns = [{"id": make_source(f"Town {number}").pk} for number in range(3)]
    other, one, two = (make_contribution(State.SUBMITTED, sources=[town]) for town in towns)
    symbol = make_contribution().symbol
    clause = actions.add_clause(
        actions.begin_next(opinion, by=dora), after="", kind="item", wording="Herons rest.", by=dora
    )
    arrival = actions.Arrival(
        Channel.PAPER, timezone.now(), email="fatma@example.org", originals=[SimpleUploadedFile("letter.txt", b"Nets.")]
    )
    source = {"name": "Union of Fishers", "group": "civil-society"}
    paper = actions.enter_elsewhere(period, arrival, source=source, by=dora)
    actions.save(paper, paper.content | {"title": "On nets", "language": "en", "statement": "Nets."}, by=dora)
    actions.submit(paper, by=dora)
    export = exports.ask(round_, what=What.ARCHIVE, format=Format.ZIP, by=dora, is_sealed=True)
    exports.make(export.pk)
    incoming = consultations.begin_text(symbol, "OPINION\na) that herons fly.", language="en", title="Opinion", by=dora)
    document = consultations.prepare_document(round_, by=dora, kind=DocumentKind.AGENDA, title={"en": "Agenda"})
    site = register_portal(name="Nairobi IGF", about="Brings people.", url="https://igf.example", by=cast.pia)
    admission = consultations.ask_admission(site, process=process, scopes=["webhooks"], why="Why not.", by=cast.pia)
    template = consultations.save_reason_template(
        process, by=dora, use=ReasonUse.REMARK, language="en", name="Hello", text="Hello."
    )
    mailing = report("period_opened", subject=period, topics=[f"process:{process.pk}"], key="held", hold=True)
    assert mailing is not None
    return SimpleNamespace(
        sent=draft.pk, file=file.pk, redaction=redaction.pk, named=draft.sources.get().pk, other=other.pk,
        campaign=actions.group(one, [two], by=dora).pk, paper=paper.pk, original=paper.transcript.originals.get().pk,
        filter=actions.keep_filter(by=dora, name="Mine", wanted={"state": "submitted"}).pk, symbol=symbol.pk,
        batch=actions.plan_batch(BatchKind.ASSIGN, [draft.pk], by=dora, to=cast.omar).pk, removal_ground="safety",
        ground="off_topic", template=template.pk, source=ministry.pk, opinion=opinion.pk, clause=clause.pk,
        mandate=Mandate.objects.get(person=cast.ben).pk, export=export.pk, incoming=incoming.pk, document=document.pk,
        letter=Letter.objects.filter(family="contributions/receipt").latest("created_at").pk,
        slug=process.slug, number=round_.number, round=round_.pk, period=period.pk, question=make_question().pk,
        role=ProcessRole.objects.get(person=cast.olga).pk, names="names", extend="extend", beginning="beginning",
        admission=admission.pk, mailing=mailing.pk,
    )  # fmt: skip


@pytest.fixture
def browsers(cast, sign_in, make_process):
    """Everybody's, with a second factor; and that of Petra, who is the head of another process only."""
    petra = Person.objects.create_user("petra@example.org", name="Petra Example")
    ProcessRole.objects.create(process=make_process("wgy"), person=petra, role=Role.HEAD)
    people = {**vars(cast), "petra": petra}
    return {who: sign_in(Client(), person) for who, person in people.items()}


def address(world: SimpleNamespace, name: str) -> str:
    spaced = {**PAGES, **FORMS}[name].split()
    args = [int(each) if each.isdigit() else getattr(world, each) for each in spaced]
    return reverse(name if ":" in name else f"secretariat:{name}", args=args)


def posts(world: SimpleNamespace) -> Iterator[tuple[str, str]]:
    for name in (*FORMS, *BOTH):
        yield name, address(world, name)


def traces() -> tuple[int, int]:
    return Entry.objects.count(), Letter.objects.count()


def test_every_address_of_the_desk_is_written_down_here():
    def names(patterns, prefix=""):
        for each in patterns:
            if isinstance(each, URLPattern):
                yield f"{prefix}{each.name}"
            else:
                yield from names(each.url_patterns, prefix)

    known = {*names(secretariat.urls.urlpatterns), *names(rehearsal.urls.urlpatterns, "rehearsal:")}

    assert known == {*PAGES, *FORMS}
    assert set(BOTH) < set(PAGES)


def test_pages_of_their_own_desk(world, browsers):
    desk = ("dora", "omar", "chris", "olga")
    wanted = {(who, name): OTHERWISE.get(name, {}).get(who, 200) for who in desk for name in PAGES}

    shown = {(who, name): browsers[who].get(address(world, name)).status_code for who in desk for name in PAGES}

    assert shown == wanted


def test_no_page_for_whoever_has_no_desk(world, browsers):
    assert {browsers[who].get(address(world, name)).status_code for who in ("ana", "otto") for name in PAGES} == {404}


def test_no_page_of_another_process(world, browsers):
    petra, shown = browsers["petra"], {}
    for name in PAGES:
        answer = petra.get(address(world, name))
        shown[name] = answer.status_code
        if answer.status_code == 200:
            page = answer.content.decode()
            assert TITLE not in page, name
            assert "WGX" not in page, name

    wanted = {name: 404 if spaced else 200 for name, spaced in PAGES.items()}
    assert shown == wanted | {"second_factor": 302, "following": 302, "enter": 200}


@pytest.mark.parametrize("missing", ["session", "second factor"])
def test_everybody_has_to_come_in_first(missing, world, cast, sign_in, client):
    if missing == "second factor":
        sign_in(client, cast.dora, second_factor=False)
    place = LOGIN if missing == "session" else GATE
    ways = {name: client.get(address(world, name)).get("Location", "") for name in PAGES}

    own = {} if missing == "session" else {"second_factor": ""}
    assert {name: urlsplit(way).path for name, way in ways.items()} == dict.fromkeys(PAGES, place) | own


@pytest.mark.parametrize("missing", ["session", "second factor"])
def test_a_form_leads_back_to_a_page_that_there_is(missing, world, browsers, cast, sign_in):
    for name, there in posts(world):
        client = Client()
        if missing == "second factor":
            sign_in(client, cast.dora, second_factor=False)
        answer = client.post(there, FORM)
        if name == "here":  # a script's
            assert answer.status_code == 403
            continue
        back = parse_qs(urlsplit(answer["Location"]).query)["next"][0]
        assert browsers["dora"].get(back).status_code in {200, 302}, name


def test_who_only_reads_changes_nothing_by_any_form(world, browsers):
    before = traces()

    for name, there in posts(world):
        answer = browsers["olga"].post(there, FORM)
        assert answer.status_code in {204, 302, 403, 404, 409, 422, 200}, name
        assert traces() == before, name


def test_the_head_of_another_process_changes_nothing_by_any_form(world, browsers):
    before = traces()
    ids = {"item": world.sent, "member": world.other, "round": world.round, "to": "1", "remove": world.document}

    for name, there in posts(world):
        spaced = {**PAGES, **FORMS}[name]
        given = FORM | {key: str(value) for key, value in ids.items()} | {"period": str(world.period)}
        point = transaction.savepoint()
        status = browsers["petra"].post(there, given).status_code
        assert status == 404 if spaced and name != "remove_filter" else status < 500, name
        if name not in {"new_process", "remove_filter"}:
            assert traces() == before, name
        transaction.savepoint_rollback(point)


def test_unsound_words_in_any_field_are_no_fault_of_ours(world, browsers):
    faults = []
    more = "item member mark pages-1 part held_by template process round period remove known further_languages paste"
    fields = {*FORM, *more.split(), "fill", "up", "countries", "version", "choice"}
    for name, there in posts(world):
        for kind, words in UNSOUND.items():
            point = transaction.savepoint()
            status = browsers["dora"].post(there, dict.fromkeys(fields, words)).status_code
            faults += [(name, kind)] if status >= 500 else []
            transaction.savepoint_rollback(point)

    assert faults == []


def test_garbled_questions_are_no_fault_of_ours(world, browsers):
    asked = ("page", "cursor", "state", "round", "list", "q", "at", "near", "part", "show", "only", "use", "period",
             "symbol", "view", "on", "time", "zone", "next", "order", "preview")  # fmt: skip
    faults = []
    for name in PAGES:
        for value in ("%00", "9" * 400, "(%22" * 100):
            # A wrong place in a list is looked at first and would hide the rest.
            query = "&".join(f"{each}={value}" for each in asked[2 if value == "%00" else 0 :])
            status = browsers["dora"].get(f"{address(world, name)}?{query}").status_code
            faults += [(name, value)] if status >= 500 else []

    assert faults == []

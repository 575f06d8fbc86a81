"""How well and how fast nearly equal texts are found, and what the figures of a round cost."""

import time
from collections.abc import Callable
from itertools import pairwise
from random import Random
from statistics import median

from django.utils import timezone

from bench.structure import Structure
from bench.texts.figures import Figure
from consultations.models import Round
from contributions import actions
from contributions.models import Fingerprint, Submission
from contributions.queries.account import account_of, day_of
from contributions.queries.participation import counted_anew
from contributions.similarity.signature import Signature, signature

TEXTS, WORDS = 1000, 300
# Out of a hundred copies whose words were edited so far, so many have to be found.
RECALL = {0.02: 99.5, 0.05: 99.0, 0.1: 95.0, 0.2: 60.0}
# So many fingerprints stand in the database when one is compared with all.
STORED, COMPARED = 5000, 40
SECONDS = 2.0


def measure(built: Structure, random: Random) -> list[Figure]:
    """Signatures by themselves, then comparing and counting among what the database holds."""
    return [*_signatures(random), _comparing(random), *_counting(built)]


def written(figures: list[Figure]) -> str:
    """The part of the report about them."""
    rows = "\n".join(
        f"| {each.name} | {each.found} | {each.aim} | {'yes' if each.holds else '**no**'} |" for each in figures
    )
    return f"""## Similar texts and figures

| what | found | aim | holds |
| --- | ---: | ---: | --- |
{rows}
"""


def _signatures(random: Random) -> list[Figure]:
    texts = [" ".join(f"w{random.randrange(3000)}" for _ in range(WORDS)) for _ in range(TEXTS)]
    began = time.perf_counter()
    made = [signature(text) for text in texts]
    rate = TEXTS / (time.perf_counter() - began)
    found = [Figure(f"signatures of texts of {WORDS} words", f"{rate:,.0f} a second", "at least 200", rate >= 200)]
    for share, least in RECALL.items():
        hits = sum(_meet(own, signature(_edited(text, share, random))) for own, text in zip(made, texts, strict=True))
        percent = 100 * hits / TEXTS
        name = f"copies with {share:.0%} of their words edited that are found"
        found.append(Figure(name, f"{percent:.1f} %", f"at least {least} %", percent >= least))
    strangers = sum(_meet(one, other) for one, other in pairwise(made))
    return [*found, Figure("strangers that share a band", f"{strangers} of {TEXTS}", "at most 10", strangers <= 10)]


def _comparing(random: Random) -> Figure:
    """Every text there is put together from a few hundred paragraphs: many are alike in part, as boilerplate is."""
    keys = list(Submission.objects.order_by("pk").values_list("pk", flat=True)[:STORED])
    Fingerprint.objects.bulk_create([Fingerprint(submission_id=key) for key in keys], ignore_conflicts=True)
    for key in keys:
        actions.compare(key)
    again = random.sample(keys, min(COMPARED, len(keys)))
    Fingerprint.objects.filter(pk__in=again).update(compared_at=None)
    took = median(_milliseconds(lambda key=key: actions.compare(key)) for key in again)  # type: ignore[misc]
    name = f"comparing one with {len(keys):,} that share paragraphs"
    return Figure(name, f"{took:.0f} ms", "under 500 ms, in a worker", took < 500)


def _counting(built: Structure) -> list[Figure]:
    round_ = Round.objects.select_related("process").get(pk=built.rounds[0])
    number = round_.last_number
    heard = median(_milliseconds(lambda: counted_anew(round_)) for _ in range(3)) / 1000
    at = day_of(timezone.now())
    told = _milliseconds(lambda: account_of(round_, at=at)) / 1000
    aim = f"under {SECONDS:g} s, once a minute"
    return [
        Figure(f"who was heard in a round of {number:,}, counted anew", f"{heard:.2f} s", aim, heard < SECONDS),
        Figure(f"account of a round of {number:,}, counted anew", f"{told:.2f} s", aim, told < SECONDS),
    ]


def _meet(one: Signature, other: Signature) -> bool:
    return not set(one.bands).isdisjoint(other.bands)


def _edited(text: str, share: float, random: Random) -> str:
    words = text.split()
    for place in random.sample(range(len(words)), round(len(words) * share)):
        words[place] = f"other{random.randrange(100_000)}"
    return " ".join(words)


def _milliseconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000

"""Contributions by the million: rows by COPY, everything that is derived from them by the database, set by set."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from random import Random

from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from bench import words
from bench.structure import Structure, regions
from consultations.models import Round
from contributions.models import Contribution
from contributions.search import vector_for

SQL = Path(__file__).resolve().parent / "sql"
AT_ONCE = 20_000
# From so many on, indexes are dropped first and built at the end.
MANY = 100_000
ROW = "place, round_id, period_id, question_id, source_id, language, title, texts, extra, published_at"
FILLED = ("contributions_contribution", "contributions_submission", "contributions_contributionsource",
          "consultations_symbol")  # fmt: skip


@dataclass
class Filler:
    """Adds contributions to a structure; the same seed gives the same ones."""

    structure: Structure
    random: Random
    say: Callable[[str], None]
    filled: int = 0

    def prepare(self) -> None:
        """Store the texts that contributions are put together from, with their words for the search."""
        _run("prepare")
        for table, texts in (
            ("bench_paragraph", words.paragraphs(self.random)),
            ("bench_title", words.titles(self.random)),
        ):
            rows = [(number, each.language, each.text, _vector(table, each)) for number, each in enumerate(texts)]
            _copy(f"{table} (id, language, text, vector)", rows)
        _copy("bench_region (country, region)", regions())

    def add(self, number: int) -> float:
        """Add so many published contributions and return how many seconds it took, indexes included."""
        began = time.monotonic()
        with _without_indexes(number >= MANY, self.say):
            for first in range(0, number, AT_ONCE):
                self._add(min(AT_ONCE, number - first))
                if number >= MANY and (first // AT_ONCE) % 10 == 9:
                    self.say(f"{self.filled:,} contributions after {time.monotonic() - began:.0f} s")
        return time.monotonic() - began

    @staticmethod
    def tidy() -> float:
        """Let the database learn what it has; return how many seconds it took."""
        began = time.monotonic()
        with connection.cursor() as cursor:
            cursor.execute("VACUUM (ANALYZE)")
        return time.monotonic() - began

    @transaction.atomic
    def _add(self, number: int) -> None:
        _copy(f"bench_row ({ROW})", self._rows(number))
        _run("fill", author=self.structure.author)
        self.filled += number

    def _rows(self, number: int) -> Iterator[tuple[object, ...]]:
        """Half of all in the first round, the rest over the others; each a second after the one before."""
        codes, shares, random = list(words.SHARES), list(words.SHARES.values()), self.random
        start = timezone.now() - timedelta(days=700)
        for place in range(self.filled, self.filled + number):
            first, *others = self.structure.rounds
            held = first if random.random() < 0.5 else random.choice(others)
            period = random.choice(self.structure.periods[held])
            language = random.choices(range(len(codes)), shares)[0]
            texts = [language * words.PARAGRAPHS + random.randrange(words.PARAGRAPHS) for _ in range(5)]
            yield (
                place, held, period, self.structure.questions[period], random.choice(self.structure.sources),
                codes[language], language * words.TITLES + random.randrange(words.TITLES), texts,
                words.marker(random), start + timedelta(seconds=place),
            )  # fmt: skip


def _vector(table: str, given: words.Text) -> str:
    """The words of a text as our own search has them."""
    title, body = (given.text, "") if table == "bench_title" else ("", given.text)
    asked = Round.objects.annotate(vector=vector_for(given.language, title, body)).values_list("vector", flat=True)
    return str(asked[:1].get())


def _copy(into: str, rows: Sequence[tuple[object, ...]] | Iterator[tuple[object, ...]]) -> None:
    with connection.cursor() as cursor, cursor.copy(f"COPY {into} FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def _run(name: str, **given: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute((SQL / f"{name}.sql").read_text(), given or None)


@contextmanager
def _without_indexes(wanted: bool, say: Callable[[str], None]) -> Iterator[None]:
    """Drop what is only for reading while there is a lot of writing, and build it again."""
    if not wanted:
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT pg_get_indexdef(indexrelid), indexrelid::regclass::text FROM pg_index
            WHERE indrelid = ANY(%s::regclass[]) AND NOT indisunique
            """,
            [list(FILLED)],
        )
        indexes = cursor.fetchall()
        for _made_by, name in indexes:
            cursor.execute(f"DROP INDEX {name}")
        yield
        began = time.monotonic()
        cursor.execute("SET maintenance_work_mem = '1GB'")
        for made_by, _name in indexes:
            cursor.execute(made_by)
        say(f"{len(indexes)} indexes built in {time.monotonic() - began:.0f} s")


def last_numbers() -> dict[int, int]:
    """The last number given in each round, by its id."""
    return dict(Round.objects.values_list("pk", "last_number"))


def some(number: int, random: Random, *, of_round: int) -> list[Contribution]:
    """Contributions of a round from anywhere in it."""
    last = last_numbers()[of_round]
    numbers = random.sample(range(1, last + 1), min(number, last))
    found = Contribution.objects.filter(round=of_round, number__in=numbers).select_related("symbol")
    return list(found.only("number", "symbol__text", "round_id").order_by(F("number")))

"""``python -m bench.letters``: the part of the report about letters, on stdout.

In a house of its own. What is measured here is ``deliver_due``, as a worker process calls it: claimed from a real
database, made, sent over one connection to a sink on this machine, each noted before the next one's content leaves.
"""

import os
import smtplib
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from bench.house import house
from bench.texts.figures import Figure
from bench.texts.report import written

HEADING = "## Letters"
HOW = (
    "A worker process and a bare `smtplib` loop (`sendmail` of bytes that are ready, over one connection) by turns, "
    "twelve times 500 letters, to the same sink on this machine (`bench/sink.py`). The worker claims, makes and sends "
    "letters, and notes each one in PostgreSQL before the next one's content leaves; every 25th note waits for the "
    "disk."
)
LETTERS, TURNS = 500, 12
# Of the bare loop's rate.
LEAST = 70


def main() -> int:
    """Fill a house, measure, print; 1 where a limit does not hold."""
    with house(), sink() as port:
        os.environ |= {"EMAIL_URL": f"smtp://127.0.0.1:{port}", "MAIL_MOST_A_MINUTE": "0"}
        import django  # noqa: PLC0415  # settings are read now that there are services to point at

        django.setup()
        figures = _delivered(port)
    for figure in figures:
        _say(f"{'holds' if figure.holds else 'DOES NOT HOLD'}: {figure.name}: {figure.found}")
    print(written(HEADING, figures, how=HOW), end="")
    return 0 if all(each.holds for each in figures) else 1


@contextmanager
def sink() -> Iterator[int]:
    """Run a sink in a process of its own; give its port."""
    root = Path(__file__).resolve().parent.parent
    program = subprocess.Popen([sys.executable, "-m", "bench.sink"], cwd=root, stdout=subprocess.PIPE)
    try:
        assert program.stdout is not None  # noqa: S101  # it was asked for
        yield int(program.stdout.readline())
    finally:
        program.kill()
        program.wait()


def _delivered(port: int) -> list[Figure]:
    """Letters to many, which share their words, and letters of which each has its own."""
    return [
        _share("letters to many", port, _to_many),
        _share("letters with words of their own", port, _of_ones_own),
    ]


def _share(name: str, port: int, fill) -> Figure:  # type: ignore[no-untyped-def]  # a function that stores letters
    ours: list[float] = []
    bare: list[float] = []
    for turn in range(TURNS):
        fill(LETTERS, turn)
        bare.append(_bare(port))
        ours.append(_ours())
    share = 100 * median(rate / beside for rate, beside in zip(ours, bare, strict=True))
    found = f"{share:.0f} % ({median(ours):,.0f} and {median(bare):,.0f} a second)"
    return Figure(f"{name}, one worker process: of a bare loop", found, f"at least {LEAST} %", share >= LEAST)


def _ours() -> float:
    from notifications.actions import deliver_due  # noqa: PLC0415
    from notifications.models import Letter  # noqa: PLC0415

    began, sent = time.perf_counter(), 0
    while some := deliver_due():
        sent += some
    took = time.perf_counter() - began
    unsent = Letter.objects.filter(sent_at=None).count()
    if sent != LETTERS or unsent:
        raise SystemExit(f"{sent} letters were sent and {unsent} were not.")
    return sent / took


def _bare(port: int) -> float:
    """The same letters as bytes, made before the clock starts."""
    from notifications.making import mail  # noqa: PLC0415
    from notifications.models import Letter  # noqa: PLC0415

    ready = [mail(letter) for letter in Letter.objects.filter(sent_at=None).prefetch_related("words")]
    with smtplib.SMTP("127.0.0.1", port, local_hostname="localhost") as server:
        began = time.perf_counter()
        for each in ready:
            server.sendmail(each.sender, [each.recipient], each.content)
        return len(ready) / (time.perf_counter() - began)


def _to_many(number: int, turn: int) -> None:
    from notifications.models import Letter, Words  # noqa: PLC0415

    words = Words(family="bench/news", language="en", **_words())
    words.text += f"\nStop: https://plenum.example/letters/stop/{words.mark}/\n"
    words.html += f'<p><a href="https://plenum.example/letters/stop/{words.mark}/">Stop</a></p>'
    words.save()
    Letter.objects.bulk_create(
        Letter(**_columns(f"many:{turn}:{each}"), words=words, subject_line=words.subject_line, stop=f"{each}-n345")
        for each in range(number)
    )


def _of_ones_own(number: int, turn: int) -> None:
    from notifications.models import Letter  # noqa: PLC0415

    Letter.objects.bulk_create(Letter(**_columns(f"own:{turn}:{each}"), **_words()) for each in range(number))


def _columns(key: str) -> dict[str, object]:
    from django.utils import timezone  # noqa: PLC0415

    now = timezone.now()
    address = f"{key.replace(':', '-')}@example.org"
    return {"key": key, "address": address, "language": "en", "family": "bench/news", "created_at": now,
            "next_attempt_at": now, "priority": 6}  # fmt: skip


def _words() -> dict[str, str]:
    """Some 2 kB of text and 4 kB of HTML, as our letters have."""
    from django.template import Context, Engine  # noqa: PLC0415

    frame = Context({"language": "en", "direction": "ltr", "site_url": "https://plenum.example", "has_account": True})
    sheet = Engine.get_default().get_template("letters/base.html").render(frame)
    paragraph = "The comment period on the third draft has opened. It closes on 30 November at 18:00 in Geneva. "
    return {
        "subject_line": "Comments on the third draft are open",
        "text": "\n\n".join([paragraph * 3] * 7),
        "html": sheet.replace("<div class=", f"{f'<p>{paragraph * 3}</p>' * 7}<div class=", 1),
    }


def _say(text: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {text}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())

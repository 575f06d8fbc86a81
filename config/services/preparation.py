"""What has to be done before the web server starts, and only when something has changed since the last time."""

import hashlib
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from config.services import launcher
from config.services.console import Console
from config.services.errors import CannotStart


@dataclass(frozen=True)
class Step:
    """One management command.

    It is left out when the files in ``depends_on`` and the texts in ``and_on`` are what
    they were when it last succeeded, and every file in ``makes`` is there. ``keep`` names
    a file that gets what the command says; else that is shown.
    """

    name: str
    arguments: Sequence[str]
    depends_on: Sequence[Path]
    and_on: Sequence[str] = ()
    makes: Sequence[Path] = ()
    keep: Path | None = None


class Preparation:
    """Runs steps in order; remembers in ``stamps`` what each was last done with."""

    def __init__(self, stamps: Path, *, workplace: Path, environment: dict[str, str], console: Console) -> None:
        self.stamps = stamps
        self.workplace = workplace
        self.environment = environment
        self.console = console

    def run(self, steps: Iterable[Step]) -> list[str]:
        """Run the steps that are due and return their names; raise CannotStart at the first that fails."""
        self.stamps.mkdir(parents=True, exist_ok=True)
        done = []
        for step in steps:
            stamp, wanted = self.stamps / step.name, self._digest(step)
            if all(path.exists() for path in (stamp, *step.makes)) and stamp.read_text() == wanted:
                continue
            stamp.unlink(missing_ok=True)
            self.console.say(f"{step.name.replace('_', ' ')} …", name="setup")
            began = time.monotonic()
            self._run(step)
            self.console.say(f"… done in {time.monotonic() - began:.1f} s", name="setup")
            stamp.write_text(self._digest(step))  # again: makemessages and the like may touch their own inputs
            done.append(step.name)
        return done

    def _run(self, step: Step) -> None:
        command = launcher.command(
            sys.executable, self.workplace / "manage.py", *step.arguments, when_we_die=signal.SIGTERM
        )
        with subprocess.Popen(
            command,
            cwd=self.workplace,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT if step.keep is None else subprocess.PIPE,
            start_new_session=True,
        ) as process:
            try:
                said, complained = process.communicate()
            except BaseException:
                process.terminate()
                raise
        text = said.decode(errors="replace")
        if process.returncode != 0:
            self.console.say(text + (complained or b"").decode(errors="replace"), name="setup")
            raise CannotStart(f"manage.py {' '.join(step.arguments)} failed: its words above say why.")
        if step.keep is not None:
            step.keep.write_text(text)
        else:
            self.console.say("\n".join(text.strip().splitlines()[-3:]), name="setup")

    def _digest(self, step: Step) -> str:
        digest = hashlib.sha256(repr((step.arguments, step.and_on)).encode())
        for path in sorted(file for part in step.depends_on for file in _files(part)):
            digest.update(str(path.relative_to(self.workplace)).encode() + b"\0")
            digest.update(hashlib.sha256(path.read_bytes()).digest())
        return digest.hexdigest()


def _files(path: Path) -> Iterable[Path]:
    if path.is_file():
        return [path]
    return (file for file in path.rglob("*") if file.is_file() and file.suffix not in (".pyc", ".mo"))

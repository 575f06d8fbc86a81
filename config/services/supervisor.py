"""Keeps children running: starts them in order, starts again what falls, stops them in the opposite order."""

import signal
import time
from collections.abc import Sequence
from types import FrameType
from typing import NoReturn

from config.services.children import Child
from config.services.console import Console
from config.services.errors import CannotStart
from config.services.lock import VarLock

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Stopped(BaseException):
    """Somebody asked us to stop."""


class Supervisor:
    """Children of one var directory. Used from the main thread, inside the lock."""

    def __init__(self, lock: VarLock, console: Console) -> None:
        self.lock = lock
        self.console = console
        self.children: list[Child] = []

    def start(self, child: Child) -> None:
        """Start a child and keep it from now on; raise CannotStart where it does not come up."""
        self.children.append(child)
        child.start(self.console)
        self._write_down()

    def watch(self) -> NoReturn:
        """Start again, after growing pauses, whatever ends; return never, raise Stopped when asked to."""
        while True:
            for child in self.children:
                self._look_after(child)
            time.sleep(0.2)

    def stop(self, order: Sequence[str] = ()) -> None:
        """Stop the children in the order of these names, and before them the rest.

        Those that hold no data are all asked at once, in this order; those that do are
        asked one by one when the others have ended. A second signal ends the former by force.
        """
        self._hurry_at_the_second_signal()
        rank = {name: number for number, name in enumerate(order)}
        ordered = sorted(self.children, key=lambda child: rank.get(child.name, -1))
        for child in ordered:
            if not child.holds_data:
                child.ask_to_stop()
        for child in ordered:
            child.stop()
        self.lock.write_down([])

    def listen_for_signals(self) -> None:
        """From now on Ctrl-C, a polite kill and a closed terminal raise Stopped in the main thread."""

        def stop(number: int, frame: FrameType | None) -> None:
            for each in SIGNALS:
                signal.signal(each, signal.SIG_IGN)
            raise Stopped

        for number in SIGNALS:
            signal.signal(number, stop)

    def _look_after(self, child: Child) -> None:
        if child.is_running():
            return
        if child.due_at == 0.0:
            pause = child.plan_restart()
            self.console.say(f"{child.name} ended {child.how_it_ended()}; starting it again in {pause:.0f} s")
        elif time.monotonic() >= child.due_at:
            try:
                child.start(self.console)
                child.due_at = 0.0
                self._write_down()
            except CannotStart as error:
                self.console.say(f"{error} Trying again in {child.plan_restart():.0f} s.", name=child.name)

    def _write_down(self) -> None:
        self.lock.write_down([child.started for child in self.children if child.started and child.is_running()])

    def _hurry_at_the_second_signal(self) -> None:
        def hurry(number: int, frame: FrameType | None) -> None:
            for child in self.children:
                child.hurry()

        for number in SIGNALS:
            signal.signal(number, hurry)

"""What was told reaches a portal, in its order, although a worker, the broker and the database are killed meanwhile."""

import os
import signal
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import psycopg
import pytest

from config.services import addresses
from tests.config.running import ROOT, Run, copied
from tests.webhooks.receiver import Receiver, Reply

pytestmark = [pytest.mark.start, pytest.mark.xdist_group("run")]
FACTS = 60
# Longer than a worker that is not heard of, or a turn that lies with the broker, is waited for.
LATER = """UPDATE webhooks_endpoint
    SET claimed_at = claimed_at - interval '3 minutes', handed_over_at = handed_over_at - interval '3 minutes'"""


class Told:
    """What is stored by somebody who works on through all of it."""

    def __init__(self, var_dir: Path, receiver: Receiver) -> None:
        environment = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "BROKER_URL")}
        environment |= {"VAR_DIR": str(var_dir), "DJANGO_SETTINGS_MODULE": "config.settings"}
        environment |= {"WEBHOOKS_MAY_REACH_LOOPBACK": "1"}
        command = [sys.executable, "-m", "tests.config.telling", receiver.url, str(FACTS)]
        self.process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)

    def finished(self) -> list[tuple[str, str]]:
        """Wait until all is stored; return the name and the subject of each fact, in their order."""
        said, _nothing = self.process.communicate(timeout=300)
        assert self.process.returncode == 0
        return [(name, subject) for name, subject in map(str.split, said.splitlines()[1:])]


def test_a_killed_worker_broker_and_database_lose_nothing(first_start, tmp_path):
    var_dir = copied(first_start.var_dir, tmp_path / "var")
    with Receiver() as receiver:
        receiver.reply = Reply(wait=0.03)
        house = Run(var_dir, WEBHOOKS_MAY_REACH_LOOPBACK="1")
        try:
            house.ready()
            telling = Told(var_dir, receiver)
            for arrived, name in ((8, "worker"), (20, "broker"), (32, "postgres")):
                house.until(lambda so_far=arrived: len(receiver.told) >= so_far)
                kill(house, name)
                later(house, var_dir)
            facts = telling.finished()
            house.until(lambda: len({told["id"] for told in receiver.told}) == len(facts))
        finally:
            house.end(signal.SIGTERM)

    assert len(facts) == FACTS
    assert {told["id"] for told in receiver.told} == {name for name, _subject in facts}
    assert in_order(receiver, facts)
    # A second copy only of what was just being delivered, under the same name.
    assert len(receiver.told) <= FACTS + 3


def kill(house: Run, name: str) -> None:
    """Kill one of the programs that the supervisor keeps, with all that it has started."""
    before = house.said.count(f"{name} ended killed by signal 9")
    os.killpg(os.getpgid(process_of(house, name)), signal.SIGKILL)
    house.until(lambda: house.said.count(f"{name} ended killed by signal 9") > before)


def process_of(house: Run, name: str) -> int:
    words = {"worker": " --hostname=worker@", "broker": "valkey-server", "postgres": "/postgres -D"}[name]
    children = Path(f"/proc/{house.process.pid}/task/{house.process.pid}/children").read_text().split()
    told = {int(each): Path(f"/proc/{each}/cmdline").read_text().replace("\0", " ") for each in children}
    return next(pid for pid, command in told.items() if words in command)


def later(house: Run, var_dir: Path) -> None:
    """Let the time pass for which whoever died is waited for."""
    host = addresses.socket_dir(var_dir)

    def passed() -> bool:
        try:
            with psycopg.connect(host=str(host), dbname=addresses.NAME, user=addresses.NAME) as connection:
                connection.execute(LATER)
        except psycopg.OperationalError:
            return False
        return True

    house.until(passed)


def in_order(receiver: Receiver, facts: list[tuple[str, str]]) -> bool:
    """Did what is about one subject come first in the order in which it happened?"""
    of_name, came, happened = dict(facts), defaultdict(list), defaultdict(list)
    for name, subject in facts:
        happened[subject].append(name)
    for name in dict.fromkeys(told["id"] for told in receiver.told):
        came[of_name[name]].append(name)
    return came == happened

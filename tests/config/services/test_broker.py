import os
import signal
from pathlib import Path

import pytest
import redis
from kombu import Connection

from config.services import addresses, processes
from config.services.broker import EmbeddedBroker


@pytest.fixture
def var_dir(tmp_path: Path) -> Path:
    folder = tmp_path / 'with blanks and "quotes"' / "var"
    folder.parent.mkdir()
    return folder


def put(url: str, word: str) -> None:
    with Connection(url) as connection:
        connection.SimpleQueue("words").put(word)


def take(url: str) -> str:
    with Connection(url) as connection:
        message = connection.SimpleQueue("words").get(timeout=30)
        message.ack()
        return str(message.payload)


def test_what_is_queued_survives_a_kill(var_dir):
    with EmbeddedBroker(var_dir) as broker:
        put(broker.url, "kept")
        os.kill(broker.process.pid, signal.SIGKILL)

    with EmbeddedBroker(var_dir) as broker:
        assert take(broker.url) == "kept"
    assert processes.working_in(broker.data_dir, program="valkey-server") == []


def test_it_asks_for_its_password_which_only_we_may_read(var_dir):
    with EmbeddedBroker(var_dir, fast=True) as broker:
        with pytest.raises(redis.AuthenticationError):
            redis.Redis(unix_socket_path=str(broker.socket)).ping()
        assert (broker.data_dir / "password").stat().st_mode & 0o777 == 0o600
        password = (broker.data_dir / "password").read_text()
        assert password not in Path(f"/proc/{broker.process.pid}/cmdline").read_text()


def test_emptying_the_cache_leaves_the_queues(var_dir):
    with EmbeddedBroker(var_dir, fast=True) as broker:
        put(broker.url, "kept")
        redis.Redis.from_url(addresses.cache_url(broker.url)).flushdb()
        assert take(broker.url) == "kept"


def test_another_server_at_the_address_is_not_taken_for_ours(var_dir):
    with EmbeddedBroker(var_dir, fast=True) as broker:
        assert broker.answers(broker.process.pid)
        assert not broker.answers(os.getpid())

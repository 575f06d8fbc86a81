from pathlib import Path

import environ
import pytest

from config.services import addresses


@pytest.mark.parametrize(
    ("var_dir", "host"),
    [
        ("/srv/plenum/var", "/srv/plenum/var/run"),
        ("/srv/my projects+/var", "/srv/my projects+/var/run"),
    ],
)
def test_sockets_lie_in_the_var_directory(var_dir, host):
    read = environ.Env.db_url_config(addresses.database_url(Path(var_dir)))
    assert (read["HOST"], read["NAME"], read["USER"]) == (host, "plenum", "plenum")


@pytest.mark.parametrize("var_dir", ["/srv/" + "deep/" * 20, "/srv/one, two", "/srv/проект"])
def test_sockets_lie_in_tmp_where_the_path_would_not_do(var_dir):
    folder = addresses.socket_dir(Path(var_dir))
    assert folder.parent == Path("/tmp")  # noqa: S108
    assert folder == addresses.socket_dir(Path(var_dir))
    assert folder != addresses.socket_dir(Path(var_dir) / "other")


def test_asking_for_addresses_writes_nothing(tmp_path):
    var_dir = tmp_path / "var"
    addresses.database_url(var_dir)
    assert addresses.broker_url(var_dir).startswith("redis+socket:///")
    assert not var_dir.exists()


@pytest.mark.parametrize(
    ("broker", "cache"),
    [
        ("redis+socket://:word@/run/broker.sock", "unix://:word@/run/broker.sock?db=1"),
        ("redis://:word@broker:6379/0", "redis://:word@broker:6379/1"),
        ("rediss://broker", "rediss://broker/1"),
    ],
)
def test_the_cache_has_a_database_of_its_own(broker, cache):
    assert addresses.cache_url(broker) == cache

"""The cache of the house: Django's, asked through one client for each process."""

from typing import Any

from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis import ConnectionPool, Redis


class Client(RedisCacheClient):
    """Django's, which puts together a client of the library for each question: a fifth of the time of a kept answer.

    A client holds nothing but its pool of connections, and is made to be shared by threads.
    """

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        self._clients: dict[ConnectionPool, Redis] = {}

    def get_client(self, key: Any = None, *, write: bool = False) -> Redis:
        """The client of the pool for this question."""
        pool = self._get_connection_pool(write)  # type: ignore[attr-defined]  # the stubs do not know it
        found = self._clients.get(pool)
        if found is None:
            found = self._clients[pool] = super().get_client(key, write=write)
        return found


class Cache(RedisCache):
    """Django's cache in Redis, with the client above."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._class = Client

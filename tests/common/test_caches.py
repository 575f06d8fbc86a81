"""The cache is asked through one client, and everything else is Django's."""

from concurrent.futures import ThreadPoolExecutor

from django.core.cache import cache


def test_one_client_serves_every_question_and_every_thread():
    cache.set("asked", "answered")

    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(lambda _each: cache.get("asked"), range(40)))

    assert found == ["answered"] * 40
    client = cache._cache
    assert client.get_client() is client.get_client(write=True)

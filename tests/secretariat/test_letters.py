"""The text of a letter with links to our own pages, and to no others."""

import pytest

from secretariat.letters import with_links

SITE = "https://plenum.example"


@pytest.fixture(autouse=True)
def _site(settings: object) -> None:
    settings.SITE_URL = SITE  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Your code: 123456", "Your code: 123456"),
        (f"See {SITE}/me/.", f'See <a href="/me/">{SITE}/me/</a>.'),
        (f"See {SITE}", f'See <a href="/">{SITE}</a>'),
        (f"{SITE}/a/?x=1&y=2\n", f'<a href="/a/?x=1&amp;y=2">{SITE}/a/?x=1&amp;y=2</a>\n'),
        (f"({SITE}/a/)", f'(<a href="/a/">{SITE}/a/</a>)'),
        (f"{SITE}/a/؟", f'<a href="/a/">{SITE}/a/</a>؟'),
        (f"{SITE}/a/、b。", f'<a href="/a/、b">{SITE}/a/、b</a>。'),
        (f"{SITE}.evil.example/me/", f"{SITE}.evil.example/me/"),
        ("https://evil.example/", "https://evil.example/"),
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        (f'{SITE}/"onclick="x', f'<a href="/">{SITE}/</a>&quot;onclick=&quot;x'),
    ],
)
def test_only_addresses_of_this_site_become_links(text: str, expected: str) -> None:
    assert with_links(text) == expected


def test_a_link_never_leaves_the_site() -> None:
    assert with_links(f"{SITE}//evil.example/") == f'<a href="/evil.example/">{SITE}//evil.example/</a>'

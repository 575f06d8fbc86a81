"""Which addresses are anybody's."""

import pytest

# ruff: noqa: S104
from webhooks.calling import Forbidden, destination
from webhooks.calling.addresses import is_public


@pytest.mark.parametrize("address", ["93.184.216.34", "8.8.8.8", "2606:2800:220:1::1", "2a00:1450:4001::200e"])
def test_addresses_of_the_internet_are_public(address):
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.1.2.3", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1",
        "0.0.0.0", "0.1.2.3", "169.254.169.254", "169.254.1.1", "100.64.0.1", "100.127.255.255",
        "192.0.0.1", "192.0.2.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "192.88.99.1",
        "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255",
        "::1", "::", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "::127.0.0.1", "::7f00:1",
        "fe80::1", "fec0::1", "fc00::1", "fd12:3456::1", "ff02::1", "ff0e::1",
        "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::a00:1", "2002:7f00:1::1", "2002:a9fe:a9fe::1",
        "2001::1", "2001:0:4136:e378::1", "2001:20::1", "2001:db8::1", "3fff::1", "5f00::1", "100::1",
        "", "example.org", "127.1", "2130706433",
    ],
)  # fmt: skip
def test_others_are_not(address):
    assert not is_public(address)


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("http://portal.example/hook", "scheme"),
        ("ftp://portal.example/hook", "scheme"),
        ("javascript:alert(1)", "form"),
        ("portal.example/hook", "form"),
        ("https://", "form"),
        ("https:///hook", "form"),
        ("https://portal.example/a b", "form"),
        ("https://portal.example/\x00", "form"),
        ("https://portal.example/\u202e", "form"),
        ("https://portal.example\\@127.0.0.1/", "form"),
        ("https://pörtal.example/", "letters"),
        ("https://portal.example:99999/", "form"),
        ("https://[::1/", "form"),
        ("https://[fe80::1%25eth0]/", "form"),
        ("https://127.0.0.%31/", "form"),
        ("https://%31%32%37.0.0.1/", "form"),
        ("https://portal..example/", "form"),
        ("https://portal.example,10.0.0.1/", "form"),
        ("https://portal.example:0/", "form"),
        ("https://portal.example\t/", "form"),
        ("https://\u0967\u0968\u096d.0.0.1/", "letters"),
        ("https://127\u30020\u30020\u30021/", "letters"),
        ("https://portal.example/" + "a" * 400, "form"),
        ("https://ana:secret@portal.example/", "credentials"),
        ("https://@portal.example/", "credentials"),
        ("https://portal.example/#top", "fragment"),
        ("https://portal.example:22/", "port"),
        ("https://portal.example:8000/", "port"),
        ("https://localhost/", "network"),
        ("https://LOCALHOST./", "network"),
        ("https://me.localhost/", "network"),
        ("https://127.0.0.1/", "network"),
        ("https://127.1/", "network"),
        ("https://0x7f000001/", "network"),
        ("https://2130706433/", "network"),
        ("https://0177.0.0.1/", "network"),
        ("https://017700000001/", "network"),
        ("https://127.0.0.0x1/", "network"),
        ("https://0.0.0.0/", "network"),
        ("https://[::]/", "network"),
        ("https://[0:0:0:0:0:ffff:7f00:1]/", "network"),
        ("https://[64:ff9b::7f00:1]/", "network"),
        ("https://[::1]/", "network"),
        ("https://[::ffff:127.0.0.1]/", "network"),
        ("https://169.254.169.254/latest/meta-data", "network"),
        ("https://10.1.2.3:8443/", "network"),
    ],
)
def test_where_nothing_is_sent_and_why(url, reason):
    with pytest.raises(Forbidden) as refused:
        destination(url)
    assert refused.value.reason == reason


@pytest.mark.parametrize(
    ("url", "host", "port"),
    [
        ("https://portal.example/hook?from=plenum", "portal.example", 443),
        ("https://portal.example:8443/hook", "portal.example", 8443),
        ("https://xn--prtal-kua.example/", "xn--prtal-kua.example", 443),
        ("https://8.8.8.8/hook", "8.8.8.8", 443),
    ],
)
def test_where_a_call_may_go(url, host, port):
    found = destination(url)
    assert (found.scheme, found.host, found.port) == ("https", host, port)


def test_only_the_setting_lets_a_call_go_to_this_machine():
    assert destination("http://127.0.0.1:8000/hook", may_be_loopback=True).port == 8000
    assert destination("http://localhost:8000/hook", may_be_loopback=True).host == "localhost"
    for url in ("http://127.0.0.1:8000/hook", "http://localhost:8000/hook"):
        with pytest.raises(Forbidden):
            destination(url)
    with pytest.raises(Forbidden):
        destination("http://10.0.0.1/hook", may_be_loopback=True)

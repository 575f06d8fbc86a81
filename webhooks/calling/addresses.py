"""Which network addresses are anybody's, and not our own network's or nobody's."""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

# Handed out for general use; everything outside is set aside for something else (RFC 4291, IANA's registry).
GENERAL = ip_network("2000::/3")
# Inside what Python calls global, and yet not the address of one machine on the Internet, or leading to another
# address that is written in it: whoever can name such a one can name any.
NOT_ANYBODYS = [
    ip_network(each)
    for each in (
        "100.64.0.0/10",  # behind a provider's own translation (RFC 6598)
        "192.0.0.0/24",  # of protocols (RFC 6890)
        "192.88.99.0/24",  # 6to4 relays (RFC 7526)
        "2001::/23",  # of protocols, Teredo and ORCHID among them (RFC 2928)
        "2002::/16",  # 6to4 (RFC 3056)
        "3fff::/20",  # documentation (RFC 9637)
    )
]


def is_public(text: str) -> bool:
    """May a program outside our network have this address? ``False`` for what is no address at all."""
    try:
        found = _plain(text)
    except ValueError:
        return False
    if found.version == 6 and found not in GENERAL:
        return False
    if not found.is_global or found.is_multicast or found.is_reserved or found.is_unspecified:
        return False
    return not any(found.version == each.version and found in each for each in NOT_ANYBODYS)


def is_address(text: str) -> bool:
    """Is it an address as it is written today, and of no zone of one machine's own?"""
    try:
        return "%" not in text and bool(ip_address(text))
    except ValueError:
        return False


def is_loopback(text: str) -> bool:
    """Is it this very machine, as tests and a developer's own receiver have it?"""
    try:
        return _plain(text).is_loopback
    except ValueError:
        return False


def _plain(text: str) -> IPv4Address | IPv6Address:
    """The address; the one of version 4 that it stands for, where it is mapped (RFC 4291, 2.5.5.2)."""
    found = ip_address(text)
    return getattr(found, "ipv4_mapped", None) or found

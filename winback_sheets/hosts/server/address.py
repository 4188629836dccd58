"""The address of a function server as a person names it, and which addresses are this very computer."""

from __future__ import annotations

import re
from ipaddress import IPv6Address
from urllib.parse import urlsplit

NAMES = ("localhost",)
ADDRESSES = ("127.0.0.1", "::1")
THIS_COMPUTER = frozenset((*NAMES, *ADDRESSES))
# Nothing that one program takes for the end of a name and another does not: no blank, backslash, @, ? or #.
PLAIN = re.compile(r"(https?)://(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9_.-]+)(:[0-9]{1,5})?((?:/[A-Za-z0-9._~-]+)*)/?", re.ASCII)


def is_address(server: str) -> bool:
    """Whether a function server may be named so: https to anywhere, or http to this computer and nowhere else.

    The whole name counts, since `localhost.evil.com` and `localhost@evil.com` are other people's computers.

    >>> is_address("https://winback.example.com/sheets"), is_address("http://localhost:8765"), is_address("http://[::1]:80")
    (True, True, True)
    >>> is_address("http://localhost.evil.com"), is_address("https://localhost@evil.com"), is_address("http://10.0.0.1")
    (False, False, False)
    """
    found = PLAIN.fullmatch(server)
    if not found or int((found[3] or ":1")[1:]) not in range(1, 65536):
        return False
    if found[2].startswith("["):
        try:
            IPv6Address(found[2][1:-1])
        except ValueError:
            return False
    return found[1] == "https" or is_this_computer(server)


def is_this_computer(server: str) -> bool:
    """Whether the server of this address runs on the computer that asks it.

    >>> is_this_computer("https://LOCALHOST:8765"), is_this_computer("https://localhost.evil.com")
    (True, False)
    """
    return (urlsplit(server).hostname or "") in THIS_COMPUTER


def as_in_host(name: str) -> str:
    """A name of a computer as the header Host writes it.

    >>> as_in_host("localhost"), as_in_host("::1")
    ('localhost', '[::1]')
    """
    return f"[{name}]" if ":" in name else name

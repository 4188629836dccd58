"""A link that opens the phone, the mail or WhatsApp; a person does the rest."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote

PHONE = re.compile(
    r"(?:(?:tel|phone|mobile)[.:]? *)?(\+?[\d\s().\-/\u2010-\u2015]+)(?:(?:ext|x)[.:]? *\d{1,6})?", re.IGNORECASE
)
MAIL = re.compile(r"[^\s@,;:\"<>()\[\]\\?&=%#/]+@[\w-]+(?:\.[\w-]+)+")
SHORTEST, LONGEST = 5, 15  # digits of a number that can be called; 15 by ITU-T E.164
# Excel refuses a formula with a longer text in it.
LONGEST_ADDRESS = 255


def link(phone: object, email: object, channel: object) -> tuple[str, str]:
    """The way, call, mail or whatsapp, and its address; ("", "") when there is no way to reach them.

    Only what looks like a number or an address becomes a link, and what may mean something in a link is encoded.

    >>> link("+44 20 7946 0018", None, None), link(None, "ann@example.org", None)
    (('call', 'tel:+442079460018'), ('mail', 'mailto:ann@example.org'))
    >>> link("see note 4711 of 2024", "ann@example.org?cc=all@example.org", None)
    ('', '')
    """
    digits, mail = _number(phone), _mail(email)
    wished = channel.casefold() if isinstance(channel, str) else ""
    if digits and "whatsapp" in wished:
        return "whatsapp", "https://wa.me/" + digits.lstrip("+")
    if mail and (not digits or "mail" in wished):
        return "mail", mail
    return ("call", "tel:" + digits) if digits else ("", "")


def _number(phone: object) -> str:
    """The digits of a text that is a phone number and no more, in the digits of an address; blank for any other."""
    found = PHONE.fullmatch(phone.strip()) if isinstance(phone, str) else None
    if not found:
        return ""
    digits = "".join(str(unicodedata.decimal(char)) for char in found[1] if char.isdecimal())
    return ("+" if found[1].startswith("+") else "") + digits if SHORTEST <= len(digits) <= LONGEST else ""


def _mail(email: object) -> str:
    """The address that opens a mail to a text that looks like one; blank for any other."""
    if not isinstance(email, str) or not MAIL.fullmatch(email.strip()):
        return ""
    name, _, host = email.strip().rpartition("@")
    address = f"mailto:{quote(name, safe='!$*+-._~')}@{quote(host, safe='')}"
    return address if len(address) <= LONGEST_ADDRESS else ""

"""A link that opens the phone, the mail or WhatsApp; a person does the rest."""

from __future__ import annotations

import re


def link(phone: object, email: object, channel: object) -> tuple[str, str]:
    """The way, call, mail or whatsapp, and its address; ("", "") when there is no way to reach them.

    >>> link("+44 20 7946 0018", None, None), link(None, "ann@example.org", None)
    (('call', 'tel:+442079460018'), ('mail', 'mailto:ann@example.org'))
    """
    digits = re.sub(r"[^\d+]", "", str(phone)) if isinstance(phone, str) else ""
    mail = email if isinstance(email, str) and re.fullmatch(r"[^\s@,;\"]+@[^\s@,;\"]+", email) else ""
    if len(digits) > 4 and isinstance(channel, str) and "whatsapp" in channel.casefold():
        return "whatsapp", "https://wa.me/" + digits.lstrip("+")
    if mail and (len(digits) <= 4 or (isinstance(channel, str) and "mail" in channel.casefold())):
        return "mail", "mailto:" + mail
    return ("call", "tel:" + digits) if len(digits) > 4 else ("", "")

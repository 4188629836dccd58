"""How to reach a customer: name, phone, e-mail, and a link that opens the phone, the mail or WhatsApp."""

from __future__ import annotations

import re

import pandas as pd

from winback_sheets.read.book import Book

FIELDS = ("customer_name", "company", "phone", "email", "preferred_channel")


def people(book: Book) -> pd.DataFrame:
    """What is known for reaching each customer, by customer: name (the firm's), contact (whom to greet), phone, email,
    channel; blank where unknown.

    The Customers tab comes first, then what stands beside the sales or contracts (the latest entry).
    """
    sources = [book.tables.get("customers"), book.subscriptions, book.sales]
    known = [frame for frame in sources if frame is not None and any(key in frame for key in FIELDS)]
    frame = pd.DataFrame(index=pd.Index([], dtype=object, name="customer"))
    for source in known:
        keys = [key for key in FIELDS if key in source]
        rows = source.dropna(subset=["customer"])[["customer", *keys]].groupby("customer").last()
        frame = frame.combine_first(rows) if len(frame) else rows
    frame = frame.reindex(columns=list(FIELDS))
    company, person = frame["company"].astype(object), frame["customer_name"].astype(object)
    frame["name"], frame["contact"] = company.fillna(person), person.fillna(company)
    frame["channel"] = frame["preferred_channel"].astype(object)
    return frame[["name", "contact", "phone", "email", "channel"]].astype(object)


def link(phone: object, email: object, channel: object) -> tuple[str, str]:
    """The word to click and its address; ("", "") when there is no way to reach them.

    >>> link("+44 20 7946 0018", None, None), link(None, "ann@example.org", None)
    (('Call', 'tel:+442079460018'), ('Mail', 'mailto:ann@example.org'))
    """
    digits = re.sub(r"[^\d+]", "", str(phone)) if isinstance(phone, str) else ""
    mail = email if isinstance(email, str) and re.fullmatch(r"[^\s@,;\"]+@[^\s@,;\"]+", email) else ""
    if len(digits) > 4 and isinstance(channel, str) and "whatsapp" in channel.casefold():
        return "WhatsApp", "https://wa.me/" + digits.lstrip("+")
    if mail and (len(digits) <= 4 or (isinstance(channel, str) and "mail" in channel.casefold())):
        return "Mail", "mailto:" + mail
    return ("Call", "tel:" + digits) if len(digits) > 4 else ("", "")

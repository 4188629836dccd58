"""Links that open the phone or the mail: only for what looks like a number or an address."""

from __future__ import annotations

import pytest

from winback_sheets.present.people import link


@pytest.mark.parametrize(
    ("phone", "address"),
    [
        ("+44 20 7946 0018", "tel:+442079460018"),
        ("(020) 7946-0018", "tel:02079460018"),
        ("tel. 020 7946 0018 ext. 12", "tel:02079460018"),
        ("\u0660\u0662\u0660 \u0667\u0669\u0664\u0666 \u0660\u0660", "tel:020794600"),
        ("see invoice 4711 of 12/10/2026", ""),
        ("1234", ""),
        ("12345678901234567890", ""),
        ('5551234");evil', ""),
        ("5551234;phone-context=evil.com", ""),
        (5551234.0, ""),
        (None, ""),
    ],
)
def test_a_number_is_called_and_nothing_else(phone: object, address: str) -> None:
    assert link(phone, None, None)[1] == address
    assert link(phone, None, "WhatsApp")[1] == address.replace("tel:", "https://wa.me/").replace("/+", "/")


@pytest.mark.parametrize(
    ("email", "address"),
    [
        ("ann@example.org", "mailto:ann@example.org"),
        ("ann+shop@example.co.uk", "mailto:ann+shop@example.co.uk"),
        ("o'neil@example.org", "mailto:o%27neil@example.org"),
        ("j\u00fcrgen@m\u00fcller.de", "mailto:j%C3%BCrgen@m%C3%BCller.de"),
        ("ann@example.org?bcc=all@example.org", ""),
        ("ann&body=x@example.org", ""),
        ("ann%0abcc:x@example.org", ""),
        ('ann"@example.org', ""),
        ("ann@localhost", ""),
        ("a@b.c, d@e.f", ""),
        ("a" * 260 + "@example.org", ""),
    ],
)
def test_a_mail_is_opened_and_nothing_else(email: str, address: str) -> None:
    assert link(None, email, None)[1] == address

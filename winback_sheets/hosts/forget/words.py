"""How the words of one customer are found in the text of XML, in other spellings too, and not inside other words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from .person import Person

ESCAPED = {"&": "(?:&amp;|&#38;|&)", "<": "(?:&lt;|&#60;)", ">": "(?:&gt;|&#62;|>)", "'": "(?:'|&apos;|&#39;)"}
ACCENTED = "".join(map(chr, (*range(0xC0, 0x250), *range(0x1E00, 0x1F00))))
# Between the letters and digits of a name there may be anything but the end of a text.
BETWEEN = r"(?:[^\w<>\"]|_|&#?\w{1,6};){0,6}"
BEFORE, AFTER = r"(?<![^\W_])", r"(?![^\W_])"
NEVER = re.compile(r"(?!)")


def pattern(person: Person, *, codes: bool = False) -> re.Pattern[str]:
    """What finds the customer's words; group 1 holds them, and names of others that contain them have no group.

    codes: the customer's ids too, as whole words; only for text where customers stand.
    """
    mine = [name_pattern(word) for word in longest(person.words)]
    mine += [phone_pattern(number) for number in longest(person.phones)]
    mine += [literal(code) for code in longest(person.codes)] if codes else []
    if not mine:
        return NEVER
    others = [name_pattern(name) for name in longest(person.others)]
    parts = [*(f"{BEFORE}{each}{AFTER}" for each in others), f"({BEFORE}(?:{'|'.join(mine)}){AFTER})"]
    return re.compile("|".join(parts), re.IGNORECASE)


def longest(words: Iterable[str]) -> list[str]:
    """Longest first: of two that begin alike the longer one is meant where it stands."""
    return sorted(words, key=lambda word: (-len(word), word))


def name_pattern(name: str) -> str:
    """A name with or without its accents, and whatever stands between its letters where words meet.

    >>> bool(re.fullmatch(name_pattern("Smith & Sons"), "smith &amp; sons", re.IGNORECASE))
    True
    """
    if "@" in name:
        return r"(?<![\w.+-])" + literal(name) + r"(?!-?\w)"
    groups = re.findall(r"[^\W_]+", name)
    return BETWEEN.join("".join(map(letter, group)) for group in groups) or literal(name)


def letter(char: str) -> str:
    """One letter, in either form of its accent, as itself or as a number reference."""
    base = unicodedata.normalize("NFD", char)[0]
    same = {char, base, *(each for each in ACCENTED if unicodedata.normalize("NFD", each)[0].lower() == base.lower())}
    if len(same) == 1 and char.isascii():
        return re.escape(char)
    marks = r"[\u0300-\u036f]?"
    return f"(?:[{''.join(map(re.escape, sorted(same)))}]{marks}|&#(?:{ord(char)}|x{ord(char):x});)"


def phone_pattern(digits: str) -> str:
    """A number with any blanks and signs between its digits."""
    return r"[+(]{0,2}" + r"[\s().\-/\u00a0]{0,3}".join(digits)


def literal(text: str) -> str:
    """A text as it is, as XML would spell it."""
    return "".join(ESCAPED.get(char, re.escape(char)) for char in text)

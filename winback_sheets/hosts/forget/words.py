"""How the words of one customer are found in the text of XML, in other spellings too, and not inside other words."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache

from .person import Person

ESCAPED = {"&": "(?:&amp;|&#38;|&)", "<": "(?:&lt;|&#60;)", ">": "(?:&gt;|&#62;|>)", "'": "(?:'|&apos;|&#39;)"}
ACCENTED = "".join(map(chr, (*range(0xC0, 0x250), *range(0x1E00, 0x1F00))))
# Between the letters and digits of a name there may be anything but the end of a text.
BETWEEN = r"(?:[^\w<>\"]|_|&#?\w{1,6};){0,6}"
BEFORE, AFTER = r"(?<![^\W_])", r"(?![^\W_])"
NEVER = re.compile(r"(?!)")
PIECE = re.compile(r"[^\W_]+")
END_OF_TEXT = re.compile(r"[<>\"]")
# So many signs may stand between two pieces of a name, and a reference takes so many characters at the most.
MOST_BETWEEN, LONGEST_REFERENCE = 6, 8


class Words:
    """What finds the customer's words in a text, but not where they are a part of the name of somebody else."""

    def __init__(self, mine: re.Pattern[str], others: Iterable[str]) -> None:
        self._mine = mine
        # By the words as they stand in names of others, the letters that these names have before and after them.
        self._around: dict[str, set[tuple[str, str]]] = {}
        self._reach = 0
        for name in others:
            for found in mine.finditer(name):
                before, after = "".join(pieces(name[: found.start()])), "".join(pieces(name[found.end() :]))
                self._around.setdefault("".join(pieces(found[0])), set()).add((before, after))
                self._reach = max(self._reach, len(name) * LONGEST_REFERENCE)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Every place where they stand."""
        return (found for found in self._mine.finditer(text) if not (self._around and self._is_of_another(text, found)))

    def count(self, text: str) -> int:
        """In how many places they stand."""
        return sum(1 for _ in self.finditer(text))

    def replaced(self, text: str, label: str) -> str:
        """The text with the label in their place."""
        out, done = [], 0
        for found in self.finditer(text):
            out += [text[done : found.start()], label]
            done = found.end()
        return "".join([*out, text[done:]])

    def _is_of_another(self, text: str, found: re.Match[str]) -> bool:
        around = self._around.get("".join(pieces(found[0])))
        if not around:
            return False
        start, end = found.span()
        before = END_OF_TEXT.split(text[max(start - self._reach, 0) : start])[-1]
        after = END_OF_TEXT.split(text[end : end + self._reach], maxsplit=1)[0]
        # In one pass over both sides, not a search for each name: there may be thousands of them.
        behind, ahead = nearest(plain(before)[::-1]), nearest(plain(after))
        firsts = {"".join(behind[:count])[::-1] for count in range(len(behind) + 1)}
        lasts = {"".join(ahead[:count]) for count in range(len(ahead) + 1)}
        return any((first, last) in around for first in firsts for last in lasts)


def nearest(text: str) -> list[str]:
    """The pieces at the beginning of a text, up to the first gap that is too wide for a name."""
    found, end = [], 0
    for piece in PIECE.finditer(text):
        if piece.start() - end > MOST_BETWEEN:
            break
        found.append(piece[0])
        end = piece.end()
    return found


def pieces(text: str) -> list[str]:
    """The letters and digits of a text, in small letters without accents, parted where anything else stands."""
    return PIECE.findall(plain(text))


def plain(text: str) -> str:
    """A text in small letters without accents, and its references as the signs they stand for."""
    parted = unicodedata.normalize("NFD", html.unescape(text).casefold())
    return "".join(char for char in parted if not unicodedata.combining(char))


def pattern(person: Person, *, codes: bool = False) -> Words:
    """What finds the customer's words; names of others that contain them are left alone.

    codes: the customer's ids too, as whole words; only for text where customers stand.
    """
    mine = [name_pattern(word) for word in longest(person.words)]
    mine += [phone_pattern(number) for number in longest(person.phones)]
    mine += [literal(code) for code in longest(person.codes)] if codes else []
    if not mine:
        return Words(NEVER, ())
    return Words(re.compile(f"{BEFORE}(?:{'|'.join(mine)}){AFTER}", re.IGNORECASE), person.others)


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


@cache
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

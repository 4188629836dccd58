"""In which encoding the bytes of a text file are: its mark, UTF-16 or UTF-8 where they are that, else a code page."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from winback_sheets.present.words import say

SAMPLE = 1 << 16
PIECE = 1 << 22
_BOMS = (
    (b"\xff\xfe\0\0", "utf-32-le"),
    (b"\0\0\xfe\xff", "utf-32-be"),
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_NOT_CP1252 = (b"\x81", b"\x8d", b"\x8f", b"\x90", b"\x9d")
#: The Windows code pages of other alphabets, by what their letters are called.
ALPHABETS = {
    "cp1251": "files.read_as_cyrillic",
    "cp1253": "files.read_as_greek",
    "cp1255": "files.read_as_hebrew",
    "cp1256": "files.read_as_arabic",
}
# No language in Latin letters has three accented ones in a row; every word of another alphabet has.
_OTHER_ALPHABET = re.compile(rb"[\xc0-\xff]{3}")
_FEWEST_WORDS = 3
_FOREIGN_WORD = re.compile(rb"[A-Za-z]{0,30}[\x80-\xff][A-Za-z\x80-\xff]{0,60}")
_ACCENTED = re.compile(rb"[\xc0-\xff]")
# Turkish has its own letters in six places of cp1252, where that has Icelandic ones; the rest of the two is the same.
_ONLY_TURKISH = frozenset("ĞİŞğış".encode("cp1254"))
_TURKISH = _ONLY_TURKISH | frozenset("ÇÖÜÂÎÛçöüâîû".encode("cp1254"))


class Encoding(NamedTuple):
    """How bytes become text. mark: how many bytes the byte order mark has. sound: UTF-8 known to be without a fault.

    guess: what the letters were taken for, where nothing in the file says so; blank else.
    """

    mark: int
    name: str
    sound: bool = False
    guess: str = ""


def encoding_of(raw: bytes) -> Encoding:
    """The encoding by byte order mark, UTF-16 without one, UTF-8, else the Windows code page that the letters fit.

    Code pages of one alphabet each are told apart by charset-normalizer. Those in Latin letters differ too little for
    that and are taken for cp1252 (western Europe), but for Turkish; Polish, Czech and Baltic ones come out wrong.

    >>> encoding_of("Müller".encode()).name, encoding_of("Müller".encode("cp1252")).name
    ('utf-8', 'cp1252')
    >>> encoding_of("Иванов; Петрова; Смирнов; Кузнецова; Соколов".encode("cp1251")).guess
    'read as Cyrillic letters (cp1251)'
    """
    for mark, name in _BOMS:
        if raw.startswith(mark):
            return Encoding(len(mark), name)
    sample = raw[:SAMPLE]
    odd, even = sample[1::2].count(0), sample[::2].count(0)
    if max(odd, even) > len(sample) / 5 and min(odd, even) < len(sample) / 50:
        return Encoding(0, "utf-16-le" if odd > even else "utf-16-be")
    foreign, broken = _as_utf8(raw)
    # A few broken bytes in what is UTF-8 elsewhere (a cut file, a pasted line) make it no other encoding.
    if broken * 10 <= foreign:
        return Encoding(0, "utf-8", not broken)
    return _code_page(raw)


def _as_utf8(raw: bytes) -> tuple[int, int]:
    """How many letters beyond ASCII the bytes have as UTF-8, and how many cannot be read so."""
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    foreign = broken = 0
    for at in range(0, len(raw), PIECE):
        text = decoder.decode(raw[at : at + PIECE], at + PIECE >= len(raw))
        if not text.isascii():
            lost = text.count("\ufffd")
            broken += lost
            foreign += len(text) - len(text.encode("ascii", "ignore")) - lost
    return foreign, broken


def _code_page(raw: bytes) -> Encoding:
    first = re.search(rb"[\x80-\xff]", raw)
    letters = raw[first.start() if first else 0 :][:PIECE]
    if len(_OTHER_ALPHABET.findall(letters)) >= _FEWEST_WORDS:
        name = _of_another_alphabet(letters)
        if name in ALPHABETS:
            return Encoding(0, name, guess=say(ALPHABETS[name], encoding=name))
    accented = {found[0] for found in _ACCENTED.findall(letters)}
    if accented <= _TURKISH and len(accented & _ONLY_TURKISH) > 1:
        return Encoding(0, "cp1254", guess=say("files.read_as_turkish", encoding="cp1254"))
    return Encoding(0, "latin-1" if any(byte in raw for byte in _NOT_CP1252) else "cp1252")


def _of_another_alphabet(letters: bytes) -> str:
    """The code page in which the foreign words look like words; cp1252 is asked too and may be the answer."""
    from charset_normalizer import from_bytes

    # Numbers and English headings say nothing about the letters, and a name repeated says no more than once.
    words = b" ".join(dict.fromkeys(_FOREIGN_WORD.findall(letters)))[:SAMPLE]
    best = from_bytes(
        words, cp_isolation=[*ALPHABETS, "cp1252"], preemptive_behaviour=False, enable_fallback=False
    ).best()
    return best.encoding if best else ""

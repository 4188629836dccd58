"""Formulas of the few kinds tests need: arithmetic, comparisons and everyday functions; all others are #NAME?."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from hosts.google_sheets import functions
from hosts.google_sheets.a1 import Box, corners
from hosts.google_sheets.cells import Fail
from hosts.google_sheets.formula_refs import title_of

TOKEN = re.compile(
    r"""\s*(?:(?P<text>"(?:[^"]|"")*")|(?P<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\d:])|(?P<error>\#[A-Z/0]+[!?]?)"""
    r"""|(?P<ref>(?:(?:'(?:[^']|'')+'|[^\W\d]\w*)!)?"""
    r"""(?:\$?[A-Za-z]{1,3}\$?[1-9]\d*(?::\$?[A-Za-z]{1,3}(?:\$?[1-9]\d*)?)?|\$?[A-Za-z]{1,3}:\$?[A-Za-z]{1,3}"""
    r"""|[1-9]\d*:[1-9]\d*)(?![\w(]))"""
    r"""|(?P<name>[^\W\d][\w.]*)|(?P<sign><=|>=|<>|[-+*/^&=<>%(),;{}]))"""
)
BINARY: dict[str, int] = {"=": 1, "<>": 1, "<": 1, ">": 1, "<=": 1, ">=": 1, "&": 2, "+": 3, "-": 3, "*": 4, "/": 4}
BINARY["^"] = 5


class Unreadable(Exception):
    """The text is no formula."""


class Reading:
    """A formula being read: its tokens, and how cells are looked up."""

    def __init__(self, text: str, comma: bool, block: Callable[[str], list[list[Any]]]) -> None:
        self.tokens = tokens(text, comma)
        self.block = block
        self.comma = comma
        self.at = 0

    def peek(self) -> tuple[str, str]:
        """The next token; ("", "") at the end."""
        return self.tokens[self.at] if self.at < len(self.tokens) else ("", "")

    def take(self, sign: str = "") -> tuple[str, str]:
        """The next token, which must be the sign named, if one is."""
        token = self.peek()
        if not token[0] or (sign and token[1] != sign):
            raise Unreadable
        self.at += 1
        return token


def tokens(text: str, comma: bool) -> list[tuple[str, str]]:
    """The tokens of a formula; where 1,5 is a number the comma parts no arguments."""
    if comma:
        text = re.sub(r'("(?:[^"]|"")*")|(\d),(\d)', lambda m: m[1] or f"{m[2]}.{m[3]}", text)
    found, at = [], 0
    text = text.rstrip()
    while at < len(text):
        token = TOKEN.match(text, at)
        if not token:
            raise Unreadable
        kind = token.lastgroup or ""
        if token[kind] == "," and comma:
            raise Unreadable
        found.append((kind, token[kind]))
        at = token.end()
    return found


def worked_out(text: str, comma: bool, block: Callable[[str], list[list[Any]]]) -> Any:
    """The value of a formula; block(reference) gives the values of cells.

    >>> worked_out("=1+2*3^2", False, lambda ref: []), worked_out('=IF(1>2,"a","b")', False, lambda ref: [])
    (19.0, 'b')
    >>> worked_out("=1/0", False, lambda ref: []).text, worked_out("=IMAGE(1)", False, lambda ref: []).text
    ('#DIV/0!', '#NAME?')
    """
    try:
        reading = Reading(text[1:], comma, block)
        value = expression(reading, 0)
        if reading.peek()[0]:
            return Fail("#ERROR!")
    except (Unreadable, RecursionError):
        return Fail("#ERROR!")
    if isinstance(value, list):
        value = value[0][0] if value and value[0] else None
    return 0 if value is None else value


def expression(reading: Reading, floor: int) -> Any:
    """A term with the operators behind it that bind tighter than the floor."""
    left = term(reading)
    while True:
        sign = reading.peek()[1]
        if reading.peek()[0] == "sign" and sign == "%":
            reading.take()
            left = functions.operated("/", left, 100)
            continue
        strength = BINARY.get(sign, 0) if reading.peek()[0] == "sign" else 0
        if strength <= floor:
            return left
        reading.take()
        left = functions.operated(sign, left, expression(reading, strength))


def term(reading: Reading) -> Any:
    """A number, text, reference, call or bracket."""
    kind, text = reading.take()
    if kind == "number":
        return float(text)
    if kind == "text":
        return text[1:-1].replace('""', '"')
    if kind == "error":
        return Fail(text)
    if kind == "ref":
        return reading.block(text)
    if kind == "name":
        return call(reading, text)
    if text == "(":
        inner = expression(reading, 0)
        reading.take(")")
        return inner
    if text in "+-":
        value = expression(reading, 5)
        return functions.operated("-", 0, value) if text == "-" else value
    raise Unreadable


def call(reading: Reading, name: str) -> Any:
    """A function with its arguments, TRUE, FALSE, or a named range."""
    upper = name.upper()
    if reading.peek()[1] != "(":
        return {"TRUE": True, "FALSE": False}[upper] if upper in ("TRUE", "FALSE") else reading.block(name)
    reading.take("(")
    given: list[Any] = []
    while reading.peek()[1] != ")":
        if reading.peek()[1] in (",", ";"):
            given.append(None)
        else:
            given.append(expression(reading, 0))
        if reading.peek()[1] in (",", ";"):
            reading.take()
    reading.take(")")
    return functions.called(upper, given, name)


def lookup(reference: str) -> tuple[str | None, tuple[int, int | None, int, int | None] | None]:
    """A reference's tab title (None: its own) and box; no box if it is a name."""
    title, mark, rest = reference.rpartition("!")
    found = corners(rest.replace("$", ""))
    return (title_of(title + "!") if mark else None), found


def box_in(tab: int, reference: str) -> Box | None:
    """A reference's box on a tab."""
    found = lookup(reference)[1]
    return Box(tab, *found) if found else None

"""Every sentence a person can read, by language: `say("workbook.not_there", name="shop.xlsx")`.

A language is a folder here: `locale.py` with its name in CLDR and its few own patterns, and a file an area with TEXTS,
one text a key. Nothing else makes a language; what stands in no file of it is said in English. Plain files, because they
load in a millisecond, are read by anybody, and hold several plurals in one sentence, which gettext cannot. Plurals,
numbers, dates and lists follow CLDR through Babel, which loads with the first sentence that needs it.

A field is `{name}` for a text as it is, or `{name:kind}`; the kinds stand in `fields.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from importlib import import_module
from importlib.resources import files
from importlib.util import find_spec
from typing import Any

from winback_sheets.present.words.fields import Template, filled, parsed
from winback_sheets.schema.message import Message

SOURCE = "en"
_LANGUAGE: ContextVar[str] = ContextVar("language", default=SOURCE)


def say(key: str, /, **fields: Any) -> str:
    """The sentence with this key in the language that is spoken, its fields filled in.

    KeyError for a key that no catalogue has, and for a field that is missing.

    >>> say("numbers.few", count=3)
    '3 customers'
    """
    language = _LANGUAGE.get()
    return filled(_template(language, key), fields, _locale(language))


def word(message: Message) -> str:
    """A message of another room, worded, with the messages in it."""
    return say(message.key, **{name: _worded(value) for name, value in message.fields.items()})


def _worded(value: Any) -> Any:
    if isinstance(value, Message):
        return word(value)
    return [_worded(each) for each in value] if isinstance(value, list) else value


def word_error(error: Exception) -> str:
    """What an error says: its message, worded, or else its own text."""
    message = getattr(error, "message", None)
    return word(message) if isinstance(message, Message) else str(error)


def in_every_language(key: str) -> frozenset[str]:
    """A sentence without fields as each language says it, by which what an earlier review wrote is known again."""
    return frozenset(filled(_template(language, key), {}, _locale(language)) for language in languages())


def known(key: str) -> bool:
    """Whether the source language has this key."""
    area, _, name = key.partition(".")
    return name in texts(SOURCE, area)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak another language for a while. ValueError for one that has no folder here."""
    if language not in languages():
        raise ValueError(language)
    before = _LANGUAGE.set(language)
    try:
        yield
    finally:
        _LANGUAGE.reset(before)


def languages() -> list[str]:
    """The languages there are, by the names of their folders."""
    return sorted(each.name for each in files(__name__).iterdir() if each.joinpath("locale.py").is_file())


@cache
def texts(language: str, area: str) -> Mapping[str, str]:
    """All texts of one area in one language; empty where it has none."""
    name = f"{__name__}.{language}.{area}"
    return import_module(name).TEXTS if find_spec(name) else {}


@cache
def _template(language: str, key: str) -> Template:
    area, _, name = key.partition(".")
    text = texts(language, area).get(name)
    return parsed(texts(SOURCE, area)[name] if text is None else text)


@cache
def _locale(language: str) -> Mapping[str, Any]:
    """The facts of a language that its catalogue states: its name in CLDR and its patterns."""
    facts: Mapping[str, Any] = import_module(f"{__name__}.{language}.locale").LOCALE
    return facts

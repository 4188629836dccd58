"""What a note in free words says: that the customer goes, that they stay after all, or neither."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

import pandas as pd

from winback_sheets.schema.words import LANGUAGES, LEAVING

LONGEST, SHOWN = 600, 60  # letters: what is looked at, and what is quoted
_MARKS = re.compile("[\u0300-\u036f]")
_PERSIAN = {ord("ي"): "ی", ord("ك"): "ک", 0x200C: None, 0x200D: None}
_CLAUSE = r"[.!?;:,\n\r()\"“”«»|…।؟،؛–—]+|(?: - )"
_NEVER = "(?!)"


def folded(text: str) -> str:
    """Small letters without accents, in one way of writing each script.

    >>> folded("Kündigt!"), folded("Résilié")
    ('kundigt!', 'resilie')
    """
    return unicodedata.normalize("NFC", _MARKS.sub("", unicodedata.normalize("NFKD", text.casefold()))).translate(
        _PERSIAN
    )


@cache
def _pattern(key: str) -> str:
    """The pattern of all languages for one key: ~ up to two words, _ any ending, whole words only."""
    each = filter(None, (folded(language.leaving.get(key, "")) for language in LANGUAGES.values()))
    joined = "|".join(each).replace("(", "(?:").replace("~", "(?:_ ){0,2}").replace("_", "[^ /]*")
    return f"(?:{joined})" if joined else _NEVER


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    """Compiled: what is left out of sight, what is denied, what says that they go, and what takes it back."""
    words = {key: _pattern(key) for key in LEAVING}
    no_before, says, no_after, stays = (words[key] for key in ("no_before", "says", "no_after", "stays"))
    denied = f"{no_before} (?:[^ /]+ ){{0,3}}{says}|{says} (?:[^ /]+ ){{0,2}}{no_after}"
    undone = f"{no_before} (?:[^ /]+ ){{0,2}}{stays}"
    texts = words | {"denied": denied, "undone": undone, "any": f"{words['refuses']}|{says}|{stays}"}
    return {key: re.compile(f" (?:{text})(?= )") for key, text in texts.items()}


def sayings(notes: pd.Series) -> pd.Series:
    """What each note says: "leaves", "stays" or blank. A note that says both says that they stay.

    >>> sayings(pd.Series(["Wants to leave us", "did not cancel", "stays after all"])).tolist()
    ['leaves', '', 'stays']
    """
    texts = pd.Series(notes.dropna().astype(str).unique(), dtype=object)
    found = _patterns()
    plain = " " + texts.str[:LONGEST].map(folded).str.replace(_CLAUSE, " / ", regex=True)
    plain = plain.str.replace(r"[\s'’`´&+*#_-]+", " ", regex=True) + " "
    texts, plain = (each[plain.str.contains(found["any"])] for each in (texts, plain))
    plain = plain.str.replace(found["other"], " /", regex=True)
    refused = plain.str.contains(found["refuses"])
    plain = plain.str.replace(found["refuses"], " /", regex=True).str.replace(found["denied"], " /", regex=True)
    leaves = refused | plain.str.contains(found["says"])
    plain = plain.str.replace(found["says"], " /", regex=True).str.replace(found["undone"], " /", regex=True)
    said = leaves.map({True: "leaves", False: ""}).mask(plain.str.contains(found["stays"]), "stays")
    by_text = pd.Series(said.to_numpy(object), index=texts)
    return notes.map(by_text).fillna("") if len(texts) else pd.Series("", index=notes.index)


def first_words(notes: pd.Series) -> pd.Series:
    """The beginning of each note, cut after a word.

    >>> first_words(pd.Series(["They told us on the phone that they will cancel at the end of the year"])).tolist()
    ['They told us on the phone that they will cancel at the end…']
    """
    texts = notes.astype(str).str.split().str.join(" ")
    cut = texts.str[: SHOWN + 1].str.rsplit(n=1).str[0].str[:SHOWN].str.rstrip(" ,;:.-") + "…"
    return texts.where(texts.str.len() <= SHOWN, cut)

"""Month names in the languages of the people who use this, and the words that may stand beside them in a date."""

from __future__ import annotations

import re
import unicodedata

import numpy as np
import pandas as pd

_MONTHS = {  # every language: January to December, names and usual short forms
    "en": "january jan|february feb|march mar|april apr|may|june jun|july jul|august aug|"
    "september sep sept|october oct|november nov|december dec",
    "de": "januar jänner|februar feber|märz mär mrz|april|mai|juni|juli|august|"
    "september|oktober okt|november|dezember dez",
    "fr": "janvier janv|février févr fév|mars|avril avr|mai|juin|juillet juil|août|"
    "septembre|octobre|novembre|décembre déc",
    "es": "enero ene|febrero|marzo|abril abr|mayo|junio|julio|agosto ago|"
    "septiembre setiembre set|octubre|noviembre|diciembre dic",
    "nl": "januari|februari|maart mrt|april|mei|juni|juli|augustus|september|oktober|november|december",
    "pt": "janeiro|fevereiro fev|março|abril|maio|junho|julho|agosto|setembro|outubro out|novembro|dezembro",
    "it": "gennaio gen|febbraio|marzo|aprile|maggio mag|giugno giu|luglio lug|agosto|"
    "settembre sett|ottobre ott|novembre|dicembre",
    "bn": "জানুয়ারি জানুয়ারী জানু|ফেব্রুয়ারি ফেব্রুয়ারী ফেব|মার্চ|এপ্রিল|মে|জুন|জুলাই|আগস্ট|সেপ্টেম্বর সেপ্ট|অক্টোবর অক্টো|নভেম্বর|ডিসেম্বর",
    "mn": "нэгдүгээр|хоёрдугаар|гуравдугаар|дөрөвдүгээр|тавдугаар|зургадугаар зургаадугаар|"
    "долдугаар долоодугаар|наймдугаар|есдүгээр|аравдугаар|арваннэгдүгээр|арванхоёрдугаар",
    "fa": "ژانویه|فوریه|مارس|آوریل|مه|ژوئن|ژوئیه|اوت|سپتامبر|اکتبر|نوامبر|دسامبر",
    "jalali": "فروردین farvardin|اردیبهشت ordibehesht|خرداد khordad|تیر tir|مرداد امرداد mordad|"
    "شهریور shahrivar|مهر mehr|آبان aban|آذر azar|دی dey|بهمن bahman|اسفند esfand",
}
_BESIDE = (  # words that may stand in a date and say nothing
    "st nd rd th of the de del den do le er º ª am ই লা রা ঠা শে সাল оны он сар сарын өдөр өдрийн ны ний г",
    "ماه سال mon tue tues wed thu thur thurs fri sat sun mo di mi do fr sa so",
    "monday tuesday wednesday thursday friday saturday sunday",
    "montag dienstag mittwoch donnerstag freitag samstag sonntag",
    "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "lunes martes miércoles jueves viernes sábado domingo",
)


def _plain(word: str) -> str:
    """A word as it is looked up: small letters, Latin ones without accents, Persian ones for Arabic twins."""
    letters = unicodedata.normalize("NFKD", word.casefold().replace("ي", "ی").replace("ك", "ک"))
    if re.search("[a-z]", letters):
        letters = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return letters


# Jalali months are 13 to 24, so that one number says month and calendar
_MONTH = {
    _plain(word): month + (12 if language == "jalali" else 0)
    for language, names in _MONTHS.items()
    for month, words in enumerate(names.split("|"), 1)
    for word in words.split()
}
_SAYS_NOTHING = frozenset(_plain(word) for words in _BESIDE for word in words.split())


def month_in(phrases: pd.Series) -> pd.Series:
    """The one month named in each phrase: 1 to 12, Jalali 13 to 24, 0 for none, -1 for other words."""
    codes, different = pd.factorize(phrases)
    months = np.array([_month_in(phrase) for phrase in different], dtype=int)
    return pd.Series(months[codes], index=phrases.index)


def _month_in(phrase: str) -> int:
    words = re.split(r"[\s.,،/'’-]+", phrase.casefold().replace("арван ", "арван"))
    known = [_MONTH.get(word, -1) for word in map(_plain, words) if word not in _SAYS_NOTHING and word]
    return known[0] if len(known) == 1 else -1 if known else 0

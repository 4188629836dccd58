"""How dates are written, by language: the names of the months, and the words that stand beside them.

Adding a language to what can be read is an entry here and one in `words.py`. Words are compared in small letters, Latin
ones without accents.
"""

from __future__ import annotations

from typing import NamedTuple


class Dates(NamedTuple):
    """One language's dates. months: January to December with | between, each by its name and usual short forms."""

    months: str = ""
    beside: str = ""  # may stand in a date and says nothing: weekdays, "of"
    clock: str = ""  # before the time of the day
    quarters: str = ""  # after the number of a quarter
    until: str = ""  # stands between the first and the last month of a stretch: "March to May"
    after: tuple[str, str, str] | None = None  # patterns of what follows the figures of year, month and day
    jalali: bool = False  # the months of that calendar, from Farvardin to Esfand


DATES: dict[str, Dates] = {
    "en": Dates(
        "january jan|february feb|march mar|april apr|may|june jun|july jul|august aug|"
        "september sep sept|october oct|november nov|december dec",
        beside="st nd rd th of the am mon tue tues wed thu thur thurs fri sat sun "
        "monday tuesday wednesday thursday friday saturday sunday",
        clock="at",
        quarters="Q|T|Qtr",
        until="to till until through",
    ),
    "de": Dates(
        "januar jänner|februar feber|märz mär mrz|april|mai|juni|juli|august|"
        "september|oktober okt|november|dezember dez",
        beside="am mo di mi do fr sa so montag dienstag mittwoch donnerstag freitag samstag sonntag",
        clock="um",
        quarters="Quartal",
        until="bis",
    ),
    "fr": Dates(
        "janvier janv|février févr fév|mars|avril avr|mai|juin|juillet juil|août|"
        "septembre|octobre|novembre|décembre déc",
        beside="le er lundi mardi mercredi jeudi vendredi samedi dimanche",
        clock="à",
        quarters="trimestre",
        until="à au jusque",
    ),
    "es": Dates(
        "enero ene|febrero|marzo|abril abr|mayo|junio|julio|agosto ago|"
        "septiembre setiembre set|octubre|noviembre|diciembre dic",
        beside="de del º ª lunes martes miércoles jueves viernes sábado domingo",
        clock="a las",
        quarters="trimestre",
        until="a al hasta",
    ),
    "nl": Dates(
        "januari|februari|maart mrt|april|mei|juni|juli|augustus|september|oktober|november|december",
        beside="de den",
        clock="om",
        quarters="kwartaal",
        until="tot t/m",
    ),
    "pt": Dates(
        "janeiro|fevereiro fev|março|abril|maio|junho|julho|agosto|setembro|outubro out|novembro|dezembro",
        beside="de",
        clock="às",
        quarters="trimestre",
        until="a até",
    ),
    "it": Dates(
        "gennaio gen|febbraio|marzo|aprile|maggio mag|giugno giu|luglio lug|agosto|"
        "settembre sett|ottobre ott|novembre|dicembre",
        beside="del",
        clock="alle",
        quarters="trimestre",
        until="a al fino",
    ),
    "bn": Dates(
        "জানুয়ারি জানুয়ারী জানু|ফেব্রুয়ারি ফেব্রুয়ারী ফেব|মার্চ|এপ্রিল|মে|জুন|জুলাই|আগস্ট|সেপ্টেম্বর সেপ্ট|অক্টোবর অক্টো|নভেম্বর|ডিসেম্বর",
        beside="ই লা রা ঠা শে সাল",
    ),
    "mn": Dates(
        "нэгдүгээр|хоёрдугаар|гуравдугаар|дөрөвдүгээр|тавдугаар|зургадугаар зургаадугаар|"
        "долдугаар долоодугаар|наймдугаар|есдүгээр|аравдугаар|арваннэгдүгээр|арванхоёрдугаар",
        beside="оны он сар сарын өдөр өдрийн ны ний г",
        after=("оны?", "(?:-?р)? ?(?:сар|сарын)", " ?(?:-?н[ыи]й?)? ?(?:өдөр)?"),
    ),
    "fa": Dates("ژانویه|فوریه|مارس|آوریل|مه|ژوئن|ژوئیه|اوت|سپتامبر|اکتبر|نوامبر|دسامبر", beside="ماه سال"),
    "jalali": Dates(
        "فروردین farvardin|اردیبهشت ordibehesht|خرداد khordad|تیر tir|مرداد امرداد mordad|"
        "شهریور shahrivar|مهر mehr|آبان aban|آذر azar|دی dey|بهمن bahman|اسفند esfand",
        jalali=True,
    ),
    "zh_ja": Dates(after=("年", " ?月", " ?日?")),
    "ko": Dates(after=("년", " ?월", " ?일?")),
}

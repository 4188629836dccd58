"""The catalogue of sentences: every key that the code asks for is there, with the same fields in every language."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import pytest
from sentences import calls

from winback_sheets.present.words import SOURCE, languages, say, speaking, texts
from winback_sheets.present.words.fields import Field, Template, filled, parsed, plural_forms
from winback_sheets.schema.message import Amount

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "winback_sheets"
WORDS = PACKAGE / "present/words"
CODE = [path for path in sorted(PACKAGE.rglob("*.py")) if WORDS not in path.parents]
# Keys that the code puts together from a key of the schema, `say(f"signs.{sign}_evidence")`: patterns of whole keys.
FAMILIES: tuple[str, ...] = (
    r"quiet\.(busy|season|shop_months|rhythm|month_\d+)",
    r"rescue\.place_(moved|kept)",
    r"leaving\.(share_(since|of_late|in_all)|change_(shop|contracts)|trait_\w+)",
    r"problems\.[a-z_]+",
    r"switches\.[a-z_]+",
    r"sense\.[a-z_]+|questions\.(column|tab|rows|money|days|statuses|people)(_\w+)?",
    r"server\.api_\d+",
    r"template\.\w+_(meaning|example)",
    r"signs\.\w+_(name|evidence(_without_\w+)?|response|opening)",
    r"rescue\.(purpose|decision|why)_\w+",
    r"tabs\.\w+_(meaning|gone)|(tabs|read)\.setting_\w+",
    r"win_back\.(nobody_left|left|left_money|in_period|news|by|open|change|word|chart_lost|call)_\w+",
    r"read\.tabs?_(read|unused)|read\.no_(customer|date)_column|workbook\.(joined|nothing_new)",
    r"win_back\.(nobody_left|left|in_period|changed|bought|bought_tile|lost_tile|back_tile)(_so_far|_snapshot)?|win_back\.(lost|came_back)_(shop|contracts)",
    r"win_back\.(shop|contracts)|churn\.(of_)?(shop|contracts)|cohorts\.(bought|still)_\w+|clients\.\w+",
    r"segments\.(state|active|warning|paused|lost)_\w+",
    r"past\.(way|order)_\w+",
    r"track\.(as_of|status|counted|rule|convention|segment)_\w+",
)


def areas(language: str) -> list[str]:
    names = {path.stem for path in (WORDS / language).glob("*.py")}
    return sorted(names - {"__init__", "locale"})


def catalogue(language: str) -> dict[str, str]:
    return {f"{area}.{key}": text for area in areas(language) for key, text in texts(language, area).items()}


def fields(template: Template) -> dict[str, set[str]]:
    """The names of a text's fields, each with the kinds in which it is written."""
    found: dict[str, set[str]] = {}
    for _, field in template:
        if field is not None:
            found.setdefault(field.name, set()).add(field.kind)
    return found


def test_every_sentence_that_the_code_asks_for_is_there_with_its_fields() -> None:
    known, wrong = catalogue(SOURCE), []
    for path in CODE:
        for call in calls(path):
            if call.key not in known:
                wrong.append(f"{call.where}: {call.key} is in no catalogue")
            elif call.fields is not None and call.fields != set(fields(parsed(known[call.key]))):
                wrong.append(f"{call.where}: {call.key} has the fields {sorted(fields(parsed(known[call.key])))}")
    assert wrong == []


def test_every_sentence_of_the_catalogue_is_asked_for() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in CODE + [WORDS / "__init__.py"])
    unused = [
        key
        for key in catalogue(SOURCE)
        if f'"{key}"' not in code and not any(re.fullmatch(each, key) for each in FAMILIES)
    ]
    assert unused == []


def test_every_language_has_every_sentence_with_the_same_fields_and_its_plural_forms() -> None:
    source = catalogue(SOURCE)
    for language in languages():
        own = catalogue(language)
        assert sorted(own) == sorted(source), language
        forms = plural_forms(__import__(f"winback_sheets.present.words.{language}.locale", fromlist="x").LOCALE["cldr"])
        for key, text in own.items():
            template = parsed(text)
            assert set(fields(template)) == set(fields(parsed(source[key]))), f"{language}: {key}"
            plurals = [field.more.split("|") for _, field in template if field and field.kind == "plural"]
            assert all(len(each) == forms for each in plurals), f"{language}: {key}"


def test_a_key_or_a_field_that_is_missing_is_an_error() -> None:
    with pytest.raises(KeyError):
        say("numbers.no_such_key")
    with pytest.raises(KeyError):
        say("numbers.few")


def test_a_language_that_is_not_there_is_refused() -> None:
    with pytest.raises(ValueError), speaking("tlh"):
        pass


def test_a_kind_of_field_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError):
        parsed("{lost:counted}")


ENGLISH = {"cldr": "en", "digits": "0123456789", "day": "d MMM y", "month": "MMMM y", "comma": ", "}
ENGLISH["money"] = "{amount} {currency}"
PERSIAN = ENGLISH | {"cldr": "fa", "digits": "۰۱۲۳۴۵۶۷۸۹"}
BENGALI = ENGLISH | {"cldr": "bn", "digits": "০১২৩৪৫৬৭৮৯"}
DAY = datetime.date(2026, 9, 3)
WRITTEN = [
    pytest.param("{x:count}", 1204567, ENGLISH, "1,204,567", id="thousands are grouped"),
    pytest.param("{x:count}", 2.5, ENGLISH, "3", id="halves are rounded as Excel rounds them"),
    pytest.param("{x:number}", 7.256, ENGLISH, "7.26", id="two decimals at most"),
    pytest.param("{x:percent}", 2 / 7, ENGLISH, "28.6%", id="a rate has one decimal"),
    pytest.param("{x:percent:0}", 0.125, ENGLISH, "13%", id="or as many as the text says"),
    pytest.param("{x:percent}", 0.0004, ENGLISH, "<0.1%", id="a share that is not nothing"),
    pytest.param("{x:percent}", 0.0, ENGLISH, "0.0%", id="a share that is"),
    pytest.param("{x:money}", 4150.4, ENGLISH, "4,150", id="no cents from 100 on"),
    pytest.param("{x:money}", Amount(12.5, "EUR"), ENGLISH, "12.50 EUR", id="cents below, with the currency"),
    pytest.param("{x:money:2}", 4150.4, ENGLISH, "4,150.40", id="to the cent where a text says so"),
    pytest.param("{x:money}", float("nan"), ENGLISH, "", id="money that is not known is blank"),
    pytest.param("{x:day}", DAY, ENGLISH, "3 Sep 2026", id="a day"),
    pytest.param("{x:month}", DAY, ENGLISH, "September 2026", id="the month of a day"),
    pytest.param("{x:period}", "2026-09", ENGLISH, "September 2026", id="a month by its label"),
    pytest.param("{x:period}", "2025 Q3", ENGLISH, "2025 Q3", id="a quarter by its label"),
    pytest.param("{x:commas}", ["Ann", "Bob"], ENGLISH, "Ann, Bob", id="names with commas"),
    pytest.param("{x:list}", ["Ann", "Bob"], ENGLISH, "Ann and Bob", id="names with a last and"),
    pytest.param("{x:plural:one day|# days}", 1, ENGLISH, "one day", id="one"),
    pytest.param("{x:plural:one day|# days}", 1400, ENGLISH, "1,400 days", id="many"),
    pytest.param("{x:count}", 1204567, BENGALI, "১২,০৪,৫৬৭", id="lakhs in Bengali digits"),
    pytest.param("{x:percent}", 2 / 7, PERSIAN, "۲۸٫۶%", id="Persian digits and decimal sign"),
    pytest.param("{x:plural:یک روز|# روز}", 0, PERSIAN, "یک روز", id="zero counts as one in Persian"),
]


@pytest.mark.parametrize(("text", "value", "locale", "said"), WRITTEN)
def test_a_value_is_written_as_the_language_writes_it(text: str, value: object, locale: dict, said: str) -> None:
    assert filled(parsed(text), {"x": value}, locale) == said


def test_a_text_is_taken_apart_once_into_its_fields() -> None:
    assert parsed("{{ {a} and {b:count}") == (
        ("{", None),
        (" ", Field("a", "", "")),
        (" and ", Field("b", "count", "")),
    )

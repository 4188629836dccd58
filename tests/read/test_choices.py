"""Words of a choice column as keys: first what must stay unknown, then the languages, then a column."""

from __future__ import annotations

import pandas as pd
import pytest

from winback_sheets.hosts.template.template_words import CHOICES as OFFERED
from winback_sheets.read.choices import choice_of, to_choice
from winback_sheets.schema.words import CHOICES, LANGUAGES, texts_of


@pytest.mark.parametrize(
    ("column", "text"),
    [
        pytest.param("direction", "by the window", id="a word of one's own"),
        pytest.param("direction", "Outgoing, customer called back incoming", id="both words in one cell"),
        pytest.param("contact_kind", "no complaint", id="a word that is denied"),
        pytest.param("contact_kind", "keine Beschwerde", id="a word that is denied in German"),
        pytest.param("contact_kind", "invoice", id="a kind that is none of ours"),
        pytest.param("severity", "7", id="a figure nobody explains"),
        pytest.param("direction", "", id="nothing"),
    ],
)
def test_a_word_that_is_not_known_stays_unknown(column: str, text: str) -> None:
    assert choice_of(column, text) == ""


@pytest.mark.parametrize(
    ("column", "text", "key"),
    [
        ("direction", "IN", "in"),
        ("direction", "Inbound call", "in"),
        ("direction", "eingehend", "in"),
        ("direction", "Appel sortant", "out"),
        ("direction", "входящий", "in"),
        ("direction", "خروجی", "out"),
        ("direction", "আগত", "in"),
        ("contact_kind", "check-in", "check_in"),
        ("contact_kind", "Check in", "check_in"),
        ("contact_kind", "Rückgewinnung", "rescue"),
        ("contact_kind", "question about delivery", "question"),
        ("contact_kind", "reclamação", "complaint"),
        ("contact_kind", "klacht", "complaint"),
        ("contact_kind", "Newsletter", "promo"),
        ("severity", "2 - Medium", "medium"),
        ("severity", "Critical", "urgent"),
        ("severity", "pilne", "urgent"),
    ],
)
def test_a_word_of_any_language_is_its_key(column: str, text: str, key: str) -> None:
    assert choice_of(column, text) == key


@pytest.mark.parametrize("column", CHOICES)
def test_no_word_means_two_things_in_one_language(column: str) -> None:
    field, keys = CHOICES[column]
    for code, language in LANGUAGES.items():
        words = [word for key in keys for word in getattr(language, field).get(key, "").split("|") if word]
        assert len(words) == len(set(words)), code


@pytest.mark.parametrize("column", CHOICES)
def test_every_word_of_the_lists_is_read_as_its_key(column: str) -> None:
    field, keys = CHOICES[column]
    wrong = [(word, key, choice_of(column, word)) for key in keys for word in texts_of(field, key)
             if choice_of(column, word) != key]  # fmt: skip
    assert wrong == []


def test_a_column_keeps_its_rows_and_has_no_problem_with_unknown_words() -> None:
    read = to_choice(pd.Series(["In", None, 5, "letter", "#REF!", " out "], index=[2, 3, 4, 5, 6, 7]), "direction")
    assert read.values.fillna("").to_dict() == {2: "in", 3: "", 4: "", 5: "", 6: "", 7: "out"}
    assert read.bad.to_dict() == {6: "error_cell"}


@pytest.mark.parametrize("column", CHOICES)
def test_every_word_that_the_template_offers_is_understood_and_no_key_is_left_out(column: str) -> None:
    assert {choice_of(column, word) for word in OFFERED[column]} == set(CHOICES[column][1])

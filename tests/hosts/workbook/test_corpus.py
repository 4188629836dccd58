"""The corpus reviewed: every workbook in it keeps all it has, opens, stays as it is, and is given back as it was."""

from __future__ import annotations

import multiprocessing
import os
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path

import pytest
from conftest import missing, script
from corpus.by_hand_books import names_of_all_kinds
from corpus.package import Parts, packed, plain
from corpus.reviews import Seen, reviewed

from corpus import CORPUS

lossless, judges, campaign = script("lossless"), script("judges"), script("corpus")
READ = [*range(len(CORPUS))]
IDS = [f"{each.name} [{each.maker}]" for each in CORPUS]
# Advice for makers of files, not an error: Excel reads texts in their cells as the standard says it must.
ADVICE = "inline-string cell"


def each_of(numbers: list[int]) -> pytest.MarkDecorator:
    """A test for each of these workbooks, called by what is in it and who made it; one in eight is always judged."""
    cases = [pytest.param(each, id=IDS[each], marks=[pytest.mark.slow] if each % 8 else []) for each in numbers]
    return pytest.mark.parametrize("number", cases)


@pytest.fixture(scope="session")
def asked(request: pytest.FixtureRequest) -> list[int]:
    """The workbooks that a chosen test asks for."""
    return sorted({item.callspec.params["number"] for item in request.session.items if is_ours(item)})


@pytest.fixture(scope="session")
def seen(asked: list[int], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[int], Seen]]:
    """Each of those workbooks, reviewed in as many processes as there are processors."""
    folder = tmp_path_factory.mktemp("corpus")
    # Not forked: the tests' own process has threads by now.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(os.cpu_count(), mp_context=context) as pool:
        waiting: dict[int, Future[Seen]] = {each: pool.submit(reviewed, each, folder) for each in asked}
        yield lambda number: waiting[number].result()


def is_ours(item: pytest.Item) -> bool:
    """Whether a test is one of this file that has a workbook."""
    return item.path == Path(__file__) and "number" in getattr(getattr(item, "callspec", None), "params", {})


@pytest.fixture(scope="session")
def opened(
    asked: list[int], seen: Callable[[int], Seen], tmp_path_factory: pytest.TempPathFactory
) -> dict[int, str | None]:
    """The first tab of each reviewed workbook as LibreOffice shows it; one call opens them all."""
    if not (shutil.which("soffice") or shutil.which("libreoffice")):
        missing("LibreOffice (soffice) is not on this machine")
    folder = tmp_path_factory.mktemp("opened")
    books = {number: seen(number).reviewed for number in asked if number in READ}
    shown = judges.first_tabs(list(books.values()), folder / "csv", folder / "profile")
    return {number: shown[book] for number, book in books.items()}


@pytest.fixture(scope="session")
def sdk_errors(asked: list[int], seen: Callable[[int], Seen]) -> Iterator[Callable[[int], list[str]]]:
    """What the Open XML SDK has against each reviewed workbook and had not before; asked for all of them at once."""
    validator = judges.sdk_validator()
    if validator is None:
        missing("the Open XML SDK validator is not here (`npm ci` in the folder tests installs it)")

    def judged(number: int) -> list[str]:
        return judges.new_errors(validator, seen(number).original, seen(number).reviewed)

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        waiting = {each: pool.submit(judged, each) for each in asked if each in READ}
        yield lambda number: waiting[number].result()


# What must not happen


@each_of(READ)
def test_no_part_of_the_workbook_is_lost_or_has_another_byte(number: int, seen: Callable[[int], Seen]) -> None:
    each = seen(number)
    assert each.refused == ""
    assert lossless.losses(each.original, each.reviewed) == []


@each_of(READ)
def test_a_second_review_changes_no_byte(number: int, seen: Callable[[int], Seen]) -> None:
    assert not seen(number).again


@each_of(READ)
def test_the_open_xml_sdk_has_nothing_new_against_it(number: int, sdk_errors: Callable[[int], list[str]]) -> None:
    assert sdk_errors(number) == []


@each_of(READ)
def test_a_validator_in_python_has_nothing_new_against_it(number: int, seen: Callable[[int], Seen]) -> None:
    each = seen(number)
    known = audited(each.original)
    assert [error for error in audited(each.reviewed) if error not in known] == []


def audited(book: Path) -> list[tuple[str, str]]:
    """What openxml-audit has against a workbook: part and sentence."""
    try:
        from openxml_audit import OpenXmlValidator
    except ImportError:
        missing("openxml-audit is not installed (`pip install openxml-audit`)")
    errors = OpenXmlValidator().validate(book).errors
    return [(each.part_uri, each.description) for each in errors if ADVICE not in each.description]


# What must happen


def test_the_corpus_holds_sixty_workbooks_and_more_by_many_makers() -> None:
    assert len(CORPUS) >= 100 and len(set(IDS)) == len(IDS)
    assert {each.maker for each in CORPUS} >= {
        "by hand",
        "XlsxWriter",
        "openpyxl",
        "excelize",
        "exceljs",
        "LibreOffice",
    }


@each_of(READ)
def test_libreoffice_opens_it_and_shows_our_rows(number: int, opened: dict[int, str | None]) -> None:
    text = opened[number]
    assert text is not None
    # Beside macros our tabs stand last, and the first one is the ledger.
    assert "Ben" in text and ("left in" in text) == (CORPUS[number].ending != ".xlsm")


@each_of(READ)
def test_removing_our_tabs_gives_back_the_workbook_part_by_part(number: int, seen: Callable[[int], Seen]) -> None:
    each = seen(number)
    before, after = lossless.parts_of(each.original), lossless.parts_of(each.bare)
    assert [part for part in before if before[part] != after.get(part)] == []
    assert sorted(after.keys() - before.keys()) == []
    assert each.exact


@pytest.fixture(scope="session")
def demo() -> campaign.Tabs:
    """Our tabs as a review of a small ledger makes them."""
    return campaign.demo_tabs()


def test_real_workbooks_lose_nothing_either(shared_data: Path, demo: campaign.Tabs, tmp_path: Path) -> None:
    books = sorted(shared_data.rglob("*.xlsx"))
    assert len(books) > 20
    outcomes = [campaign.tried(book, tmp_path / book.name, demo) for book in books]
    assert [each for each in outcomes if each.verdict != campaign.GOOD] == []


# The judges themselves

DAMAGE = {
    "a part is gone": lambda parts: parts.pop("xl/worksheets/sheet1.xml"),
    "a part has another byte": lambda parts: parts.update(
        {"xl/worksheets/sheet1.xml": str(parts["xl/worksheets/sheet1.xml"]).replace("Ann", "Anm")}
    ),
    "a format is other": lambda parts: parts.update(
        {"xl/styles.xml": str(parts["xl/styles.xml"]).replace("Georgia", "Arial")}
    ),
    "a tab has another name": lambda parts: parts.update(
        {"xl/workbook.xml": str(parts["xl/workbook.xml"]).replace("Sales", "sales")}
    ),
    "a content type is not declared any more": lambda parts: parts.update(
        {"[Content_Types].xml": str(parts["[Content_Types].xml"]).replace("/xl/styles.xml", "/xl/styles2.xml")}
    ),
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE.keys())
def test_a_loss_is_seen(damage: Callable[[Parts], object], tmp_path: Path) -> None:
    before, after = packed(tmp_path / "before.xlsx", plain()), plain()
    damage(after)
    assert lossless.losses(before, packed(tmp_path / "after.xlsx", after)) != []


def test_a_name_that_means_another_tab_is_seen(tmp_path: Path) -> None:
    parts = plain()
    names_of_all_kinds(parts)
    before = packed(tmp_path / "before.xlsx", parts)
    parts["xl/workbook.xml"] = str(parts["xl/workbook.xml"]).replace('localSheetId="1"', 'localSheetId="0"')
    found = lossless.losses(before, packed(tmp_path / "after.xlsx", parts))
    assert found == ["the name _xlnm.Print_Titles of Churn is gone"]

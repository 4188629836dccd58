"""One customer forgotten: nobody else is touched, every figure ties out, and what is left is named."""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from ledgers import write
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName

from winback_sheets.hosts.forget.forget import forget_in
from winback_sheets.hosts.forget.person import Person, Unclear, person
from winback_sheets.hosts.forget.places import Budget, in_bytes
from winback_sheets.hosts.forget.text import without
from winback_sheets.hosts.forget.words import Words, pattern
from winback_sheets.hosts.workbook.targets import original_of
from winback_sheets.hosts.workbook.workbook import review_file
from winback_sheets.ooxml.elements import elements
from winback_sheets.ooxml.save import Refused
from winback_sheets.read.grid import Grid

ANN = Person(
    "Ann Lee", ("Ann Lee", "ann@example.org"), ("01632960001",), (), {}, ("Joann Lee & Sons", "Ann Lee-Smith"), ()
)

KEPT = {
    "a longer word": "<t>Annual leeway, Ann Leeds</t>",
    "a customer whose name is longer": "<t>Ann Lee-Smith</t>",
    "a customer whose name contains it": "<t>Joann Lee &amp; Sons</t>",
    "a part of another address": "<t>joann@example.org, ann@example.organic</t>",
    "a longer number": "<t>016329600011</t>",
    "the name of an element": "<annlee/><t>x</t>",
    "a font": '<font><name val="Ann Lee"/></font>',
    "the number of a shared text": '<c r="A1" t="s"><v>01632960001</v></c>',
    "a figure": '<c r="A1"><v>01632960001</v></c>',
    "a tab's name in a formula": "<f>'Ann Lee'!A1</f>",
}
GONE = {
    "as it is": ("<t>Ann Lee</t>", "<t>forgotten 1</t>"),
    "other case and blanks": ("<t>call ANN   lee!</t>", "<t>call forgotten 1!</t>"),
    "with an accent": ("<t>Ánn Lee</t>", "<t>forgotten 1</t>"),
    "joined by another sign": ("<t>ann_lee</t>", "<t>forgotten 1</t>"),
    "in the genitive": ("<t>Ann Lee's shop</t>", "<t>forgotten 1's shop</t>"),
    "an address behind mailto": ('<Relationship Target="mailto:ann@example.org"/>', '<Relationship Target="mailto:forgotten 1"/>'),
    "a number written otherwise": ("<t>(01632) 960-001</t>", "<t>forgotten 1</t>"),
    "in two formats": ("<si><r><t>Ann</t></r><r><t> Lee</t></r></si>", "<si><r><t>forgotten 1</t></r><r><t></t></r></si>"),
    "beside a longer name": ("<t>Ann Lee-Smith, Ann Lee</t>", "<t>Ann Lee-Smith, forgotten 1</t>"),
    "a text in a formula": ('<f>SUMIF(A:A,"Ann Lee",B:B)</f>', '<f>SUMIF(A:A,"forgotten 1",B:B)</f>'),
    "a pivot table's memory": ('<sharedItems><s v="Ann Lee"/></sharedItems>', '<sharedItems><s v="forgotten 1"/></sharedItems>'),
    "a chart's memory": ("<c:pt idx=\"0\"><c:v>Ann Lee</c:v></c:pt>", "<c:pt idx=\"0\"><c:v>forgotten 1</c:v></c:pt>"),
    "a formula's result": ('<c t="str"><f>A1</f><v>Ann Lee</v></c>', '<c t="str"><f>A1</f><v>forgotten 1</v></c>'),
}  # fmt: skip


@pytest.mark.parametrize("xml", KEPT.values(), ids=KEPT.keys())
def test_what_only_looks_like_the_customer_stays(xml: str) -> None:
    assert without(f"<a>{xml}</a>", pattern(ANN), "forgotten 1") == f"<a>{xml}</a>"


@pytest.mark.parametrize(("xml", "expected"), GONE.values(), ids=GONE.keys())
def test_the_customer_is_found_however_spelled(xml: str, expected: str) -> None:
    assert without(f"<a>{xml}</a>", pattern(ANN), "forgotten 1") == f"<a>{expected}</a>"


def test_a_name_with_signs_of_xml_is_found() -> None:
    firm = Person("O'Neil & Co", ("O'Neil & Co",), (), (), {}, (), ())
    assert without("<t>O&apos;Neil &amp; Co</t>", pattern(firm), "x") == "<t>x</t>"


def people(names: list[str]) -> Words:
    """The words of Ann Lee among customers of these names."""
    return pattern(Person("Ann Lee", ("Ann Lee",), (), (), {}, tuple(names), ()))


@pytest.mark.parametrize(
    ("text", "stays"),
    [
        ("Ann Lee Smith", True),
        ("Dr. Ann Lee", True),
        ("dr ann   LEE", True),
        ("D\u0155. \u00c1nn Lee-Sm\u00ecth", True),
        ("Ann&#32;Lee &amp; Smith", True),
        ("AnnLee Smith", True),
        ("Ann Lee", False),
        ("Ann Lee <b>Smith", False),
        ("Ann Lee ............ Smith", False),
        ("Ann Lee Smithson", False),
        ("xDr Ann Lee", False),
        ("Smith Ann Lee", False),
    ],
)
def test_the_name_of_another_that_holds_the_customers_stays(text: str, stays: bool) -> None:
    words = people(["Ann Lee Smith", "Dr Ann Lee", "Ann Lee 17"])
    assert (words.replaced(text, "x") == text) is stays


def packed(files: dict[str, bytes]) -> bytes:
    """These files in a zip."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, content in files.items():
            zipped.writestr(name, content)
    return out.getvalue()


def test_a_name_is_found_in_a_packed_file_within_a_packed_file() -> None:
    letter = packed({"word/document.xml": b"<w:t>Dear Ann Lee</w:t>"})
    assert in_bytes(packed({"a.docx": letter, "list.txt": b"Ann Lee, Bob"}), people([])) == (2, True)


def test_what_is_packed_too_well_is_named_and_not_unpacked() -> None:
    bomb = packed({"zeros": bytes(4 << 20)})
    for _ in range(3):
        bomb = packed({f"{number}.zip": bomb for number in range(24)})
    assert len(bomb) < 1 << 20 and in_bytes(bomb, people([]), Budget(size=6 << 20)) == (0, False)
    assert in_bytes(packed({str(number): b"" for number in range(3000)}), people([])) == (0, False)
    assert in_bytes(b"PK\x03\x04 and no more", people([])) == (0, False)


LONG = {
    "texts that never end": "<si>" * 300_000,
    "tags that never end": "<si " * 300_000,
    "pieces that never end": "<si>" + "<t " * 300_000 + "</si>",
    "attributes that never end": "<c r='" * 300_000,
    "the name in one attribute": '<c title="' + "Ann Lee " * 100_000 + '"/>',
    "a word without an end": '<c title="' + "a" * 1_000_000 + ' Ann Lee"/>',
    "the name in one formula": "<f>" + '"Ann Lee"&' * 100_000 + "1</f>",
    "a text in a formula that never ends": "<f>&quot;" + '""' * 300_000 + "Ann Lee</f>",
    "values in no cell": "<v>Ann Lee</v>" * 50_000,
    "one long text": "<t>" + "Ann Lee, " * 100_000 + "</t>",
}


@pytest.mark.parametrize("xml", LONG.values(), ids=LONG.keys())
def test_no_part_is_read_again_and_again(xml: str) -> None:
    # Each of these took from minutes to hours while the time grew with the square of the length.
    assert without(xml, people([]), "x").count("Ann Lee") <= ("&quot;" in xml)
    assert list(elements(xml.encode(), "c", "si")) is not None


def test_thousands_of_customers_of_like_names_take_no_longer_each() -> None:
    words = people([f"Ann Lee {number}" for number in range(5_000)])
    text = "".join(f"<t>Ann Lee {number}</t>" for number in range(5_001))
    assert words.replaced(text, "x") == text.replace("Ann Lee 5000", "x 5000")


def grids(**tabs: list[list[object]]) -> list[Grid]:
    """Tabs with their cells."""

    def grid(name: str, cells: list[list[object]]) -> Grid:
        return Grid(name, cells, lambda n: pd.DataFrame(cells[n:], index=range(n + 1, len(cells) + 1)), len(cells))

    return [grid(name, cells) for name, cells in tabs.items()]


DAY = datetime.datetime(2026, 1, 1)
SALES = [["Customer", "Date", "Amount"], [1042, DAY, 5.0], [7, DAY, 5.0], ["A-9", DAY, 5.0], ["Ann", DAY, 1.0]]
LIST = [["Customer", "Name", "Phone"], [1042, "Ann Lee", "01632 960001"], [7, "Bob", "1"], ["A-9", "Ann Lee", "2"]]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        pytest.param("Nobody", "'Nobody' is in no row", id="nobody is called so"),
        pytest.param("ann lee", r"one of several customers \(1042, A-9\)", id="two are called so"),
        pytest.param("01632", "in no row", id="a part of a phone number"),
    ],
)
def test_who_is_meant_must_be_clear(typed: str, words: str) -> None:
    with pytest.raises(Unclear, match=words):
        person(grids(Sales=SALES, Customers=LIST), {}, typed, today=pd.Timestamp("2026-02-01"))


def test_an_id_that_is_a_mere_number_is_only_looked_for_where_customers_stand() -> None:
    who = person(grids(Sales=SALES, Customers=LIST), {}, "1042", today=pd.Timestamp("2026-02-01"))
    assert who.codes == ("1042",) and who.words == () and who.shared == ("Ann Lee",)
    assert who.cells == {"Sales": {(1, 0)}, "Customers": {(1, 0), (1, 1), (1, 2)}}


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A small shop; Ann Lee buys under two spellings until she stops, and stands in many other places."""
    rows = []
    for number, who in enumerate(["Ann Lee", "Ann Lee-Smith", "Bob", "Cid", "Dora", "Eve"]):
        for month in range(6 if number == 0 else 14):
            name = who.upper() if month == 2 else who
            rows.append(
                (name, pd.Timestamp("2025-09-01") + pd.DateOffset(months=month) + pd.Timedelta(days=number), 10.0)
            )
    sales = pd.DataFrame(rows, columns=["Customer", "Date", "Amount"])
    names = sales["Customer"].drop_duplicates().head(1).tolist() + ["Ann Lee-Smith", "Bob"]
    people = {
        "Customer": names,
        "Phone": [1632960001, 1632960002, 1632960003],
        "E-mail": ["ann@example.org", "as@x.org", "b@x.org"],
    }
    path = write(tmp_path / "shop.xlsx", Sales=sales, Customers=pd.DataFrame(people))
    opened = openpyxl.load_workbook(path)
    opened["Sales"]["C3"].comment = Comment("Ann Lee asked for a discount", "Heath")
    opened.create_sheet("Mine")["A1"] = "call Ann Lee, not Ann Lee-Smith"
    opened["Mine"]["B1"] = '=SUMIF(Sales!A:A,"Ann Lee",Sales!C:C)'
    opened.defined_names["best"] = DefinedName("best", attr_text='"Ann Lee"')
    opened.properties.subject = "for Ann Lee"
    opened.save(path)
    return path


def leaks(path: Path) -> list[str]:
    """The parts of a workbook in which the name, the address or the phone still stands."""
    with zipfile.ZipFile(path) as zipped:
        texts = {name: zipped.read(name).decode("utf-8", "ignore") for name in zipped.namelist()}
    found = re.compile(r"\bann[\s_]*lee\b(?!-)|\bann@example|1632960001", re.IGNORECASE)
    return [name for name, text in texts.items() if found.search(text)]


def churn(path: Path) -> list[list[object]]:
    rows = openpyxl.load_workbook(path, data_only=True)["Churn"].iter_rows(values_only=True)
    return [list(row) for row in rows]


def test_a_dry_run_only_lists(book: Path) -> None:
    before = book.read_bytes()
    done = forget_in(book, "ann lee", dry_run=True)
    assert book.read_bytes() == before and list(book.parent.iterdir()) == [book]
    said = "\n".join(done.lines)
    assert all(words in said for words in ("notes", "tab Mine", "properties of the document", "names and tabs"))


def test_the_name_is_nowhere_and_every_figure_ties_out(book: Path) -> None:
    review_file(book)
    figures = churn(book)
    typed = openpyxl.load_workbook(book)["Mine"]["A1"].value
    left = forget_in(book, "Ann Lee")
    assert leaks(book) == []
    # The copies from before keep the name: they are named and stay, until somebody agrees.
    assert original_of(book).exists() and any("original" in each for each in left.left)
    done = forget_in(book, "Ann Lee", yes=True)
    assert done.left == () and sorted(each.name for each in book.parent.iterdir()) == ["shop.xlsx"]
    assert churn(book) == figures
    opened = openpyxl.load_workbook(book)
    assert opened["Mine"]["A1"].value == typed.replace("Ann Lee,", "forgotten 1,")
    assert opened["Mine"]["B1"].value == '=SUMIF(Sales!A:A,"forgotten 1",Sales!C:C)'
    assert "forgotten 1" in [cell.value for cell in opened["Lost customers"]["B"]]
    phones = [cell.value for cell in opened["Customers"]["B"]]
    assert phones == ["Phone", "forgotten 1", 1632960002, 1632960003]


def test_a_second_customer_gets_the_next_number_and_a_place_that_cannot_be_changed_is_named(book: Path) -> None:
    forget_in(book, "Bob")
    opened = openpyxl.load_workbook(book)
    opened.create_sheet("Ann Lee")
    opened.save(book)
    done = forget_in(book, "Ann Lee")
    assert done.label == "forgotten 2" and len(done.left) == 1 and "names and tabs" in done.left[0]


def test_a_ledger_that_is_no_workbook_is_left_to_the_person(tmp_path: Path) -> None:
    path = tmp_path / "sales.csv"
    path.write_text("customer,date,amount\nAnn Lee,2026-01-01,3\n")
    with pytest.raises(Refused, match="save it as .xlsx"):
        forget_in(path, "Ann Lee")

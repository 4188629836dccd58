"""Exports in the Windows code page of their country are read in the letters in which they were written."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from winback_sheets.files.delimited import text_grid
from winback_sheets.files.encodings import encoding_of
from winback_sheets.files.files import open_grids
from winback_sheets.present.words import word
from winback_sheets.read.book import read

RUSSIAN = (
    "Иванов Сергей|Петрова Анна|Смирнов Алексей|Кузнецова Ольга|Фёдоров Николай|Щербакова Юлия|ООО Ромашка|Кафе Встреча"
)
UKRAINIAN = "Шевченко Тарас|Коваленко Ірина|Олійник Марія|Їжакевич Іван|Поліщук Андрій|Лисенко Євген|Мельник Ганна"
PERSIAN = "علی رضایی|مریم محمدی|حسین کریمی|زهرا احمدی|چاپخانه ژاله|نگار پورمند|فروشگاه گلستان|شرکت پارس|احمد صادقی"
ARABIC = "محمد أحمد|فاطمة علي|عائشة إبراهيم|يوسف عبد الله|شركة النور|مكتبة المعرفة|سعيد القحطاني|مطعم البحر"
GREEK = "Γιώργος Παπαδόπουλος|Μαρία Νικολάου|Δημήτρης Ιωάννου|Ελένη Γεωργίου|Σοφία Χριστοδούλου|Φούρνος Ήλιος"
TURKISH = "Ayşe Yılmaz|Mehmet Şahin|Çiğdem Öztürk|Gülşen Doğan|İbrahim Kılıç|Fırın Güneş|Zeynep Kaya|Tuğba Yıldız"
GERMAN = "Müller GmbH|Jörg Schäfer|Bäckerei Weiß|Käthe Grün|Öztürk Döner|Anna Bauer|Schmidt|Novotný & Söhne"
FRENCH = "François Lefèvre|Élodie Gérard|Noël Château|Zoé Hébert|Anaïs Benoît|Chloé Bœuf|Pierre Martin"
SPANISH = "José Muñoz|María Pérez|Ángel Núñez|Panadería Ibáñez|Íñigo Peña|Begoña López|Juan Ruiz"
DANISH = "Søren Jørgensen|Bærum Bageri|Åse Møller|Kjærsti Nørgaard|Jens Hansen|Øæå Sørensen"
ICELANDIC = "Guðrún Þorsteinsdóttir|Jón Sigurðsson|Bakarí Þórs|Ýmir Ægisson|Davíð Örn"
LITHUANIAN = "Jonas Kazlauskas|Rūta Žukauskienė|Vytautas Šimkūnas|Kepykla Saulė|Giedrė Petraitytė"


def ledger(names: str, rows: int, *, seed: int = 1, headings: str = "Date;Customer;Product;Amount") -> str:
    """A shop's export: dates, names drawn from a list, goods and money."""
    draw, known = random.Random(seed), names.split("|")
    lines = [
        f"{draw.randint(1, 28):02}.{draw.randint(1, 12):02}.2026;{draw.choice(known)};item {draw.randint(1, 9)};"
        f"{draw.randint(1, 90)},{draw.randint(0, 99):02}"
        for _ in range(rows)
    ]
    return "\n".join([headings, *lines]) + "\n"


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("rows", [30, 400])
@pytest.mark.parametrize(
    ("names", "code_page", "letters"),
    [
        pytest.param(RUSSIAN, "cp1251", "Cyrillic", id="Russian"),
        pytest.param(UKRAINIAN, "cp1251", "Cyrillic", id="Ukrainian"),
        pytest.param(PERSIAN, "cp1256", "Arabic or Persian", id="Persian"),
        pytest.param(ARABIC, "cp1256", "Arabic or Persian", id="Arabic"),
        pytest.param(GREEK, "cp1253", "Greek", id="Greek"),
        pytest.param(TURKISH, "cp1254", "Turkish", id="Turkish"),
    ],
)
def test_a_ledger_in_another_code_page_is_read_right_and_says_so(
    names: str, code_page: str, letters: str, rows: int, seed: int
) -> None:
    # The letter with which Persian writes its y is not in cp1256; programs write the Arabic one there.
    text = ledger(names, rows, seed=seed).replace("\u06cc", "\u064a")
    grid = text_grid(text.encode(code_page), "shop.csv")
    assert grid.below(0).to_numpy().tolist() == [line.split(";") for line in text.splitlines()]
    assert grid.note == f"read as {letters} letters ({code_page})"


def test_headings_in_the_same_letters_are_read_too() -> None:
    text = ledger(RUSSIAN, 30, headings="Дата;Клиент;Товар;Сумма")
    assert text_grid(text.encode("cp1251"), "shop.csv").top[0] == ["Дата", "Клиент", "Товар", "Сумма"]


@pytest.mark.parametrize("rows", [1, 3, 30, 400])
@pytest.mark.parametrize(
    "names",
    [
        pytest.param(GERMAN, id="German"),
        pytest.param(FRENCH, id="French"),
        pytest.param(SPANISH, id="Spanish"),
        pytest.param(DANISH, id="Danish"),
        pytest.param(ICELANDIC, id="Icelandic"),
    ],
)
def test_western_ledgers_stay_what_they_were(names: str, rows: int) -> None:
    text = ledger(names, rows) + "01.02.2026;Schön;€ 5 – „neu“;1,00\n"
    grid = text_grid(text.encode("cp1252"), "shop.csv")
    assert grid.below(0).to_numpy().tolist() == [line.split(";") for line in text.splitlines()]
    assert grid.note == ""


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        pytest.param(b"id;name\n1;Ren\xe9\n", "cp1252", id="one accent"),
        pytest.param(b"id;name\n1;Ren\xe9\n2;Zo\xeb \xc5s\n", "cp1252", id="a few accents"),
        pytest.param(b"id;price\n" + b"1;\xa3 5\n" * 50, "cp1252", id="nothing but pounds"),
        pytest.param(b"id;name\n1;Ren\xe9\x81\n", "latin-1", id="a byte that cp1252 has not"),
        pytest.param(b"id;name\n" + b"1;\xd6\xc4\xdc AG\n" * 2, "cp1252", id="capitals in a row, twice"),
        pytest.param(ledger(LITHUANIAN, 30).encode("cp1257"), "cp1252", id="Lithuanian is not taken for Turkish"),
    ],
)
def test_little_that_is_foreign_decides_nothing(raw: bytes, name: str) -> None:
    assert encoding_of(raw).name == name and encoding_of(raw).guess == ""


def test_the_review_says_in_which_letters_it_read(tmp_path: Path) -> None:
    path = tmp_path / "Продажи.csv"
    path.write_bytes(ledger(RUSSIAN, 60).encode("cp1251"))
    book = read(open_grids(path), today=pd.Timestamp("2026-12-31"))
    assert any(word(each).endswith(": read as Cyrillic letters (cp1251)") for each in book.understood)
    assert set(book.sales["customer"]) == set(RUSSIAN.split("|"))


def test_what_tells_code_pages_apart_is_loaded_for_such_a_file_only() -> None:
    program = (
        "import sys; from winback_sheets.files.delimited import text_grid\n"
        "for raw in ('a;ö\\n1;Zoë\\n'.encode(), 'a;ö\\n1;Zoë\\n'.encode('cp1252'), 'a;b\\n'.encode('utf-16')):\n"
        "    text_grid(raw, 'shop.csv')\n"
        "print('charset_normalizer' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"

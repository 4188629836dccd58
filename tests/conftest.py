"""What all tests share: the real data beside the checkout, LibreOffice as a judge, the rule on skipping."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import NamedTuple, NoReturn

import pytest

ROOT = Path(__file__).resolve().parents[1]
CI = os.environ.get("WINBACK_CI") == "1"
# LibreOffice believes the values cached in a file unless told to recalculate on loading (0: always).
RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">
<value>0</value></prop></item>
</oor:items>
"""

if importlib.util.find_spec("winback_sheets") is None:
    sys.path.insert(0, str(ROOT))


def missing(reason: str) -> NoReturn:
    """Skip a test with a plain reason; where the tests run for everybody (WINBACK_CI=1) fail instead."""
    if CI:
        pytest.fail(f"{reason} (WINBACK_CI=1: nothing is skipped)", pytrace=False)
    pytest.skip(reason)


def script(name: str) -> ModuleType:
    """A script as a module; scripts/corpus.py gets another name, for the corpus has that one."""
    known = {"corpus": "campaign"}.get(name, name)
    spec = importlib.util.spec_from_file_location(known, ROOT / "scripts" / f"{name}.py")
    assert spec and spec.loader
    sys.modules[known] = module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """Where WINBACK_CI=1, a test that skips itself by any other way has failed as well."""
    report = yield
    return no_skipping(report) if CI else report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector: pytest.Collector) -> Iterator[None]:
    """Where WINBACK_CI=1, a whole file that skips itself has failed as well."""
    report = yield
    return no_skipping(report) if CI else report


def no_skipping(report: pytest.TestReport | pytest.CollectReport) -> pytest.TestReport | pytest.CollectReport:
    """Turn a skipped report into a failed one; an expected failure stays what it is."""
    if report.skipped and not hasattr(report, "wasxfail"):
        why = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"{why} (WINBACK_CI=1: nothing is skipped)"
    return report


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real files that lies beside the checkout; read its README.md."""
    folder = (ROOT / "../shared/data").resolve()
    if not folder.is_dir():
        missing("the real data (../shared/data beside the checkout) is not on this machine")
    return folder


class LibreOffice(NamedTuple):
    """LibreOffice without a window: `to_pdf(book, out_dir)` and `recalculate(book, out_dir)` give paths.

    `recalculate` computes every formula anew and never trusts a cached value; only read values from its file.
    """

    to_pdf: Callable[[Path, Path], Path]
    recalculate: Callable[[Path, Path], Path]
    convert: Callable[[Path, Path, str], Path]


@pytest.fixture(scope="session")
def libreoffice(tmp_path_factory: pytest.TempPathFactory) -> LibreOffice:
    """LibreOffice with a profile of its own, so that no person's settings and no other run is in the way."""
    soffice = shutil.which("soffice") or shutil.which("libreoffice")
    if soffice is None:
        missing("LibreOffice (soffice) is not on this machine")
    profile = tmp_path_factory.mktemp("libreoffice")
    (profile / "user").mkdir()
    (profile / "user" / "registrymodifications.xcu").write_text(RECALCULATE, encoding="utf-8")

    def convert(book: Path, out_dir: Path, kind: str) -> Path:
        out_dir = Path(out_dir)
        out_dir.mkdir(parents=True, exist_ok=True)
        made = out_dir / f"{Path(book).stem}.{kind}"
        if made.resolve() == Path(book).resolve():
            raise ValueError(f"{out_dir} is the workbook's own folder: LibreOffice would write over it")
        made.unlink(missing_ok=True)
        said = run(
            [soffice, "--headless", "--norestore", f"-env:UserInstallation={profile.as_uri()}"]
            + ["--convert-to", kind, "--outdir", str(out_dir), str(book)]
        )
        # soffice ends with 0 even when it could not open the file.
        assert made.exists(), f"LibreOffice made no {kind} of {book}: {said}"
        return made

    return LibreOffice(
        to_pdf=lambda book, out_dir: convert(book, out_dir, "pdf"),
        recalculate=lambda book, out_dir: convert(book, out_dir, "xlsx"),
        convert=convert,
    )


@pytest.fixture(scope="session")
def pictures(libreoffice: LibreOffice) -> Callable[[Path, Path], list[Path]]:
    """`pictures(book, out_dir)`: one PNG for each printed page, in page order, as a person would see it."""
    pdftoppm = shutil.which("pdftoppm")
    if pdftoppm is None:
        missing("pdftoppm (poppler-utils) is not on this machine")

    def draw(book: Path, out_dir: Path) -> list[Path]:
        pdf = libreoffice.to_pdf(book, out_dir)
        for old in drawn(pdf):
            old.unlink()
        run([pdftoppm, "-png", "-r", "80", str(pdf), str(pdf.with_suffix(""))])
        return drawn(pdf)

    return draw


def drawn(pdf: Path) -> list[Path]:
    """The pages pdftoppm made of this file: NAME-1.png, or NAME-01.png where there are ten or more."""
    page = re.compile(re.escape(pdf.stem) + r"-\d+\.png")
    return sorted(path for path in pdf.parent.glob("*.png") if page.fullmatch(path.name))


def run(command: list[str]) -> str:
    """Run a program to its end, at most three minutes, and give what it said; a failure fails the test."""
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", timeout=180)
    assert done.returncode == 0, f"{command[0]} ended with {done.returncode}: {done.stdout}{done.stderr}"
    return done.stdout + done.stderr

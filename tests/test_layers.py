"""The corridor of the architecture, held by reading the imports: read to track to watch to rescue and on."""

from __future__ import annotations

import ast
import configparser
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = "winback_sheets"
ROOMS = ("schema", "read", "track", "watch", "rescue", "present", "formulas", "ooxml", "files", "hosts", "commands")
# A host turns a place into grids and back and decides nothing: numbers reach it through these two.
OPEN_TO_HOSTS = {"schema", "read", "present", "formulas", "ooxml", "files", "hosts", "steps", "findings", "__version__"}
# What a room sees besides the rooms to its left; what puts numbers into words sees what a review found.
ALSO = {"present": {"findings", "ooxml"}, "formulas": {"findings", "steps"}}
# Rooms that tell the user what is wrong by themselves; all others hand on a key and values.
SPEAKING = {"present", "formulas", "ooxml", "files", "hosts", "commands"}
# Libraries about files: what they see is all they see.
ONLY = {"ooxml": {"ooxml"}, "files": {"schema", "read", "ooxml", "files"}}
NUMBERS = {"pandas", "numpy", "scipy"}
ALLOWED_OUTSIDE = {"track": NUMBERS, "watch": NUMBERS, "rescue": NUMBERS | {"holidays"}}
CLOCK = {"today", "now", "utcnow", "localtime", "gmtime"}
# These must load in a browser and in a blink, before pandas has been fetched.
LIGHT = (
    *("schema/inputs.py", "schema/results.py", "schema/words.py", "schema/cells.py", "schema/settings.py"),
    *("formulas/registry.py", "formulas/scalars.py", "formulas/answer.py"),
)
HEAVY = {
    "pandas",
    "numpy",
    "scipy",
    "statsmodels",
    "fastexcel",
    "pyarrow",
    "openpyxl",
    "xlsxwriter",
    "holidays",
}
# Where the name to install and the name to import differ.
IMPORT_NAMES = {"google_auth": "google", "pyyaml": "yaml"}
# LibreOffice brings these with it, for the Python that drives it.
LIBREOFFICES = {"uno", "unohelper", "com"}
SHAPELESS_NAMES = {"utils", "helpers", "common", "base", "manager"}


def imports(tree: ast.AST, module: str) -> Iterator[str]:
    """The dotted names a module imports, relative ones made whole; `from a import b` gives `a.b`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = module.split(".")[: -node.level] if node.level else []
            start = ".".join([*above, *([node.module] if node.module else [])])
            yield from (f"{start}.{alias.name}" for alias in node.names)


def room_of(path: Path, package: Path) -> str:
    """The room a file lies in, or its own name where it lies at the front."""
    parts = path.relative_to(package).with_suffix("").parts
    return parts[0]


def wrong_imports(room: str, names: list[str]) -> Iterator[str]:
    """What a file of this room imports and must not."""
    for name in names:
        first, *rest = name.split(".")
        if first == PACKAGE:
            target = rest[0] if rest else "__init__"
            if rest[:2] == ["present", "words"] and room in SPEAKING:
                continue
            if not may_see(room, target):
                yield f"{room} imports {name}"
        elif room in ALLOWED_OUTSIDE and first not in ALLOWED_OUTSIDE[room] | sys.stdlib_module_names:
            yield f"{room} imports {name}"


def may_see(room: str, target: str) -> bool:
    """Whether data may walk from `target` to `room`: only from left to right, and hosts skip the numbers."""
    if room in ONLY:
        return target in ONLY[room]
    if room == "hosts":
        return target in OPEN_TO_HOSTS
    if room == "commands":
        return target != "__main__"
    if room in ROOMS:
        return target in ALSO.get(room, ()) or target in ROOMS[: ROOMS.index(room) + 1]
    if room in ("steps", "findings"):
        return target in ROOMS[: ROOMS.index("present")] or target == "findings"
    return True


def imported_at_once(tree: ast.Module) -> Iterator[str]:
    """The packages that load together with the module, so none inside functions or for types only."""
    waiting: list[ast.stmt] = list(tree.body)
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
            yield node.module.split(".")[0]
        elif isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            waiting += node.orelse
        elif not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            waiting += [child for child in ast.iter_child_nodes(node) if isinstance(child, ast.stmt)]


def asks_the_clock(call: ast.Call) -> bool:
    """Whether a call reads the day or the time: date.today(), Timestamp("now"), time.time()."""
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    words = {argument.value for argument in call.args if isinstance(argument, ast.Constant)}
    moment = name in ("Timestamp", "to_datetime", "datetime64") and bool({"now", "today"} & words)
    return name in CLOCK or moment or ast.unparse(call.func) == "time.time"


def row_by_row(call: ast.Call) -> bool:
    """Whether a call walks a frame row by row."""
    name = getattr(call.func, "attr", "")
    axes = [ast.unparse(word.value) for word in call.keywords if word.arg == "axis"]
    return name in ("iterrows", "itertuples") or (name == "apply" and bool({"1", "'columns'"} & set(axes)))


def breaches(package: Path) -> list[str]:
    """Every place where the house rules are broken, each as `file: sentence`."""
    found = []
    for path in sorted(package.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        where = path.relative_to(package.parent).as_posix()
        tree = ast.parse(text, filename=where)
        dotted = ".".join(path.relative_to(package.parent).with_suffix("").parts)
        room = room_of(path, package)
        found += [f"{where}: {wrong}" for wrong in wrong_imports(room, list(imports(tree, dotted)))]
        found += [f"{where}: {wrong}" for wrong in wrong_words(tree, room)]
        if path.relative_to(package).as_posix() in LIGHT:
            loaded = sorted(HEAVY & set(imported_at_once(tree)))
            found += [f"{where}: loads {name} at once" for name in loaded]
        if path.stem in SHAPELESS_NAMES or path.parent.name in SHAPELESS_NAMES:
            found.append(f"{where}: a name that says nothing")
    return found


def wrong_words(tree: ast.AST, room: str) -> Iterator[str]:
    """Calls and parameters that a file of this room must not hold, with their lines."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            if room not in ("commands", "hosts") and asks_the_clock(node):
                yield f"line {node.lineno} asks the clock"
            if room in ALLOWED_OUTSIDE and row_by_row(node):
                yield f"line {node.lineno} walks row by row"
            if any(word.arg == "inplace" for word in node.keywords):
                yield f"line {node.lineno} works inplace"
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and node.args.kwarg and node.name != "say":
            yield f"line {node.lineno} takes **{node.args.kwarg.arg}"


def test_the_package_keeps_the_house_rules() -> None:
    assert breaches(ROOT / PACKAGE) == []


def import_name(requirement: str) -> str:
    """The name to import of a requirement: `XlsxWriter>=3 ; python_version > "3"` gives `xlsxwriter`."""
    name = re.split(r"[^\w-]", requirement.strip(), maxsplit=1)[0].lower().replace("-", "_")
    return IMPORT_NAMES.get(name, name)


def declared(extras: list[str]) -> set[str]:
    """The names to import of what setup.cfg requires, with these extras."""
    recipe = configparser.RawConfigParser()
    recipe.read(ROOT / "setup.cfg", encoding="utf-8")
    lists = [recipe["options"]["install_requires"]]
    lists += [recipe["options.extras_require"][extra] for extra in extras]
    return {import_name(line) for lines in lists for line in lines.strip().splitlines()}


def undeclared(folder: Path, known: set[str]) -> list[str]:
    """Every import below a folder, wherever in its file, that no requirement brings."""
    ours = {path.stem for place in (folder, ROOT / "scripts") for path in place.rglob("*.py")}
    ours |= {path.name for path in folder.iterdir() if path.is_dir()}
    known = known | ours | sys.stdlib_module_names | {PACKAGE, "tests"} | LIBREOFFICES
    found = []
    for path in sorted(folder.rglob("*.py")):
        dotted = ".".join(path.relative_to(folder.parent).with_suffix("").parts)
        names = imports(ast.parse(path.read_text(encoding="utf-8")), dotted)
        found += [f"{path.name}: {name}" for name in names if name.split(".")[0] not in known]
    return found


@pytest.mark.parametrize(("folder", "extras"), [(PACKAGE, []), ("tests", ["test"])])
def test_whatever_is_imported_is_declared(folder: str, extras: list[str]) -> None:
    assert undeclared(ROOT / folder, declared(["google", "excel", "server", "fast", *extras])) == []


def test_an_import_that_nothing_brings_is_caught(tmp_path: Path) -> None:
    package = house(tmp_path, "read/a.py", "import pandas\ndef f():\n    from jinja2 import sandbox")
    assert undeclared(package, declared([])) == ["a.py: jinja2.sandbox"]


def arrows(package: Path) -> dict[str, set[str]]:
    """Which module of a package imports which, wherever in its file."""
    names = {".".join(path.relative_to(package.parent).with_suffix("").parts): path for path in package.rglob("*.py")}
    modules = {name.removesuffix(".__init__"): path for name, path in names.items()}
    found: dict[str, set[str]] = {}
    for name, path in modules.items():
        inside = f"{name}.__init__" if path.name == "__init__.py" else name
        wanted = set(imports(ast.parse(path.read_text(encoding="utf-8")), inside))
        wanted |= {each.rpartition(".")[0] for each in wanted}
        found[name] = {each for each in wanted & modules.keys() if each != name and not name.startswith(f"{each}.")}
    return found


def circles(edges: dict[str, set[str]]) -> list[str]:
    """Everything that reaches itself along the arrows."""
    reach = {name: set(targets) for name, targets in edges.items()}
    changed = True
    while changed:
        changed = False
        for targets in reach.values():
            more = set().union(*(reach.get(each, set()) for each in targets)) - targets
            targets |= more
            changed = changed or bool(more)
    return sorted(name for name, targets in reach.items() if name in targets)


CATALOGUE = f"{PACKAGE}.present.words."


def folders(edges: dict[str, set[str]]) -> dict[str, set[str]]:
    """The arrows between folders; a file at the front is one of its own, and so are each host and the catalogue."""

    def place(name: str) -> str:
        return ".".join(name.split(".")[: 3 if ".hosts." in name or f"{name}.".startswith(CATALOGUE) else 2])

    found: dict[str, set[str]] = {}
    for name, targets in edges.items():
        found.setdefault(place(name), set()).update({place(each) for each in targets} - {place(name)})
    return found


def test_nothing_imports_itself_by_way_of_others() -> None:
    edges = arrows(ROOT / PACKAGE)
    assert circles(edges) == []
    assert circles(folders(edges)) == []


def test_a_circle_is_found(tmp_path: Path) -> None:
    package = house(tmp_path, "read/a.py", "def f():\n    from .b import g")
    (package / "read/b.py").write_text("from winback_sheets.track import c")
    assert circles(arrows(package)) == []
    (package / "track").mkdir()
    (package / "track/c.py").write_text("from ..read.a import f")
    edges = arrows(package)
    assert circles(edges) == [f"{PACKAGE}.read.a", f"{PACKAGE}.read.b", f"{PACKAGE}.track.c"]
    assert circles(folders(edges)) == [f"{PACKAGE}.read", f"{PACKAGE}.track"]


def test_every_folder_of_the_package_is_a_known_room() -> None:
    # Folders inside a room (hosts/google_sheets) are the room's own business.
    folders = {path.parent.relative_to(ROOT / PACKAGE).parts[0] for path in (ROOT / PACKAGE).glob("*/*.py")}
    assert folders <= set(ROOMS)


@pytest.mark.parametrize("module", LIGHT)
def test_schema_and_registry_load_without_the_heavy_packages(module: str) -> None:
    name = module[:-3].replace("/", ".")
    program = f"import sys, {PACKAGE}, {PACKAGE}.{name}; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60
    )
    assert set(loaded.stdout.split()) & HEAVY == set()


CAUGHT = [
    pytest.param("read/a.py", "from winback_sheets.track import churn", "read imports", id="to the right"),
    pytest.param("track/a.py", "from ..rescue.plan import plan", "track imports", id="to the right, relatively"),
    pytest.param("read/a.py", "from ..present.words import say", "read imports", id="a room words what it found"),
    pytest.param("track/a.py", "from .. import present", "track imports", id="a whole room, relatively"),
    pytest.param("present/a.py", "import winback_sheets.files.files", "present imports", id="present sees a host"),
    pytest.param("watch/a.py", "from winback_sheets import steps", "watch imports", id="a room sees the product"),
    pytest.param("track/a.py", "import winback_sheets", "track imports", id="a room sees the front door"),
    pytest.param("hosts/a.py", "from ..track import churn", "hosts imports", id="a host computes by itself"),
    pytest.param("hosts/google/a.py", "from ...watch import silence", "hosts imports", id="from a folder deeper"),
    pytest.param("steps.py", "from .hosts import files", "steps imports", id="the product sees a host"),
    pytest.param("schema/inputs.py", "from ..read import values", "schema imports", id="the schema sees a room"),
    pytest.param("ooxml/a.py", "from ..read import grid", "ooxml imports", id="the library of packages sees a room"),
    pytest.param("track/a.py", "def f():\n    import openpyxl", "track imports", id="cells inside a function"),
    pytest.param("watch/a.py", "import holidays", "watch imports", id="holidays outside rescue"),
    pytest.param("track/a.py", "d = date.today()", "asks the clock", id="today in track"),
    pytest.param("present/a.py", "d = pd.Timestamp('now')", "asks the clock", id="now as a word"),
    pytest.param("steps.py", "d = datetime.now(UTC)", "asks the clock", id="now in the product"),
    pytest.param("read/a.py", "import time\nd = time.time()", "asks the clock", id="seconds since 1970"),
    pytest.param("watch/a.py", "f.apply(g, axis=1)", "row by row", id="apply by row"),
    pytest.param("rescue/a.py", "f.apply(g, axis='columns')", "row by row", id="apply by row, said in a word"),
    pytest.param("track/a.py", "for r in f.itertuples(): pass", "row by row", id="itertuples"),
    pytest.param("track/a.py", "for i, r in f.iterrows(): pass", "row by row", id="iterrows"),
    pytest.param("read/a.py", "f.sort_values('a', inplace=True)", "inplace", id="inplace"),
    pytest.param("read/a.py", "def f(**options): pass", "takes **options", id="arguments without names"),
    pytest.param("schema/inputs.py", "import pandas as pd", "loads pandas at once", id="a heavy schema"),
    pytest.param(
        "formulas/registry.py", "try:\n    import numpy\nfinally: pass", "loads numpy", id="heavy inside a try"
    ),
    pytest.param("read/utils.py", "", "says nothing", id="a file called utils"),
    pytest.param("hosts/helpers/a.py", "", "says nothing", id="a folder called helpers"),
]

FINE = [
    pytest.param("ooxml/a.py", "from ..present.words import say", id="what is wrong with a file is said in words"),
    pytest.param("rescue/a.py", "import holidays\nfrom ..watch import silence", id="rescue sees watch and holidays"),
    pytest.param(
        "track/a.py", "import scipy.stats\nfrom . import rates\nfrom ..schema.inputs import SALES", id="track"
    ),
    pytest.param("hosts/a.py", "from ..present import x\nfrom ..steps import review\nd = date.today()", id="a host"),
    pytest.param("commands/app.py", "from ..hosts import files\nd = date.today()", id="the command line sees all"),
    pytest.param("formulas/registry.py", "def f():\n    import pandas", id="heavy, but only when called"),
    pytest.param("schema/inputs.py", "if TYPE_CHECKING:\n    import pandas", id="heavy, but for types only"),
    pytest.param("track/a.py", "f.apply(g)\nt = pd.to_datetime('2026-01-01')", id="apply by column, a plain date"),
]


def house(folder: Path, name: str, text: str) -> Path:
    """A package of one file, made to be judged."""
    path = folder / PACKAGE / name
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    return folder / PACKAGE


@pytest.mark.parametrize(("name", "text", "sentence"), CAUGHT)
def test_this_test_catches(tmp_path: Path, name: str, text: str, sentence: str) -> None:
    found = breaches(house(tmp_path, name, text))
    assert len(found) == 1 and sentence in found[0], found


@pytest.mark.parametrize(("name", "text"), FINE)
def test_this_test_leaves_alone(tmp_path: Path, name: str, text: str) -> None:
    assert breaches(house(tmp_path, name, text)) == []

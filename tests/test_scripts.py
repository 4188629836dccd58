"""The commands of the README: what they say when something is in the way, and what they install."""

from __future__ import annotations

import ast
import configparser
import doctest
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from winback_sheets import __version__

ROOT = Path(__file__).resolve().parents[1]
DEBIAN = """The virtual environment was not created successfully because ensurepip is not
available.  On Debian/Ubuntu systems, you need to install the python3-venv
package using the following command.

    apt install python3.11-venv
"""


def script(name: str) -> ModuleType:
    """A script as a module, loaded from its file and run by nobody."""
    spec = importlib.util.spec_from_file_location(name, ROOT / "scripts" / f"{name}.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    # Registered, so that the next script finds this one by its name.
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


environment = script("_environment")
demo = script("demo")
winback = script("winback")


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout with nothing in it but the scripts and a recipe, in a folder with a blank in its name."""
    root = tmp_path / "my checkout"
    shutil.copytree(ROOT / "scripts", root / "scripts", ignore=shutil.ignore_patterns("__pycache__"))
    for name in environment.RECIPE:
        (root / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, root / name)
    return root


def run_demo(checkout: Path, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run a checkout's demo script from inside it, as a person would."""
    return run_script(checkout, "demo", *arguments, **settings)


def run_script(checkout: Path, name: str, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run one of a checkout's scripts from inside it."""
    return subprocess.run(
        [sys.executable, f"scripts/{name}.py", *arguments],
        cwd=checkout,
        env={**os.environ, **settings},
        capture_output=True,
        text=True,
        timeout=180,
    )


def test_a_missing_file_is_one_sentence_and_nothing_is_installed(checkout: Path) -> None:
    done = run_demo(checkout, "shop.xlsx")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("There is no file shop.xlsx here") and done.stderr.count("\n") == 1
    assert not (checkout / ".venv").exists()


def test_a_folder_in_the_way_of_the_environment_is_not_emptied(checkout: Path) -> None:
    (checkout / ".venv").mkdir()
    (checkout / ".venv" / "diary.txt").write_text("mine")
    done = run_demo(checkout)
    assert done.returncode == 2 and "is in the way" in done.stderr
    assert (checkout / ".venv" / "diary.txt").read_text() == "mine"


@pytest.mark.slow
def test_without_a_connection_it_is_one_sentence_with_the_last_word_of_pip(checkout: Path) -> None:
    done = run_demo(checkout, PIP_NO_INDEX="1", PIP_FIND_LINKS="", PIP_CONFIG_FILE=os.devnull)
    assert done.returncode == 2
    assert re.fullmatch(r"What is needed could not be installed; .* pip's last word: .*\n", done.stderr), done
    # And it is not remembered as installed.
    assert not (checkout / ".venv" / environment.STAMP).exists()


def test_help_installs_nothing(checkout: Path) -> None:
    done = run_demo(checkout, "--help")
    assert done.returncode == 0 and "scripts/demo.py [MYFILE" in done.stdout
    assert not (checkout / ".venv").exists()


def test_a_demo_copy_with_notes_in_it_is_kept(tmp_path: Path) -> None:
    (tmp_path / "workbooks").mkdir()
    (tmp_path / "workbooks" / demo.DEMO).write_text("as delivered")
    copy = demo.demo_copy(tmp_path)
    copy.write_text("with my notes")
    assert demo.demo_copy(tmp_path).read_text() == "with my notes"
    assert (tmp_path / "workbooks" / demo.DEMO).read_text() == "as delivered"


@pytest.mark.parametrize("words", [["--with"], ["--with", "everything"], ["--with", "fast", "--with", "demo"]])
def test_an_extra_that_is_not_there_is_one_sentence_and_nothing_is_installed(checkout: Path, words: list[str]) -> None:
    done = run_script(checkout, "winback", *words)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "After --with stands one of google, excel, server, fast.\n"
    assert not (checkout / ".venv").exists()


@pytest.fixture
def prepared(monkeypatch: pytest.MonkeyPatch) -> list[set[str]]:
    """The extras each run of scripts/winback.py asks for; this very Python stands in for the environment."""
    asked: list[set[str]] = []

    def prepare(root: Path, *, extras: set[str]) -> Path:
        asked.append(extras)
        return Path(sys.executable)

    monkeypatch.setattr(winback, "prepare", prepare)
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    return asked


@pytest.mark.parametrize(
    ("words", "code", "extras"),
    [
        pytest.param(["guide", "speed"], 0, set(), id="what goes well"),
        pytest.param(["check", "nosuch.xlsx"], 2, set(), id="what does not"),
        pytest.param(["guide", "google"], 0, {"google"}, id="the word google"),
        pytest.param(["serve", "--help"], 0, {"server"}, id="the server"),
        pytest.param(["--with", "fast", "--with", "excel"], 0, {"fast", "excel"}, id="extras alone"),
        pytest.param(["--with", "fast", "guide", "nonsense"], 2, {"fast"}, id="an extra and a command"),
    ],
)
def test_a_command_ends_as_it_would_without_the_script(
    prepared: list[set[str]], words: list[str], code: int, extras: set[str]
) -> None:
    assert (winback.main(words), prepared) == (code, [extras])


@pytest.mark.skipif(os.name == "nt", reason="Windows has no signals like these")
def test_a_command_that_is_interrupted_ends_by_itself() -> None:
    child = "import os, signal, time; os.kill(os.getppid(), signal.SIGINT); time.sleep(0.5); raise SystemExit(7)"
    assert winback.run([sys.executable, "-c", child]) == 7
    assert winback.run([sys.executable, "-c", "import os, signal; os.kill(os.getpid(), signal.SIGTERM)"]) == 128 + 15


def test_a_sheets_address_brings_what_google_needs_to_the_demo_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[set[str]] = []

    def prepare(root: Path, *, extras: set[str]) -> Path:
        asked.append(extras)
        raise SystemExit(2)

    monkeypatch.setattr(demo, "prepare", prepare)
    with pytest.raises(SystemExit):
        demo.main(["https://docs.google.com/spreadsheets/d/x/edit"])
    assert asked == [{"google"}]


@pytest.mark.parametrize("version", [(3, 11, 0), (3, 12, 1), (3, 20, 0), (4, 0, 0)])
def test_a_python_new_enough_is_the_one_that_is_used(version: tuple[int, ...]) -> None:
    assert environment.base_python(version) == sys.executable


def test_a_python_too_old_is_one_sentence_where_no_other_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SystemExit) as ended:
        environment.base_python((3, 9, 6))
    said = capsys.readouterr().err
    assert ended.value.code == 2 and said.count("\n") == 1
    assert said.startswith("This needs Python 3.11 or newer and was started with 3.9.6")


@pytest.mark.skipif(os.name == "nt", reason="a link to Python needs rights on Windows")
def test_a_python_too_old_finds_a_newer_one_and_passes_over_one_that_does_not_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "python3.14").write_text("#!/bin/sh\nexit 127\n")
    (tmp_path / "python3.14").chmod(0o755)
    (tmp_path / "python3.11").symlink_to(sys.executable)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert environment.base_python((3, 9, 6)) == str(tmp_path / "python3.11")


@pytest.mark.parametrize("name", ["_environment", "demo", "test", "winback"])
def test_an_old_python_can_read_the_script_and_so_complain(name: str) -> None:
    # 3.7 is the first that knows the __future__ import of the house style.
    ast.parse((ROOT / "scripts" / f"{name}.py").read_text(encoding="utf-8"), feature_version=(3, 7))


@pytest.mark.parametrize(
    ("said", "part"),
    [
        pytest.param(DEBIAN, "sudo apt install python3-venv", id="Debian without python3-venv"),
        pytest.param("/usr/bin/python3: No module named venv\n", "python3-venv", id="no venv at all"),
        pytest.param("Error: [Errno 28] No space left on device\n", "No space left", id="anything else is quoted"),
        pytest.param("", "(nothing)", id="a silent failure"),
    ],
)
def test_why_no_environment_is_one_line(said: str, part: str) -> None:
    sentence = environment.why_no_environment(said)
    assert part in sentence and "\n" not in sentence


def change(path: Path) -> None:
    """Add a line to a file."""
    path.write_text(path.read_text(encoding="utf-8") + "# changed\n", encoding="utf-8")


def test_the_recipe_stays_while_nothing_it_is_made_of_changes(checkout: Path) -> None:
    before = environment.recipe(checkout)
    (checkout / "README.md").write_text("other words")
    change(checkout / "scripts" / "demo.py")
    assert environment.recipe(checkout) == before


@pytest.mark.parametrize("name", ["setup.cfg", "pyproject.toml", "winback_sheets/__init__.py"])
def test_the_recipe_changes_with(checkout: Path, name: str) -> None:
    before = environment.recipe(checkout)
    change(checkout / name)
    assert environment.recipe(checkout) != before


def test_the_recipe_changes_when_the_checkout_moves(checkout: Path) -> None:
    before = environment.recipe(checkout)
    assert environment.recipe(checkout.rename(checkout.with_name("elsewhere"))) != before


@pytest.mark.parametrize(
    ("stamp", "extras", "enough"),
    [
        pytest.param("", [], False, id="nothing was installed yet"),
        pytest.param("old\n", [], False, id="another recipe was installed"),
        pytest.param("new\n", ["test"], False, id="the extra is missing"),
        pytest.param("new\ngoogle\n", ["test"], False, id="another extra is there"),
        pytest.param("test\n", ["test"], False, id="an extra alone is no recipe"),
        pytest.param("new\n", [], True, id="the recipe, no extras wanted"),
        pytest.param("new\ntest\n", [], True, id="more than is wanted is there"),
        pytest.param("new\ngoogle\ntest\n", ["test"], True, id="the extra is among others"),
    ],
)
def test_what_is_installed_is_enough(stamp: str, extras: list[str], enough: bool) -> None:
    assert environment.covers(stamp, recipe="new", extras=extras) is enough


def test_the_examples_in_the_scripts_docstrings_are_true() -> None:
    assert doctest.testmod(environment) == (0, 9)


@pytest.fixture(scope="module")
def setup_cfg() -> configparser.RawConfigParser:
    """setup.cfg as setuptools reads it."""
    parser = configparser.RawConfigParser()
    parser.read(ROOT / "setup.cfg", encoding="utf-8")
    return parser


def test_each_dependency_says_why_it_is_there() -> None:
    text = (ROOT / "setup.cfg").read_text(encoding="utf-8")
    requires = text.split("install_requires =\n")[1].split("\n\n")[0]
    extras = text.split("[options.extras_require]\n")[1].split("\n\n")[0]
    lines = [line for line in f"{requires}\n{extras}".splitlines() if not re.match(r"\w+ =$", line)]
    reasons = [line.strip().startswith("#") for line in lines]
    assert len(lines) > 20
    # A reason, a dependency, a reason, a dependency, and so on.
    assert reasons == [True, False] * (len(lines) // 2), lines


def test_the_compiled_readers_stay_out_of_the_browser(setup_cfg: configparser.RawConfigParser) -> None:
    lines = setup_cfg["options"]["install_requires"].strip().splitlines()
    marked = {line.split(" ;")[0] for line in lines if 'sys_platform != "emscripten"' in line}
    assert {"fastexcel", "pyarrow"} <= marked


def test_the_command_starts_a_function_that_exists(setup_cfg: configparser.RawConfigParser) -> None:
    module, name = setup_cfg["options.entry_points"]["console_scripts"].split("=")[1].strip().split(":")
    tree = ast.parse((ROOT / (module.replace(".", "/") + ".py")).read_text(encoding="utf-8"))
    assert name in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


def test_the_version_is_said_once(setup_cfg: configparser.RawConfigParser) -> None:
    assert setup_cfg["metadata"]["version"] == "attr: winback_sheets.__version__"
    version = re.compile(rf"['\"]{re.escape(__version__)}")
    said = [
        path for path in (ROOT / "winback_sheets").rglob("*.py") if version.search(path.read_text(encoding="utf-8"))
    ]
    assert said == [ROOT / "winback_sheets" / "__init__.py"]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files that an installation gets, those of the wheel: what setuptools builds of this package."""
    source, made = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("made")
    for name in ("setup.cfg", "pyproject.toml", "README.md"):
        shutil.copy(ROOT / name, source / name)
    shutil.copytree(ROOT / "winback_sheets", source / "winback_sheets", ignore=shutil.ignore_patterns("__pycache__"))
    words = [sys.executable, "-c", "import setuptools; setuptools.setup()", "build_py", "--build-lib", str(made)]
    done = subprocess.run(words, cwd=source, capture_output=True, text=True, timeout=180)
    assert done.returncode == 0, done.stderr
    return made


def test_every_file_of_the_package_is_installed(installed: Path) -> None:
    package = ROOT / "winback_sheets"
    ours = {path.relative_to(ROOT).as_posix() for path in package.rglob("*") if path.is_file()}
    ours = {name for name in ours if "__pycache__" not in name}
    theirs = {path.relative_to(installed).as_posix() for path in (installed / "winback_sheets").rglob("*")}
    assert sorted(ours - theirs) == []
    assert {"winback_sheets/py.typed", "winback_sheets/workbooks/winback-demo.xlsx"} <= theirs


def test_the_demo_works_from_an_installation_alone(installed: Path, tmp_path: Path) -> None:
    code = (
        f"import sys; sys.path.insert(0, {str(installed)!r}); import winback_sheets; print(winback_sheets.__file__)\n"
        "from winback_sheets.commands.app import main; sys.argv[1:] = ['demo', 'here']; main()"
    )
    done = subprocess.run([sys.executable, "-P", "-c", code], cwd=tmp_path, capture_output=True, text=True, timeout=180)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(str(installed)) and "winback-demo.xlsx" in done.stdout
    assert (tmp_path / "here" / "winback-demo.xlsx").is_file()

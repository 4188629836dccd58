"""`winback addin sheets`: the script of a Google Sheet, with the formulas, the menu Win-back and its sidebar."""

from __future__ import annotations

import json
from importlib.resources import files as package_files
from pathlib import Path
from textwrap import wrap

from winback_sheets import __version__
from winback_sheets.formulas import registry
from winback_sheets.hosts.excel.office_metadata import help_of
from winback_sheets.hosts.google_sheets.formulas import comma_names, in_dialect
from winback_sheets.hosts.placing import place
from winback_sheets.hosts.server.address import is_this_computer
from winback_sheets.hosts.server.signature import SIGNED_BYTES
from winback_sheets.present.words import say

PREFIX = "WINBACK"
# Code.gs is put together from these, in this order, so that one file can be pasted.
SCRIPTS = ("cells.gs", "requests.gs", "menu.gs")
AS_THEY_ARE = ("appsscript.json", "sidebar.html", "guide.md", "hosting.md")
# How the tabs are kept fresh without a server; these lie with the rest of Google Sheets.
SCHEDULED = ("scheduled.md", "winback.yml")
WIDE = 116


def write_addin(folder: Path, server: str, *, yes: bool = False) -> list[str]:
    """Write the script and its guides into a folder, and say in plain lines how the spreadsheet gets them.

    For a server on the internet, this installation makes a secret of the folder's name; it stands in no file of the
    folder. Google reaches no server on one's own computer, so for such an address no server is named. Raises OSError.
    """
    reached = not is_this_computer(server) and server.startswith("https://")
    place(folder, files(server if reached else ""), yes=yes)
    return [
        say("google_addin.written", folder=folder.resolve()),
        say("google_addin.step_script"),
        say("google_addin.step_sidebar"),
        say("google_addin.step_manifest"),
        say("google_addin.step_secret") if reached else say("google_addin.step_menu"),
        *(_with_server(folder, server) if reached else _without_server(server)),
    ]


def _with_server(folder: Path, server: str) -> list[str]:
    """The last step where the formulas will be answered."""
    from winback_sheets.hosts.server import installation

    name = installation.sheet_secret(folder.resolve().name).partition(".")[0]
    return [
        say("google_addin.step_try", server=server),
        say("google_addin.secret", name=name, file=installation.secrets_file()),
        say("google_addin.secret_elsewhere"),
        say("google_addin.secret_known"),
    ]


def _without_server(server: str) -> list[str]:
    """The last step where there is no server that Google could ask."""
    return [
        say("google_addin.step_scheduled", guide=SCHEDULED[0]),
        say("google_addin.unreachable_server", server=server),
    ]


def files(server: str) -> dict[str, bytes]:
    """The files of the folder by their names; server: the address that formulas ask unless Settings name another."""
    ours = package_files("winback_sheets.hosts.google_addin")
    found = {"Code.gs": code(server).encode()}
    found |= {name: ours.joinpath("apps_script", name).read_bytes() for name in AS_THEY_ARE}
    sheets = package_files("winback_sheets.hosts.google_sheets")
    others = {name: sheets.joinpath(name) for name in SCHEDULED}
    return found | {name: each.read_bytes() for name, each in others.items() if each.is_file()}


def code(server: str) -> str:
    """Code.gs: the formulas of the catalog, and what is behind them."""
    comma, point = comma_names()
    told = {
        "WINBACK_SERVER_": server,
        "WINBACK_MOST_BYTES_": SIGNED_BYTES,
        "WINBACK_FORMULAS_": [
            [one.name, registry.help_of(one.name), example(one), in_dialect(example(one), comma=True)]
            for one in registry.FORMULAS
        ],
        "WINBACK_COMMA_": " ".join(comma),
        "WINBACK_POINT_": " ".join(point),
    }
    head = ["// " + say("google_addin.head_of_script", version=__version__)]
    head += [f"const {name} = {json.dumps(value, indent=1)};" for name, value in told.items()]
    folder = package_files("winback_sheets.hosts.google_addin").joinpath("apps_script")
    parts = [folder.joinpath(name).read_text(encoding="utf-8") for name in SCRIPTS]
    return "\n".join([*head, "", *map(function, registry.FORMULAS), *parts])


def example(formula: registry.Formula) -> str:
    """The formula's example as this spreadsheet writes it.

    >>> example(registry.formula("CONVERT_RATE"))
    '=WINBACK_CONVERT_RATE(5%, "year")'
    """
    return formula.example.replace(f"={PREFIX}.", f"={PREFIX}_")


def function(formula: registry.Formula) -> str:
    """A custom function with the help that Google shows while it is typed."""
    wanted = registry.arguments(formula.name)
    names = [each.name for each in wanted]
    table = formula.gives == "table"
    semicolons = in_dialect(example(formula), comma=True)
    shown = [say("google_addin.example", formula=example(formula))]
    shown += [say("google_addin.example_comma", formula=semicolons)] if semicolons != example(formula) else []
    refresh = say("google_addin.refresh_argument")
    gives = say("google_addin.gives_table") if table else say("google_addin.gives_value")
    told = [
        *wrap_text(registry.help_of(formula.name)),
        *(f" * {_plain(each)}" for each in shown),
        " *",
        *(line for each in wanted for line in _parameter(each)),
        *wrap_text(f"@param {{any}} [refresh] {refresh}"),
        f" * @return {{{'any[][]' if table else 'any'}}} {gives}",
        " * @customfunction",
    ]
    body = f'  return winback_("{formula.name}", {len(names)}, arguments);'
    head = f"function {PREFIX}_{formula.name}({', '.join([*names, 'refresh'])}) {{"
    return "\n".join(["/**", *told, " */", head, body, "}", ""])


def _parameter(argument: registry.Argument) -> list[str]:
    kind = "any[][]" if argument.kind == "table" else "any"
    name = argument.name if argument.needed else f"[{argument.name}]"
    return wrap_text(f"@param {{{kind}}} {name} {help_of(argument)}")


def wrap_text(text: str) -> list[str]:
    """A text as lines of a comment.

    >>> wrap_text("@return {any} one value")
    [' * @return {any} one value']
    """
    return [f" * {line}" for line in wrap(_plain(text), WIDE, subsequent_indent="  ", break_on_hyphens=False)]


def _plain(text: str) -> str:
    """A text that cannot end the comment it stands in."""
    return text.replace("*/", "* /")

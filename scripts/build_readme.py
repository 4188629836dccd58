"""Rewrites the generated tables of README.md from the schema, the catalog and the command line.

Run it after changing one of them: `python3 scripts/build_readme.py`. With --check it only says whether they agree.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

README = Path(__file__).resolve().parents[1] / "README.md"


def input_tabs() -> str:
    from winback_sheets.schema.inputs import INPUTS

    lines = ["| tab | what stands in it | needed | as you have it |", "|---|---|---|---|"]
    for table in INPUTS:
        heading = {column.key: column.heading for column in table.columns}
        needed = ", ".join(" or ".join(heading[key] for key in group) for group in table.needed)
        asked = {key for group in table.needed for key in group}
        others = ", ".join(column.heading for column in table.columns if column.key not in asked)
        lines.append(f"| {table.title} | {table.meaning} | {needed} | {others or '-'} |")
    return "\n".join(lines)


def result_tabs() -> str:
    from winback_sheets.schema.results import RESULTS

    lines = ["| tab | what it says | a person types here |", "|---|---|---|"]
    for table in RESULTS:
        typed = ", ".join(c.heading for c in table.columns if c.owner == "person")
        lines.append(f"| {table.title} | {table.meaning} | {typed or '-'} |")
    return "\n".join(lines)


def commands() -> str:
    from winback_sheets.commands.app import app

    lines = ["| command | what it does |", "|---|---|"]
    for command in app.registered_commands:
        assert command.callback is not None
        first = (command.callback.__doc__ or "").strip().splitlines()[0]
        lines.append(f"| `winback {command.callback.__name__}` | {first} |")
    return "\n".join(lines)


def formulas() -> str:
    from winback_sheets.formulas import registry

    lines = ["| formula | what it gives |", "|---|---|"]
    lines += [f"| {formula.name} | {registry.help_of(formula.name)} |" for formula in registry.FORMULAS]
    return "\n".join(lines)


PARTS = {"input tabs": input_tabs, "result tabs": result_tabs, "commands": commands, "formulas": formulas}


def written(text: str) -> str:
    """The README with every generated part made anew between its two marks."""
    for name, make in PARTS.items():
        mark = re.compile(rf"(?<=<!-- {name} -->\n).*?(?=<!-- end of {name} -->)", re.DOTALL)
        found = mark.search(text)
        if found is None:
            raise SystemExit(f"README.md has no place for the {name}: the mark <!-- {name} --> is missing.")
        text = f"{text[: found.start()]}{make()}\n{text[found.end() :]}"
    return text


def main() -> None:
    text = README.read_text(encoding="utf-8")
    fresh = written(text)
    if "--check" in sys.argv:
        raise SystemExit(0 if fresh == text else "README.md is behind the code: run python3 scripts/build_readme.py")
    README.write_text(fresh, encoding="utf-8")


if __name__ == "__main__":
    main()

"""Rewrites the generated tables of the guides from the schema, the catalog and the command line.

Run it after changing one of them: `.venv/bin/python scripts/build_guides.py`. With --check it only says whether they
agree.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from winback_sheets.schema.inputs import INPUTS, Table

GUIDES = Path(__file__).resolve().parents[1] / "winback_sheets" / "guides"


def input_tabs() -> str:
    lines = [
        "| tab | what stands in it | needed to recognise it | also used | changes nothing yet |",
        "|---|---|---|---|---|",
    ]
    for table in (table for table in INPUTS if table.used_by):
        more = [column.heading for column in table.columns if column.used_by and column.key not in asked(table)]
        idle = [column.heading for column in table.columns if not column.used_by]
        lines.append(f"{beginning(table)} {', '.join(more) or '-'} | {', '.join(idle) or '-'} |")
    return "\n".join(lines)


def other_tabs() -> str:
    lines = ["| tab | what stands in it | needed to recognise it | other columns |", "|---|---|---|---|"]
    for table in (table for table in INPUTS if not table.used_by):
        more = [column.heading for column in table.columns if column.key not in asked(table)]
        lines.append(f"{beginning(table)} {', '.join(more) or '-'} |")
    return "\n".join(lines)


def asked(table: Table) -> set[str]:
    return {key for group in table.needed for key in group}


def beginning(table: Table) -> str:
    heading = {column.key: column.heading for column in table.columns}
    needed = ", ".join(" or ".join(heading[key] for key in group) for group in table.needed)
    return f"| {table.title} | {table.meaning} | {needed} |"


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
        lines.append(f"| `{command.callback.__name__}` | {first} |")
    return "\n".join(lines)


def formulas() -> str:
    from winback_sheets.formulas import registry

    lines = ["| formula | what it gives |", "|---|---|"]
    lines += [f"| {formula.name} | {registry.help_of(formula.name)} |" for formula in registry.FORMULAS]
    return "\n".join(lines)


def known_exports() -> str:
    from winback_sheets.read.exports import EXPORTS

    lines = ["| program | read |", "|---|---|"]
    titles = {table.key: f"as {table.title}" for table in INPUTS}
    for program in dict.fromkeys(each.program for each in EXPORTS):
        tables = (
            titles.get(each.table, "not read: the report names no buyer") for each in EXPORTS if each.program == program
        )
        lines.append(f"| {program} | {', '.join(dict.fromkeys(tables))} |")
    return "\n".join(lines)


PARTS = {
    "workbook.md": {"input tabs": input_tabs, "other tabs": other_tabs, "known exports": known_exports},
    "results.md": {"result tabs": result_tabs},
    "commands.md": {"commands": commands},
    "formulas.md": {"formulas": formulas},
}


def written(guide: str) -> str:
    """A guide's text with every generated part made anew between its two marks."""
    text = (GUIDES / guide).read_text(encoding="utf-8")
    for name, make in PARTS[guide].items():
        mark = re.compile(rf"(?<=<!-- {name} -->\n).*?(?=<!-- end of {name} -->)", re.DOTALL)
        found = mark.search(text)
        if found is None:
            raise SystemExit(f"{guide} has no place for the {name}: the mark <!-- {name} --> is missing.")
        text = f"{text[: found.start()]}{make()}\n{text[found.end() :]}"
    return text


def main() -> None:
    behind = [guide for guide in PARTS if written(guide) != (GUIDES / guide).read_text(encoding="utf-8")]
    if "--check" in sys.argv:
        raise SystemExit(f"{', '.join(behind)}: behind the code, so run scripts/build_guides.py" if behind else 0)
    for guide in behind:
        (GUIDES / guide).write_text(written(guide), encoding="utf-8")


if __name__ == "__main__":
    main()

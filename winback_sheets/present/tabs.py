"""The row-level tabs as pages: Outreach, Lost customers, Warning signs, Segments, Settings, history and our own notes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd
from xlsxwriter.utility import xl_col_to_name

from winback_sheets.findings import Review
from winback_sheets.present import exposed_block, facts, rows, sentences, silence
from winback_sheets.present.fitting import OF_A_KEY, Fits, rest_of, shortened
from winback_sheets.present.keep import Kept, Standing, as_written, keep
from winback_sheets.present.page import HEADING_ROW, Cell, Listing, Page, heading
from winback_sheets.present.past_block import past_block
from winback_sheets.present.words import in_every_language, say, word
from winback_sheets.schema.inputs import SETTINGS, Column, Table
from winback_sheets.schema.results import HISTORY, LOST_CUSTOMERS, OUTREACH, SEGMENTS, WARNING_SIGNS
from winback_sheets.schema.settings import SETTING_LINES, Setting, effort_of

BESIDE = 3  # columns from a list to what stands beside it
Stored = Mapping[str, Standing]
Delivered = Mapping[str, frozenset[str]]


def listing(table: Table, kept: Kept) -> Listing:
    """The rows as a table of this kind; optional columns without a single value are left out.

    In a tab that a person has worked in, the columns and rows are where they left them.
    """
    frame = kept.frame
    columns = kept.columns or tuple(c for c in table.columns if not _idle(c, frame))
    at = HEADING_ROW + kept.moved
    return Listing(at, 0, columns, frame, f"winback_{table.key}", cols=kept.cols, rows=kept.rows)


def _idle(column: Column, frame: pd.DataFrame) -> bool:
    """Whether an optional column has nothing to say."""
    said = column.key in frame and frame[column.key].notna().any()
    return column.optional and not said


def _kept(table: Table, frame: pd.DataFrame, stored: Stored, delivered: Delivered, fits: Fits) -> Kept:
    """The rows with what people typed, as many of them as find room in the tab."""
    frame, cut = shortened(frame, table.columns, fits.room.letters - OF_A_KEY)  # before the rows are told by their keys
    kept = keep(
        frame,
        stored.get(table.key),
        table,
        delivered=delivered.get(table.key, ()),
        most=fits.rows.get(table.key),
        last=fits.room.rows,
    )
    return replace(kept, cut=cut)


def _page(table: Table, review: Review, kept: Kept, fits: Fits, *, freeze: int, note: str = "") -> Page | None:
    if not len(kept.frame) and kept.patch is None:
        return None
    listed, rest = listing(table, kept), rest_of(table, kept, review, fits.room)
    notes = (say(f"tabs.{table.key}_meaning"), note, rest.sentence if rest else "")
    cells = heading(table.title, sentences.context(review), " ".join(filter(None, notes)))
    return Page(
        table.key,
        table.title,
        cells=tuple(replace(cell, row=cell.row + kept.moved) for cell in cells),
        lists=(listed,),
        freeze=(HEADING_ROW + 1, freeze),
        patch=kept.patch,
        over=kept.over,
        rest=rest,
        cut=kept.cut,
    )


def outreach(review: Review, stored: Stored, delivered: Delivered, fits: Fits) -> Page | None:
    kept = _kept(OUTREACH, rows.outreach(review), stored, delivered, fits)
    note = say("tabs.plan_fits", hours=effort_of(review.book.settings).weekly_hours)
    return _page(OUTREACH, review, kept, fits, freeze=5, note=note)


def lost_customers(review: Review, stored: Stored, delivered: Delivered, fits: Fits) -> Page | None:
    kept = _kept(LOST_CUSTOMERS, rows.lost_customers(review), stored, delivered, fits)
    removed = len(review.lost) - len(_listed(kept.frame)) - kept.more
    note = facts.capacity(review)
    if removed > 0:
        note = " ".join((note, say("tabs.removed", rows=removed)))
    return _page(LOST_CUSTOMERS, review, kept, fits, freeze=2, note=note)


def _listed(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows of the register that the review counts."""
    ours = as_written(frame)
    return ours[~ours["status"].isin(in_every_language("tabs.lost_customers_gone"))]


def warning_signs(review: Review, stored: Stored, delivered: Delivered, fits: Fits) -> Page | None:
    kept = _kept(WARNING_SIGNS, rows.warning_signs(review), stored, delivered, fits)
    notes = (sentences.watched(review), *map(word, review.instead), exposed_block.pointer(review))
    note = " ".join(filter(None, notes))
    page = _page(WARNING_SIGNS, review, kept, fits, freeze=2, note=note)
    if page is None:
        return page
    cells, lists, charts = past_block(review, page.lists[0].row - 1, max(page.lists[0].columns_at()) + BESIDE)
    page = replace(page, cells=(*page.cells, *cells), lists=(*page.lists, *lists), charts=charts)
    return exposed_block.beside(review, page)


def summary_columns() -> tuple[Column, ...]:
    """The columns of the segments in sum."""
    return (
        Column("segment", "text", "", say("segments.segment"), "toolkit", 16),
        Column("customers", "count", "", say("segments.customers"), "toolkit", 10),
        Column("monetary", "money", "", say("segments.monetary"), "toolkit", 13),
        Column("share", "percent", "", say("segments.share"), "toolkit", 9),
    )


def segments(review: Review, stored: Stored, fits: Fits) -> Page | None:
    """Every customer; beside the list the segments in sum, and what the owner's own past says of two rules of thumb."""
    kept = _kept(SEGMENTS, rows.segments(review), stored, {}, fits)
    page = _page(SEGMENTS, review, kept, fits, freeze=1)
    if page is None or "segment" not in page.lists[0].frame:
        return page
    listed, top = page.lists[0], page.lists[0].row
    right = max(listed.columns_at()) + 2
    everybody = kept.whole  # the sums are those of all customers, also where the list has no room for some
    table = facts.segment_counts(everybody[everybody["segment"].notna()])
    columns = summary_columns()[: 4 if table["share"].notna().any() else 2]
    letter = xl_col_to_name(right + 2)
    first, last = top + 2, top + 1 + len(table)
    share = {"share": f"={{monetary}}/SUM(${letter}${first}:${letter}${last})"}
    summed = Listing(top, right, columns, table, "winback_segment_sums", share if len(columns) > 2 else {})
    lines = [Cell(last + 1 + at, right, text, "plain") for at, text in enumerate(facts.customer_facts(review))]
    return replace(page, lists=(*page.lists, summed), cells=(*page.cells, *lines))


def settings(review: Review, stored: Stored) -> Page:
    """Every setting, with what a person chose; the lapse window is written once and then kept."""
    chosen: dict[str, int | str] = {"lapse window": review.window} if review.window else {}
    if review.lapse is not None and review.lapse.judged is not None:
        chosen["lapse rule"] = str(review.lapse.rule)
    standing = stored.get("settings")
    said = _settings_texts(standing)
    answers = review.book.answers.lines()
    frame = pd.DataFrame(
        {
            "key": [line.key for line in SETTING_LINES] + [key for key, _ in answers],
            "value": [chosen.get(line.key) for line in SETTING_LINES] + [value for _, value in answers],
            "meaning": [_kept_meaning(line, said) or _meaning(line, review) for line in SETTING_LINES]
            + [say(f"tabs.setting_answer_{key.partition(':')[0]}") for key, _ in answers],
            "default": [line.default for line in SETTING_LINES] + [""] * len(answers),
        }
    )
    kept = keep(frame, standing, SETTINGS)
    cells = heading(SETTINGS.title, say("tabs.change_yellow"), say("tabs.settings_meaning"))
    moved = tuple(replace(cell, row=cell.row + kept.moved) for cell in cells)
    return Page(
        "settings",
        SETTINGS.title,
        cells=moved,
        lists=(listing(SETTINGS, kept),),
        freeze=(HEADING_ROW + 1, 1),
        patch=kept.patch,
        over=kept.over,
    )


def _kept_meaning(line: Setting, said: Mapping[str, tuple[str, bool]]) -> str:
    """What stood beside the setting before; that of the lapse rule only once there is one."""
    text, filled = said.get(line.key, ("", False))
    return text if filled or line.key != "lapse rule" else ""


def _meaning(line: Setting, review: Review) -> str:
    """What a setting means; beside the lapse window also why it is as long as it is."""
    meaning = say(f"tabs.setting_{line.key.replace(' ', '_')}")
    if line.key == "lapse rule" and (judged := silence.judgement(review)):
        return say("tabs.setting_and_sentence", meaning=meaning, sentence=judged)
    if line.key != "lapse window" or not review.window:
        return meaning
    return say("tabs.setting_with_reason", meaning=meaning, reason=sentences.rule(review))


def _settings_texts(standing: Standing | None) -> dict[str, tuple[str, bool]]:
    """What stands beside each setting, and whether it has a value: what is said of the rule was true when it was chosen."""
    found = standing.found if standing else None
    if found is None or not {"key", "meaning"} <= found.columns.keys():
        return {}
    body = found.grid.below(found.header_row)
    keys, texts = (body[found.columns[key]].tolist() for key in ("key", "meaning"))
    at = found.columns.get("value")
    filled = [False] * len(body) if at is None else body[at].notna().tolist()
    return {
        str(key).strip(): (text, has)
        for key, text, has in zip(keys, texts, filled, strict=True)
        if isinstance(text, str)
    }


def history(review: Review, recorded: pd.DataFrame | None, stored: Stored) -> Page | None:
    kept = keep(rows.history(review, recorded), stored.get("history"), HISTORY)
    page = _page(HISTORY, review, kept, Fits(), freeze=2)
    return page and replace(page, hidden=True)

"""Churn: a row a period, every ratio a live formula over cells of the same row, then the other ways to count."""

from __future__ import annotations

import pandas as pd

from winback_sheets.findings import Business, Review
from winback_sheets.present import sentences
from winback_sheets.present.facts import loss_facts
from winback_sheets.present.page import HEADING_ROW, Cell, Listing, Page, heading
from winback_sheets.present.words import say, word
from winback_sheets.schema.inputs import Column
from winback_sheets.schema.results import CHURN
from winback_sheets.track.rise import unusual

_Z = 1.959963984540054
_HALF = f"{_Z}/({{start}}+{_Z}^2)*SQRT({{lost}}*({{start}}-{{lost}})/{{start}}+{_Z}^2/4)"
FORMULAS = {
    "churn": '=IF({start}=0,"",{lost}/{start})',
    "churn_low": f'=IF({{start}}=0,"",MAX(0,({{lost}}+{_Z}^2/2)/({{start}}+{_Z}^2)-{_HALF}))',
    "churn_high": f'=IF({{start}}=0,"",MIN(1,({{lost}}+{_Z}^2/2)/({{start}}+{_Z}^2)+{_HALF}))',
    "gross_churn": '=IF({start_money}=0,"",({lost_money}+{contraction})/{start_money})',
    "net_churn": '=IF({start_money}=0,"",({lost_money}+{contraction}-{expansion}-{returned_money})/{start_money})',
}
MONEY = (
    "start_money",
    "new_money",
    "returned_money",
    "expansion",
    "contraction",
    "lost_money",
    "end_money",
    "gross_churn",
    "net_churn",
    "in_and_out_money",
)


def _column(key: str, kind: str, title: str, width: int, meaning: str = "") -> Column:
    return Column(key, kind, meaning, title, "toolkit", width)


CONVENTION_COLUMNS = (
    _column("convention", "text", "Convention", 28),
    _column("lost", "count", "Lost", 9),
    _column("of", "count", "Of", 9),
    _column("churn", "percent", "Churn", 9),
    _column("gross_churn", "percent", "Gross money churn", 9),
    _column("net_churn", "percent", "Net money churn", 9),
    _column("how", "text", "How", 9),
)
RULE_COLUMNS = (
    _column("rule", "text", "Rule", 28),
    _column("days", "number", "Days", 9),
    _column("lost", "count", "Lost today", 9),
    _column("customers", "count", "Of", 9),
    _column("share", "percent", "Share", 9),
    _column("came_back", "percent", "Wrong: bought again", 9),
    _column("missed", "percent", "Wrong: not flagged", 9),
)


def churn(review: Review) -> Page:
    """The Churn tab: one block a kind of business, newest period first."""
    cells: list[Cell] = list(
        heading(
            CHURN.title,
            sentences.context(review),
            CHURN.meaning + " A loss is counted at its value at the start of the period.",
        )
    )
    lists: list[Listing] = []
    row = HEADING_ROW
    for business in review.businesses:
        if len(review.businesses) > 1:
            cells.append(
                Cell(
                    row,
                    0,
                    f"{sentences.WHO[business.kind].capitalize()}: lost = {word(business.convention)}",
                    "section",
                )
            )
            row += 1
        block = _block(business, row)
        lists.append(block)
        row += len(block.frame) + 3
        cells.append(Cell(row - 1, 0, "Grey percentages stand on fewer than five; read the counts there.", "context"))
        row += 1
    for title, columns, frame, name, formulas in _others(review):
        cells.append(Cell(row, 0, title, "section"))
        lists.append(Listing(row + 1, 0, columns, frame, name, formulas, sets_widths=False))
        row += len(frame) + 4
    for business in review.businesses:
        cells += [Cell(row + at, 0, text, "plain") for at, text in enumerate(loss_facts(review, business))]
        row += 4
    freeze = (HEADING_ROW + 1, 1) if len(review.businesses) == 1 else (0, 1)
    return Page("churn", CHURN.title, cells=tuple(cells), lists=tuple(lists), widths={0: 30}, freeze=freeze)


def _block(business: Business, row: int) -> Listing:
    moves = business.moves.iloc[::-1].reset_index(drop=True)
    frame = moves.rename(columns={"label": "period"})
    frame["note"] = _notes(business).iloc[::-1].to_list()
    counts_only = frame["start_money"].isna().all()
    columns = tuple(c for c in CHURN.columns if not (counts_only and c.key in MONEY))
    formulas = {key: text for key, text in FORMULAS.items() if not (counts_only and key in MONEY)}
    return Listing(
        row,
        0,
        columns,
        frame[[c.key for c in columns]],
        f"winback_churn_{business.kind}",
        formulas,
        grey_when="OR({lost}<5,{start}<5)",
    )


def _notes(business: Business) -> pd.Series:
    """What is special about a period: still running, or more losses than chance allows."""
    moves = business.moves
    high = unusual(moves)
    note = high.map({True: "churn is unusually high", False: ""})
    if business.kind == "sales":
        filling = moves["first_day"] < moves["first_day"].iloc[0] + pd.Timedelta(days=365)
        note = note.mask(
            filling & (note == "") & moves["start_money"].notna(), "first year: money a month still fills up"
        )
    last = moves.index[-1]
    if not moves.loc[last, "closed"]:
        note[last] = "to date, the period is still running"
    return note


def _how(conventions: pd.DataFrame) -> list[str]:
    """How a convention counts and who differs from the house's list; long lists end in a number."""
    lines = []
    for key, differ in zip(conventions["key"], conventions["differ"], strict=True):
        names = [name for name in differ.split(", ") if name]
        more = f" and {len(names) - 12:,} more" if len(names) > 12 else ""
        meaning = say(f"track.convention_{key}")
        lines.append(f"{meaning}." + (f" Differs: {', '.join(names[:12])}{more}" if names else ""))
    return lines


def _others(review: Review) -> list[tuple[str, tuple[Column, ...], pd.DataFrame, str, dict[str, str]]]:
    found: list[tuple[str, tuple[Column, ...], pd.DataFrame, str, dict[str, str]]] = []
    share = {"churn": '=IF({of}=0,"",{lost}/{of})'}
    if len(review.conventions):
        line = next(b.headline for b in review.businesses if b.kind == "subscriptions")
        assert line is not None
        found.append(
            (
                f"The same period, {sentences.period_name(line['label'])}, as others count it",
                CONVENTION_COLUMNS,
                review.conventions.assign(how=_how(review.conventions)),
                "winback_conventions",
                share,
            )
        )
    if len(review.lapse_rules):
        rules = review.lapse_rules.assign(share=review.lapse_rules["lost"] / review.lapse_rules["customers"])
        none = rules["lost"].isna()
        names = rules["rule"].map({key: say(f"track.rule_{key}") for key in rules["rule"]})
        rules["rule"] = names.where(~none, names + " (no answer on your data)")
        found.append(
            (
                f"When is silence a loss? Other rules on your own past ({review.window} days ago, checked since)",
                RULE_COLUMNS,
                rules,
                "winback_lapse_rules",
                {"share": '=IF(N({customers})=0,"",{lost}/{customers})'},
            )
        )
    return found

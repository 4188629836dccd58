"""Churn: a row a period, every ratio a live formula over cells of the same row, then the other ways to count."""

from __future__ import annotations

import pandas as pd

from winback_sheets.findings import Business, Review
from winback_sheets.present import sentences, silence
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
MOST_NAMES = 12
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


def _column(key: str, kind: str, title: str, width: int) -> Column:
    return Column(key, kind, "", title, "toolkit", width)


def convention_columns() -> tuple[Column, ...]:
    """The columns of the period as others count it."""
    return (
        _column("convention", "text", say("churn.convention"), 28),
        _column("lost", "count", say("churn.lost"), 9),
        _column("of", "count", say("churn.of"), 9),
        _column("churn", "percent", say("churn.churn"), 9),
        _column("gross_churn", "percent", say("churn.gross_churn"), 9),
        _column("net_churn", "percent", say("churn.net_churn"), 9),
        _column("how", "text", say("churn.how"), 9),
    )


def rule_columns() -> tuple[Column, ...]:
    """The columns of the other rules for silence."""
    return (
        _column("rule", "text", say("churn.rule"), 28),
        _column("days", "number", say("churn.days"), 9),
        _column("lost", "count", say("churn.lost_today"), 9),
        _column("customers", "count", say("churn.of"), 9),
        _column("share", "percent", say("churn.share"), 9),
        _column("came_back", "percent", say("churn.wrong_back"), 9),
        _column("missed", "percent", say("churn.wrong_missed"), 9),
    )


def error_columns() -> tuple[Column, ...]:
    """The columns of the errors of both rules on the owner's past."""
    return (
        _column("rule", "text", say("churn.rule"), 28),
        _column("wrong", "count", say("churn.wrong"), 9),
        _column("judgements", "count", say("churn.judgements"), 9),
        _column("share", "percent", say("churn.wrong_share"), 9),
    )


def churn(review: Review) -> Page:
    """The Churn tab: one block a kind of business, newest period first."""
    meaning = " ".join((say("tabs.churn_meaning"), say("churn.at_start_value")))
    cells: list[Cell] = list(heading(CHURN.title, _under_title(review), meaning))
    lists: list[Listing] = []
    row = HEADING_ROW
    for business in review.businesses:
        if len(review.businesses) > 1:
            kind = say(f"churn.{sentences.KINDS[business.kind]}", rule=word(business.convention))
            cells.append(Cell(row, 0, kind, "section"))
            row += 1
        block = _block(business, row)
        lists.append(block)
        row += len(block.frame) + 3
        cells.append(Cell(row - 1, 0, say("churn.grey"), "context"))
        row += 1
    for title, columns, frame, name, formulas in _others(review):
        cells.append(Cell(row, 0, title, "section"))
        lists.append(Listing(row + 1, 0, columns, frame, name, formulas, sets_widths=False))
        row += len(frame) + 4
    if judged := silence.judgement(review):
        cells.append(Cell(row - 1, 0, judged, "plain"))
        row += 1
    for business in review.businesses:
        cells += [Cell(row + at, 0, text, "plain") for at, text in enumerate(loss_facts(review, business))]
        row += 4
    freeze = (HEADING_ROW + 1, 1) if len(review.businesses) == 1 else (0, 1)
    return Page("churn", CHURN.title, cells=tuple(cells), lists=tuple(lists), widths={0: 30}, freeze=freeze)


def _under_title(review: Review) -> str:
    """As of when and by which periods; the rule too, unless each kind of business has its own above its rows."""
    day, every = review.as_of, sentences.periods(review)
    if len(review.businesses) > 1:
        return say("churn.under_title_both", day=day, every=every)
    return say("churn.under_title", day=day, every=every, rule=word(review.businesses[0].convention))


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
    if business.snapshot:
        return pd.Series(say("churn.snapshot"), index=moves.index)
    high = unusual(moves)
    note = high.map({True: say("churn.high"), False: ""})
    if business.kind == "sales":
        filling = moves["first_day"] < moves["first_day"].iloc[0] + pd.Timedelta(days=365)
        note = note.mask(filling & (note == "") & moves["start_money"].notna(), say("churn.filling"))
    last = moves.index[-1]
    if not moves.loc[last, "closed"]:
        note[last] = say("churn.running")
    return note


def _how(conventions: pd.DataFrame) -> list[str]:
    """How a convention counts and who differs from the house's list; long lists end in a number."""
    lines = []
    for key, differ in zip(conventions["key"], conventions["differ"], strict=True):
        names, meaning = [name for name in differ.split(", ") if name], say(f"track.convention_{key}")
        if len(names) > MOST_NAMES:
            more = len(names) - MOST_NAMES
            lines.append(say("churn.how_differs_more", meaning=meaning, names=names[:MOST_NAMES], more=more))
        elif names:
            lines.append(say("churn.how_differs", meaning=meaning, names=names))
        else:
            lines.append(say("churn.how_same", meaning=meaning))
    return lines


def _others(review: Review) -> list[tuple[str, tuple[Column, ...], pd.DataFrame, str, dict[str, str]]]:
    found: list[tuple[str, tuple[Column, ...], pd.DataFrame, str, dict[str, str]]] = []
    share = {"churn": '=IF({of}=0,"",{lost}/{of})'}
    if len(review.conventions):
        line = next(b.headline for b in review.businesses if b.kind == "subscriptions")
        assert line is not None
        found.append(
            (
                say("churn.others", period=line["label"]),
                convention_columns(),
                review.conventions.assign(how=_how(review.conventions)),
                "winback_conventions",
                share,
            )
        )
    if len(review.lapse_rules):
        rules = review.lapse_rules.assign(share=review.lapse_rules["lost"] / review.lapse_rules["customers"])
        none = rules["lost"].isna()
        names = rules["rule"].map({key: say(f"track.rule_{key}") for key in rules["rule"]})
        rules["rule"] = names.where(~none, names.map(lambda name: say("churn.rule_no_answer", rule=name)))
        found.append(
            (
                say("churn.other_rules", days=review.window),
                rule_columns(),
                rules,
                "winback_lapse_rules",
                {"share": '=IF(N({customers})=0,"",{lost}/{customers})'},
            )
        )
    errors = silence.rule_errors(review)
    if len(errors):
        errors["rule"] = [say(f"track.rule_{key}") for key in errors["rule"]]
        wrong = {"share": '=IF({judgements}=0,"",{wrong}/{judgements})'}
        errors = errors.assign(share=errors["wrong"] / errors["judgements"])
        found.append((say("churn.errors"), error_columns(), errors, "winback_lapse_errors", wrong))
    return found

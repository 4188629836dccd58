"""The same period as other vendors count it, and whose names differ."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd

from winback_sheets.schema.settings import USUAL, Rules
from winback_sheets.track.activity import contract_spells
from winback_sheets.track.churn import rates
from winback_sheets.track.movements import movements


class Convention(NamedTuple):
    """How a loss is counted: which day ends a contract, when unpaid is a loss, whether in-and-outs and new count."""

    name: str
    meaning: str
    by_notice: bool = False
    unpaid: bool = True
    in_and_out: bool = False
    over_start_and_new: bool = False
    money: bool = True


CONVENTIONS: tuple[Convention, ...] = (
    Convention("house", "service end; an invoice unpaid beyond the grace days ends the contract"),
    Convention("ProfitWell-like", "unpaid is still in dunning; in-and-outs ignored", unpaid=False),
    Convention("ChartMogul-like", "service end; unpaid stays active", unpaid=False),
    Convention(
        "Baremetrics-like",
        "unpaid beyond the grace days is lost; in-and-outs counted",
        in_and_out=True,
        money=False,
    ),
    Convention("by notice date", "lost on the day they gave notice", by_notice=True, unpaid=False, money=False),
    Convention(
        "lost / (start + new)",
        "service end; in-and-outs counted; over start and new together",
        unpaid=False,
        in_and_out=True,
        over_start_and_new=True,
        money=False,
    ),
)


def conventions(
    subscriptions: pd.DataFrame,
    span: pd.DataFrame,
    as_of: pd.Timestamp,
    *,
    rules: Rules = USUAL,
    payments: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """One period of contracts under each convention: lost, of, churn, gross and net money churn, names, differ.

    span: one row of `periods`. `differ` names who is lost here and not in the house's count ("+ H") or the other way
    round ("- K"). Money stands only where the vendor publishes such a rate.
    """
    rows, house = [], frozenset[str]()
    for rule in CONVENTIONS:
        spells, amounts = contract_spells(
            subscriptions,
            as_of,
            rules=rules,
            payments=payments if rule.unpaid else None,
            by_notice=rule.by_notice,
        )
        moves, losses = movements(spells, amounts, span)
        line = rates(moves).iloc[0]
        counts = ["lost", "in and out"] if rule.in_and_out else ["lost"]
        names = frozenset(losses.loc[losses["counted"].isin(counts), "customer"])
        house = names if rule.name == "house" else house
        fresh = line["new"] + line["returned"] + (losses["counted"] == "in and out").sum()
        whole = line["start"] + (fresh if rule.over_start_and_new else 0)
        differ = [f"+ {name}" for name in sorted(names - house)] + [f"- {name}" for name in sorted(house - names)]
        rows.append(
            {
                "convention": rule.name,
                "meaning": rule.meaning,
                "lost": len(names),
                "of": whole,
                "churn": len(names) / whole if whole else float("nan"),
                "gross_churn": line["gross_churn"] if rule.money else float("nan"),
                "net_churn": line["net_churn"] if rule.money else float("nan"),
                "names": ", ".join(sorted(names)),
                "differ": ", ".join(differ),
            }
        )
    return pd.DataFrame(rows)

"""The same period as other vendors count it, and whose names differ."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd

from winback_sheets.schema.settings import USUAL, Rules
from winback_sheets.track.activity import contract_spells
from winback_sheets.track.churn import rates
from winback_sheets.track.movements import IN_AND_OUT, LOST, movements


class Convention(NamedTuple):
    """How a loss is counted: which day ends a contract, when unpaid is a loss, whether in-and-outs and new count.

    key: of its words (`track.convention_KEY`). name: as a formula's argument takes it.
    """

    key: str
    name: str
    by_notice: bool = False
    unpaid: bool = True
    in_and_out: bool = False
    over_start_and_new: bool = False
    money: bool = True


HOUSE = "house"
CONVENTIONS: tuple[Convention, ...] = (
    Convention("house", HOUSE),
    Convention("profitwell", "ProfitWell-like", unpaid=False),
    Convention("chartmogul", "ChartMogul-like", unpaid=False),
    Convention("baremetrics", "Baremetrics-like", in_and_out=True, money=False),
    Convention("notice", "by notice date", by_notice=True, unpaid=False, money=False),
    Convention(
        *("start_and_new", "lost / (start + new)"),
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
    house: tuple[pd.DataFrame, pd.DataFrame] | None = None,
) -> pd.DataFrame:
    """One period of contracts under each convention: lost, of, churn, gross and net money churn, names, differ.

    span: one row of `periods`. house: the spells and amounts of the house's own count, where they have been made.
    convention is the name, key that of its words. `differ` names who is lost here and not in the house's count ("+ H") or
    the other way round ("- K"). Money stands only where the vendor publishes such a rate.
    """
    # Six conventions, but only three ways in which contracts end.
    counted = {}
    for unpaid, by_notice in dict.fromkeys((rule.unpaid, rule.by_notice) for rule in CONVENTIONS):
        bills = payments if unpaid else None
        known = house if unpaid and not by_notice else None
        counted[unpaid, by_notice] = movements(
            *(known or contract_spells(subscriptions, as_of, rules=rules, payments=bills, by_notice=by_notice)), span
        )
    rows, of_house = [], frozenset[str]()
    for rule in CONVENTIONS:
        moves, losses = counted[rule.unpaid, rule.by_notice]
        line = rates(moves).iloc[0]
        counts = [LOST, IN_AND_OUT] if rule.in_and_out else [LOST]
        names = frozenset(losses.loc[losses["counted"].isin(counts), "customer"])
        of_house = names if rule.name == HOUSE else of_house
        fresh = line["new"] + line["returned"] + (losses["counted"] == IN_AND_OUT).sum()
        whole = line["start"] + (fresh if rule.over_start_and_new else 0)
        differ = [f"+ {name}" for name in sorted(names - of_house)] + [f"- {name}" for name in sorted(of_house - names)]
        rows.append(
            {
                "convention": rule.name,
                "key": rule.key,
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

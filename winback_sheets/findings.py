"""What a review found: the shape in which the product hands its numbers on to be put into words and cells."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

import pandas as pd

from winback_sheets.read.book import Book
from winback_sheets.schema.message import Message
from winback_sheets.track.lapse_in_use import InUse
from winback_sheets.track.purchase_model import PurchaseModel
from winback_sheets.track.silence_says import SilenceSays
from winback_sheets.watch.backtest import Backtest
from winback_sheets.watch.exposed import Leaving

Why = Literal["asked", "settings", "last_sale", "last_term", "last_full_month", "list_ended", "run_day"]


class AsOf(NamedTuple):
    """The day a review looks from, and why from there: its words are `track.as_of_WHY`."""

    day: pd.Timestamp
    why: Why


class NothingToReview(Exception):
    """The workbook has no usable customers; the message says why, and what to do."""

    def __init__(self, message: Message) -> None:
        self.message = message
        super().__init__(message)


@dataclass(kw_only=True)
class Business:
    """One kind of customers (a shop's or contracts), counted: the two central frames and what follows from them.

    why_every: why it goes by these periods. convention: what counts as a loss. snapshot: the list says who is gone and of
    nobody since when, so there is one line of moves, and no loss has a day. undated: who left on a day that is not said
    where others have one (customer, started, mrr, end_reason); they are in no period.
    """

    kind: str
    spells: pd.DataFrame
    amounts: pd.DataFrame
    every: str
    moves: pd.DataFrame
    losses: pd.DataFrame
    why_every: Message = Message("track.every_asked")
    convention: Message = Message("track.lost_contract_ended")
    snapshot: bool = False
    undated: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=["customer", "started", "mrr"]))

    @property
    def active(self) -> pd.Index:
        return pd.Index(self.spells.loc[self.spells["lost_on"].isna(), "customer"].unique())

    @property
    def headline(self) -> pd.Series | None:
        """The last closed period; the running one where none is closed yet."""
        closed = self.moves[self.moves["closed"].astype(bool)]
        return (closed if len(closed) else self.moves).iloc[-1] if len(self.moves) else None


@dataclass(kw_only=True)
class Review:
    """Everything a review found, before it is put into words and cells.

    remembered: what has been worked out once and the next review takes from here, short texts by name.
    purchase_days: of those who follow the lapse rule; None without sales. model: the chances of a purchase, or why there
    are none; None without sales. looked_at: how many customers each sign that is a test has looked at. backtest: what the
    watch list and the signs would have done on the past; None where unknown.
    """

    looks_from: AsOf
    book: Book
    businesses: list[Business]
    window: int | None
    within: tuple[float, int]
    lapse_rules: pd.DataFrame
    lapse: InUse | None
    silence: SilenceSays | None
    conventions: pd.DataFrame
    signs: pd.DataFrame
    purchase_days: pd.DataFrame | None
    model: PurchaseModel | Message | None
    looked_at: dict[str, int]
    quiet: pd.DataFrame
    backtest: Backtest | None
    leaving: list[Leaving]
    exposed: pd.DataFrame
    lost: pd.DataFrame
    outreach: pd.DataFrame
    cycle: str
    history: pd.DataFrame
    restated: pd.DataFrame
    news: pd.DataFrame
    data_end: pd.Timestamp | None
    stale: bool
    old: bool = False
    instead: tuple[Message, ...] = ()
    remembered: dict[str, str] = field(default_factory=dict)

    @property
    def as_of(self) -> pd.Timestamp:
        return self.looks_from.day

    @property
    def list_ended(self) -> bool:
        """Whether the review looks from the end of a list of contracts that nobody has gone on with."""
        return self.looks_from.why == "list_ended"

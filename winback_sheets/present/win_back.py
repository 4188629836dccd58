"""The Win-back tab: who left, how much, whom to call and why, on one screen."""

from __future__ import annotations

import math

import pandas as pd

from winback_sheets.present import sentences
from winback_sheets.present.page import Cell, Chart, Listing, Page
from winback_sheets.present.people import link
from winback_sheets.present.styles import ACCENT
from winback_sheets.review import Business, Review

FIRST = 5
CALLS_AT, BELOW = 8, 20
NAME, PHONE, WHY, OPENING, LINK, CHART = 1, 2, 3, 4, 5, 7
WIDTHS = {0: 1, NAME: 22, PHONE: 15, WHY: 46, OPENING: 52, LINK: 10, 6: 1, 7: 12, 8: 12, 9: 14}
LAST_PERIODS = 12
WORDS = (
    ("lost", "no purchase for longer than the rule allows, or the contract ended"),
    ("returned", "had been lost and bought again; never counted as new"),
    (
        "money a month",
        "shop: net revenue of the 365 days up to the last purchase / 12; contract: what it costs a month",
    ),
    ("customer churn", "customers lost in the period / customers at its start"),
    ("chance alone gives", "95 % interval (Wilson; 1,000 resamples for money): read the range, not only the number"),
    ("set aside", "a row that could not be used as it stands; it is listed in Data check, never guessed"),
    ("pursue, nurture, let go", "call them; keep in touch without calls; leave in peace"),
)
SWITCHES = (
    (
        "customers",
        "a Customers tab (customer, name, phone, e-mail): names, phone numbers and who must not be called",
    ),
    ("payments", "a Payments tab (customer, due, paid): unpaid invoices as a warning sign"),
    ("contacts", "a Contacts tab (customer, date, direction): who has gone quiet"),
    ("complaints", "a Complaints tab (customer, opened, resolved): clues why they left"),
    ("people", "a People tab (customer, person, from, to): contact persons who change"),
)


def win_back(review: Review, called: pd.DataFrame) -> Page:
    """The first tab. called: the rows of Outreach with what people typed, for "won back so far"."""
    business = review.businesses[0]
    cells = [
        Cell(0, NAME, sentences.headline(review), "headline", across=OPENING - NAME + 2),
        Cell(1, NAME, sentences.context(review) + " · who left, what it costs, whom to call first", "context"),
    ]
    cells += _tiles(review, business)
    cells += _calls(review)
    line = CALLS_AT + 2 + FIRST
    span = OPENING - NAME + 2
    cells += [
        Cell(line, NAME, won_back(called), "line", across=span),
        Cell(line + 1, NAME, sentences.news(review), "line", across=span),
        Cell(line + 2, NAME, sentences.trust(review), "trust", across=span),
    ]
    trend = _trend(business)
    lists, below = _below(review, trend, cells)
    charts: tuple[Chart, ...] = ()
    if len(trend) > 1:
        charts = (
            Chart(
                3,
                CHART,
                f"Customers lost, by {business.every}",
                (BELOW + 2, BELOW + 1 + len(trend)),
                NAME,
                (("Lost", PHONE, ACCENT),),
                275,
                300,
            ),
        )
    heights = {
        0: 44.0 if len(review.businesses) > 1 else 26.0,
        1: 15,
        2: 4,
        3: 15,
        4: 21,
        5: 29,
        6: 4,
        7: 2,
        CALLS_AT: 17,
    }
    heights |= {line: 15.0, line + 1: 29.0, line + 2: 28.0}
    heights |= {CALLS_AT + 1 + n: 30 for n in range(1, min(FIRST, len(review.outreach)) + 1)}
    return Page("win_back", "Win-back", True, tuple(cells), lists, charts, widths=WIDTHS, heights=heights | below)


def _tiles(review: Review, business: Business) -> list[Cell]:
    """Three tiles: customers lost, their money, who came back; each with how sure it is."""
    line = business.headline
    assert line is not None
    when, currency = sentences.period_name(line["label"]), sentences.currency(review)
    counts_only = math.isnan(line["lost_money"])
    lost = ("Customers lost, " + when, f"{line['lost']:,} of {line['start']:,}", sentences.sure(business))
    cost = (
        "Money lost a month",
        "no amounts" if counts_only else sentences.money(line["lost_money"], currency),
        _money_words(business, line, counts_only),
    )
    back = (
        ""
        if counts_only or not line["returned"]
        else f"{sentences.money(line['returned_money'], currency)} a month is back; "
    )
    came = (
        "Came back, " + when,
        f"{line['returned']:,}",
        back + f"{line['new']:,} new; {line['end']:,} customers at the end",
    )
    cells = []
    for col, across, (label, number, words) in ((NAME, 2, lost), (WHY, 1, cost), (OPENING, 2, came)):
        cells += [
            Cell(3, col, label, "tile_label", across=across),
            Cell(4, col, number, "tile_number", across=across),
            Cell(5, col, words, "tile_words", across=across),
        ]
    return cells


def _money_words(business: Business, line: pd.Series, counts_only: bool) -> str:
    if counts_only:
        return "your data has no amounts, so only customers are counted"
    low, high = lost_money_interval(business, line)
    share = (
        f"{sentences.percent(line['lost_money'] / line['start_money'])} of {sentences.money(line['start_money'])}"
        if line["start_money"]
        else ""
    )
    if line["lost"] < sentences.FEWEST or math.isnan(low):
        return f"{share}; too few to say how sure".lstrip("; ")
    return f"{share}, chance alone gives {100 * low:.1f} % to {100 * high:.1f} %"


def lost_money_interval(business: Business, line: pd.Series) -> tuple[float, float]:
    """Bootstrap interval of lost money / money at the start, by customer, fixed seed."""
    from winback_sheets.track.intervals import bootstrap_ratio

    day = line["first_day"] - pd.Timedelta(days=1)
    here = business.amounts[(business.amounts["from"] <= day) & ~(business.amounts["to"] <= day)]
    start = here.groupby("customer")["monthly"].sum()
    gone = business.losses[(business.losses["period"] == line["label"]) & (business.losses["counted"] == "lost")][
        "customer"
    ]
    lost = start.where(start.index.isin(gone), 0.0)
    low, high = bootstrap_ratio(lost.to_numpy(float), start.to_numpy(float))
    return float(low), float(high)


def _calls(review: Review) -> list[Cell]:
    """The first five of the plan, or why there is nobody to call."""
    from winback_sheets.present.rows import outreach

    rows = outreach(review).head(FIRST)
    title = {0: "Nobody to call", 1: "Call this one"}.get(
        len(rows), f"Call these {('two', 'three', 'four', 'five')[len(rows) - 2]}" if len(rows) > 1 else ""
    )
    cells = [Cell(CALLS_AT, NAME, title, "section", across=OPENING - NAME + 2)]
    if not len(rows):
        return [
            *cells,
            Cell(
                CALLS_AT + 1,
                NAME,
                "Nobody is lost and worth a call now, and no warning sign shows.",
                "line",
                across=5,
            ),
        ]
    names = ("Who", "Phone, day", "Why now", "What to say first", "Open")
    cells += [Cell(CALLS_AT + 1, NAME + at, name, "heading") for at, name in enumerate(names)]
    emails = rows["customer"].map(_emails(review))
    for offset, row in enumerate(rows.to_dict("records")):
        at = CALLS_AT + 2 + offset
        who = row["name"] if isinstance(row["name"], str) else row["customer"]
        word, address = link(row["phone"], emails.iat[offset], row["channel"])
        phone = f"{row['phone'] if isinstance(row['phone'], str) else 'no number yet'}\n{sentences.day(row['date'])}"
        cells += [
            Cell(at, NAME, who, "call_name"),
            Cell(at, PHONE, phone, "call"),
            Cell(at, WHY, row["why_now"], "call"),
            Cell(at, OPENING, row["opening_line"], "call"),
            _open(at, word, address),
        ]
    return cells


def _open(row: int, word: str, address: str) -> Cell:
    """A cell that opens the phone or the mail program; the address holds no character that could end the text."""
    if not word:
        return Cell(row, LINK, None, "call")
    return Cell(row, LINK, word, "call_link", formula=f'=HYPERLINK("{address}","{word}")')


def _emails(review: Review) -> pd.Series:
    from winback_sheets.present.people import people

    return people(review.book)["email"]


def won_back(called: pd.DataFrame) -> str:
    """What the calls of the Outreach tab brought, from what people typed there."""
    if not len(called) or "outcome" not in called:
        return "Won back so far: no calls recorded yet. Fill in the yellow columns of Outreach; a done row is the record of the call."
    done = called["done"].astype(str).str.casefold().eq("yes") | called["outcome"].notna()
    asked = called["asked_back"].astype(str).str.casefold().eq("yes")
    back = called["outcome"].astype(str).str.casefold().eq("came back")
    if not done.any():
        return "Won back so far: no calls recorded yet. Fill in the yellow columns of Outreach; a done row is the record of the call."
    money = (
        pd.to_numeric(called.loc[back, "money_a_month"], errors="coerce").sum() if "money_a_month" in called else 0.0
    )
    worth = f", {sentences.money(float(money))} a month" if money else ""
    return f"Won back so far: {back.sum():,} of {done.sum():,} called ({asked.sum():,} were asked back){worth}."


def _trend(business: Business) -> pd.DataFrame:
    """Lost customers of the last closed periods, oldest first, for the chart."""
    closed = business.moves[business.moves["closed"].astype(bool)].tail(LAST_PERIODS)
    closed = closed[closed["lost"].cumsum() > 0]  # before the first loss nothing could be lost yet
    return closed[["label", "lost", "returned"]].reset_index(drop=True)


def _below(review: Review, trend: pd.DataFrame, cells: list[Cell]) -> tuple[tuple[Listing, ...], dict[int, float]]:
    """Below the first screen: the chart's numbers, what changed by name, what more tabs would bring, the word list."""
    row, heights = BELOW, {}
    if len(trend):
        cells.append(Cell(row, NAME, "The chart in numbers", "section", across=5))
        cells += [Cell(row + 1, NAME + at, word, "heading") for at, word in enumerate(("Period", "Lost", "Came back"))]
        for offset, line in enumerate(trend.to_dict("records")):
            cells += [
                Cell(row + 2 + offset, NAME, line["label"], "text"),
                Cell(row + 2 + offset, PHONE, line["lost"], "count"),
                Cell(row + 2 + offset, WHY, line["returned"], "count"),
            ]
        row += len(trend) + 3
    row = _changes(review, cells, row, heights)
    for title, lines in (
        ("What more tabs would switch on", _switches(review)),
        ("Words", [f"{word}: {meaning}" for word, meaning in WORDS]),
    ):
        cells.append(Cell(row, NAME, title, "section", across=5))
        cells += [Cell(row + 1 + at, NAME, text, "text") for at, text in enumerate(lines)]
        row += len(lines) + 2
    return (), heights


def _changes(review: Review, cells: list[Cell], row: int, heights: dict[int, float]) -> int:
    """Everybody who left, came back or came new in the last closed period, and earlier periods that read differently."""
    cells.append(Cell(row, NAME, "What changed in the last closed period", "section", across=5))
    news = sentences.named_news(review)
    words = {
        "lost": "Left",
        "came back": "Came back",
        "new": "New",
        "in and out": "Came and left",
        "out and in": "Left and came back",
    }
    for what, word in words.items():
        names = sorted(news.loc[news["what"] == what, "customer"])
        if names:
            row += 1
            text = ", ".join(names[:200]) + (
                f" and {len(names) - 200:,} more (see Lost customers)" if len(names) > 60 else ""
            )
            cells += [
                Cell(row, NAME, f"{word} ({len(names):,})", "text"),
                Cell(row, PHONE, text, "line", across=4),
            ]
            heights[row] = 15 * min(20, 1 + len(text) // 100)
    for line in review.restated.to_dict("records"):
        row += 1
        text = sentences.restated_line(line)
        cells += [Cell(row, NAME, "Restated", "text"), Cell(row, PHONE, text, "line", across=4)]
        heights[row] = 15 * min(20, 1 + len(text) // 100)
    return row + 2


def _switches(review: Review) -> list[str]:
    lines = [text for key, text in SWITCHES if key not in review.book.tables]
    if {b.kind for b in review.businesses} == {"subscriptions"}:
        lines.append(
            "a Sales tab (customer, date, amount): recency and frequency, silence, the lapse rule; they are off without one"
        )
    return lines

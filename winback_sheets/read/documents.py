"""Which rows of a ledger are sales: by their status, the kind of document, and what was cancelled or given back.

Each word that people write there is of one kind (`statuses` in `schema/words.py`). sale, part_refunded: it counts.
invoice: it counts, and a payment, an order or a deposit in the same list are no second sale. not_yet, cancelled, failed,
refunded, other: no sale. refund: it takes money back. unpaid, awaiting, open, won, lost, credit, in_books: what they
mean hangs on the words beside them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from winback_sheets.read.headings import normalise
from winback_sheets.read.questions import Question
from winback_sheets.schema.words import keys, texts, texts_of

MOST_WORDS = 200  # a column with more different texts than this is no list of statuses
FEWEST_KNOWN = 0.5  # the share of rows with a known word that makes a column a kind of document, or a state a status
# Of a text that holds several words ("Payment refund", "Bill user payment") the first of these kinds decides.
FIRST = (
    *("part_refunded", "awaiting", "unpaid", "cancelled", "failed", "other", "refunded", "refund", "not_yet"),
    *("lost", "won", "payment", "invoice", "order", "sale"),
)
# The check of `read/problems.py` under which rows of a kind are told; all other kinds count.
RULES: Mapping[str, str] = {
    "cancelled": "cancelled",
    "failed": "failed",
    "lost": "failed",
    "not_yet": "not_yet",
    "refunded": "refunded",
    "other": "other_entry",
    "beside_invoice": "beside_invoice",
}
NO_SALE = tuple(dict.fromkeys((*RULES.values(), "gift_card")))
_NEGATIONS = frozenset(map(normalise, texts("negations")))
_BETWEEN = re.compile(r"[\s\-_/.,;:()\[\]&|+'’]+")
_CASES = re.compile(r"(?<=[a-z])(?=[A-Z])")


class Kinds(NamedTuple):
    """Row by row, of which kind a sale is ("" where nothing is said), and the words that nobody knows."""

    kind: pd.Series
    questions: list[Question]


@cache
def _exact() -> dict[str, str]:
    found: dict[str, str] = {}
    for kind in keys("statuses"):
        for word in texts_of("statuses", kind):
            found.setdefault(normalise(word), kind)
    return found


@cache
def _phrases() -> tuple[tuple[str, str], ...]:
    """The words that may stand among others, the kinds that decide first in front."""
    return tuple(
        (f" {_spaced(word)} ", kind)
        for kind in FIRST
        for word in sorted(texts_of("statuses", kind), key=len, reverse=True)
        if not word.startswith("=")
    )


def _spaced(text: str) -> str:
    return " ".join(filter(None, map(normalise, _BETWEEN.split(_CASES.sub(" ", text)))))


@cache
def kind_of(text: str) -> str:
    """The kind of what is written as a status or as the kind of a document; "" for a word that is not known.

    >>> kind_of("Partially paid"), kind_of("Storniert"), kind_of("PreApproved Payment Bill User Payment"), kind_of("WA")
    ('sale', 'cancelled', 'other', '')
    """
    exact = _exact().get(normalise(text))
    if exact is not None:
        return exact
    spaced = _spaced(text)
    if not spaced or _NEGATIONS & set(spaced.split()):
        return ""
    return next((kind for phrase, kind in _phrases() if phrase in f" {spaced} "), "")


def says(heading: str, field: str) -> bool:
    """Whether a heading has one of the words of a field in it.

    >>> says("Fulfillment Status", "delivery_headings"), says("Order Total", "order_headings")
    (True, True)
    """
    bare = normalise(heading)
    return any(normalise(word) in bare for word in texts(field))


class _Words(NamedTuple):
    """A column as the different words in it: which of them a row has (-1: none), their kinds, the rows of each."""

    codes: NDArray[np.intp]
    words: list[str]
    kinds: list[str]
    rows: NDArray[np.intp]

    def known(self) -> float:
        """The share of filled rows whose word is known."""
        mine = sum(int(n) for n, kind in zip(self.rows, self.kinds, strict=True) if kind)
        return mine / max(int(self.rows.sum()), 1)

    def under(self, means: Mapping[str, str]) -> list[str]:
        """The kind of each word, by what the kinds mean; the last is of rows without a word."""
        return [*(means.get(kind, kind) for kind in self.kinds), ""]


def _words(cells: pd.Series, heading: str) -> _Words | None:
    codes, words = pd.factorize(cells)
    if not len(words) or len(words) > MOST_WORDS:
        return None
    texts_ = [str(word) for word in words]
    kinds = _answers(texts_, heading) or [kind_of(text) for text in texts_]
    return _Words(codes, texts_, kinds, np.bincount(codes[codes >= 0], minlength=len(words)))


def _answers(words: Sequence[str], heading: str) -> list[str]:
    """The kinds of yes and no under a heading that is a word of its own ("Paid", "Cancelled"); none for other columns."""
    yes, no, kind = set(map(normalise, texts("yes"))), set(map(normalise, texts("no"))), kind_of(heading)
    bare = [normalise(word) for word in words]
    if not kind or not all(word in yes | no for word in bare):
        return []
    # No under "Paid" is not paid; no under "Cancelled" is a sale.
    otherwise = "unpaid" if kind in ("sale", "payment") else "sale"
    return [kind if word in yes else otherwise for word in bare]


def kinds(frame: pd.DataFrame, headers: Mapping[str, str], headings: Collection[str], *, tab: str) -> Kinds | None:
    """What status and kind of document say of each row; None where no column speaks of either.

    headers: the headings by column. headings: all of the tab's. The questions name the words that are not known.
    """
    status = _words(frame["status"], headers.get("status", "")) if "status" in frame else None
    document = _words(frame["document"], headers.get("document", "")) if "document" in frame else None
    if status is not None and says(headers.get("status", ""), "place_headings") and status.known() < FEWEST_KNOWN:
        status = None  # the states of a country
    if document is not None and document.known() < FEWEST_KNOWN:
        document = None  # "New business" is a type of its own
    bills = any(says(heading, "invoice_headings") for heading in headings)
    bills |= any(each is not None and "invoice" in each.kinds for each in (status, document))
    if document is None and status is not None and "invoice" in status.kinds:
        document, status = status, None
    if document is None and status is None:
        return None
    questions: list[Question] = []
    documents, states = [""], [""]  # the kinds that each word stands for; blank where there is none
    if document is not None:
        means = _meanings(document, bills=bills, invoices="invoice" in document.kinds)
        questions += _asked(document, means, "document", tab)
        documents = document.under(means)
    if status is not None:
        means = _meanings(status, bills=bills) | {"refund": "refunded"}
        if says(headers.get("status", ""), "delivery_headings"):
            means |= dict.fromkeys(("not_yet", "failed", "awaiting", "unpaid", "open"), "sale")
        questions += _asked(status, means, "status", tab)
        states = status.under(means)
    both = np.array([[_kind(one, other) for other in states] for one in documents], dtype=object)
    kind = both[document.codes if document is not None else 0, status.codes if status is not None else 0]
    return Kinds(pd.Series(kind, index=frame.index), questions)


def _kind(document: str, status: str) -> str:
    """What a row is: no sale by its status is none whatever the document, but a refund that is done is one."""
    done = document == "refund" and status == "refunded"
    return status if (status in RULES and not done) or not document else document


def _meanings(column: _Words, *, bills: bool, invoices: bool = False) -> dict[str, str]:
    """What the kinds of a column mean where its other words say so. bills: it is a list of invoices.

    invoices: a column of kinds of documents, invoices among them: what stands beside is no second sale.
    """
    deals = bool(set(column.kinds) & {"won", "lost"})
    return {
        "won": "sale",
        "open": "not_yet" if deals else "sale",
        "unpaid": "not_yet" if deals else "sale",
        "awaiting": "sale" if bills else "not_yet",
        "credit": "refund" if invoices else "",
        "in_books": "other" if invoices else "payment",
        "order": "beside_invoice" if invoices else "sale",
        "payment": "beside_invoice" if invoices else "payment",
        "": "not_yet" if deals else "",
    }


def _asked(column: _Words, means: Mapping[str, str], about: str, tab: str) -> list[Question]:
    """The words that are not known, and what is assumed of them."""
    unknown = [at for at, kind in enumerate(column.kinds) if not kind or not means.get(kind, kind)]
    if not unknown:
        return []
    rows = int(column.rows[unknown].sum())
    return [Question("statuses", tab, about, means[""] or "sale", tuple(column.words[at] for at in unknown), rows)]


def gift_cards(product: pd.Series) -> pd.Series:
    """Rows whose product is a gift card, by the beginning of its name."""
    codes, names = pd.factorize(product)
    begins = tuple(dict.fromkeys(_spaced(word) + " " for word in texts("gift_cards")))
    known = [(_spaced(str(name)) + " ").startswith(begins) for name in names]
    return pd.Series(np.array([*known, False], dtype=bool)[codes], index=product.index)


def taken_back(rows: pd.DataFrame, refunded: pd.Series) -> pd.Series:
    """Rows of money given back for sales that are marked as refunded: both tell of one refund.

    rows: customer, date, amount. Each marked sale takes the first later row of the same customer that gives back as much.

    >>> rows = pd.DataFrame({"customer": "A", "amount": [50.0, -50.0, -50.0],
    ...                      "date": pd.to_datetime(["2025-01-02", "2025-01-20", "2025-02-01"])})
    >>> taken_back(rows, pd.Series([True, False, False])).tolist()
    [False, True, False]
    """
    size = rows["amount"].abs().round(2)
    every = pd.DataFrame({"customer": rows["customer"].astype(object), "size": size, "date": rows["date"]})
    every = every.assign(place=np.arange(len(rows)))
    sold, back = every[refunded & size.gt(0)], every[(rows["amount"] < 0) & ~refunded]
    pairs = sold.merge(back, on=["customer", "size"], suffixes=("", "_back"))
    pairs = pairs[pairs["date_back"] >= pairs["date"]].sort_values(["place", "date_back"], kind="stable")
    # Of several alike the first sale goes with the first refund: the n-th with the n-th.
    turn = pairs.groupby(["customer", "size"])
    pairs = pairs[turn["place"].rank("dense") == turn["place_back"].rank("dense")]
    found = np.zeros(len(rows), dtype=bool)
    found[pairs["place_back"].to_numpy(np.intp)] = True
    return pd.Series(found, index=rows.index)

"""Who the customer of each row is: by its id, its e-mail or its name, in that order of trust."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from winback_sheets.read import problems
from winback_sheets.read.damaged_ids import damaged, may_be_damaged
from winback_sheets.read.digits import TEXT_DTYPE
from winback_sheets.read.guests import GUEST, is_nobody, is_nobodys_mailbox, is_zero
from winback_sheets.read.headings import is_name_header, normalise
from winback_sheets.read.questions import Question
from winback_sheets.read.telling_apart import (
    Coded,
    Codes,
    Mask,
    coded,
    how_many,
    new_on_every_row,
    of_one_firm,
    owners,
    shared,
)
from winback_sheets.read.typed import Typed, cell_problems
from winback_sheets.schema.message import Message

Strings = NDArray[np.object_]
NAMES = ("customer_name", "company", "first_name", "last_name")
MOSTLY = 0.8
OURS = 0.5  # share of what is received that goes to our own address
SHOWN = 3
_ADDRESS = re.compile(r"[^\s@<>()\[\];,\"]+@[^\s@<>()\[\];,\"]+\.[^\s@<>()\[\];,\"]+")
_NOT_GIVEN = ("n/a", "none")  # said to be nobody, where a dash or nothing at all says nothing


class WhoIsWho(NamedTuple):
    """The tabs of a ledger in which `customer` says who each row's customer is, or GUEST; and what to say of that.

    guests: what stands in the rows of guests, the most frequent first.
    """

    tabs: list[Typed]
    understood: list[Message]
    questions: list[Question]
    doubts: list[Message]
    guests: list[str]


class _Rows(NamedTuple):
    """The rows of all tabs together by what tells customers; None for what no tab has.

    said: what stands in the column `customer`. plain: nothing else tells customers. damaged: rows whose id no longer
    says whose it is. nobody: rows that say themselves that they are nobody's.
    """

    said: pd.Series
    plain: bool
    ids: Coded | None
    emails: Coded | None
    names: Coded | None
    damaged: Mask
    nobody: Mask


def who_is_who(tabs: Sequence[Typed]) -> WhoIsWho:
    """The tabs of one ledger with the same customer on all rows of the same person or firm.

    An id that stands for many (0, a guest's), is new on every row or was cut short by a spreadsheet tells nobody: the
    e-mail counts there, else the name. Two e-mails under one name are two people. Rows without any are left blank.
    """
    found = WhoIsWho([tab._replace(frame=with_names(tab.frame)) for tab in tabs], [], [], [], [])
    if not sum(len(tab.frame) for tab in tabs):
        return found
    told = _told(found.tabs)
    rows = _without_nobody(_rows(found.tabs, told))
    if rows.plain and not (rows.nobody | rows.damaged).any():
        return found
    customers, lost = _customers(rows, told, found)
    start = 0
    for at, tab in enumerate(found.tabs):
        part = slice(start, start := start + len(tab.frame))
        gone = pd.Series(lost[part], index=tab.frame.index) & ~tab.aside
        found.tabs[at] = tab._replace(
            frame=tab.frame.assign(customer=pd.Series(customers[part], index=tab.frame.index, dtype=TEXT_DTYPE)),
            aside=tab.aside | (gone & problems.sets_aside("damaged_id")),
            problems=problems.together([tab.problems, cell_problems(tab, "damaged_id", ("customer",), gone)]),
        )
    return found


def with_names(frame: pd.DataFrame) -> pd.DataFrame:
    """A table with first and last name joined to `customer_name`, where they stand apart.

    >>> with_names(pd.DataFrame({"first_name": ["Ada", None], "last_name": ["Ash", "Birch"]}))["customer_name"].tolist()
    ['Ada Ash', 'Birch']
    """
    parts = [frame[key].astype(object).fillna("") for key in ("first_name", "last_name") if key in frame]
    if not parts:
        return frame
    name = parts[0] if len(parts) == 1 else parts[0].str.cat(parts[1], sep=" ").str.strip()
    name = name.where(name != "", None)
    if "customer_name" in frame:
        name = frame["customer_name"].astype(object).fillna(name)
    return frame.assign(customer_name=name.astype(TEXT_DTYPE))


# ---------------------------------------------------------------- what tells the customers of these tabs


def _told(tabs: list[Typed]) -> Literal["id", "email", "name"]:
    """What the column of customers holds."""
    found = tabs[0].found
    same = {key for key, at in found.columns.items() if at == found.columns["customer"]}
    texts = pd.Series(pd.unique(pd.concat([tab.frame["customer"] for tab in tabs]).dropna()), dtype=object)
    if "email" in same or (len(texts) and texts.str.contains("@", regex=False).mean() > 0.5):
        return "email"
    if same & set(NAMES) or is_name_header(found.headers["customer"]):
        return "name"
    plain = ~texts.str.contains(r"\d", regex=True) & (
        texts.str.contains(" ", regex=False) | (texts != texts.str.upper())
    )
    return "name" if len(texts) and plain.astype(bool).mean() >= MOSTLY else "id"


def _rows(tabs: list[Typed], told: str) -> _Rows:
    columns = tabs[0].found.columns
    said = _together(tabs, "customer")
    assert said is not None  # every table of customers has them
    person, company, address = (_together(tabs, key) for key in ("customer_name", "company", "email"))
    if told == "name":
        apart = any(columns.get(key) == columns["customer"] for key in ("first_name", "last_name"))
        person = _first(person, said) if apart else _first(said, person)
    if told == "email":
        address = said
        person = _first(person, said.where(~said.str.contains("@", regex=False, na=False)))
    to = _together(tabs, "to_email")
    if address is not None and to is not None:
        address = _not_ours(address, to)
    name = _first(person, company)
    ids = coded(said) if told == "id" else None
    lost = np.zeros(len(said), dtype=bool)
    if ids is not None and may_be_damaged(ids.texts):
        lost = np.concatenate([damaged(tab.body[tab.found.columns["customer"]]).to_numpy(bool) for tab in tabs])
        ids = Coded(np.where(lost, -1, ids.codes), ids.texts)
    emails = None if address is None else coded(address, _bare_address, by_key=True)
    alone = ids is None and emails is None  # then every spelling is joined later, with those of other tabs
    names = None if name is None else coded(name, str if alone else normalise)
    plain = emails is None and (name is None or name is said)
    typed = _not_given(tabs, said)
    nobody = typed.notna().to_numpy(bool)
    if nobody.any():
        said = said.astype(object).fillna(typed)
    return _Rows(said, plain, ids, emails, names, lost, nobody)


def _together(tabs: list[Typed], key: str) -> pd.Series | None:
    """One column of all tabs, None where no tab has it."""
    if not any(key in tab.frame for tab in tabs):
        return None
    none = [pd.Series(None, index=tab.frame.index, dtype=TEXT_DTYPE) for tab in tabs if key not in tab.frame]
    parts = [tab.frame[key] if key in tab.frame else none.pop(0) for tab in tabs]
    return parts[0] if len(parts) == 1 else pd.concat(parts)


def _first(one: pd.Series | None, other: pd.Series | None) -> pd.Series | None:
    """What stands in one column, where it is blank what stands in the other."""
    return other if one is None else one if other is None or one.notna().all() else one.where(one.notna(), other)


def _not_ours(address: pd.Series, to: pd.Series) -> pd.Series:
    """The other side's e-mail: where money goes back to a customer, ours is the sender's and theirs the receiver's."""
    receivers = to.dropna().str.casefold()
    if not len(receivers):
        return address
    ours = receivers.mode()[0]
    if (receivers == ours).mean() < OURS:
        return address
    sent = address.str.casefold().eq(ours).fillna(False)
    return address.where(~sent, to.where(to.str.casefold().ne(ours)))


def _bare_address(text: str) -> str | None:
    """The e-mail address in a cell, in small letters.

    >>> _bare_address("Ada Ash <Ada.Ash@Example.com>"), _bare_address("not given")
    ('ada.ash@example.com', None)
    """
    found = _ADDRESS.search(text)
    return found[0].strip(".'").casefold() if found else None


def _not_given(tabs: list[Typed], said: pd.Series) -> pd.Series:
    """What somebody wrote in place of a customer to say that there is none; blank elsewhere."""
    blank = said.isna().to_numpy(bool)
    typed = pd.Series(None, index=said.index, dtype=object)
    if blank.any():
        cells = [tab.body[tab.found.columns["customer"]].astype(object) for tab in tabs]
        left = pd.concat(cells).to_numpy(object)[blank]
        typed[blank] = [
            cell if isinstance(cell, str) and cell.strip().casefold() in _NOT_GIVEN else None for cell in left
        ]
    return typed


# ---------------------------------------------------------------- what tells nobody


def _without_nobody(rows: _Rows) -> _Rows:
    """The rows without ids, e-mails and names of guests, the counter and tests."""
    ids, emails, names, nobody = rows.ids, rows.emails, rows.names, rows.nobody
    if names is not None and (none := is_nobody(names.texts)).any():
        unnamed = names.of(none)
        nobody, names = nobody | unnamed, names.without(none)
    else:
        unnamed = np.zeros(len(nobody), dtype=bool)
    if emails is not None and (none := is_nobodys_mailbox(emails.texts)).any():
        nobody, emails = nobody | emails.of(none), emails.without(none)
    if ids is not None:
        none = is_nobody(ids.texts) | _zero_for_nobody(ids, emails or names) | _of_unnamed(ids, unnamed, emails, names)
        nobody, ids = nobody | ids.of(none), ids.without(none)
    return rows._replace(ids=ids, emails=emails, names=names, nobody=nobody)


def _zero_for_nobody(ids: Coded, persons: Coded | None) -> Mask:
    """The id 0, unless customers are numbered from 0 on and this one is like the others."""
    zero = is_zero(ids.texts)
    if not zero.any():
        return zero
    rows = np.bincount(ids.codes[ids.known], minlength=len(ids.texts))
    numbers = pd.to_numeric(pd.Series(ids.texts, dtype=object), errors="coerce")
    in_line = numbers.notna().all() and numbers.min() == 0 and numbers.max() < len(numbers) / MOSTLY
    usual = rows[zero].sum() <= 3 * np.median(rows)
    alone = persons is None or how_many(ids, persons)[zero].sum() <= 1
    counted_from_0 = len(numbers) > SHOWN and in_line and usual and alone
    return np.zeros(len(zero), dtype=bool) if counted_from_0 else zero


def _of_unnamed(ids: Coded, unnamed: Mask, emails: Coded | None, names: Coded | None) -> Mask:
    """Ids under which nobody has a name, as that of the counter."""
    known = np.zeros(len(unnamed), dtype=bool)
    for each in (emails, names):
        known |= each.known if each is not None else False
    size = len(ids.texts)
    of_nobody = np.bincount(ids.codes[unnamed & ids.known], minlength=size)
    of_somebody = np.bincount(ids.codes[known & ids.known], minlength=size)
    return np.asarray((of_nobody > 0) & (of_somebody == 0))


def _trusted(rows: _Rows, found: WhoIsWho) -> tuple[Coded | None, Coded | None]:
    """Ids and e-mails without those that stand for many; and whether a column of ids tells anybody at all."""
    tab, heading = found.tabs[0].found.grid.name, found.tabs[0].found.headers["customer"]
    ids, emails, names = rows.ids, rows.emails, rows.names
    persons = emails or names
    if ids is not None and persons is not None:
        if new_on_every_row(ids, persons):
            found.understood.append(Message("read.id_on_every_row", {"tab": tab, "column": heading}))
            ids = None
        elif (many := shared(ids, persons, spelled=emails is None)).any():
            found.questions.append(_of_many(tab, "shared_id", ids, many))
            ids = ids.without(many)
    if emails is not None and names is not None and (many := shared(emails, names, spelled=True)).any():
        found.questions.append(_of_many(tab, "shared_email", emails, many))
        emails = emails.without(many)
    return ids, emails


def _of_many(tab: str, about: str, what: Coded, many: Mask) -> Question:
    return Question("people", tab, about, str(what.texts[many][0]), rows=int(what.of(many).sum()))


# ---------------------------------------------------------------- who is who


def _customers(rows: _Rows, told: str, found: WhoIsWho) -> tuple[Strings, Mask]:
    """The customer of every row as shown, and the rows that nothing but a damaged id tells."""
    ids, emails = _trusted(rows, found)
    names, size = rows.names, len(rows.nobody)
    who, shown = np.full(size, -1, dtype=np.int64), [np.empty(0, dtype=object)]
    if ids is not None:
        who, shown = ids.codes.copy(), [ids.texts]
    if emails is not None:
        who = _or_own(who, emails, shown, same=of_one_firm(emails, names) if names is not None else None)
    if names is not None:
        before = who
        who, several = _by_name(who, names, shown)
        if ids is not None or emails is not None:
            _say_names(before, who, names, several, sum(map(len, shown[:-1])), found)
    if told == "name" and emails is not None and names is not None:
        _show_names(shown, who, names)
    texts = np.array([*np.concatenate(shown), None], dtype=object)
    customers = texts[who]
    guests = rows.nobody & (who < 0) & ~rows.damaged
    customers[guests] = GUEST
    _say_guests(rows, guests, found)
    lost = rows.damaged & (who < 0)
    customers[lost] = rows.said.to_numpy(object)[lost]
    _say_damaged(rows, lost, found)
    return customers, lost


def _or_own(who: Codes, by: Coded, shown: list[Strings], *, same: Codes | None) -> Codes:
    """Rows without a customer join the one who has the same value; where there is none they are one of their own."""
    size = sum(map(len, shown))
    owner = owners(who, by, size)
    own = size + (np.arange(len(by.texts)) if same is None else same)
    shown.append(by.texts)
    return np.where((who < 0) & by.known, np.append(np.where(owner >= 0, owner, own), -1)[by.codes], who)


def _by_name(who: Codes, names: Coded, shown: list[Strings]) -> tuple[Codes, Mask]:
    """Rows that have a name alone, and the names that several customers have."""
    several = owners(who, names, sum(map(len, shown))) == -2
    return _or_own(who, names, shown, same=None), several


def _show_names(shown: list[Strings], who: Codes, names: Coded) -> None:
    """Where the ledger has names, an e-mail is shown by its name, unless another has that name too."""
    texts = np.concatenate(shown)
    customers = Coded(who, texts)
    one = how_many(names, customers) == 1
    both = names.of(one) & customers.known
    table = pd.DataFrame({"who": who[both], "name": names.codes[both]}).value_counts(sort=True).reset_index()
    best = table.drop_duplicates("who")
    texts[best["who"]] = names.texts[best["name"]]
    shown[:] = [texts]


# ---------------------------------------------------------------- what to say of it


def _say_names(before: Codes, who: Codes, names: Coded, several: Mask, size: int, found: WhoIsWho) -> None:
    """Rows that only a name tells: whom they joined, who stands for himself, and where several have the name."""
    added = (before < 0) & (who >= 0)
    joined, own = added & (who < size), added & (who >= size)
    if joined.any():
        found.understood.append(Message("read.joined_by_name", {"rows": int(joined.sum())}))
    if own.any():
        fields = {"rows": int(own.sum()), "customers": len(np.unique(who[own]))}
        found.understood.append(Message("read.told_by_name", fields))
    if (unsure := own & names.of(several)).any():
        tab = found.tabs[0].found.grid.name
        name = str(names.texts[pd.Series(names.codes[unsure]).mode()[0]])
        found.questions.append(Question("people", tab, "same_name", name, rows=int(unsure.sum())))
    same = int((how_many(names, Coded(np.where(who < size, who, -1), np.empty(size, dtype=object))) > 1).sum())
    if same:
        found.understood.append(Message("read.same_names", {"names": same}))


def _say_guests(rows: _Rows, guests: Mask, found: WhoIsWho) -> None:
    if not guests.any():
        return
    said = pd.Series(rows.said.to_numpy(object)[guests], dtype=object)
    found.guests.extend(said.value_counts().index[:SHOWN].tolist())


def _say_damaged(rows: _Rows, lost: Mask, found: WhoIsWho) -> None:
    if not rows.damaged.any():
        return
    tab, heading = found.tabs[0].found.grid.name, found.tabs[0].found.headers["customer"]
    example = str(rows.said.to_numpy(object)[rows.damaged][0])
    if lost.any():
        fields = {"tab": tab, "column": heading, "example": example, "rows": int(lost.sum())}
        found.doubts.append(Message("read.damaged_ids", fields))
    if (told := rows.damaged & ~lost).any():
        found.questions.append(Question("people", tab, "damaged_id", example, (heading,), int(told.sum())))

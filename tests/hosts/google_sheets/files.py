"""The files that hold the spreadsheets: who may open them, and when they were changed."""

from __future__ import annotations

import datetime
import random
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from hosts.google_sheets import masks
from hosts.google_sheets.book import Book, Tab
from hosts.google_sheets.trouble import Trouble, not_found

JSON = dict[str, Any]
SHEETS = "application/vnd.google-apps.spreadsheet"
OWNER = "robot@example.iam.gserviceaccount.com"
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
FORM = re.compile(r"1[\w-]{43}", re.ASCII)


@dataclass
class File:
    """What Drive knows of a spreadsheet."""

    book: Book
    created: str
    modified: str
    parents: list[str] = field(default_factory=lambda: ["root"])
    permissions: list[JSON] = field(default_factory=list)
    comments: list[JSON] = field(default_factory=list)


def written(moment: datetime.datetime) -> str:
    """A time as Drive writes it, to the millisecond."""
    return moment.strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"


@dataclass
class Store:
    """All spreadsheets, by id; locked ones refuse everybody, read_only ones refuse changes."""

    files: dict[str, File] = field(default_factory=dict)
    chance: random.Random = field(default_factory=lambda: random.Random(7))
    clock: Callable[[], datetime.datetime] = lambda: datetime.datetime.now(datetime.UTC)
    locked: set[str] = field(default_factory=set)
    gone: set[str] = field(default_factory=set)
    read_only: set[str] = field(default_factory=set)

    def book(self, number: str) -> Book:
        """The spreadsheet with an id; an id of Google's form that was never ours is somebody else's: 403."""
        foreign = number not in self.files and number not in self.gone and FORM.fullmatch(number)
        if number in self.locked or foreign:
            raise Trouble("The caller does not have permission", 403)
        if number not in self.files:
            raise not_found()
        return self.files[number].book

    def new(self, title: str, tab: bool = True) -> Book:
        """An empty spreadsheet with one tab, as Drive makes it."""
        number = "1" + "".join(self.chance.choice(LETTERS) for _ in range(43))
        book = Book(number, title, chance=random.Random(self.chance.random()))
        if tab:
            book.tabs.append(Tab(0, "Sheet1"))
        self.add(book)
        return book

    def add(self, book: Book) -> File:
        """Keep a spreadsheet."""
        owner: JSON = {
            "kind": "drive#permission",
            "id": "1" * 20,
            "type": "user",
            "role": "owner",
            "emailAddress": OWNER,
        }
        owner |= {"displayName": OWNER, "deleted": False, "pendingOwner": False}
        file = self.files[book.id] = File(book, self.now(), self.now(), permissions=[owner])
        return file

    def now(self) -> str:
        """The time as Drive writes it."""
        return written(self.clock())

    def changed(self, book: Book) -> None:
        """Note the time of a change; no two changes have the same."""
        file = self.files[book.id]
        last = datetime.datetime.strptime(file.modified, "%Y-%m-%dT%H:%M:%S.%fZ") + datetime.timedelta(milliseconds=1)
        file.modified = max(self.now(), written(last))


def masked(answer: JSON, query: JSON, default: JSON | None = None) -> JSON:
    """An answer under the fields parameter."""
    if query.get("fields"):
        return dict(masks.kept(masks.tree(query["fields"]), answer))
    return default if default is not None else answer

"""The files that hold the spreadsheets, and the part of Drive that clients of Sheets use."""

from __future__ import annotations

import copy
import csv
import datetime
import io
import random
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from hosts.google import masks, values
from hosts.google.a1 import Box
from hosts.google.book import Book, Tab
from hosts.google.entered import typed
from hosts.google.trouble import Trouble, not_found

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
        owner = {"kind": "drive#permission", "id": "1" * 20, "type": "user", "role": "owner", "emailAddress": OWNER}
        owner |= {"displayName": OWNER, "deleted": False, "pendingOwner": False}
        file = self.files[book.id] = File(book, self.now(), self.now(), permissions=[owner])
        return file

    def now(self) -> str:
        """The time as Drive writes it."""
        return self.clock().strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"

    def changed(self, book: Book) -> None:
        """Note the time of a change."""
        self.files[book.id].modified = self.now()


def answered(store: Store, verb: str, path: str, query: JSON, body: Any) -> tuple[int, JSON | bytes]:
    """Drive's answer to a call; an unknown one is refused."""
    upload = re.fullmatch(r"/upload/drive/v[23]/files/([^/]+)", path)
    if upload and verb in ("PUT", "PATCH"):
        return 200, import_csv(store, upload[1], body)
    found = re.fullmatch(r"/drive/v3/files(?:/([^/]+)(?:/(\w+)(?:/([^/]+))?)?)?", path)
    if not found:
        raise not_found()
    number, part, inner = found.groups()
    kind = (verb, part or ("file" if number else "files"), bool(inner))
    if kind not in ACTS:
        raise not_found()
    if number and number not in store.files:
        raise missing(number)
    file = store.files[number] if number else None
    return ACTS[kind](store, file, query, body if isinstance(body, dict) else {}, unquote(inner or ""))


def missing(number: str) -> Trouble:
    """Drive's refusal of a file it does not know."""
    sentence = f"File not found: {number}."
    details = {"message": sentence, "domain": "global", "reason": "notFound", "location": "fileId"}
    trouble = Trouble(sentence, 404)
    trouble.details = [{**details, "locationType": "parameter"}]
    return trouble


def envelope(trouble: Trouble) -> JSON:
    """Drive's envelope: a list of errors instead of a status and details."""
    errors = trouble.details or [{"message": trouble.message, "domain": "global", "reason": "invalid"}]
    return {"error": {"errors": errors, "code": trouble.code, "message": trouble.message}}


def shown(file: File) -> JSON:
    """A file as answers write it."""
    return {
        "kind": "drive#file",
        "id": file.book.id,
        "name": file.book.title,
        "mimeType": SHEETS,
        "createdTime": file.created,
        "modifiedTime": file.modified,
        "parents": file.parents,
    }


def brief(file: File) -> JSON:
    """A file as Drive shows it when no fields are asked for."""
    return {key: value for key, value in shown(file).items() if key in ("kind", "id", "name", "mimeType")}


def masked(answer: JSON, query: JSON, default: JSON | None = None) -> JSON:
    """An answer under the fields parameter."""
    if query.get("fields"):
        return dict(masks.kept(masks.tree(query["fields"]), answer))
    return default if default is not None else answer


def create(store: Store, file: File | None, query: JSON, body: JSON, inner: str) -> tuple[int, JSON | bytes]:
    """POST files."""
    book = store.new(body.get("name") or "Untitled")
    new = store.files[book.id]
    new.parents = body.get("parents") or ["root"]
    return 200, masked(shown(new), query, brief(new))


def listed(store: Store, file: File | None, query: JSON, body: JSON, inner: str) -> tuple[int, JSON | bytes]:
    """GET files: by name, folder and kind."""
    wanted = query.get("q", "")
    name = re.search(r"""name\s*=\s*(["'])(.*?)\1(?:\s+and\s|$)""", wanted)
    folder = re.search(r"""parents in "([^"]*)"|["']([^"']*)["'] in parents""", wanted)
    found = [
        one
        for one in store.files.values()
        if (not name or one.book.title == name[2]) and (not folder or (folder[1] or folder[2]) in one.parents)
    ]
    newest = sorted(found, key=lambda one: one.modified, reverse=True)
    answer = {"kind": "drive#fileList", "incompleteSearch": False, "files": [shown(one) for one in newest]}
    return 200, masked(answer, query, {**answer, "files": [brief(one) for one in newest]})


def got(store: Store, file: File | None, query: JSON, body: JSON, inner: str) -> tuple[int, JSON | bytes]:
    """GET files/{id}."""
    assert file
    return 200, masked(shown(file), query, brief(file))


def changed(store: Store, file: File | None, query: JSON, body: JSON, inner: str) -> tuple[int, JSON | bytes]:
    """PATCH files/{id}: name and folder."""
    assert file
    file.book.title = body.get("name") or file.book.title
    gone = (query.get("removeParents") or "").split(",")
    new = [one for one in (query.get("addParents") or "").split(",") if one]
    file.parents = [one for one in file.parents if one not in gone] + new
    return 200, masked(shown(file), query, brief(file))


def deleted(store: Store, file: File | None, query: JSON, body: JSON, inner: str) -> tuple[int, JSON | bytes]:
    """DELETE files/{id}."""
    assert file
    del store.files[file.book.id]
    store.gone.add(file.book.id)
    return 204, b""


def copied(store: Store, file: File | None, query: JSON, body: JSON, inner: str) -> tuple[int, JSON | bytes]:
    """POST files/{id}/copy: all of the spreadsheet under a new id."""
    assert file
    book = copy.deepcopy(file.book)
    book.id = store.new("").id
    book.title = body.get("name") or f"Copy of {file.book.title}"
    new = store.add(book)
    new.parents = body.get("parents") or list(file.parents)
    return 200, masked(shown(new), query, brief(new))


FORMATS = {"text/csv": ",", "text/tab-separated-values": "\t"}


def exported(store: Store, file: File | None, query: JSON, body: JSON, inner: str) -> tuple[int, JSON | bytes]:
    """GET files/{id}/export: the first tab as text; other formats only carry their first bytes."""
    assert file
    kind = query.get("mimeType", "")
    if kind in FORMATS:
        tab = file.book.tabs[0]
        rows = values.rows_of(file.book, tab, Box(tab.id, 0, tab.height, 0, tab.width), {})
        width = max((len(row) for row in rows), default=0)
        out = io.StringIO()
        csv.writer(out, delimiter=FORMATS[kind], lineterminator="\r\n").writerows(
            row + [""] * (width - len(row)) for row in rows
        )
        return 200, out.getvalue().removesuffix("\r\n").encode("utf-8")
    heads = {"application/pdf": b"%PDF-1.4\n", "application/zip": b"PK\x03\x04", "openxml": b"PK\x03\x04"}
    return 200, next((head for word, head in heads.items() if word in kind), b"PK\x03\x04") + b"emulated"


def import_csv(store: Store, number: str, body: Any) -> JSON:
    """PUT upload: a CSV text becomes the one tab of the spreadsheet."""
    if number not in store.files:
        raise missing(number)
    file = store.files[number]
    book = file.book
    text = body.decode("utf-8") if isinstance(body, bytes) else str(body or "")
    rows = list(csv.reader(io.StringIO(text)))
    tab = Tab(book.new_id(), book.title)
    book.time_zone = "America/Los_Angeles"
    book.tabs, book.marks, book.names = [tab], {}, []
    book.grow(tab, len(rows), max((len(row) for row in rows), default=0))
    for place, row in enumerate(rows):
        tab.put(place, 0, [typed(tab.cell(place, n), text, book.locale) for n, text in enumerate(row)])
    book.touched()
    store.changed(book)
    return {"kind": "drive#file", "id": book.id, "title": book.title, "mimeType": SHEETS}


def permissions(store: Store, file: File | None, query: JSON, body: JSON, inner: str) -> tuple[int, JSON | bytes]:
    """GET files/{id}/permissions."""
    assert file
    answer = {"kind": "drive#permissionList", "permissions": file.permissions}
    brief_ones = [{key: one[key] for key in ("kind", "id", "type", "role") if key in one} for one in file.permissions]
    return 200, masked(answer, query, {**answer, "permissions": brief_ones})


def permit(store: Store, file: File | None, query: JSON, body: JSON, inner: str) -> tuple[int, JSON | bytes]:
    """POST files/{id}/permissions: one entry for one person, domain or anyone."""
    assert file
    kind = body.get("type")
    mail = body.get("emailAddress") or body.get("domain") or ""
    if kind not in ("user", "group", "domain", "anyone") or not body.get("role") or (kind != "anyone" and not mail):
        raise Trouble("The permission type field is required.", 400)
    number = {"anyone": "anyoneWithLink"}.get(kind) or str(
        sum(ord(sign) * 31**n for n, sign in enumerate(mail)) % 10**20
    )
    new = {"kind": "drive#permission", "id": number, "type": kind, "role": body["role"]}
    if kind in ("user", "group"):
        new |= {"emailAddress": mail, "displayName": mail.split("@")[0], "deleted": False, "pendingOwner": False}
    elif kind == "domain":
        new |= {"domain": mail, "displayName": mail, "allowFileDiscovery": False}
    else:
        new |= {"allowFileDiscovery": False}
    owner = next((one for one in file.permissions if one["id"] == number), None)
    file.permissions = [one for one in file.permissions if one["id"] != number] + [new]
    if owner and owner["role"] == "owner":
        file.permissions[-1] = owner
    return 200, masked(new, query, {key: new[key] for key in ("kind", "id", "type", "role")})


def forbid(store: Store, file: File | None, query: JSON, body: JSON, inner: str) -> tuple[int, JSON | bytes]:
    """DELETE files/{id}/permissions/{id}."""
    assert file
    if not any(one["id"] == inner for one in file.permissions):
        raise Trouble(f"Permission not found: {inner}.", 404)
    file.permissions = [one for one in file.permissions if one["id"] != inner]
    return 204, b""


def repermit(store: Store, file: File | None, query: JSON, body: JSON, inner: str) -> tuple[int, JSON | bytes]:
    """PATCH files/{id}/permissions/{id}: another role, or another owner."""
    assert file
    one = next((one for one in file.permissions if one["id"] == inner), None)
    if one is None:
        raise Trouble(f"Permission not found: {inner}.", 404)
    one |= {key: body[key] for key in ("role", "pendingOwner") if key in body}
    return 200, masked(one, query)


def comments(store: Store, file: File | None, query: JSON, body: JSON, inner: str) -> tuple[int, JSON | bytes]:
    """GET files/{id}/comments."""
    assert file
    return 200, masked({"kind": "drive#commentList", "comments": file.comments}, query)


def comment(store: Store, file: File | None, query: JSON, body: JSON, inner: str) -> tuple[int, JSON | bytes]:
    """POST files/{id}/comments."""
    assert file
    new = {"kind": "drive#comment", "id": f"AAAA{len(file.comments):04d}", "content": body.get("content", "")}
    file.comments.append({**new, **({"anchor": body["anchor"]} if body.get("anchor") else {})})
    return 200, masked(file.comments[-1], query)


Act = Callable[[Store, File | None, JSON, JSON, str], tuple[int, JSON | bytes]]
ACTS: dict[tuple[str, str, bool], Act] = {
    ("POST", "files", False): create,
    ("GET", "files", False): listed,
    ("GET", "file", False): got,
    ("PATCH", "file", False): changed,
    ("DELETE", "file", False): deleted,
    ("POST", "copy", False): copied,
    ("GET", "export", False): exported,
    ("GET", "permissions", False): permissions,
    ("POST", "permissions", False): permit,
    ("DELETE", "permissions", True): forbid,
    ("PATCH", "permissions", True): repermit,
    ("GET", "comments", False): comments,
    ("POST", "comments", False): comment,
}

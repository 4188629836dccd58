"""The part of Drive that clients of Sheets use."""

from __future__ import annotations

import copy
import csv
import io
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

from hosts.google_sheets import downloads, drive_people
from hosts.google_sheets.book import Tab
from hosts.google_sheets.entered import typed
from hosts.google_sheets.files import SHEETS, File, Store, masked
from hosts.google_sheets.trouble import Trouble, not_found

JSON = dict[str, Any]


def answered(store: Store, verb: str, path: str, query: JSON, body: Any) -> tuple[int, JSON | bytes]:
    """Drive's answer to a call; an unknown one is refused."""
    upload = re.fullmatch(r"/upload/drive/v[23]/files/([^/]+)", path)
    if upload and verb in ("PUT", "PATCH"):
        return 200, import_csv(store, upload[1], body)
    link = re.fullmatch(r"/spreadsheets/d/([^/]+)/export", path)
    if link and verb == "GET":
        return 200, downloads.linked(store.book(link[1]), query)
    path = path.rstrip("/")
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


def exported(store: Store, file: File | None, query: JSON, body: JSON, inner: str) -> tuple[int, JSON | bytes]:
    """GET files/{id}/export: the first tab as text; other formats only carry their first bytes."""
    assert file
    return 200, downloads.file_of(file.book, file.book.tabs[0], query.get("mimeType", ""))


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


Act = Callable[[Store, File | None, JSON, JSON, str], tuple[int, JSON | bytes]]
ACTS: dict[tuple[str, str, bool], Act] = {
    ("POST", "files", False): create,
    ("GET", "files", False): listed,
    ("GET", "file", False): got,
    ("PATCH", "file", False): changed,
    ("DELETE", "file", False): deleted,
    ("POST", "copy", False): copied,
    ("GET", "export", False): exported,
    **drive_people.ACTS,
}

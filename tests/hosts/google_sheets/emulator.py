"""An emulator of Google Sheets v4: every call the product sends, answered in-process or over a loopback socket.

`Emulator().session()` is a requests.Session whose https:// ends here; `with emulator.serving() as base:` serves the
same over a socket. Hooks: log, revision, quota, faults, before (acts of a colleague), locked and read-only books.
"""

from __future__ import annotations

import json
import re
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import requests
from hosts.google_sheets import api_keys, discovery, drive, masks, routes, sheets_service, spreadsheet
from hosts.google_sheets.colleague import Colleague, filled
from hosts.google_sheets.faults import Broken, Call, Fault
from hosts.google_sheets.files import Store
from hosts.google_sheets.token_desk import TokenDesk
from hosts.google_sheets.trouble import Trouble, too_many, violated
from hosts.google_sheets.wire import Adapter, served

JSON = dict[str, Any]
Answer = tuple[int, JSON | bytes]


class Emulator:
    """The service with all its spreadsheets, and the hooks by which a test steers it.

    log: the calls since reset_log. faults: failures to come. before: acts before call n, counted from 1 since
    reset_log. quota: calls a minute, or None. validate: an answer that is no message of Google's raises at once.
    """

    def __init__(self, validate: bool = True) -> None:
        self.store = Store()
        self.desk = TokenDesk()
        self.validate = validate
        self.log: list[Call] = []
        self.faults: list[Fault] = []
        self.before: dict[int, list[Callable[[Emulator], None]]] = {}
        self.quota: int | None = None
        self.clock: Callable[[], float] = time.monotonic
        self.recent: deque[float] = deque()
        self.seen: dict[str, int] = {}
        self.revision = 0
        self.count = 0
        self.lock = threading.RLock()

    @property
    def locked(self) -> set[str]:
        """Ids of spreadsheets nobody lets us open: 403."""
        return self.store.locked

    @property
    def read_only(self) -> set[str]:
        """Ids of spreadsheets we may only read: 403 for a change."""
        return self.store.read_only

    def reset_log(self) -> None:
        """Count calls from 1 again; faults and acts not yet met count from here."""
        self.log, self.seen, self.count = [], {}, 0

    def new_book(
        self,
        title: str,
        locale: str = "en_US",
        time_zone: str = "Etc/GMT",
        tabs: Mapping[str, list[list[Any]]] | None = None,
    ) -> str:
        """A spreadsheet with tabs of Python values (a date becomes a serial with a DATE format); its id."""
        book = self.store.new(title, tab=not tabs)
        book.locale, book.time_zone = locale, time_zone
        for number, (name, rows) in enumerate((tabs or {}).items()):
            book.tabs.append(filled(0 if number == 0 else book.new_id(), name, rows))
        return book.id

    def book(self, number: str) -> Colleague:
        """A spreadsheet as a colleague sees it: acts that no log counts."""
        return Colleague(self.store.files[number].book)

    def session(self) -> requests.Session:
        """A session whose https:// and http:// end in this emulator, without a socket."""
        session = requests.Session()
        for prefix in ("https://", "http://"):
            session.mount(prefix, Adapter(self))
        return session

    @contextmanager
    def serving(self, port: int = 0) -> Iterator[str]:
        """The same over a loopback socket; yields the base address."""
        with served(self, port) as base:
            yield base

    def handle(
        self,
        method: str,
        path: str,
        query: list[tuple[str, str]],
        body: Any = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """The answer to one call: status, and a JSON message or bytes. The path may be percent-encoded."""
        with self.lock:
            if path == "/token":
                return self.desk.answer(body)
            if not path.startswith("/v4/"):
                return self.file_call(method, path, query, body)
            refused = api_keys.refusal(self.store, method, path, query, headers or {})
            if refused:
                return refused.code, refused.envelope()
            return self.sheet_call(method, path, query, body)

    def file_call(self, method: str, path: str, query: list[tuple[str, str]], body: Any) -> Answer:
        """A call of Drive; the hooks of Sheets do not count it."""
        try:
            return drive.answered(self.store, method, path, dict(query), body)
        except Trouble as trouble:
            return trouble.code, drive.envelope(trouble)

    def sheet_call(self, method: str, path: str, query: list[tuple[str, str]], body: Any) -> Answer:
        """A call of Sheets, with everything a test asked to happen around it."""
        self.count += 1
        for act in self.before.pop(self.count, []):
            act(self)
        words = words_of(method, path, body)
        for word in words:
            self.seen[word] = self.seen.get(word, 0) + 1
        fault = next((fault for fault in self.faults if fault.hits(self.count, words, self.seen)), None)
        if fault is None or fault.applied:
            status, answer = self.carried_out(method, path, query, body)
        if fault is not None:
            status, answer = (0, b"") if fault.error else fault.answer()
        self.note(
            Call(
                method,
                path,
                words,
                size(body, blanks=False),
                size(answer),
                status,
                tuple(query),
                body,
                answer,
                bool(fault),
            )
        )
        if fault is not None and fault.error:
            raise Broken(fault.error)
        return status, answer

    def note(self, call: Call) -> None:
        """Keep the record of a call."""
        self.log.append(call)

    def carried_out(self, method: str, path: str, query: list[tuple[str, str]], body: Any) -> Answer:
        """What the service does with a call nothing goes wrong with."""
        try:
            self.within_quota()
            route = routes.found(method, path)
            if route is None:
                return 404, unknown_address(path)
            answer = self.asked(route, query, body)
        except Trouble as trouble:
            return trouble.code, trouble.envelope()
        return 200, answer

    def asked(self, route: routes.Route, query: list[tuple[str, str]], body: Any) -> JSON:
        """The checked answer of an endpoint to a checked request."""
        wrong = wrong_query(route, query)
        if body is not None and not isinstance(body, dict):
            text = 'Invalid JSON payload received. Unknown name "": Root element must be a message.'
            raise violated([*wrong, ("", text)])
        if route.takes:
            wrong += discovery.violations(route.takes, {} if body is None else body, route.field)
        elif body:
            wrong.append(("", "Invalid JSON payload received. The endpoint takes no body."))
        if wrong:
            raise violated(wrong)
        for file in self.store.files.values():
            if file.book.volatile:
                file.book.memo.clear()
        before = self.written()
        answer = sheets_service.answered(self.store, route, query, body or {})
        self.revision += self.written() - before
        fields = sheets_service.option(query, "fields")
        if fields and not route.name.startswith("get"):
            spreadsheet.check(masks.tree(fields), route.gives, "")
            answer = masks.kept(masks.tree(fields), answer)
        if self.validate:
            faults = discovery.violations(route.gives, answer)
            assert not faults, f"the emulator's answer is none of Google's: {faults}"
        return answer

    def written(self) -> int:
        """How often values were written, all spreadsheets together."""
        return sum(file.book.wrote for file in self.store.files.values())

    def within_quota(self) -> None:
        """Refuse a call that comes too soon after too many others."""
        if self.quota is None:
            return
        now = self.clock()
        while self.recent and self.recent[0] <= now - 60:
            self.recent.popleft()
        if len(self.recent) >= self.quota:
            raise too_many(self.quota)
        self.recent.append(now)


def unknown_address(path: str) -> bytes:
    """Google's page for an address it does not know."""
    return f"<!DOCTYPE html><title>Error 404 (Not Found)!!1</title><p>The URL {path} was not found.".encode()


def size(value: Any, *, blanks: bool = True) -> int:
    """The bytes of a body on the wire; blanks: with those that the service puts between, a client need not."""
    if value is None or value == b"":
        return 0
    if isinstance(value, bytes):
        return len(value)
    between = None if blanks else (",", ":")
    return len(json.dumps(value, ensure_ascii=False, separators=between).encode("utf-8", "surrogatepass"))


def words_of(method: str, path: str, body: Any) -> tuple[str, ...]:
    """The endpoint of a call, and its kinds of request if it is a batchUpdate."""
    route = routes.found(method, path)
    name = route.name if route else "unknown"
    kinds = []
    if name == "batchUpdate" and isinstance(body, dict):
        asked = body.get("requests") or []
        kinds = [kind for one in asked if isinstance(one, dict) for kind in one]
    return (name, *dict.fromkeys(kinds))


def wrong_query(route: routes.Route, query: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """What is wrong with the query: names Google does not know, words that are none of an option's."""
    wrong = []
    for name, value in query:
        plain = re.sub(r"^\$", "", name)
        if plain not in route.query:
            text = f'Invalid JSON payload received. Unknown name "{name}": Cannot bind query parameter. '
            wrong.append(("", text + f"Field '{name}' could not be found in request message."))
            continue
        words = OPTIONS.get(name)
        if words and value and value not in words:
            wrong.append((name, f"Invalid value at '{name}' (TYPE_ENUM), \"{value}\""))
    return wrong


OPTIONS = {
    "majorDimension": ("ROWS", "COLUMNS", "DIMENSION_UNSPECIFIED"),
    "valueRenderOption": ("FORMATTED_VALUE", "UNFORMATTED_VALUE", "FORMULA"),
    "dateTimeRenderOption": ("SERIAL_NUMBER", "FORMATTED_STRING"),
    "valueInputOption": ("RAW", "USER_ENTERED", "INPUT_VALUE_OPTION_UNSPECIFIED"),
    "commentsViewMode": (
        "COMMENTS_VIEW_MODE_UNSPECIFIED",
        "COMMENTS_VIEW_MODE_DEFAULT_FOR_CURRENT_ACCESS",
        "COMMENTS_VIEW_MODE_OMITTED",
        "COMMENTS_VIEW_MODE_INCLUDED",
    ),
    "insertDataOption": ("OVERWRITE", "INSERT_ROWS"),
}


def checked(emulator: Emulator) -> None:
    """Fail if any request the log holds, or any answer, is not one of Google's messages."""
    for call in emulator.log:
        route = routes.found(call.method, call.path)
        assert route is not None, f"no such endpoint: {call.method} {call.path}"
        wrong = wrong_query(route, list(call.query))
        wrong += discovery.violations(route.takes, call.body or {}, route.field) if route.takes else []
        if call.status == 200 and not call.faulty:
            wrong += discovery.violations(route.gives, call.answer)
        assert not wrong, f"{call.method} {call.path}: {wrong}"

"""The wire to one Google spreadsheet: each call is repeated with patience where that is safe, and counted."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

import gspread
import requests
import urllib3.exceptions
from google.auth.exceptions import GoogleAuthError, RefreshError, TransportError
from gspread.exceptions import APIError

from winback_sheets.files.unreadable import Unreadable
from winback_sheets.hosts.google_sheets import by_key, trouble
from winback_sheets.hosts.google_sheets.address import spreadsheet_id
from winback_sheets.hosts.google_sheets.bodies import Rows, as_json, value_parts
from winback_sheets.hosts.google_sheets.patience import Passing, Patience, Say, patiently, seconds_asked
from winback_sheets.hosts.google_sheets.sign_in import Account, signed_in
from winback_sheets.hosts.google_sheets.trouble import Changed, Unsure
from winback_sheets.present.words import say

__all__ = ["Changed", "Patience", "Unsure", "Wire", "open_connection"]

GOOGLE = "https://sheets.googleapis.com"
URL_VARIABLE = "WINBACK_SHEETS_URL"
LOOPBACK = re.compile(r"http://(?:127\.0\.0\.1|localhost)(?::\d{1,5})?/?")
PASSING = {408, 429, 500, 502, 503, 504}
WITH_COMMENTS = {"commentsViewMode": "COMMENTS_VIEW_MODE_INCLUDED"}
AFTERWARDS = 5  # seconds of patience, once it has run out in one call
JSON_TYPE = {"Content-Type": "application/json; charset=utf-8"}
LOST = (
    requests.ConnectionError,
    requests.Timeout,
    requests.exceptions.ChunkedEncodingError,
    requests.exceptions.ContentDecodingError,
)


class Wire:
    """One spreadsheet at Google.

    id: the spreadsheet's. calls: HTTP calls so far, repeated ones too; sent and received: the bytes of their bodies,
    received ones as they are after unpacking. Every method raises Unreadable (one sentence for the user), Changed when
    the sheet is no longer as it was read, and only `change` Unsure.
    """

    def __init__(
        self, spreadsheet: str, account: Account, *, base: str = GOOGLE, patience: Patience, say: Say | None = None
    ) -> None:
        self.id, self.account, self.base, self.patience, self.say = spreadsheet, account, base, patience, say
        self.calls = self.sent = self.received = 0
        account.session.max_redirects = 0  # Google sends nobody elsewhere; what does is a network asking for a sign-in
        signed_in_already: Any = None
        self._http = gspread.HTTPClient(signed_in_already, session=account.session)

    def about(self, fields: str, *, comments: bool = False) -> dict[str, Any]:
        """What `fields` asks of the spreadsheet, in Google's own notation: properties.title,sheets(properties).

        comments: also where people have commented, and what.
        """
        return self._ask("get", "", params={"fields": fields} | (WITH_COMMENTS if comments else {}))

    def shown(self, ranges: Sequence[dict[str, Any]], fields: str) -> list[dict[str, Any]]:
        """What `fields` asks of the tabs in which these GridRanges lie, their cells only within them."""
        body = {"dataFilters": [{"gridRange": each} for each in ranges]}
        found = self._ask("post", ":getByDataFilter", body, params={"fields": fields})
        return list(found.get("sheets", []))

    def search(self, key: str) -> list[dict[str, Any]]:
        """Every piece of developer metadata with this key."""
        if self.account.kind == "key":
            return by_key.metadata_in(self.about(by_key.METADATA), key)
        lookup = {"developerMetadataLookup": {"metadataKey": key}}
        found = self._ask("post", "/developerMetadata:search", {"dataFilters": [lookup]})
        return [each["developerMetadata"] for each in found.get("matchedDeveloperMetadata", [])]

    def read(
        self, ranges: Sequence[dict[str, Any]], *, render: str = "UNFORMATTED_VALUE", dates: str = "SERIAL_NUMBER"
    ) -> list[list[list[Any]]]:
        """The rows of each of these GridRanges, in the order asked; rows and blocks end where nothing more is written."""
        if not ranges:
            return []
        if self.account.kind == "key":
            return self._read_by_name(ranges, {"valueRenderOption": render, "dateTimeRenderOption": dates})
        body = {
            "dataFilters": [{"gridRange": each} for each in ranges],
            "majorDimension": "ROWS",
            "valueRenderOption": render,
            "dateTimeRenderOption": dates,
        }
        found = self._ask("post", "/values:batchGetByDataFilter", body)
        return self._in_order(ranges, found.get("valueRanges", []))

    def _in_order(self, asked: Sequence[dict[str, Any]], found: list[dict[str, Any]]) -> list[list[list[Any]]]:
        """The rows found for each asked range: Google names the filters that led to each block, in an order of its own.

        How it writes them it does not promise, so a block is known by its tab and its first row; where no filter of ours
        comes back, by the range that every block bears.
        """
        places = [_place(block) for block in found]
        if None in places:
            tabs = self.about(by_key.TABS)
            places = [
                place or by_key.first_cell(block["valueRange"]["range"], tabs)
                for place, block in zip(places, found, strict=True)
            ]
        rows = {
            place: block.get("valueRange", {}).get("values", []) for place, block in zip(places, found, strict=True)
        }
        wanted = [_start(each) for each in asked]
        if not rows.keys() >= set(wanted):  # taken for an empty range, it would look like deleted customers
            raise Changed
        return [rows[each] for each in wanted]

    def _read_by_name(self, ranges: Sequence[dict[str, Any]], options: dict[str, str]) -> list[list[list[Any]]]:
        """The same with an API key, to which Google promises reading by the tabs' names only."""
        tabs = self.about(by_key.TABS)
        params = options | {"majorDimension": "ROWS", "ranges": [by_key.a1(each, tabs) for each in ranges]}
        found = self._ask("get", "/values:batchGet", params=params)
        return [each.get("values", []) for each in found.get("valueRanges", [])]

    def write(self, blocks: Sequence[Rows]) -> None:
        """Put plain values into GridRanges, nothing interpreted; only for tabs of ours that nobody sees yet.

        In several calls where they are too large for one.
        """
        for part in value_parts([(place, rows) for place, rows in blocks if rows]):
            data = [
                {"dataFilter": {"gridRange": place}, "majorDimension": "ROWS", "values": rows} for place, rows in part
            ]
            body = {"valueInputOption": "RAW", "data": data}
            self._ask("post", "/values:batchUpdateByDataFilter", body, writing=True)

    def change(self, requests: Sequence[dict[str, Any]], *, again: bool) -> list[dict[str, Any]]:
        """Make these changes, all or none, and give Google's reply to each.

        again: whether they do no harm when made twice. If not, they are repeated only when Google has certainly not made
        them; an answer that is lost raises Unsure.
        """
        if not requests:
            return []
        found = self._ask("post", ":batchUpdate", {"requests": list(requests)}, writing=True, again=again)
        return list(found.get("replies", []))

    def change_and_see(
        self, requests: Sequence[dict[str, Any]], fields: str
    ) -> tuple[list[dict[str, Any]], dict[str, Any]]:
        """Make these changes once; Google's reply to each, and what `fields` asks of the spreadsheet as it stands then."""
        body = {"requests": list(requests), "includeSpreadsheetInResponse": True}
        asked = {"fields": f"replies,updatedSpreadsheet({fields})"}
        found = self._ask("post", ":batchUpdate", body, params=asked, writing=True, again=False)
        return list(found.get("replies", [])), dict(found.get("updatedSpreadsheet", {}))

    def _ask(
        self,
        method: str,
        path: str,
        body: dict[str, Any] | None = None,
        *,
        params: dict[str, Any] | None = None,
        writing: bool = False,
        again: bool = True,
    ) -> dict[str, Any]:
        """Google's answer to one call of the spreadsheet's address and `path`."""
        if writing and self.account.kind == "key":
            raise trouble.reading_only()
        data = as_json(body) if body else None
        url = f"{self.base}/v4/spreadsheets/{self.id}{path}".rstrip("/")  # without an id: one is to be made

        def attempt(left: float) -> dict[str, Any]:
            self.calls, self.sent = self.calls + 1, self.sent + len(data or b"")
            self._http.set_timeout((min(self.patience.connect, left), min(self.patience.read, left)))
            try:
                response = self._http.request(method, url, params=params, data=data, headers=dict(JSON_TYPE))
            except APIError as refused:
                self.received += len(refused.response.content)
                raise self._refused(refused.response, writing=writing, again=again) from None
            except (requests.RequestException, GoogleAuthError) as fault:
                raise self._broken(fault, again=again) from None
            self.received += len(response.content)
            return self._content(response, again=again)

        try:
            return patiently(attempt, self.patience, self.say)
        except Unreadable as end:
            if isinstance(
                end.__cause__, Passing
            ):  # what is still tried after this is tidying up, and not worth waiting
                self.patience = replace(self.patience, deadline=min(self.patience.deadline, AFTERWARDS))
            raise

    def _refused(self, response: requests.Response, *, writing: bool, again: bool) -> Exception:
        """What an answer other than success means: to wait, to read again, or the end."""
        found = trouble.refusal(response)
        end = trouble.explained(found, self.account, writing=writing)
        none_done = found.status == 429 or trouble.aborted(found)
        if found.status not in PASSING and not none_done:
            return end
        if not none_done and not again:
            return trouble.unsure()
        asked = seconds_asked(response.headers.get("Retry-After"), response.headers.get("Date"))
        return Passing(end, wait=asked, quota=found.status == 429)

    def _broken(self, fault: Exception, *, again: bool) -> Exception:
        """What a connection that broke, or a sign-in that failed on the way, means."""
        server = urlsplit(self.base).netloc
        if isinstance(fault, RefreshError) and not fault.retryable:
            return trouble.ended(self.account)
        if isinstance(fault, requests.exceptions.SSLError):
            return trouble.insecure(server)
        if isinstance(fault, requests.TooManyRedirects):
            return trouble.foreign_page(302)
        # Google's sign-in comes before the request: when it fails, nothing has been sent.
        if (
            isinstance(fault, (RefreshError, TransportError))
            or _never_arrived(fault)
            or (again and isinstance(fault, LOST))
        ):
            return Passing(trouble.unreachable(server))
        return trouble.unsure() if not again else trouble.unreachable(server)

    def _content(self, response: requests.Response, *, again: bool) -> dict[str, Any]:
        """The JSON object of a success."""
        try:
            found = response.json()
            if isinstance(found, dict):
                return found
        except ValueError:
            pass
        if not again:
            raise trouble.unsure()
        if response.text.lstrip().startswith("<"):
            raise trouble.foreign_page(response.status_code)
        raise Passing(trouble.out_of_order(response.status_code))


def open_connection(
    address: str,
    *,
    session: requests.Session | None = None,
    patience: Patience | None = None,
    say: Callable[[str], None] | None = None,
    sign_in: Callable[[], Account] = signed_in,
) -> Wire:
    """The spreadsheet at this address; nothing is asked of Google yet.

    session: one that Google knows already, instead of signing in. say: told in a line when Google makes us wait.
    Raises Unreadable where the address is no sheet's, or nobody has set up a way to sign in.
    """
    found = spreadsheet_id(address)
    base = _base(os.environ.get(URL_VARIABLE, ""))
    account = sign_in() if session is None else Account(session, "given")
    if base != GOOGLE:
        account.session.trust_env = False  # a company's proxy cannot reach a server on this computer
    return Wire(found, account, base=base, patience=patience or Patience(), say=say)


def _base(setting: str) -> str:
    """Google's address, or that of a stand-in on this very computer, for tests."""
    setting = setting.strip()
    if not setting:
        return GOOGLE
    if not LOOPBACK.fullmatch(setting):
        raise Unreadable(say("google.only_this_computer", setting=URL_VARIABLE))
    return setting.rstrip("/")


def _never_arrived(fault: BaseException) -> bool:
    """Whether a call failed before anything of it was sent: no connection could be made."""
    if isinstance(fault, (requests.exceptions.ConnectTimeout, requests.exceptions.ProxyError)):
        return True
    reason = fault.args[0] if isinstance(fault, requests.ConnectionError) and fault.args else None
    reason = getattr(reason, "reason", reason)
    return isinstance(reason, (urllib3.exceptions.NewConnectionError, urllib3.exceptions.ConnectTimeoutError))


def _place(block: dict[str, Any]) -> tuple[int, int] | None:
    """The tab and the first row of a block of values, by the filters that led to it."""
    ranges = [each["gridRange"] for each in block.get("dataFilters", []) if "gridRange" in each]
    return _start(ranges[0]) if ranges else None


def _start(place: dict[str, Any]) -> tuple[int, int]:
    """The tab and the first row of a GridRange; zeros may be left out."""
    return place.get("sheetId", 0), place.get("startRowIndex", 0)

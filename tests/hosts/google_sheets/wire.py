"""Two ways to the emulator: a transport inside the process, and a loopback socket."""

from __future__ import annotations

import gzip
import io
import json
import sys
import traceback
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Protocol
from urllib.parse import parse_qsl, urlsplit

import requests
from hosts.google_sheets import downloads
from hosts.google_sheets.faults import Broken
from hosts.google_sheets.loopback import Quiet, listening
from hosts.google_sheets.trouble import LARGEST_BODY, Trouble, too_large, violated
from requests.adapters import BaseAdapter


class Service(Protocol):
    """What both ways need of the emulator."""

    def handle(
        self, method: str, path: str, query: list[tuple[str, str]], body: Any = ..., headers: Any = ...
    ) -> tuple[int, Any]:
        """The answer to a call."""


def message(raw: bytes | str | None, kind: str) -> Any:
    """A request's body: JSON and forms as dicts, everything else as bytes."""
    if not raw:
        return None
    data = raw.encode() if isinstance(raw, str) else raw
    if "json" in kind:
        return json.loads(data)
    return dict(parse_qsl(data.decode())) if "form" in kind else data


def packed(answer: Any, wanted: str = "") -> tuple[bytes, str]:
    """An answer's bytes and their kind; wanted: the kind of file that was asked for."""
    if isinstance(answer, bytes):
        if wanted and not answer.startswith(b"<!DOCTYPE"):
            return answer, wanted
        return answer, "text/html; charset=UTF-8" if answer.startswith(b"<!DOCTYPE") else "application/octet-stream"
    return json.dumps(answer, ensure_ascii=False).encode("utf-8"), "application/json; charset=UTF-8"


def called(service: Service, method: str, target: str, raw: bytes | str | None, headers: Mapping[str, str]) -> Any:
    """The emulator's answer to a raw call: status, bytes, kind."""
    parts = urlsplit(target)
    query = parse_qsl(parts.query, keep_blank_values=True)
    lower = {key.lower(): value for key, value in headers.items()}
    if "x-http-method-override" in lower:
        # A long GET comes as a POST whose form holds the query.
        method, text = lower["x-http-method-override"], raw.decode() if isinstance(raw, bytes) else raw or ""
        query, raw = query + parse_qsl(text, keep_blank_values=True), None
    try:
        raw = unzipped(raw, lower)
        if raw and parts.path.startswith("/v4/") and len(raw.encode() if isinstance(raw, str) else raw) > LARGEST_BODY:
            return (400, *packed(too_large().envelope()))
        body = message(raw, str(lower.get("content-type", "")))
        if isinstance(body, bytes) and parts.path.startswith("/v4/"):
            body = json.loads(body)
    except (ValueError, OSError, zlib.error, EOFError):
        trouble = violated([("", "Invalid JSON payload received. Unexpected token.")])
        return (400, *packed(trouble.envelope()))
    # HEAD is GET without the body, which the socket leaves out.
    method = "GET" if method.upper() == "HEAD" else method.upper()
    status, answer = service.handle(method, parts.path, query, body, headers)
    return (status, *packed(answer, downloads.kind_asked(parts.path, dict(query)) if status == 200 else ""))


def unzipped(raw: bytes | str | None, headers: Mapping[str, str]) -> bytes | str | None:
    """A request's body without its Content-Encoding."""
    coding = headers.get("content-encoding", "").lower()
    if not raw or isinstance(raw, str) or coding in ("", "identity"):
        return raw
    if coding == "gzip":
        return gzip.decompress(raw)
    return zlib.decompress(raw)


def failed(method: str, target: str) -> tuple[int, bytes, str]:
    """The answer where the emulator itself broke down: 500, its own words on the error stream and in the message."""
    sys.stderr.write(f"The emulator broke down at {method} {target}:\n{traceback.format_exc()}")
    text = f"The emulator broke down: {traceback.format_exc().strip().splitlines()[-1]}"
    return (500, *packed(Trouble(text, 500).envelope()))


def chunks(stream: Any) -> bytes:
    """A body sent in chunks, without their lengths."""
    whole = b""
    while size := int(stream.readline().split(b";")[0].strip() or b"0", 16):
        whole += stream.read(size)
        stream.readline()
    while stream.readline().strip():
        pass
    return whole


class Adapter(BaseAdapter):
    """A transport for requests.Session that ends in the emulator."""

    def __init__(self, service: Service) -> None:
        super().__init__()
        self.service = service

    def send(
        self,
        request: requests.PreparedRequest,
        stream: bool = False,
        timeout: Any = None,
        verify: Any = True,
        cert: Any = None,
        proxies: Any = None,
    ) -> requests.Response:
        """One call, carried by hand instead of by wire."""
        try:
            body: Any = request.body
            url = request.url or ""
            headers = {key: str(value) for key, value in request.headers.items()}
            status, data, kind = called(self.service, request.method or "GET", url, body, headers)
        except Broken as cut:
            if cut.kind == "timeout":
                raise requests.ReadTimeout("Read timed out.", request=request) from None
            raise requests.ConnectionError("Connection aborted.", request=request) from None
        response = requests.Response()
        response.status_code, response.request, response.url = status, request, url
        response.headers["Content-Type"] = kind
        response.headers["Content-Length"] = str(len(data))
        response.raw = io.BytesIO(data)
        response.encoding = "utf-8"
        response.reason = "OK" if status < 400 else "Error"
        return response

    def close(self) -> None:
        """Nothing to close."""


@contextmanager
def served(service: Service, port: int = 0) -> Iterator[str]:
    """The emulator behind a loopback socket; yields its address, http://127.0.0.1:port. port: 0 for any that is free."""

    class Handler(Quiet):
        def answer(self) -> None:
            try:
                status, data, kind = called(service, self.command, self.path, self.body(), dict(self.headers.items()))
            except Broken:
                self.close_connection = True
                return
            except Exception:
                status, data, kind = failed(self.command, self.path)
            self.send_response(status)
            self.send_header("Content-Type", kind)
            if self.headers.get("Origin"):
                self.send_header("Access-Control-Allow-Origin", self.headers["Origin"])
                self.send_header("Access-Control-Allow-Credentials", "true")
                self.send_header("Vary", "Origin")
            if status != 204:
                self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(data)
            self.wfile.flush()

        def body(self) -> bytes:
            """The body of the request, sent whole or in chunks."""
            if "chunked" in self.headers.get("Transfer-Encoding", "").lower():
                return chunks(self.rfile)
            return self.rfile.read(int(self.headers.get("Content-Length") or 0))

        def allow(self) -> None:
            """What a browser asks before a call from a page of another origin."""
            self.body()
            self.send_response(200)
            self.send_header("Access-Control-Allow-Origin", self.headers.get("Origin") or "*")
            self.send_header("Access-Control-Allow-Methods", "DELETE,GET,HEAD,OPTIONS,PATCH,POST,PUT")
            self.send_header("Access-Control-Allow-Headers", self.headers.get("Access-Control-Request-Headers") or "*")
            self.send_header("Access-Control-Max-Age", "3600")
            self.send_header("Content-Length", "0")
            self.end_headers()

        do_GET = do_HEAD = do_POST = do_PUT = do_DELETE = do_PATCH = answer
        do_OPTIONS = allow

    with listening(Handler, port) as address:
        yield address

"""Two ways to the emulator: a transport inside the process, and a loopback socket."""

from __future__ import annotations

import io
import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Protocol
from urllib.parse import parse_qsl, urlsplit

import requests
from hosts.google.faults import Broken
from hosts.google.trouble import violated
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


def packed(answer: Any) -> tuple[bytes, str]:
    """An answer's bytes and their kind."""
    if isinstance(answer, bytes):
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
        body = message(raw, str(lower.get("content-type", "")))
    except ValueError:
        trouble = violated([("", "Invalid JSON payload received. Unexpected token.")])
        return (400, *packed(trouble.envelope()))
    status, answer = service.handle(method.upper(), parts.path, query, body, headers)
    return (status, *packed(answer))


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

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        # Head and body in one packet: two small ones cost 40 ms a call.
        wbufsize = -1
        disable_nagle_algorithm = True

        def answer(self) -> None:
            raw = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            try:
                status, data, kind = called(service, self.command, self.path, raw, dict(self.headers.items()))
            except Broken:
                self.close_connection = True
                return
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)
            self.wfile.flush()

        do_GET = do_POST = do_PUT = do_DELETE = do_PATCH = answer

        def log_message(self, format: str, *args: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()

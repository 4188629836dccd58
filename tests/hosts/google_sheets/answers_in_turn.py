"""A stand-in for the network: gives the answers it was told, in turn, and a clock that nobody has to wait for."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import requests
from hosts.google_sheets.loopback import Quiet, listening
from requests.adapters import BaseAdapter

from winback_sheets.hosts.google_sheets.client import Patience, Wire, open_connection

Step = tuple[int, Any] | tuple[int, Any, dict[str, str]] | Exception
ADDRESS = "https://docs.google.com/spreadsheets/d/1AbCdEfGhIjKlMnOpQrStUvWxYz/edit#gid=0"


class Clock:
    """A clock that only sleeping, and a call's own time, moves on."""

    def __init__(self) -> None:
        self.now, self.waits = 0.0, list[float]()

    def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        assert len(self.waits) < 1000, "waits without end"
        self.now += seconds

    def patience(self, deadline: float = 180) -> Patience:
        return Patience(deadline=deadline, sleep=self.sleep, clock=lambda: self.now)


class Answers(BaseAdapter):
    """Answers for `requests`, in turn; the last one again and again. `asked` and `timeouts` are what came in."""

    def __init__(self, *steps: Step, clock: Clock | None = None, seconds: float = 0) -> None:
        super().__init__()
        self.steps, self.clock, self.seconds = list(steps), clock, seconds
        self.asked, self.timeouts = list[requests.PreparedRequest](), list[Any]()

    def send(
        self,
        request: requests.PreparedRequest,
        stream: bool = False,
        timeout: Any = None,
        verify: Any = True,
        cert: Any = None,
        proxies: Any = None,
    ) -> requests.Response:
        self.asked.append(request)
        self.timeouts.append(timeout)
        if self.clock:
            self.clock.now += self.seconds
        step = self.steps.pop(0) if len(self.steps) > 1 else self.steps[0]
        if isinstance(step, Exception):
            raise step
        return answer(request, *step)

    def close(self) -> None:
        pass

    def session(self) -> requests.Session:
        found = requests.Session()
        found.mount("https://", self)
        return found

    def bodies(self) -> list[Any]:
        return [json.loads(each.body) if each.body else None for each in self.asked]


def answer(
    request: requests.PreparedRequest, status: int, body: Any, headers: dict[str, str] | None = None
) -> requests.Response:
    """An answer as requests gives it; a text is sent as it is, anything else as JSON."""
    made = requests.Response()
    made.status_code, made.request, made.url = status, request, str(request.url)
    made.headers.update(headers or {})
    made._content = body.encode() if isinstance(body, str) else json.dumps(body).encode()
    return made


def error(status: int, message: str, word: str = "", details: list[Any] | None = None) -> tuple[int, Any]:
    """An error in Google's envelope."""
    told = {"code": status, "message": message, "status": word} | ({"details": details} if details else {})
    return status, {"error": told}


def wire(*steps: Step, clock: Clock | None = None, seconds: float = 0, deadline: float = 180) -> tuple[Wire, Answers]:
    """A wire to these answers, with a clock of its own."""
    clock = clock or Clock()
    answers = Answers(*steps, clock=clock, seconds=seconds)
    return open_connection(ADDRESS, session=answers.session(), patience=clock.patience(deadline)), answers


Answering = Callable[[str, str, dict[str, str], bytes], tuple[int, Any] | None]


@contextmanager
def serving(answering: Answering) -> Iterator[str]:
    """A real server on this computer that answers (method, path, headers, body); None closes without an answer."""

    class Handler(Quiet):
        def answered(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            found = answering(self.command, self.path, {k.lower(): v for k, v in self.headers.items()}, body)
            if found is None:
                self.close_connection = True
                return
            content = found[1].encode() if isinstance(found[1], str) else json.dumps(found[1]).encode()
            self.send_response(found[0])
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST = answered

    with listening(Handler) as address:
        yield address

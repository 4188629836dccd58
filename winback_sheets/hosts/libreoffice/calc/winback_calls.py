"""A formula asked of the function server, over one connection that is kept; the standard library only.

Runs inside LibreOffice. Whatever goes wrong on the way is an error for the cell with a sentence, never an exception.
"""

from __future__ import annotations

import hashlib
import http.client
import json
import os
import socket
import ssl
import threading
import time
from typing import Any, Dict, List, NamedTuple, Optional, Sequence, Tuple  # noqa: UP035 (Python 3.8)
from urllib.parse import urlsplit

CONNECT_SECONDS, ANSWER_SECONDS = 3.0, 75.0  # the server itself gives up after 60
LONGEST_WAIT, USUAL_PORT = 2.0, 8765
# A recalculation asks the same thing many times: INDEX(WINBACK.SEGMENTS(...), row, 2) in every row of a list.
KEPT_SECONDS, MOST_KEPT = 10.0, 64
# On Windows a port that nobody listens at takes two seconds to say so: 500 formulas wait for it once. Calc stands still
# while it waits, so a server that took too long is left alone for a minute.
SILENT_SECONDS, SLOW_SECONDS = 3.0, 60.0

Reply = Dict[str, Any]  # noqa: UP006


class Settings(NamedTuple):
    """Where the function server is and what lets us in; functions: the kinds of arguments by the formula's name;
    tables: the formulas that give one; sentences: what a cell says where there is no answer, by what it is about.
    """

    server: str
    token_file: str
    authority: str
    functions: Dict[str, List[str]]  # noqa: UP006
    tables: List[str]  # noqa: UP006
    sentences: Dict[str, str]  # noqa: UP006


_LOCK = threading.Lock()
_LINE: Dict[str, http.client.HTTPConnection] = {}  # noqa: UP006
_SILENT: Dict[str, Tuple[float, str]] = {}  # noqa: UP006
_KEPT: Dict[str, Tuple[float, Reply]] = {}  # noqa: UP006


def read_settings(path: str) -> Settings:
    """The settings packed into the extension; WINBACK_SERVER and WINBACK_TOKEN_FILE of the environment go first."""
    with open(path, encoding="utf-8") as file:
        found = json.load(file)
    server = os.environ.get("WINBACK_SERVER", found["server"]).rstrip("/")
    token_file = os.environ.get("WINBACK_TOKEN_FILE", found["token_file"])
    packed = (found[each] for each in ("authority", "functions", "tables", "sentences"))
    return Settings(server, token_file, *packed)


def fault(code: str, sentence: str) -> Reply:
    """An error in the words of the server's reply."""
    return {"error": code, "sentence": sentence}


def ask(settings: Settings, name: str, cells: Sequence[Any]) -> Reply:
    """The server's reply to one formula: `value`, `rows`, or `error` with its `sentence`."""
    body = json.dumps({"name": name, "arguments": list(cells)}, ensure_ascii=False).encode("utf-8", "replace")
    key = hashlib.sha256(settings.server.encode("utf-8") + b"\n" + body).hexdigest()
    with _LOCK:
        until, reply = _KEPT.get(key, (0.0, {}))
        if time.monotonic() < until:
            return reply
        reply, lasting = _fetched(settings, body)
        if lasting:
            _keep(key, reply)
        return reply


def _keep(key: str, reply: Reply) -> None:
    now = time.monotonic()
    for old in [each for each, (until, _) in _KEPT.items() if until <= now]:
        del _KEPT[old]
    while len(_KEPT) >= MOST_KEPT:
        del _KEPT[next(iter(_KEPT))]
    _KEPT[key] = (now + KEPT_SECONDS, reply)


def _fetched(settings: Settings, body: bytes) -> Tuple[Reply, bool]:  # noqa: UP006
    """The reply, and whether it is the formula's own: what the way there spoiled is asked again next time."""
    since, sentence = _SILENT.get(settings.server, (0.0, ""))
    if time.monotonic() < since:
        return fault("#N/A", sentence), False
    try:
        with open(settings.token_file, encoding="ascii") as file:
            token = file.read().strip()
    except (OSError, ValueError):
        return fault("#N/A", _sentence(settings, "no_token")), False
    try:
        status, said = _posted(settings, token, body)
    except (OSError, http.client.HTTPException, ValueError) as trouble:
        sentence = _no_answer(settings, trouble)
        pause = SLOW_SECONDS if isinstance(trouble, socket.timeout) else SILENT_SECONDS
        _SILENT[settings.server] = (time.monotonic() + pause, sentence)
        return fault("#N/A", sentence), False
    return _understood(settings, status, said)


def _understood(settings: Settings, status: int, said: bytes) -> Tuple[Reply, bool]:  # noqa: UP006
    try:
        reply = json.loads(said.decode("utf-8"))
    except ValueError:
        reply = {}
    if not isinstance(reply, dict):
        reply = {}
    if status == 200 and {"value", "rows", "error"} & set(reply):
        return reply, True
    if status == 401:
        return fault("#N/A", _sentence(settings, "other_token")), False
    sentence = reply.get("sentence") or _sentence(settings, "no_reply", status)
    return fault("#N/A" if status >= 429 else "#VALUE!", str(sentence)), False


def _posted(settings: Settings, token: str, body: bytes) -> Tuple[int, bytes]:  # noqa: UP006
    """Send it; once more where the kept connection had been closed, and where the server asks for a moment."""
    headers = {"Authorization": "Bearer " + token, "Content-Type": "application/json"}
    for again in (True, False):
        kept = settings.server in _LINE
        line = _LINE.pop(settings.server, None) or _connected(settings)
        try:
            line.request("POST", urlsplit(settings.server).path + "/v1/call", body, headers)
            answer = line.getresponse()
            said = answer.read()
        except socket.timeout:  # noqa: UP041 (it became TimeoutError in Python 3.10)
            line.close()
            raise
        except (OSError, http.client.HTTPException):
            line.close()
            if kept and again:
                continue
            raise
        if answer.will_close:
            line.close()
        else:
            _LINE[settings.server] = line
        wait = _wait(answer.getheader("Retry-After"))
        if again and answer.status in (429, 503) and wait is not None:
            time.sleep(wait)
            continue
        return answer.status, said
    raise ConnectionError


def _wait(said: Optional[str]) -> Optional[float]:  # noqa: UP045
    """The seconds after which to come back, where they are few."""
    try:
        seconds = float(said or "")
    except ValueError:
        return None
    return seconds if 0 <= seconds <= LONGEST_WAIT else None


def _connected(settings: Settings) -> http.client.HTTPConnection:
    """A new connection; https trusts what the computer trusts and the authority of this installation."""
    place = urlsplit(settings.server)
    line: http.client.HTTPConnection
    if place.scheme == "https":
        context = ssl.create_default_context()
        if os.path.exists(settings.authority):
            context.load_verify_locations(settings.authority)
        line = http.client.HTTPSConnection(place.hostname or "", place.port, timeout=CONNECT_SECONDS, context=context)
    else:
        line = http.client.HTTPConnection(place.hostname or "", place.port, timeout=CONNECT_SECONDS)
    line.connect()
    line.sock.settimeout(ANSWER_SECONDS)
    return line


def start_of(server: str) -> str:
    """The command that starts this function server on this computer.

    >>> start_of("https://localhost:8765"), start_of("http://127.0.0.1:9000")
    ('python3 scripts/winback.py serve', 'python3 scripts/winback.py serve --plain --port 9000')
    """
    plain = "" if server.startswith("https://") else " --plain"
    port = urlsplit(server).port
    return "python3 scripts/winback.py serve" + plain + (f" --port {port}" if port not in (None, USUAL_PORT) else "")


def _no_answer(settings: Settings, trouble: Exception) -> str:
    """Why nothing came back, and what to do."""
    if isinstance(trouble, ssl.SSLError):
        return _sentence(settings, "not_trusted")
    return _sentence(settings, "slow" if isinstance(trouble, socket.timeout) else "silent")


def _sentence(settings: Settings, about: str, status: int = 0) -> str:
    """One of the sentences packed into the extension, with where the server is and how it is started."""
    return settings.sentences[about].format(
        server=settings.server, command=start_of(settings.server), file=settings.token_file, status=status
    )

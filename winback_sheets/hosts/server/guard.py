"""Who may speak with the function server, and the headers under which it answers."""

from __future__ import annotations

import hmac
import json
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response

from winback_sheets.hosts.server.address import THIS_COMPUTER, as_in_host
from winback_sheets.hosts.server.limits import Limits, RequestRefused
from winback_sheets.hosts.server.signature import Admitted, Secrets, check_signature, is_signed
from winback_sheets.hosts.server.work import note
from winback_sheets.present.words import say

CALLED = frozenset(map(as_in_host, THIS_COMPUTER))  # the names by which a server of this computer is called
STRICT = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
# Excel on the web shows the pane in a frame; Microsoft's script comes from its own address and from no other.
PANE = (
    "default-src 'none'; script-src 'self' https://appsforoffice.microsoft.com https://ajax.aspnetcdn.com; "
    "style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self' https://appsforoffice.microsoft.com "
    "https://*.microsoft.com https://*.office.com https://*.office.net https://*.live.com; frame-src 'self' "
    "https://*.officeapps.live.com https://*.office.com https://*.sharepoint.com; frame-ancestors 'self' "
    "https://*.officeapps.live.com https://*.office.com https://*.office365.com https://*.microsoft365.com "
    "https://*.cloud.microsoft https://*.sharepoint.com https://*.live.com; base-uri 'none'; form-action 'none'"
)
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "Vary": "Origin",
}
ICON = "max-age=86400"  # Office shows no icon that it may not keep

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Message, Receive, Send], Awaitable[None]]


def refusal(refused: RequestRefused) -> Response:
    """A refusal as the answer that a client gets."""
    headers = {"Retry-After": str(refused.retry)} if refused.retry is not None else {}
    if refused.status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    if refused.ends:
        headers["Connection"] = "close"
    body = json.dumps({"sentence": refused.sentence})
    return Response(body, refused.status, headers, media_type="application/json")


def check_token(said: str | None, token: str) -> None:
    """Refused unless the header brings the token; how long the comparison takes tells nothing."""
    scheme, _, word = (said or "").partition(" ")
    if not hmac.compare_digest(word.strip().encode("utf-8", "replace"), token.encode()) or scheme.lower() != "bearer":
        raise RequestRefused(401, say("server.token_wrong"))


def admit(headers: Headers, token: str, secrets: Secrets | None, limits: Limits) -> Admitted:
    """Refused unless a request brings the token, or a signature where `secrets` says that one will do."""
    if secrets is not None and is_signed(headers):
        return check_signature(headers, secrets, limits)
    check_token(headers.get("authorization"), token)
    return Admitted(limits, lambda _: None)


def guard_app(app: App, names: frozenset[str] | None) -> App:
    """The application behind the checks of Host and Origin, with every answer under the headers of this house.

    names: the names by which the server may be called, without port; None where another program in front sees to it.
    """

    async def watched(scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await app(scope, receive, send)
        asked = Headers(raw=scope["headers"])
        pane = scope["path"].startswith("/addin/")
        origin = asked.get("origin")
        scheme = "https" if names is None else scope["scheme"]  # a program in front does the https
        own = origin is not None and _is_own(origin, scheme, asked.get("host", ""), names)
        started = False

        async def dressed(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                headers = MutableHeaders(raw=message.setdefault("headers", []))
                headers.update({**ALWAYS, "Content-Security-Policy": PANE if pane else STRICT})
                if pane and scope["path"].endswith(".png") and message["status"] == 200:
                    headers["Cache-Control"] = ICON
                if own and origin:
                    headers["Access-Control-Allow-Origin"] = origin
                elif pane and scope["path"].endswith(".whl"):  # the page of xlwings Lite comes from its maker
                    headers["Access-Control-Allow-Origin"] = "*"
            await send(message)

        try:
            _check_host(asked.getlist("host"), names)
            _check_length(asked)
            if origin is not None and not own and not pane:
                raise RequestRefused(403, say("server.page_of_another"))
            if scope["method"] == "OPTIONS" and asked.get("access-control-request-method"):
                return await _preflight(pane or own)(scope, receive, dressed)
            await app(scope, receive, dressed)
        except RequestRefused as refused:
            await refusal(refused)(scope, receive, dressed)
        except Exception as fault:
            note(fault)
            if not started:
                sentence = say("server.own_fault", fault=type(fault).__name__)
                await refusal(RequestRefused(500, sentence))(scope, receive, dressed)

    return watched


def _preflight(welcome: bool) -> Response:
    """What a browser asks before it sends a token."""
    if not welcome:
        return refusal(RequestRefused(403, say("server.page_of_another")))
    allowed = {
        "Access-Control-Allow-Methods": "GET, POST",
        "Access-Control-Allow-Headers": "Authorization, Content-Type",
        "Access-Control-Max-Age": "600",
    }
    return Response(None, 204, allowed)


def _check_host(said: list[str], names: frozenset[str] | None) -> None:
    """Refused where a page of somebody else calls this computer by a name of its own (DNS rebinding)."""
    if len(said) != 1 or (names is not None and bare(said[0]) not in names):
        raise RequestRefused(421, say("server.other_name"))


def _is_own(origin: str, scheme: str, host: str, names: frozenset[str] | None) -> bool:
    """Whether a page comes from this very server: by the scheme, the name and the port under which it was asked."""
    return origin.lower() == f"{scheme}://{host.lower()}" and (names is None or bare(host) in names)


def _check_length(asked: Headers) -> None:
    """Refused where a request says twice how long it is: a program in front may believe the other one."""
    if "transfer-encoding" in asked and "content-length" in asked:
        raise RequestRefused(400, say("server.two_lengths"), ends=True)


def bare(host: str) -> str:
    """The name in a Host header, without its port.

    >>> bare("localhost:8765"), bare("[::1]:8765"), bare("LOCALHOST")
    ('localhost', '[::1]', 'localhost')
    """
    name, colon, port = host.lower().rpartition(":")
    return name if colon and port.isdecimal() else host.lower()

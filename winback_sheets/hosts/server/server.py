"""The function server: formulas over HTTP for Excel, LibreOffice and Google Sheets.

It works out what it is sent and keeps nothing of it: no file is written for a request, none is read but the list of
the spreadsheets' secrets, and no cell is logged.
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import AsyncIterator, Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress
from functools import lru_cache, partial

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from winback_sheets import __version__
from winback_sheets.hosts.server import work as server_work
from winback_sheets.hosts.server.body import taken_in
from winback_sheets.hosts.server.guard import CALLED, admit, check_token, guard_app, refusal
from winback_sheets.hosts.server.limits import THREADS, Limits, RequestRefused, Traffic
from winback_sheets.hosts.server.schema import openapi
from winback_sheets.hosts.server.signature import Admitted, Secrets
from winback_sheets.hosts.server.work import AddIn, Work
from winback_sheets.present.words import say

JSON = "application/json"
LOOK_EVERY = 0.5  # seconds between two looks at whether somebody still waits


def create_app(
    token: str,
    *,
    limits: Limits = Limits(),  # noqa: B008 (frozen)
    names: frozenset[str] | None = CALLED,
    server: str = "https://localhost:8765",
    secrets: Secrets = dict,
    addin: AddIn | None = None,
) -> FastAPI:
    """The application that answers who brings the token, and formulas of who signs with the secret of a spreadsheet.

    names: the names by which it may be called, without port; None where a program in front of it sees to that.
    server: its own address, for the files of the add-in. secrets: gives the signing keys, by their names. addin: what
    else it does for one; its files and its review are nowhere without it.
    """
    pool = ThreadPoolExecutor(limits.at_once, thread_name_prefix=THREADS)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        # The first formula of the day finds pandas loaded.
        pool.submit(server_work.functions, limits)
        yield
        # Requests have been waited for by now; only what was given up for taking too long may still run.
        pool.shutdown(wait=False, cancel_futures=True)

    app = FastAPI(title="winback", version=__version__, lifespan=lifespan, openapi_url=None, redirect_slashes=False)
    _add_work(app, token, limits, pool, secrets, addin)
    if addin:
        _add_files(app, lru_cache(maxsize=1)(partial(addin.files, server)))
    app.add_exception_handler(RequestRefused, _refused)
    app.add_exception_handler(HTTPException, _no_such)
    app.add_exception_handler(RequestValidationError, _no_such)
    app.add_middleware(guard_app, names=names)
    return app


def _add_work(
    app: FastAPI, token: str, limits: Limits, pool: ThreadPoolExecutor, secrets: Secrets, addin: AddIn | None
) -> None:
    traffic = Traffic()

    def route(path: str, work: Work, signers: Secrets | None) -> None:
        async def answered(request: Request) -> Response:
            who = admit(request.headers, token, signers, limits)
            return Response(await _worked(request, work, who, traffic, pool), media_type=JSON)

        app.add_api_route(path, answered, methods=["POST"], include_in_schema=False)

    route("/v1/call", server_work.call, secrets)
    route("/v1/batch", server_work.batch, secrets)
    if addin:
        route("/v1/review", server_work.review_by(addin), None)

    @app.get("/v1/functions")
    async def functions(request: Request) -> Response:
        check_token(request.headers.get("authorization"), token)
        loop = asyncio.get_running_loop()
        return Response(await loop.run_in_executor(None, _functions, limits), media_type=JSON)

    @app.get("/openapi.json")
    async def description(request: Request) -> Response:
        check_token(request.headers.get("authorization"), token)
        return Response(server_work.as_json(openapi(limits)), media_type=JSON)

    @app.get("/health")
    async def health() -> Response:
        return Response(server_work.as_json({"status": "ok", "version": __version__}), media_type=JSON)


async def _worked(request: Request, work: Work, who: Admitted, traffic: Traffic, pool: ThreadPoolExecutor) -> bytes:
    """The reply to one request, which waits for its turn; Refused where too many wait, or it takes too long."""
    limits = who.limits
    if traffic.inside >= limits.at_once + limits.waiting:
        raise RequestRefused(429, say("server.too_many_requests"), 2)
    traffic.inside += 1
    job: Future[bytes] | None = None
    gone, watching = threading.Event(), None
    try:
        async with taken_in(request, limits, traffic) as body:
            who.check(body)
            end = time.monotonic() + limits.seconds
            job = pool.submit(work, body, limits, lambda: gone.is_set() or time.monotonic() > end)
            # A thread cannot be stopped: who waits in vain leaves now, but the place is free when the thread is.
            job.add_done_callback(partial(_leave, asyncio.get_running_loop(), traffic))
            watching = asyncio.create_task(_watch(request, gone, job))
            return await asyncio.wait_for(asyncio.wrap_future(job), limits.seconds)
    except TimeoutError:
        raise RequestRefused(503, say("server.answer_slow", seconds=limits.seconds), 30) from None
    except asyncio.CancelledError:
        if gone.is_set():
            raise RequestRefused(503, say("server.request_slow"), 5) from None  # nobody is there to read it
        raise
    finally:
        gone.set()
        if watching:
            watching.cancel()
        if job is None:
            traffic.inside -= 1


async def _watch(request: Request, gone: threading.Event, job: Future[bytes]) -> None:
    """Let work end that nobody waits for, and take it off the list where it has not begun."""
    while not await request.is_disconnected():
        await asyncio.sleep(LOOK_EVERY)
    gone.set()
    job.cancel()


def _leave(loop: asyncio.AbstractEventLoop, traffic: Traffic, _: Future[bytes]) -> None:
    """Free the place of a request, from whatever thread its work ended in."""

    def gone() -> None:
        traffic.inside -= 1

    with suppress(RuntimeError):  # the server has stopped meanwhile
        loop.call_soon_threadsafe(gone)


@lru_cache(maxsize=4)
def _functions(limits: Limits) -> bytes:
    return server_work.functions(limits)


def _add_files(app: FastAPI, files: Callable[[], Mapping[str, tuple[str, bytes]]]) -> None:
    @app.api_route("/addin/{name}", methods=["GET", "HEAD"])
    async def file(name: str) -> Response:
        loop = asyncio.get_running_loop()
        found = (await loop.run_in_executor(None, files)).get(name)
        if found is None:
            raise RequestRefused(404, say("server.no_such_address"))
        return Response(found[1], media_type=found[0])


async def _refused(_: Request, refused: Exception) -> Response:
    assert isinstance(refused, RequestRefused)
    return refusal(refused)


async def _no_such(_: Request, fault: Exception) -> Response:
    status = fault.status_code if isinstance(fault, HTTPException) else 400
    sentences = {404: say("server.no_such_address"), 405: say("server.other_method")}
    answer = refusal(RequestRefused(status, sentences.get(status) or say("server.unreadable")))
    answer.headers.update(getattr(fault, "headers", None) or {})
    return answer

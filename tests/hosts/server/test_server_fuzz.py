"""The function server under what nobody meant to send, and under its own description read with ill will."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
import schemathesis
from conftest import script
from hosts.server.server_bodies import JUNK, body, wrong
from hosts.server.server_here import TOKEN, Here, serving
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import checks

from winback_sheets.hosts.server.limits import Limits
from winback_sheets.hosts.server.schema import openapi

BODIES, EXAMPLES = 500, 40
LIMITS = Limits()
checks.load_all_checks()
# Not positive_data_acceptance: that a range's number is among the request's ranges cannot be said in a schema.
CHECKS = [
    checks.CHECKS.get_one(name)
    for name in (
        "not_a_server_error",
        "status_code_conformance",
        "content_type_conformance",
        "response_headers_conformance",
        "response_schema_conformance",
        "negative_data_rejection",
        "unsupported_method",
        "allow_header_conformance",
        "ignored_auth",
    )
]
DESCRIBED = schemathesis.openapi.from_dict(openapi(LIMITS))
QUESTIONS = [("POST", "/v1/batch"), ("POST", "/v1/call"), ("GET", "/v1/functions"), ("GET", "/health")]
BOUNDED = settings(
    max_examples=EXAMPLES,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.generate],
)


@pytest.fixture(scope="module")
def here() -> Iterator[Here]:
    with serving(limits=LIMITS) as running:
        # Python 3.11 trips when two threads read a signature at once, so the server has loaded all before Hypothesis.
        running.client.get("/v1/functions").raise_for_status()
        yield running


@pytest.mark.parametrize(("method", "path"), QUESTIONS, ids=lambda word: word)
@pytest.mark.parametrize("mode", list(schemathesis.GenerationMode), ids=lambda mode: f"{mode.value} data")
def test_it_keeps_to_its_description(here: Here, method: str, path: str, mode: schemathesis.GenerationMode) -> None:
    operation = DESCRIBED[path][method]
    if mode.is_negative and method == "GET":
        return  # a question without a body and without parameters cannot be asked wrongly

    @BOUNDED
    @given(case=operation.as_strategy(generation_mode=mode))
    def keeps(case: schemathesis.Case) -> None:
        case.call_and_validate(
            base_url=here.address, headers={"Authorization": f"Bearer {TOKEN}"}, checks=CHECKS, timeout=60
        )

    keeps()


@pytest.mark.slow
def test_500_bent_bodies_bring_no_500_no_traceback_and_nothing_that_is_no_answer(here: Here) -> None:
    def sent(number: int) -> tuple[int, str]:
        where, content = body(number)
        response = here.client.post(where, content=content)
        return response.status_code, f"body {number}: {said}" if (said := wrong(response)) else ""

    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(sent, range(BODIES)))
    assert [said for _, said in found if said] == []
    counts = Counter(status for status, _ in found)
    assert counts[200] > 100 and counts[400] > 50, "the bodies are all of one kind and test nothing"


@pytest.mark.parametrize("path", ["/v1/call", "/v1/batch", "/v1/review"])
def test_junk_is_refused_at_every_door(here: Here, path: str) -> None:
    replies = [here.client.post(path, content=content) for content in JUNK]
    assert [said for reply in replies if (said := wrong(reply))] == []
    assert {reply.status_code for reply in replies} == {400}


def reply(status: int, text: str) -> httpx.Response:
    return httpx.Response(status, text=text)


@pytest.mark.parametrize(
    ("response", "words"),
    [
        pytest.param(reply(500, "{}"), "status 500", id="a 500"),
        pytest.param(reply(404, '{"sentence": "x"}'), "status 404", id="a status that is not announced"),
        pytest.param(reply(200, "Internal Server Error"), "no JSON", id="a page"),
        pytest.param(reply(200, '{"value": NaN}'), "no JSON (NaN)", id="a number that is none"),
        pytest.param(reply(200, '{"error": "Traceback (most"}'), "Traceback", id="a traceback"),
        pytest.param(reply(200, '{"sentence": "a fault of its own (KeyError)"}'), "KeyError", id="a fault of ours"),
        pytest.param(reply(400, '{"detail": "x"}'), "another shape", id="a refusal without a sentence"),
    ],
)
def test_this_test_sees(response: httpx.Response, words: str) -> None:
    assert words in wrong(response)


def test_the_campaign_sees_memory_grow() -> None:
    campaign = script("fuzz_server")
    assert campaign.grew([100, 180, 190, 200, 260]) and not campaign.grew([100, 180, 190, 200, 205])

"""The ways to sign in: their order, what is asked of Google, what a damaged file says, and that nothing secret is told."""

from __future__ import annotations

import json
import logging
import sys
import threading
import urllib.request
import webbrowser
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import google.auth.jwt
import pytest
from google.oauth2.credentials import Credentials
from hosts.google_sheets.answers_in_turn import ADDRESS, Clock, serving
from hosts.google_sheets.made_up_keys import EMAIL, PRIVATE, PUBLIC, SCOPE, robot_key

from winback_sheets.files.unreadable import Unreadable
from winback_sheets.hosts.google_sheets import sign_in
from winback_sheets.hosts.google_sheets.client import Wire, open_connection
from winback_sheets.hosts.google_sheets.sign_in import Account, signed_in

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps rights in another way")


def client(base: str = "https://accounts.google.com") -> dict[str, Any]:
    """An OAuth client of a desktop program."""
    uris = {"auth_uri": f"{base}/auth", "token_uri": f"{base}/token", "redirect_uris": ["http://localhost"]}
    return {"installed": {"client_id": "id.apps.example", "client_secret": "hush", **uris}}


def put(folder: Path, name: str, content: Any) -> Path:
    path = folder / name
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return path


def browser(client: dict[str, Any], name: str) -> Credentials:
    """Somebody signs in at once."""
    return Credentials(token="t", refresh_token="secret-refresh", client_id="c", client_secret="s", scopes=[SCOPE])


def no_browser(client: dict[str, Any], name: str) -> Credentials:
    raise AssertionError("a browser was opened")


def account(folder: Path, settings: dict[str, str] | None = None, browser: sign_in.Browser = no_browser) -> Account:
    return signed_in(folder, environment=settings or {}, browser=browser)


def test_a_key_file_that_the_environment_names_comes_first(tmp_path: Path) -> None:
    named = put(tmp_path, "elsewhere.json", robot_key() | {"client_email": "named@x"})
    put(tmp_path, sign_in.ROBOT_FILE, robot_key())
    put(tmp_path, sign_in.CLIENT_FILE, client())
    found = account(tmp_path, {"GOOGLE_APPLICATION_CREDENTIALS": str(named), "WINBACK_GOOGLE_API_KEY": "k"})
    assert (found.kind, found.email) == ("robot", "named@x")


def test_then_the_key_file_in_our_folder_then_the_browser_then_an_api_key(tmp_path: Path) -> None:
    key = {"WINBACK_GOOGLE_API_KEY": "k"}
    assert account(tmp_path, key).kind == "key"
    put(tmp_path, sign_in.CLIENT_FILE, client())
    assert account(tmp_path, key, browser).kind == "person"
    put(tmp_path, sign_in.ROBOT_FILE, robot_key())
    assert account(tmp_path, key).kind == "robot"


def test_where_nothing_is_set_up_a_sentence_says_how_to_begin_and_no_folder_is_made(tmp_path: Path) -> None:
    with pytest.raises(
        Unreadable, match="google-service-account.json into .*nowhere.*python3 scripts/winback.py addin sheets"
    ):
        account(tmp_path / "nowhere")
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.skipif(sys.platform != "linux", reason="the folder has another name elsewhere")
def test_the_folder_is_the_one_the_guide_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    (tmp_path / "winback").mkdir()
    put(tmp_path / "winback", sign_in.ROBOT_FILE, robot_key())
    assert signed_in(environment={}).email == EMAIL


DAMAGED = [
    pytest.param("", "damaged", id="an empty file"),
    pytest.param(json.dumps(robot_key())[:-40], "damaged", id="a file that was cut"),
    pytest.param("[1]", "damaged", id="a list"),
    pytest.param(b"\xff\xfe\x00".decode("latin-1"), "damaged", id="bytes that are no text"),
    pytest.param(robot_key() | {"private_key": PRIVATE[:600]}, "damaged", id="half of the key itself"),
    pytest.param(robot_key() | {"private_key": None}, "damaged", id="no key in it"),
    pytest.param({"type": "service_account"}, "damaged", id="nothing but its kind"),
    pytest.param(client(), "not the key of a service account", id="an OAuth client"),
    pytest.param({"type": "authorized_user"}, "not the key of a service account", id="a person's sign-in"),
]


@pytest.mark.parametrize(("content", "words"), DAMAGED)
def test_a_key_file_that_cannot_be_used_is_named_and_nothing_in_it_is(tmp_path: Path, content: Any, words: str) -> None:
    path = put(tmp_path, sign_in.ROBOT_FILE, content)
    with pytest.raises(Unreadable, match=words) as told:
        account(tmp_path)
    sentence = str(told.value)
    assert str(path) in sentence
    # What the libraries say of a damaged key may hold parts of it, so it is not even shown above ours.
    assert "BEGIN" not in sentence and (told.value.__context__ is None or told.value.__suppress_context__)
    assert sentence.endswith(".") and "\n" not in sentence


def test_a_key_file_that_is_not_there_is_named_with_the_setting_that_names_it(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="gone.json.*GOOGLE_APPLICATION_CREDENTIALS"):
        account(tmp_path, {"GOOGLE_APPLICATION_CREDENTIALS": str(tmp_path / "gone.json")})


@pytest.mark.parametrize("content", [{"web": {}}, {"installed": "x"}, robot_key()])
def test_a_client_file_of_another_kind_is_told(tmp_path: Path, content: Any) -> None:
    put(tmp_path, sign_in.CLIENT_FILE, content)
    with pytest.raises(Unreadable, match="Desktop app"):
        account(tmp_path)


@POSIX
def test_a_sign_in_is_kept_for_its_owner_alone_and_the_browser_opens_once(tmp_path: Path) -> None:
    put(tmp_path, sign_in.CLIENT_FILE, client())
    account(tmp_path, browser=browser)
    kept = tmp_path / sign_in.TOKEN_FILE
    assert kept.stat().st_mode & 0o777 == 0o600
    kept.chmod(0o644)
    assert account(tmp_path).session.credentials.refresh_token == "secret-refresh"
    assert kept.stat().st_mode & 0o777 == 0o600
    assert sorted(path.name for path in tmp_path.iterdir()) == [sign_in.CLIENT_FILE, sign_in.TOKEN_FILE]


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"refresh_token": "x"', '{"refresh_token": 1, "expiry": "x"}'])
def test_a_damaged_sign_in_is_made_anew(tmp_path: Path, content: str) -> None:
    put(tmp_path, sign_in.CLIENT_FILE, client())
    put(tmp_path, sign_in.TOKEN_FILE, content)
    assert account(tmp_path, browser=browser).session.credentials.refresh_token == "secret-refresh"
    assert json.loads((tmp_path / sign_in.TOKEN_FILE).read_text())["refresh_token"] == "secret-refresh"


class Google:
    """Google's sign-in and one spreadsheet; `grants` is what was asked of it, `shown` how each call identified itself."""

    def __init__(self) -> None:
        self.grants, self.shown = list[dict[str, str]](), list[str]()
        self.revoked = False

    def answering(self, method: str, path: str, headers: dict[str, str], body: bytes) -> tuple[int, Any]:
        if path == "/token":
            self.grants.append({name: values[0] for name, values in parse_qs(body.decode()).items()})
            if self.revoked:
                return 400, {"error": "invalid_grant", "error_description": "Invalid JWT Signature."}
            token = {"access_token": "pass-1", "token_type": "Bearer", "expires_in": 3600, "scope": SCOPE}
            return 200, token | {"refresh_token": "secret-refresh"}
        self.shown.append(headers.get("authorization") or headers.get("x-goog-api-key", ""))
        return 200, {"properties": {"title": "Shop"}}


def at(base: str, monkeypatch: pytest.MonkeyPatch, who: Account) -> Wire:
    monkeypatch.setenv("WINBACK_SHEETS_URL", base)
    return open_connection(ADDRESS, patience=Clock().patience(), sign_in=lambda: who)


def test_a_service_account_signs_in_for_spreadsheets_only_and_its_key_stays_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    there = Google()
    with serving(there.answering) as base:
        put(tmp_path, sign_in.ROBOT_FILE, robot_key(f"{base}/token"))
        one = at(base, monkeypatch, account(tmp_path))
        assert [one.about("properties.title")["properties"]["title"] for _ in range(2)] == ["Shop", "Shop"]
    (grant,) = there.grants
    said = google.auth.jwt.decode(grant["assertion"], certs=PUBLIC, audience="https://oauth2.googleapis.com/token")
    assert (said["scope"], said["iss"]) == (SCOPE, EMAIL) and there.shown == ["Bearer pass-1"] * 2
    heard = "".join((*capfd.readouterr(), caplog.text))
    assert PRIVATE.splitlines()[1] not in heard and "pass-1" not in heard and "googleapis.com" not in heard


def test_a_key_that_was_taken_back_is_told_with_its_file_and_tried_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = Google()
    there.revoked = True
    with serving(there.answering) as base:
        path = put(tmp_path, sign_in.ROBOT_FILE, robot_key(f"{base}/token"))
        with pytest.raises(Unreadable) as told:
            at(base, monkeypatch, account(tmp_path)).about("properties.title")
    assert str(path) in str(told.value) and EMAIL in str(told.value) and len(there.grants) == 1 and there.shown == []


def test_an_api_key_goes_in_a_heading_and_never_into_an_address(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    there = Google()
    with serving(there.answering) as base:
        at(base, monkeypatch, account(tmp_path, {"WINBACK_GOOGLE_API_KEY": "AIza-secret"})).about("properties.title")
    assert there.shown == ["AIza-secret"] and "AIza-secret" not in caplog.text


def answering_browser(reply: str) -> Any:
    """A browser whose user presses a button at once: it calls the address that Google would send it to."""

    class Pressed:
        def open(self, url: str, new: int = 0, autoraise: bool = True) -> bool:
            asked = {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
            assert (asked["scope"], asked["access_type"]) == (SCOPE, "offline")
            back = f"{asked['redirect_uri']}?state={asked['state']}&{reply}"
            threading.Thread(target=lambda: urllib.request.urlopen(back, timeout=10).read(), daemon=True).start()
            return True

    return Pressed()


def test_a_person_signs_in_through_the_browser_and_is_remembered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG, "urllib3")
    monkeypatch.setenv("OAUTHLIB_INSECURE_TRANSPORT", "1")  # the stand-in for Google has no certificate
    monkeypatch.setattr(webbrowser, "get", lambda using=None: answering_browser("code=4711"))
    there = Google()
    with serving(there.answering) as base:
        put(tmp_path, sign_in.CLIENT_FILE, client(base))
        at(base, monkeypatch, signed_in(tmp_path, environment={})).about("properties.title")
        at(base, monkeypatch, account(tmp_path)).about("properties.title")
    assert [grant["code"] for grant in there.grants] == ["4711"] and there.shown == ["Bearer pass-1"] * 2
    assert "".join(capfd.readouterr()) == "" and "googleapis.com" not in caplog.text and "hush" not in caplog.text


def test_who_says_no_in_the_browser_is_told_how_to_go_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webbrowser, "get", lambda using=None: answering_browser("error=access_denied"))
    put(tmp_path, sign_in.CLIENT_FILE, client())
    with pytest.raises(Unreadable, match="did not work"):
        signed_in(tmp_path, environment={})
    assert not (tmp_path / sign_in.TOKEN_FILE).exists()


def test_a_computer_without_a_browser_is_told_so_after_the_time_is_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Nothing:
        def open(self, url: str, new: int = 0, autoraise: bool = True) -> bool:
            return False

    monkeypatch.setattr(webbrowser, "get", lambda using=None: Nothing())
    monkeypatch.setattr(sign_in, "SECONDS_TO_SIGN_IN", 0.05)
    put(tmp_path, sign_in.CLIENT_FILE, client())
    with pytest.raises(Unreadable, match="on a computer with a browser"):
        signed_in(tmp_path, environment={})

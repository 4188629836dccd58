"""As whom Google is asked: three ways to sign in, the first that is set up is used.

1. A service account, a robot with an e-mail address of its own with which you share the sheet. Its key is a JSON file:
   the one that the environment variable GOOGLE_APPLICATION_CREDENTIALS names, else `google-service-account.json` in
   the folder that `winback` keeps for itself (Linux: ~/.config/winback, Mac: ~/Library/Application Support/winback,
   Windows: %APPDATA%\\winback). Best for everything that runs by itself.
2. Your own Google account. Put the file of an OAuth client of the kind "Desktop app" as `google-oauth-client.json` into
   the same folder; the first time, your browser opens and asks, afterwards the sign-in is kept beside it in a file that
   only you can read. Delete that file to sign out. (Google ends such a sign-in after seven days as long as the OAuth
   client's consent screen stands at "Testing".)
3. An API key in the environment variable WINBACK_GOOGLE_API_KEY. It opens only sheets that anyone with the link may
   view, and it only reads: for `winback check` and `--dry-run`.

Google is asked for spreadsheets and for nothing else. Keys are sent to Google only, and never printed.
"""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Literal, NamedTuple

import google.auth.api_key
import google.auth.exceptions
import google.oauth2.credentials
import google.oauth2.service_account
import requests
import typer
from google.auth.transport.requests import AuthorizedSession

from winback_sheets.files.unreadable import Unreadable
from winback_sheets.present.words import say

SCOPES = ("https://www.googleapis.com/auth/spreadsheets",)
KEY_VARIABLE, API_KEY_VARIABLE = "GOOGLE_APPLICATION_CREDENTIALS", "WINBACK_GOOGLE_API_KEY"
ROBOT_FILE, CLIENT_FILE, TOKEN_FILE = "google-service-account.json", "google-oauth-client.json", "google-token.json"
LIBRARY = "https://console.cloud.google.com/apis/library/sheets.googleapis.com"
SECONDS_TO_SIGN_IN = 300

Kind = Literal["robot", "person", "key", "given"]
Browser = Callable[[dict[str, Any], str], Any]


class Account(NamedTuple):
    """A session that Google knows, and what sentences need to know of it.

    kind: a service account, a person, an API key, or a session somebody handed over. email: with whom a sheet is to be
    shared, where that is known. file: the name of what can be replaced to sign in anew.
    """

    session: requests.Session
    kind: Kind
    email: str = ""
    file: str = ""


class _Robot(google.oauth2.service_account.Credentials):
    """A service account that asks Google for its token and for nothing beside.

    google-auth would also look up, in the background, from which regions the account may be used: one more server that
    learns of each run, for an answer that Google Sheets makes no use of.
    """

    def _is_regional_access_boundary_lookup_required(self) -> bool:
        return False


def signed_in(
    folder: Path | None = None, *, environment: Mapping[str, str] = os.environ, browser: Browser | None = None
) -> Account:
    """The account of the first way that is set up; nothing is asked of Google yet, but the browser may open.

    folder: instead of the one `winback` keeps; environment: instead of this program's. Raises Unreadable where nothing
    is set up, or what is there is damaged.
    """
    home = Path(typer.get_app_dir("winback")) if folder is None else Path(folder)
    named = environment.get(KEY_VARIABLE, "").strip()
    if named:
        return _robot(Path(named).expanduser(), say("google.key_file_of_setting", file=named, setting=KEY_VARIABLE))
    if (home / ROBOT_FILE).is_file():
        return _robot(home / ROBOT_FILE, str(home / ROBOT_FILE))
    if (home / CLIENT_FILE).is_file():
        return _person(home, browser or in_browser)
    api_key = environment.get(API_KEY_VARIABLE, "").strip()
    if api_key:
        session = AuthorizedSession(google.auth.api_key.Credentials(api_key))
        return Account(session, "key", file=API_KEY_VARIABLE)
    raise Unreadable(say("google.no_sign_in", file=ROBOT_FILE, folder=home))


def _robot(path: Path, name: str) -> Account:
    """A service account by its key file; `name` is how sentences call that file."""
    key = _json_file(path, name)
    if key.get("type") != "service_account":
        raise Unreadable(say("google.no_service_account_key", file=name))
    try:
        credentials = _Robot.from_service_account_info(key, scopes=list(SCOPES))  # type: ignore[no-untyped-call]
        email = str(key["client_email"])
    except (ValueError, KeyError, TypeError, AttributeError, google.auth.exceptions.GoogleAuthError):
        raise _damaged(name) from None  # what these say may hold parts of the key
    return Account(AuthorizedSession(credentials), "robot", email, name)


def _person(home: Path, browser: Browser) -> Account:
    """A person's own account: by the sign-in that was kept, else by the browser."""
    client = _json_file(home / CLIENT_FILE, str(home / CLIENT_FILE))
    if not isinstance(client.get("installed"), dict):
        raise Unreadable(say("google.no_desktop_client", file=home / CLIENT_FILE))
    token = home / TOKEN_FILE
    credentials = _kept_sign_in(token)
    if credentials is None:
        credentials = browser(client, str(home / CLIENT_FILE))
        _keep(token, credentials.to_json())
    return Account(AuthorizedSession(credentials), "person", file=str(token))


def _kept_sign_in(token: Path) -> Any:
    """The sign-in kept in this file, closed to others once more; None where there is none that can be used."""
    try:
        found = json.loads(token.read_text(encoding="utf-8"))
        credentials = google.oauth2.credentials.Credentials.from_authorized_user_info(found, list(SCOPES))
        token.chmod(0o600)
    except (OSError, ValueError, TypeError, AttributeError):
        return None  # a damaged one is made anew by signing in again
    return credentials


def _keep(token: Path, content: str) -> None:
    """Keep a sign-in where only its owner can read it, put in place as a whole."""
    draft = token.with_name(f"{token.name}.{secrets.token_hex(4)}")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            file.write(content)
        draft.replace(token)
    except OSError as fault:
        raise Unreadable(say("google.sign_in_not_kept", file=token, fault=fault.strerror)) from None
    finally:
        draft.unlink(missing_ok=True)


def in_browser(client: dict[str, Any], name: str) -> Any:
    """Credentials of the person who signs in within five minutes, in a browser that this opens."""
    # Loads slowly, and is needed once in a sign-in's life.
    from google_auth_oauthlib.flow import InstalledAppFlow  # type: ignore[import-untyped]

    try:
        flow = InstalledAppFlow.from_client_config(client, list(SCOPES))
    except (ValueError, KeyError, TypeError):
        raise _damaged(name) from None
    try:
        return flow.run_local_server(
            port=0,
            authorization_prompt_message="",
            success_message=say("google.signed_in"),
            timeout_seconds=SECONDS_TO_SIGN_IN,
        )
    except Exception:  # refused, too late, no browser, a box unticked: oauthlib has a class of its own for each
        raise Unreadable(say("google.sign_in_failed", minutes=SECONDS_TO_SIGN_IN / 60)) from None


def _json_file(path: Path, name: str) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as fault:
        raise Unreadable(say("google.file_unreadable", file=name, fault=fault.strerror)) from None
    except ValueError:
        raise _damaged(name) from None
    if not isinstance(found, dict):
        raise _damaged(name) from None
    return found


def _damaged(name: str) -> Unreadable:
    return Unreadable(say("google.file_damaged", file=name))

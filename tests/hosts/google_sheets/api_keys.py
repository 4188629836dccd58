"""Calls that bear only an API key: they may read what is public, and change nothing."""

from __future__ import annotations

from collections.abc import Mapping

from hosts.google_sheets import routes
from hosts.google_sheets.files import Store
from hosts.google_sheets.trouble import ERROR_INFO, Trouble


def refusal(
    store: Store, method: str, path: str, query: list[tuple[str, str]], headers: Mapping[str, str]
) -> Trouble | None:
    """Why a call with a key and nothing else is refused; None if it may pass, or says who is asking."""
    names = {name.removeprefix("$") for name, _ in query}
    told = {"access_token", "oauth_token"} & names or any(name.lower() == "authorization" for name in headers)
    route = routes.found(method, path)
    if "key" not in names or told or route is None:
        return None
    if method != "GET":
        return no_person()
    file = store.files.get(route.parts["spreadsheetId"])
    public = file is None or any(one["type"] == "anyone" for one in file.permissions)
    return None if public else Trouble("The caller does not have permission", 403)


def no_person() -> Trouble:
    """The refusal of a call that needs somebody behind it."""
    facts = {"@type": ERROR_INFO, "reason": "CREDENTIALS_MISSING", "domain": "googleapis.com"}
    sentence = (
        "API keys are not supported by this API. Expected OAuth2 access token or other authentication credentials "
        "that assert a principal. See https://cloud.google.com/docs/authentication"
    )
    return Trouble(sentence, 401, [facts])

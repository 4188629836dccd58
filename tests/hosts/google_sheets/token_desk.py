"""The token endpoint: a signed assertion or a refresh token against an access token."""

from __future__ import annotations

import base64
import json
from typing import Any

JSON = dict[str, Any]


class TokenDesk:
    """Tokens handed out, and what was shown for them; revoked credentials get none."""

    def __init__(self) -> None:
        self.claims: list[JSON] = []
        self.revoked = False

    def answer(self, body: Any) -> tuple[int, JSON]:
        """A token for a form with an assertion (service account) or a refresh token (desktop sign-in)."""
        form = body if isinstance(body, dict) else {}
        grant = form.get("grant_type", "")
        if self.revoked:
            return 400, {"error": "invalid_grant", "error_description": "Token has been expired or revoked."}
        if grant == "urn:ietf:params:oauth:grant-type:jwt-bearer" and form.get("assertion", "").count(".") == 2:
            self.claims.append(claims_of(form["assertion"]))
        elif grant == "refresh_token" and form.get("refresh_token"):
            self.claims.append({"refresh_token": form["refresh_token"]})
        else:
            return 400, {"error": "unsupported_grant_type", "error_description": "Invalid grant_type: " + grant}
        return 200, {"access_token": f"ya29.emulated{len(self.claims)}", "expires_in": 3599, "token_type": "Bearer"}


def claims_of(assertion: str) -> JSON:
    """What a signed assertion says; its signature is not checked."""
    middle = assertion.split(".")[1]
    return dict(json.loads(base64.urlsafe_b64decode(middle + "=" * (-len(middle) % 4))))

"""Who may do what with a spreadsheet, and what was said about it: Drive's permissions and comments."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hosts.google_sheets.files import File, Store, masked
from hosts.google_sheets.trouble import Trouble

JSON = dict[str, Any]


def permissions(store: Store, file: File | None, query: JSON, body: JSON, inner: str) -> tuple[int, JSON | bytes]:
    """GET files/{id}/permissions."""
    assert file
    answer = {"kind": "drive#permissionList", "permissions": file.permissions}
    brief_ones = [{key: one[key] for key in ("kind", "id", "type", "role") if key in one} for one in file.permissions]
    return 200, masked(answer, query, {**answer, "permissions": brief_ones})


def permission(store: Store, file: File | None, query: JSON, body: JSON, inner: str) -> tuple[int, JSON | bytes]:
    """GET files/{id}/permissions/{id}."""
    assert file
    one = next((one for one in file.permissions if one["id"] == inner), None)
    if one is None:
        raise Trouble(f"Permission not found: {inner}.", 404)
    return 200, masked(one, query, {key: one[key] for key in ("kind", "id", "type", "role") if key in one})


def permit(store: Store, file: File | None, query: JSON, body: JSON, inner: str) -> tuple[int, JSON | bytes]:
    """POST files/{id}/permissions: one entry for one person, domain or anyone."""
    assert file
    kind = body.get("type")
    mail = body.get("emailAddress") or body.get("domain") or ""
    if kind not in ("user", "group", "domain", "anyone") or not body.get("role") or (kind != "anyone" and not mail):
        raise Trouble("The permission type field is required.", 400)
    number = {"anyone": "anyoneWithLink"}.get(kind) or str(
        sum(ord(sign) * 31**n for n, sign in enumerate(mail)) % 10**20
    )
    new = {"kind": "drive#permission", "id": number, "type": kind, "role": body["role"]}
    if kind in ("user", "group"):
        new |= {"emailAddress": mail, "displayName": mail.split("@")[0], "deleted": False, "pendingOwner": False}
    elif kind == "domain":
        new |= {"domain": mail, "displayName": mail, "allowFileDiscovery": False}
    else:
        new |= {"allowFileDiscovery": False}
    owner = next((one for one in file.permissions if one["id"] == number), None)
    file.permissions = [one for one in file.permissions if one["id"] != number] + [new]
    if owner and owner["role"] == "owner":
        file.permissions[-1] = owner
    return 200, masked(new, query, {key: new[key] for key in ("kind", "id", "type", "role")})


def forbid(store: Store, file: File | None, query: JSON, body: JSON, inner: str) -> tuple[int, JSON | bytes]:
    """DELETE files/{id}/permissions/{id}."""
    assert file
    if not any(one["id"] == inner for one in file.permissions):
        raise Trouble(f"Permission not found: {inner}.", 404)
    file.permissions = [one for one in file.permissions if one["id"] != inner]
    return 204, b""


def repermit(store: Store, file: File | None, query: JSON, body: JSON, inner: str) -> tuple[int, JSON | bytes]:
    """PATCH files/{id}/permissions/{id}: another role, or another owner."""
    assert file
    one = next((one for one in file.permissions if one["id"] == inner), None)
    if one is None:
        raise Trouble(f"Permission not found: {inner}.", 404)
    one |= {key: body[key] for key in ("role", "pendingOwner") if key in body}
    return 200, masked(one, query)


def comments(store: Store, file: File | None, query: JSON, body: JSON, inner: str) -> tuple[int, JSON | bytes]:
    """GET files/{id}/comments."""
    assert file
    return 200, masked({"kind": "drive#commentList", "comments": file.comments}, query)


def comment(store: Store, file: File | None, query: JSON, body: JSON, inner: str) -> tuple[int, JSON | bytes]:
    """POST files/{id}/comments."""
    assert file
    new = {"kind": "drive#comment", "id": f"AAAA{len(file.comments):04d}", "content": body.get("content", "")}
    file.comments.append({**new, **({"anchor": body["anchor"]} if body.get("anchor") else {})})
    return 200, masked(file.comments[-1], query)


Act = Callable[[Store, File | None, JSON, JSON, str], tuple[int, JSON | bytes]]
ACTS: dict[tuple[str, str, bool], Act] = {
    ("GET", "permissions", False): permissions,
    ("GET", "permissions", True): permission,
    ("POST", "permissions", False): permit,
    ("DELETE", "permissions", True): forbid,
    ("PATCH", "permissions", True): repermit,
    ("GET", "comments", False): comments,
    ("POST", "comments", False): comment,
}

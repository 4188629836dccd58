"""batchUpdate requests on comments: threads of posts, each tied to a cell by an anchor on its tab."""

from __future__ import annotations

import datetime
import html
from typing import Any

from hosts.google_sheets.a1 import Box, grid_of
from hosts.google_sheets.book import Book
from hosts.google_sheets.files import OWNER, written
from hosts.google_sheets.shapes import tidy
from hosts.google_sheets.trouble import Trouble
from hosts.google_sheets.values import rendered

JSON = dict[str, Any]
LONGEST = 2048


def post_of(book: Book, content: str, assignee: str = "", action: str = "") -> JSON:
    """A new post of the one who asks."""
    if not content and action not in ("RESOLVE", "REOPEN"):
        raise Trouble("The content of a comment cannot be empty.")
    for text in (content, assignee):
        if len(text.encode("utf-16-le")) // 2 > LONGEST:
            raise Trouble(f"A comment's texts must not exceed {LONGEST} code units.")
    now = written(datetime.datetime.now(datetime.UTC))
    post: JSON = {"postId": str(book.new_id()), "author": {"displayName": OWNER, "me": True}}
    post |= {"createTime": now, "updateTime": now}
    post |= {"content": content, "contentHtml": html.escape(content)} if content else {}
    post |= {"assigneeEmail": assignee} if assignee else {}
    return post | ({"commentAction": action} if action else {})


def insert(book: Book, ask: JSON) -> JSON:
    """insertComment: a thread on one cell."""
    spot = ask.get("coordinate") or {}
    tab = book.tab(spot.get("sheetId", 0))
    row, column = spot.get("rowIndex") or 0, spot.get("columnIndex") or 0
    box = tab.inside(Box(tab.id, row, row + 1, column, column + 1), True)
    head = post_of(book, ask.get("content") or "", ask.get("assigneeEmailAddress") or "")
    anchor = str(book.new_id())
    thread: JSON = {"commentId": str(book.new_id()), "anchorId": anchor, "headPost": head, "status": "OPEN"}
    quote = str(rendered(book, tab, row, column, tab.cell(row, column), {}))
    book.comments.append(thread | ({"plainTextQuote": quote} if quote else {}))
    tab.parts["commentAnchors"].append({"anchorId": anchor, "range": grid_of(box)})
    return {"commentThread": book.comments[-1]}


def thread_of(book: Book, ask: JSON) -> JSON:
    """The thread a request names."""
    found = next((one for one in book.comments if one["commentId"] == ask.get("commentId")), None)
    if found is None:
        raise Trouble(f"No comment with id: {ask.get('commentId')}")
    return found


def reply(book: Book, ask: JSON) -> JSON:
    """addCommentReply; a reply may resolve or reopen the thread, or hand it to somebody else."""
    thread = thread_of(book, ask)
    given = tidy("Post", ask.get("post") or {})
    action, assignee = given.get("commentAction", ""), given.get("assigneeEmail", "")
    if assignee and ("assigneeEmail" not in thread["headPost"] or action in ("RESOLVE", "REOPEN")):
        raise Trouble("The comment cannot be assigned by this reply.")
    new = post_of(book, given.get("content", ""), assignee, action)
    thread["status"] = {"RESOLVE": "RESOLVED", "REOPEN": "OPEN"}.get(action, thread["status"])
    thread.setdefault("replies", []).append(new)
    return {"post": new}


def place_of(thread: JSON, number: Any) -> int:
    """The place of a reply in its thread."""
    for place, post in enumerate(thread.get("replies", [])):
        if post["postId"] == number:
            return place
    raise Trouble(f"No reply with id: {number}")


def update(book: Book, ask: JSON) -> JSON:
    """updateCommentPost: a new text for the head or for a reply."""
    thread = thread_of(book, ask)
    head = thread["headPost"]["postId"] == ask.get("postId")
    old = thread["headPost"] if head else thread["replies"][place_of(thread, ask.get("postId"))]
    new = post_of(book, ask.get("content") or "")
    old |= {key: new[key] for key in ("content", "contentHtml", "updateTime")}
    return {}


def delete_reply(book: Book, ask: JSON) -> JSON:
    """deleteCommentReply: not one that resolves, reopens or hands on the thread."""
    thread = thread_of(book, ask)
    place = place_of(thread, ask.get("postId"))
    if {"commentAction", "assigneeEmail"} & set(thread["replies"][place]):
        raise Trouble("A reply with an action or an assignee cannot be deleted.")
    del thread["replies"][place]
    return {}


def delete(book: Book, ask: JSON) -> JSON:
    """deleteComment: the thread and its anchor."""
    thread = thread_of(book, ask)
    book.comments.remove(thread)
    for tab in book.tabs:
        kept = [one for one in tab.parts["commentAnchors"] if one["anchorId"] != thread["anchorId"]]
        tab.parts["commentAnchors"] = kept
    return {}


def seen(book: Book) -> list[JSON]:
    """The threads whose anchors still stand on a tab."""
    anchors = {one["anchorId"] for tab in book.tabs for one in tab.parts["commentAnchors"]}
    return [one for one in book.comments if one["anchorId"] in anchors]


KINDS = {
    "insertComment": insert,
    "addCommentReply": reply,
    "updateCommentPost": update,
    "deleteCommentReply": delete_reply,
    "deleteComment": delete,
}

"""The window behind the button of the Windows workbook: which workbooks are open, what to do with one, what it said.

Runs in Python, started by xlwings' RunPython from Excel on Windows or the Mac. Nothing here has run under Excel; it was
tested with stand-ins for the open workbooks, and the window by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

from winback_sheets.hosts.workbook.live import file_of
from winback_sheets.present.words import say

Action = Callable[[str], list[str]]
WORKBOOKS, ALL = "*.xlsx *.xlsm *.xls *.xlsb *.ods *.csv", "*.*"


class Choice(NamedTuple):
    """A workbook to choose: its name, and its path; blank while it has no file on this computer."""

    name: str
    path: str


def open_books(xlwings: Any, own: Choice) -> list[Choice]:
    """The workbooks that are open in Excel, in every window of it, without the one that has the buttons."""
    found = [choice_of(book) for app in xlwings.apps for book in app.books]
    return [each for each in found if each != own and not is_same(each.path, own.path)]


def choice_of(book: Any) -> Choice:
    """An open workbook as one to choose."""
    return Choice(str(book.name), str(file_of(book) or ""))


def is_same(path: str, own: str) -> bool:
    """Whether two paths are one file, also by another way to it; without a path it is none."""
    try:
        return bool(path and own) and Path(path).samefile(own)
    except OSError:
        return path == own


def button_lines(action: Action, choice: Choice | None, own: str) -> list[str]:
    """What an action says of the chosen workbook; whatever is in the way becomes a sentence as well."""
    if choice is None:
        return [say("excel.choose_first")]
    if not choice.path:
        return [say("excel.no_file_yet", name=choice.name)]
    if is_same(choice.path, own):
        return [say("excel.only_buttons")]
    try:
        return action(choice.path) or [say("excel.nothing_to_say")]
    except Exception as trouble:  # a person waits at a window: it has to say what happened, and stay
        return [str(trouble) or type(trouble).__name__]


def ask(actions: Mapping[str, Action]) -> None:
    """Show the window until it is closed: the open workbooks, Browse, and a button for each action by its name."""
    xlwings = import_module("xlwings")
    try:
        tkinter, files = import_module("tkinter"), import_module("tkinter.filedialog")
    except ImportError:
        raise SystemExit(say("excel.no_windows")) from None
    own = choice_of(xlwings.Book.caller())
    window(tkinter, files, open_books(xlwings, own), actions, own.path).mainloop()


def window(tkinter: Any, files: Any, choices: list[Choice], actions: Mapping[str, Action], own: str) -> Any:
    """The window, ready to be shown; `tkinter` and its `filedialog` come from the caller."""
    root = tkinter.Tk()
    root.title("Winback")
    # Excel waits for this window, so it must not open behind it.
    root.attributes("-topmost", True)
    tkinter.Label(root, text=say("excel.which_workbook"), anchor="w").pack(fill="x", padx=12, pady=8)
    listed = tkinter.Listbox(root, width=80, height=8, exportselection=False)
    listed.pack(fill="both", expand=True, padx=12)
    for choice in choices:
        listed.insert("end", choice.name if choice.path else say("excel.never_saved", name=choice.name))
    if choices:
        listed.selection_set(0)
    row = tkinter.Frame(root)
    row.pack(fill="x", padx=12, pady=8)
    told = tkinter.Label(root, justify="left", anchor="w", wraplength=620)
    told.pack(fill="x", padx=12, pady=8)

    def browse() -> None:
        kinds = [(say("excel.kind_workbooks"), WORKBOOKS), (say("excel.kind_all"), ALL)]
        path = files.askopenfilename(parent=root, title=say("excel.choose_workbook"), filetypes=kinds)
        if path:
            choices.append(Choice(Path(path).name, str(path)))
            listed.insert("end", choices[-1].name)
            listed.selection_clear(0, "end")
            listed.selection_set("end")

    def act(action: Action) -> None:
        chosen = listed.curselection()
        told.config(text=say("excel.working"))
        root.update()
        told.config(text="\n".join(button_lines(action, choices[chosen[0]] if chosen else None, own)))

    tkinter.Button(row, text=say("excel.browse"), command=browse).pack(side="left", padx=4)
    for name, action in actions.items():
        tkinter.Button(row, text=name, command=lambda action=action: act(action)).pack(side="left", padx=4)
    tkinter.Button(row, text=say("excel.close"), command=root.destroy).pack(side="right", padx=4)
    return root

"""The review of a file: which files it takes, what it does to them, and what it says afterwards."""

TEXTS = {
    # The steps of a review.
    "reading": "reading",
    "counting": "counting",
    "making_the_tabs": "making the tabs",
    # What it says afterwards.
    "rows_used": "used {used:count} of {read:plural:one row|# rows}",
    "rows_no_sale": "used {used:count} of {read:plural:one row|# rows}, {none:count} no sale, {aside:count} set aside "
    "(see Data check)",
    "rows_set_aside": "used {used:count} of {read:plural:one row|# rows}, {aside:count} set aside (see Data check)",
    "stale": "stale: your data ends {day:day}",
    "call_first": "call first: {names}",
    "reviewed_in_excel": "{name} is open in Excel and was reviewed there: save it when you like",
    "no_tables_shared": (
        "{name} is shared the old way, and Excel allows no tables in such a workbook: our lists are plain ranges there, "
        "without filter buttons"
    ),
    "no_tables_views": (
        "{name} has custom views, which Excel switches off once there is a table: our lists are plain ranges there, "
        "without filter buttons"
    ),
    "result_is_beside": "{name} is open in another program, so the result is beside it",
    # A new export joined to the ledger that a workbook keeps.
    "joined": "{name}: {added:plural:one row|# rows} added, {there:count} were there already, {changed:count} changed",
    "nothing_new": "{name}: nothing to add, {there:plural:its one row was|its # rows were} there already",
    "changed_in_theirs": "{rows:plural:one row differs|# rows differ} from your own, which stays as it is ({where})",
    "row_of_tab": "'{tab}' row {row}",
    "not_joined": "not joined: {tabs:commas}, for the workbook has such a list",
    "nothing_to_join": "{name} has nothing to join: {why}",
    "into_is_no_workbook": "{name} cannot hold a ledger: --into needs a workbook that ends in .xlsx or .xlsm.",
    "its_file": "its file",
    "ledger_is_not_there": (
        "{name} does not hold the ledger it was made from, and {files:list} is not beside it: "
        "put that back, then join the new file."
    ),
    "ledger_without_headings": (
        "the headings of '{tab}' in {name} were changed so that it is no ledger any more: put them back, then join the file."
    ),
    # Which workbook is meant.
    "which_is_meant": "{name} looks like the next export of the ledger reviewed in {book}: ",
    "commands_to_choose": (
        "to join it there, type `python3 scripts/winback.py review {file} --into {book}`; "
        "for a workbook of its own, `python3 scripts/winback.py review {file} --out {out}`."
    ),
    "rows_went": "{name} begins on {begins:day} now, and {book} was made when it began on {was:day}: ",
    "commands_to_bring_back": (
        "to count all of it, put the earlier export beside it under another name and type "
        "`python3 scripts/winback.py review EARLIER {file} --as-one --out {book}`; "
        "to go on without it, `python3 scripts/winback.py review {file} --out {book}`."
    ),
    # Our tabs taken out.
    "taken_out": "{name}: taken out {tabs:commas}",
    "typed_is_kept": "what was typed in them is in {notes}",
    "note_at": "note at {cell}",
    "as_before": "every part of the workbook is byte for byte what it was before the first review",
    "as_before_but_formats": (
        "your own tabs are as you left them; the workbook was saved or changed since the first review, so some of our "
        "formats stay in its list of formats"
    ),
    "no_copy": "There is no copy to go back to: {copy} is not beside {name} (forget deletes it on purpose).",
    "undo_brings_back": "`python3 scripts/winback.py undo {name}` brings them back",
    "nothing_of_ours": "There is nothing of ours in {name}.",
    "result_to_delete": "{name} itself was never changed; the result is {result}: delete that file, that is all.",
    "only_our_tabs": "{name} holds only our tabs: delete that file, that is all.",
    # Files that are no ledger.
    "made_by_a_review": "{name} was made by a review: review {ledger} instead.",
    "made_without_ledger": "{name} was made by a review: review the ledger it came from.",
    "copy_without_ledger": (
        "{name} is a copy that a review has kept, and its workbook is not beside it: to use the copy, give it another name."
    ),
    "copy_is_never_written": "{name} is a copy that a review has kept and that must not change: choose another file.",
    "summary_of_reviews": "{name} is the summary of several reviews: review the workbooks themselves.",
    "only_a_lock": "{name} is only a sign that {ledger} is open in another program: review {ledger}.",
}

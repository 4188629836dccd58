"""One customer forgotten: what was changed, where the name stood, and where it still stands."""

TEXTS = {
    # Who is meant.
    "nobody": "'{typed}' is in no row as a customer; check the spelling, or run `python3 scripts/winback.py check` on the file.",
    "several": "'{typed}' may be one of several customers ({customers:commas}); say which, by the id.",
    "only_in_a_workbook": (
        "{name} can only be cleaned by hand, or as a workbook: save it as .xlsx and forget in that."
    ),
    # What was done.
    "cells_to_change": (
        "{name}: {cells:plural:one cell in rows of this customer would become|"
        "# cells in rows of this customer would become} '{label}'"
    ),
    "cells_changed": (
        "{name}: {cells:plural:one cell in rows of this customer is now|# cells in rows of this customer are now} '{label}'"
    ),
    "cells_not_found_again": "{cells:plural:one cell|# cells} that could not be found again",
    "times": "{where}: {times:count}",
    "times_by_hand": "{where}: {times:count}, to be changed by hand",
    "deleted": "deleted {name}",
    "shared_names": "also the name of another customer, so changed only in this one's rows: {names:commas}",
    "files_too": "files that hold it too: {places}",
    "not_looked_into": "{name}, which could not be looked into",
    "those_stay": "this cannot be undone, and the places above keep the name: change or delete those by hand",
    "still_there": "still there: {places}",
    "undo_brings_name_back": (
        "`python3 scripts/winback.py undo` would bring the name back: forget once more with --yes, which deletes the copies"
    ),
    "cannot_be_undone": "this cannot be undone: no copy with the name is kept",
    # Where in a workbook a name stands: kinds of parts, with the name of the part.
    "tab": "tab {tab}",
    "may_not_be_changed": "{where}, where it may not be changed",
    "not_read": "{where}, which is too large or too well packed to be read to its end",
    "our_record": "what the last review noted in the file",
    "texts": "texts of cells ({part})",
    "threaded_comments": "threaded comments ({part})",
    "notes": "notes ({part})",
    "people_who_comment": "list of those who comment ({part})",
    "pivot_memory": "memory of a pivot table ({part})",
    "pivot_table": "pivot table ({part})",
    "chart": "chart ({part})",
    "shapes": "shapes and pictures ({part})",
    "link_memory": "memory of a link to another workbook ({part})",
    "table_headings": "headings of a table ({part})",
    "properties": "properties of the document ({part})",
    "macros": "macros ({part})",
    "embedded_file": "embedded file ({part})",
    "data_of_others": "data of another program ({part})",
    "connection": "connection to a data source ({part})",
    "slicer": "slicer ({part})",
    "link_addresses": "addresses of links ({part})",
    "names_and_tabs": "names and tabs of the workbook ({part})",
    # Where in a Google Sheet.
    "in_title": "title of the spreadsheet",
    "in_tab_name": "name of the tab {tab}",
    "in_named_ranges": "named ranges",
    "in_marks": "marks that programs have left",
    "in_comments": "comments",
    "in_data_sources": "connections to data sources",
    "in_notes": "notes on {tab}",
    "in_lists": "drop-down lists on {tab}",
    "in_pivots": "pivot tables on {tab}",
    "in_links": "addresses of links on {tab}",
    "in_charts": "charts on {tab}",
    "in_slicers": "slicers on {tab}",
    "in_filters": "filters on {tab}",
    "in_rules": "rules for colours on {tab}",
    "in_protections": "names of protected ranges on {tab}",
    "in_tables": "tables on {tab}",
}

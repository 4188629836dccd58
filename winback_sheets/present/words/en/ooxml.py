"""Why a workbook cannot be written, and what to do about it."""

TEXTS = {
    # What the workbook is.
    "no_workbook": "{file} is not an Excel workbook (.xlsx or .xlsm).",
    "no_workbook_or_damaged": "{file} is not an Excel workbook (.xlsx or .xlsm), or it is damaged.",
    "old_format": "{file} is in the old .xls format: save it as .xlsx first.",
    "binary_format": "{file} is in the binary .xlsb format: save it as .xlsx or .xlsm first.",
    "before_excel_2007": "{file} is in a format from before Excel 2007: save it in Excel as .xlsx first.",
    "password": "{file} is protected by a password: save a copy without it, and review the copy.",
    "tabs_in_two_versions": "{file} keeps its list of tabs in two versions: open and save it in Excel first.",
    "signed": "{file} is digitally signed, which a change would undo: use an unsigned copy.",
    "protected_structure": (
        "{file} has a protected structure: lift it in Excel (Review > Protect Workbook), save, then try again."
    ),
    # Damaged: the sentence, and reasons that stand in its parentheses.
    "damaged": "{file} is damaged ({reason}): open and save it in Excel, then try again.",
    "no_list_of_tabs": "no list of tabs",
    "tab_without_a_part": "a tab without an id or a part, as before Excel 2007",
    "nested_too_deeply": "elements nested too deeply",
    "tag_not_found_again": "a start tag that cannot be found again",
    "document_type": "a document type, which Office forbids",
    "part_not_in_its_place": "{file} is damaged (a part is not where its directory says): save it again in Excel.",
    "ends_too_early": "The workbook is damaged (it ends in the middle of a part): copy it again.",
    # What stands in the way of a change.
    "no_visible_tab_left": "{file} would be left without a visible tab: delete the file instead.",
    "read_by_formulas": "Formulas on tabs of yours read {tabs:commas}: change or delete those formulas, then try again.",
    "pivot_table_on_our_tab": (
        "There is a pivot table or slicer of yours on the tab '{tab}', which would be lost: move it to a tab of your own, "
        "then try again."
    ),
    "too_many_formats": "The workbook has too many cell formats: remove unused ones in Excel, then try again.",
    # Where the result goes.
    "result_is_a_folder": "{file} is a folder: give the result another name with --out.",
    "read_only": "{file} is read-only: allow changes in its properties, or choose another file with --out.",
    "folder_may_not_be_written": "The folder {folder} may not be written: copy {file} elsewhere, or use --out.",
    "folder_in_the_way": "The folder {folder} stands where the copy of the workbook goes: rename it, then try again.",
    "other_ending": "{file} must end in {ending}, as the workbook it comes from: name it so.",
    "open_elsewhere": (
        "{file} is open in another program: close it and try again. (If it is not, delete the file {lock} beside it.)"
    ),
    "folder_may_not_be_changed": "The folder {folder} may not be written: copy {file} elsewhere, then try again.",
    "another_at_work": "Another run of this program is at work on {file}: wait until it has ended, then try again.",
    "may_not_be_changed": "{file} is open or may not be changed: close it, then try again.",
    "appeared_meanwhile": (
        "{file} appeared while it was being reviewed, so nothing was written: run the review again."
    ),
    "vanished_meanwhile": (
        "{file} vanished while it was being reviewed, so nothing was written: run the review again."
    ),
    "saved_meanwhile": (
        "{file} was saved by another program while it was being reviewed, so nothing was written: run the review again."
    ),
}

"""Why a file cannot be read and what to do about it, and what is said of one that was read in an unusual way."""

TEXTS = {
    # What the file is.
    "not_there": "{file} does not exist: check the name and the folder.",
    "a_folder": "{file} is a folder: name the files in it.",
    "a_pipe_or_device": "{file} is no file but a pipe or a device: save what comes out of it as a file.",
    "may_not_be_opened": "{file} may not be opened: close it in other programs, or ask who owns it.",
    "cannot_be_read": "{file} cannot be read ({reason}): copy it to this computer first.",
    "empty": "{file} is empty: save it again where it came from.",
    "empty_inside": "{file} is empty inside: save it again where it came from.",
    "password": "{file} is protected by a password: open it, save a copy without one, and use the copy.",
    "a_zip_file": "{file} is a zip file but no workbook: give it the ending .zip if it holds tables, or unpack it.",
    "another_office_file": "{file} is an Office file but no workbook: save its table as .xlsx.",
    "unknown_format": (
        "{file} is not in a format that can be read here: open it in its own program and save it as .xlsx."
    ),
    "no_text": "{file} is not a text file: open it in its own program and save it as .xlsx or .csv.",
    "no_table": "{file} cannot be read as a table: open it in a spreadsheet and save it as .xlsx.",
    "page_without_table": "{file} is a web page without a table: open it in a spreadsheet and save it as .xlsx.",
    "too_many_tables": "{file} is a web page with more than {most:count} tables: save the one of the sales as .xlsx.",
    # Damaged.
    "damaged": "{file} is damaged and cannot be read: repair it in its own program, and save it.",
    "damaged_because": (
        "{file} is damaged and cannot be read ({reason}): open it in its own program, repair it there and save it again."
    ),
    "takes_too_long": "it takes longer than {most:plural:one second|# seconds} to open",
    "claims_to_be_too_large": "it claims to be larger than any workbook",
    "tab_damaged": (
        "Tab {number} is damaged and cannot be read ({reason}): open the workbook in its own program, repair it there "
        "and save it again."
    ),
    "not_copied_whole": (
        "{file} is damaged or was not copied whole: copy it again, or open it in Excel and let Excel repair it."
    ),
    "damaged_gz": "{file} is a damaged .gz file: download or copy it again.",
    "damaged_parquet": "{file} is a damaged parquet file: write it again where it came from.",
    "parts_overlap": "{file} is damaged (its parts overlap): open it in Excel and save it again.",
    "document_type": "{file} is damaged ({part} has a document type): open it in Excel and save it again.",
    "part_not_as_long_as_claimed": (
        "The workbook is damaged ({part} is not as long as its package says): open it in Excel and save it again."
    ),
    "tabs_share_a_part": "The workbook is damaged (two tabs are one and the same part): save it again in Excel.",
    "packed_too_tightly": "{file} has a part, {part}, packed more than {most:count} to 1: do not trust it.",
    # Too large.
    "no_memory": "{file} does not fit into memory: delete the tabs, rows or columns that are not needed.",
    "too_large": "{file} is larger than {most:count} MB: split it, or keep only the columns needed.",
    "too_large_unpacked": "{file} unpacks to more than {most:count} MB: split it, or keep only the columns needed.",
    "unpacks_too_large": (
        "{file} unpacks to more than {most:count} GB: delete the tabs or columns that are not needed."
    ),
    "part_too_large": (
        "{file} has a part, {part}, that unpacks to more than {most:count} MB: delete the tabs or columns that are not "
        "needed."
    ),
    "too_many_parts": "{file} has {parts:count} parts, more than {most:count}: save it again in Excel.",
    "too_many_tags": "{file} has a part, {part}, with more than {most:count} tags: save it again in Excel.",
    "too_many_tabs": "The workbook has {tabs:count} tabs, more than {most:count}: split it first.",
    "tabs_too_large": "The workbook's tabs unpack to more than {most:count} GB: delete those that are not needed.",
    "tab_reaches_too_far": (
        "Tab '{tab}' reaches {rows:count} rows down and {columns:count} columns across: delete the empty rows and "
        "columns past your data, save, and try again."
    ),
    "too_many_letters": "Tab '{tab}' holds more than a billion letters: delete the columns of long texts.",
    "row_too_large": "A tab has a row of more than {most:count} MB: delete its very long texts.",
    "too_many_lines": "{file} has {lines:count} lines, more than {most:count}: split it, for example by year.",
    "line_too_long": "{file} has a line of {size:count} MB: remove that line, or save the table as .xlsx.",
    "line_too_wide": (
        "{file} has {lines:plural:one line|# lines} and one of {columns:count} columns, too much for memory: remove that "
        "line, or the columns not needed."
    ),
    "parquet_too_large": "{file} is too large for memory: write only the columns and rows that are needed.",
    # Quotation marks.
    "quotation_mark_open": "{file} has a quotation mark that is never closed: save the table as .xlsx.",
    "too_many_quotation_marks": (
        "{file} has more than {most:count} quotation marks that are never closed: save it as .xlsx."
    ),
    "this_tab": "this tab",  # in the place of a file's name
    # Notes on how a table was read, one after another.
    "quotation_mark_left_out": "quotation mark not closed in line {line}",
    "split_at_semicolons": "split at semicolons",
    "split_at_tabs": "split at tabs",
    "split_at_bars": "split at bars",
    "split_at_commas": "split at commas",
    "read_from_a_web_page": "read from a web page",
    "read_as_cyrillic": "read as Cyrillic letters ({encoding})",
    "read_as_greek": "read as Greek letters ({encoding})",
    "read_as_hebrew": "read as Hebrew letters ({encoding})",
    "read_as_arabic": "read as Arabic or Persian letters ({encoding})",
    "read_as_turkish": "read as Turkish letters ({encoding})",
    "table_of_page": "Table {number}",  # the name of a tab
}

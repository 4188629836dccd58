"""Google Sheets: the address, signing in, what Google refuses, the review of a shared sheet, and a new sheet."""

TEXTS = {
    # What people copy instead of a sheet's address.
    "nothing_typed": (
        "No address was given: open the sheet in your browser and copy the address from the address bar, up to /edit."
    ),
    "not_an_address": (
        "{typed} is not the address of a Google Sheet: open the sheet in your browser and copy the address from the "
        "address bar, up to /edit."
    ),
    "published_copy": (
        "{address} is a copy published to the web, which can be neither read back nor written: open the sheet in your "
        "browser and copy the address from the address bar, up to /edit."
    ),
    "a_document": (
        "{address} is a Google Doc: open the sheet in your browser and copy the address from the address bar, up to /edit."
    ),
    "a_presentation": (
        "{address} is a Google presentation: open the sheet in your browser and copy the address from the address bar, up "
        "to /edit."
    ),
    "a_form": (
        "{address} is a Google form, whose answers lie in a sheet of their own: open that sheet in your browser and copy "
        "the address from the address bar, up to /edit."
    ),
    "a_folder": (
        "{address} is a folder in Google Drive, not one sheet: open the sheet in your browser and copy the address from "
        "the address bar, up to /edit."
    ),
    "a_page_of_drive": (
        "{address} is a page of Google Drive, not one sheet: open the sheet in your browser and copy the address from the "
        "address bar, up to /edit."
    ),
    "a_file_in_drive": (
        "{address} is a link to a file in Google Drive, which does not show whether the file is a Google Sheet: open the "
        "sheet in your browser and copy the address from the address bar, up to /edit."
    ),
    "list_of_sheets": (
        "{address} is the list of your sheets, not one sheet: open the sheet in your browser and copy the address from the "
        "address bar, up to /edit."
    ),
    "other_place": (
        "{address} is not the address of a sheet: open the sheet in your browser and copy the address from the address bar, "
        "up to /edit."
    ),
    # Signing in.
    "no_sign_in": (
        "To reach Google Sheets, put the key file of a service account as {file} into {folder} and share the sheet with its "
        "e-mail address as Editor; `python3 scripts/winback.py addin sheets` writes a guide that shows each step."
    ),
    "key_file_of_setting": "{file} (named by {setting})",
    "no_service_account_key": (
        "{file} is not the key of a service account: in Google Cloud open the service account, then Keys > Add key > Create "
        "new key > JSON, and use the file that is downloaded."
    ),
    "no_desktop_client": (
        '{file} is not an OAuth client of the kind "Desktop app": make one in Google Cloud under APIs & Services > '
        "Credentials, and use the file that is downloaded."
    ),
    "file_unreadable": "The file {file} cannot be read ({fault}): put it there, or let the setting name the right file.",
    "file_damaged": "{file} is damaged or cut short: download it from Google Cloud again and put it there.",
    "sign_in_not_kept": (
        "The sign-in cannot be kept in {file} ({fault}): make that folder writable, and sign in again."
    ),
    "signed_in": "You are signed in to winback. You can close this page.",
    "sign_in_failed": (
        "Signing in to Google did not work: run this again on a computer with a browser, and within "
        "{minutes:plural:one minute|# minutes} allow winback to see and edit your spreadsheets."
    ),
    # What Google no longer accepts, and who may do what.
    "key_refused": (
        "Google does not accept the key in {file} (deleted, switched off, or this computer's clock is wrong): check the "
        "clock, or make a new key for {email} in Google Cloud and put its file there."
    ),
    "api_key_refused": (
        "Google does not accept the API key in {setting}: make one in Google Cloud that may use the Google Sheets API from "
        "this computer."
    ),
    "sign_in_ended": (
        "Your sign-in to Google has expired or was withdrawn: delete {file} and run this again to sign in anew."
    ),
    "given_sign_in_ended": (
        "Your sign-in to Google has expired or was withdrawn: sign in to Google anew and run this again."
    ),
    "sign_in_without_sheets": (
        "Your sign-in does not include spreadsheets: delete {file}, run this again and leave the box for Google Sheets "
        "ticked."
    ),
    "given_sign_in_without_sheets": (
        "Your sign-in does not include spreadsheets: sign in to Google anew, leave the box for Google Sheets ticked, and "
        "run this again."
    ),
    "api_off_for_service_account": (
        "The Google Sheets API is not switched on in the Google Cloud project of your service account: open {link}, press "
        "Enable, wait five minutes and run this again."
    ),
    "api_off_for_client": (
        "The Google Sheets API is not switched on in the Google Cloud project of your OAuth client: open {link}, press "
        "Enable, wait five minutes and run this again."
    ),
    "api_off_for_key": (
        "The Google Sheets API is not switched on in the Google Cloud project of your API key: open {link}, press Enable, "
        "wait five minutes and run this again."
    ),
    "api_off": (
        "The Google Sheets API is not switched on in the Google Cloud project of your sign-in: open {link}, press Enable, "
        "wait five minutes and run this again."
    ),
    "service_account_may_not_open": (
        "The service account may not open this spreadsheet: open the sheet, press Share, add {email} as Editor, and run "
        "this again."
    ),
    "service_account_may_not_change": (
        "The service account may not change this spreadsheet: open the sheet, press Share, add {email} as Editor, and run "
        "this again."
    ),
    "key_may_not_open": (
        "An API key can read only a sheet that anyone with the link may view: open the sheet, press Share and allow "
        "that, or use a service account."
    ),
    "person_may_not_open": (
        "Your Google account may not open this spreadsheet: ask its owner to press Share and add the account you signed in "
        "with as Editor, or delete {file} to sign in with another account."
    ),
    "person_may_not_change": (
        "Your Google account may not change this spreadsheet: ask its owner to press Share and add the account you signed "
        "in with as Editor, or delete {file} to sign in with another account."
    ),
    "given_account_may_not_open": (
        "Your Google account may not open this spreadsheet: ask its owner to press Share and add the account you signed in "
        "with as Editor."
    ),
    "given_account_may_not_change": (
        "Your Google account may not change this spreadsheet: ask its owner to press Share and add the account you signed "
        "in with as Editor."
    ),
    "protected": (
        "Cells that winback writes are protected in this spreadsheet: its owner can open Data > Protect sheets and ranges "
        "and allow {email} to edit them; then run this again."
    ),
    "protected_from_person": (
        "Cells that winback writes are protected in this spreadsheet: its owner can open Data > Protect sheets and ranges "
        "and allow the account you signed in with to edit them; then run this again."
    ),
    "key_reads_only": (
        "An API key can only read a sheet: use --dry-run or the command check, or sign in with a service account or in "
        "the browser, as `python3 scripts/winback.py guide google` says."
    ),
    # What else Google answers, or does not.
    "no_such_sheet": (
        "There is no spreadsheet at this address (a letter may be missing, or it was deleted): open it in your browser and "
        "copy the address from the address bar."
    ),
    "sheet_full": (
        "The spreadsheet is full (Google allows {most:count} cells in all its tabs, empty ones included): delete tabs, rows "
        "or columns that nobody uses, and run this again."
    ),
    "not_a_sheet": (
        "This is not a Google Sheet but another kind of file in Google Drive, such as an Excel workbook: open it there, "
        "choose File > Save as Google Sheets, and use the new sheet's address."
    ),
    "quota_used_up": (
        "Google accepts no more calls for this minute (all programs of one Google Cloud project share its limit): run "
        "this again in a few minutes, and not several at once."
    ),
    "out_of_order": (
        "Google Sheets does not work at the moment (it answered {status} again and again): run this again later; {page} "
        "says whether Google knows of it."
    ),
    "aborted": (
        "Google gave up again and again because others were changing the sheet at the same moment: run the same command "
        "again in a minute."
    ),
    "unreachable": (
        "Google Sheets cannot be reached ({server} does not answer): check the internet connection and, in a company, "
        "whether its network lets that address through; then run this again."
    ),
    "insecure": (
        "The connection to {server} is not secure (its certificate is not trusted here), so nothing was sent: check this "
        "computer's date, and in a company ask for the certificate of its network."
    ),
    "foreign_page": (
        "Something between this computer and Google answered instead of Google (status {status}): sign in to this "
        "network in a browser, or ask whoever runs it to let sheets.googleapis.com through."
    ),
    "change_unsure": (
        "Google did not say whether the last change was made: run this again, and it goes on from what is there."
    ),
    "unforeseen": (
        "Google refused a request of this program (status {status}: {words}): that is a fault in winback; please send "
        "us this sentence."
    ),
    "only_this_computer": (
        "{setting} may only name a server on this computer, such as http://127.0.0.1:8080: correct it, or remove it to "
        "reach Google."
    ),
    "wait_for_quota": "Google asks to wait {seconds:plural:# second|# seconds}.",
    "wait_for_answer": "Google does not answer; trying again in {seconds:plural:# second|# seconds}.",
    # The review of a shared sheet.
    "reading": "reading",
    "reading_part": "reading part {part:count} of {parts:count}",
    "writing": "writing",
    "unnamed_sheet": "the Google Sheet",
    "last_changed": "last changed by a review: {when} UTC; last checked: now",
    "cost": (
        "{calls:plural:one call|# calls} to Google, {megabytes:number} MB (allowed: 60 reading and 60 writing calls a "
        "minute)"
    ),
    "too_fast_to_read": (
        "People are changing the sheet faster than it can be read: run the same command again in a minute."
    ),
    "too_fast_to_write": (
        "People are changing the sheet faster than it can be written: run the same command again in a minute."
    ),
    "no_answer": "Google did not answer in time; nothing was changed. Run the same command again.",
    "no_answer_to_a_change": (
        "Google did not answer in time, so nobody knows what was written: run the same command again, and it finishes "
        "the work."
    ),
    "refresh_has_begun": "Another refresh of this sheet has just begun: run the same command again later.",
    "refresh_is_running": (
        "Another refresh of this sheet is running: wait until it is done, at the latest {until} UTC, and run the same "
        "command again."
    ),
    "typed_meanwhile": "typed while the review was writing, in a row that said: {row}",
    "place_gone": "it stood where the review was writing, and its place is gone",
    "named_range_gone": (
        "The named range {name} ({place}) is not there any more: if you need it, make it again with Data > Named ranges."
    ),
    "written_here": "The review fills these cells and may change them. Yellow cells are yours.",
    "my_list": "My list",
    "list_of_caller": "My list: {caller}",
    "list_of_everybody": "Everybody, still to do",
    # Our tabs taken out.
    "yours_untouched": "your own tabs were never changed",
    "review_makes_them_again": (
        "a new review makes these tabs again; what the sheet was before, Google keeps: File > Version history"
    ),
    "only_our_tabs": "{name} shows only our tabs, and a sheet must show one: make a tab of your own, then try again.",
    "read_by": (
        "Something of yours reads our tabs or lies on them ({places:commas}): change or delete that, then try again; "
        "nothing was changed."
    ),
    "named_range": "the named range {name}",
    "a_chart_on": "a chart on {tab}",
    "a_slicer_on": "a slicer on {tab}",
    "a_rule_on": "a rule for colours on {tab}",
    "comment_at": "comment at {cell}",
    # Back to before the last change.
    "nothing_to_undo": (
        "{name} keeps nothing to go back to (it was not reviewed yet, is too large, or was taken back before): "
        "Google keeps every version itself, under File > Version history."
    ),
    "undo_after_killed": (
        "The last review was broken off halfway: run `python3 scripts/winback.py review` on this sheet once more, then undo."
    ),
    "undone": "{name}: our tabs are as they were before the last review ({when} UTC)",
    "redone": "{name}: the review that was taken back is here again",
    "tabs_gone": "taken out, for that review had made them: {tabs:commas}",
    "stays_as_typed": "{cells:plural:one cell stays|# cells stay} as somebody has typed since",
    "rows_stay": "{rows:plural:one row stays|# rows stay}, for somebody has typed in it since",
    "looks_stay": "widths, charts and filter views stay until the next review; your own tabs were never changed",
    "undo_once_more": "`python3 scripts/winback.py undo` with the same address brings the review back",
    # A customer forgotten.
    "versions_keep_it": (
        "Google's own version history still has the name, and no program can take it out: to be rid of that too, the owner "
        "makes a copy (File > Make a copy, without comments), shares the copy, and deletes this sheet from the bin as well"
    ),
    # A new sheet.
    "key_fills_nothing": (
        "An API key can only read a sheet: to have it filled in, sign in with a service account or in the browser, as "
        "`python3 scripts/winback.py guide google` says."
    ),
    "key_makes_nothing": (
        "An API key cannot make a sheet: make an empty Google Sheet yourself, set up a service account or a sign-in "
        "in the browser as `python3 scripts/winback.py guide google` says, "
        "and run `python3 scripts/winback.py new` with the sheet's address."
    ),
    "service_account_makes_nothing": (
        "A sheet made by a service account belongs to that account, and nobody else could open it: make an empty Google "
        "Sheet yourself, share it with {email} as Editor, and run `python3 scripts/winback.py new` with its address."
    ),
    "perhaps_made": (
        "Google did not say whether it made the sheet: look for {title} at https://docs.google.com/spreadsheets and run "
        "`python3 scripts/winback.py new` with its address, or run this again if it is not there."
    ),
    "made_and_empty": (
        "{trouble} The new sheet stands empty at {address}: when that is settled, run `python3 scripts/winback.py new` with this address."
    ),
    "too_fast_to_fill": (
        "People are changing the sheet faster than it can be filled: run the same command again in a minute."
    ),
    "not_empty": (
        "There is something in the tab {tab}, and only an empty sheet is filled in; nothing was changed: to use what is "
        "there, run `python3 scripts/winback.py review {address}`, or make a new sheet and give its address."
    ),
    "tab_name_taken": (
        "The sheet has an empty tab called {tab}, and one of the new tabs needs that name: delete or rename it and run this "
        "again; nothing was changed."
    ),
    "start_country": (
        "Write numbers and dates as the country under File > Settings does; the country and the time zone can be changed "
        "there."
    ),
    "start_shared": "Keep this sheet shared with {email} as Editor: this account does the reading and writing.",
    "start_run": "Run: python3 scripts/winback.py review {address}",
    "start_result": (
        "Nothing needs to be saved or closed: the tab Win-back appears here and says who left and whom to call first."
    ),
    "start_hidden": "Hidden tabs, which change nothing yet: View > Hidden sheets in the menu shows each of them",
}

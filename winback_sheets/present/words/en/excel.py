"""What is said about Excel: how the formulas get into it, in its pane, and in the window behind the buttons."""

TEXTS = {
    # The list of formulas.
    "formula": "Formula",
    "what_it_gives": "What it gives",
    "example": "Example",
    # Help of an argument, a sentence each.
    "optional": "Optional.",
    "one_of": "One of {choices:commas}.",
    "a_number_or": "A number or {choices:commas}.",
    "left_out": "Left out: {default}.",
    # The Office add-in.
    "needs_https": "--server {server} must begin with https://: Excel loads add-ins in no other way.",
    "see_that_server_runs": "1. See that the function server runs at {server} (there: {command}).",
    "start_server": "1. Start the function server, and leave its window open while you work: {command}",
    "trust_it": "2. Once, let this computer trust it: {how}",
    "no_warning_then": "   {server}/health then opens in your browser without a warning.",
    "then_on_windows": "Then, in Excel for Windows:",
    "share_folder": (
        "   - share {folder} with yourself alone (its Properties, Sharing), and note the address \\\\COMPUTER\\NAME;"
    ),
    "trust_catalog": (
        "   - File, Options, Trust Center, Trust Center Settings, Trusted Add-in Catalogs: add that address, tick "
        "Show in Menu, OK, and start Excel again;"
    ),
    "add_from_shared_folder": "   - Home, Add-ins, More Add-ins, Shared Folder: Winback, Add.",
    "on_the_mac": "in Excel for the Mac:",
    "copy_manifest": (
        "   - copy {manifest} to ~/Library/Containers/com.microsoft.Excel/Data/Documents/wef "
        "(make that folder if it is not there), and start Excel again;"
    ),
    "add_on_the_mac": "   - Home, Add-ins: Winback.",
    "on_the_web": "in Excel on the web:",
    "upload_manifest": "   - Home, Add-ins, More Add-ins, My Add-ins, Upload My Add-in: {manifest}.",
    "manifest_holds_token": "manifest.xml holds the token of this computer's server: give it to nobody else.",
    "paste_token": (
        "Press Winback on the Home tab and paste the token there once; the computer of the server keeps it "
        "({command} says where)."
    ),
    "try_it": "Try it in any cell: {formula}",
    # The review in the pane.
    "typed_over": "'{typed}' was typed over a cell that the review writes; Data check keeps it",
    "no_charts": "Excel in a browser takes in no charts, so the tabs come without them.",
    "nothing_new": "Nothing has changed since the last review.",
    "two_tabs_of_one_name": "tabs has two tabs of one name.",
    "too_many_tabs": "tabs has more than {most:plural:one tab|# tabs}.",
    "tab_not_a_text": "names has a tab that is not a text.",
    "too_many_formats": "{where} has more cells than the tab.",
    "not_numbers_and_a_text": "{where} is not {numbers:plural:one number|# numbers} and a text.",
    "not_a_whole_number": "{where} is not a whole number from 1 to {most:count}.",
    # xlwings Lite.
    "lite_install": (
        "1. Install xlwings Lite in Excel: Home > Add-ins, search for xlwings Lite (free, Excel 2021 or newer, 365, or "
        "the web)."
    ),
    "lite_open": "2. Open this workbook, open the pane of xlwings Lite, and agree to run the Python in it.",
    "lite_paste": (
        "3. If the pane shows other Python: paste {main} in its main.py, and add the line {requirement} to its "
        "requirements.txt."
    ),
    "lite_restart": (
        "4. Press Restart in the pane, and wait until it says that the packages are installed (a minute, once)."
    ),
    "lite_type": (
        "5. Type =WINBACK.CHURN_RATE( in a cell of this workbook; put your sales on a tab of it. Where a formula shows "
        "an error, the output of the pane says why."
    ),
    "lite_files": "{book} carries the Python; {plain} is for pasting it yourself.",
    "lite_wheel": "{wheel} must be at {address}, readable from other sites (CORS); it lies in {folder}.",
    "lite_never_opened": (
        "We have never opened {book} in Excel, and xlwings Lite does not document where it keeps its Python: step 3 is "
        "what always works."
    ),
    # The workbook with buttons, for Windows.
    "button_review": "Review or check...",
    "button_review_meaning": "A window lists the open workbooks; choose one, or browse for a file.",
    "button_formulas": "Bring the formulas in",
    "button_formulas_meaning": (
        "Once, and after each update. Needs File > Options > Trust Center > Macro Settings > Trust access to the VBA "
        "project object model."
    ),
    "button_restart": "Start Python anew",
    "button_restart_meaning": "After an update, or when a formula no longer answers.",
    "windows_files": "{book} and {script} are written; keep both in one folder, under these names.",
    "windows_make": "1. Have Excel for Windows, and make these files there by: {command}",
    "windows_unblock": (
        "2. In the properties of {book} in the Explorer tick Unblock, then open it and enable its macros."
    ),
    "windows_trust": (
        "3. In Excel: File > Options > Trust Center > Macro Settings: tick "
        '"Trust access to the VBA project object model".'
    ),
    "windows_press": '4. Press "{button}", then save.',
    "windows_type": "5. Type =WINBACK_CHURN_RATE( in a cell; in another workbook ={book}!WINBACK_CHURN_RATE(.",
    "windows_never_opened": "We have never opened {book} in Excel; if it does not work, tell us what it says.",
    # The window behind the button.
    "which_workbook": "Which workbook? These are open in Excel:",
    "never_saved": "{name} (save it on this computer first)",
    "choose_workbook": "Choose a workbook",
    "kind_workbooks": "Workbooks and lists",
    "kind_all": "All files",
    "browse": "Browse...",
    "close": "Close",
    "working": "Working, please wait ...",
    "choose_first": "Choose a workbook in the list first, or press Browse.",
    "no_file_yet": "{name} has no file on this computer; save one in Excel, then press the button again.",
    "only_buttons": "This workbook only has the buttons; choose the one with your sales.",
    "nothing_to_say": "There is nothing to say.",
    "no_windows": "This Python has no windows (tkinter); install Python from python.org.",
}

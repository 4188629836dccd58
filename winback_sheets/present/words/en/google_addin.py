"""The script of a Google Sheet: how the spreadsheet gets it, and what its formulas say while they are typed."""

TEXTS = {
    "written": "{folder} holds the script for a Google Sheet and its guides; read guide.md first.",
    "step_script": (
        "1. In the Google Sheet: Extensions > Apps Script. Replace what is in Code.gs there with the text of Code.gs."
    ),
    "step_sidebar": (
        "2. There: + beside Files > HTML, name it sidebar, and replace what is in it with the text of sidebar.html."
    ),
    "step_manifest": (
        '3. There: Project Settings > Show "appsscript.json"; back in the editor, replace what is in it likewise.'
    ),
    "step_secret": (
        "4. Save, reload the sheet, and find the menu Win-back. In its Settings, paste the secret, save and test."
    ),
    "step_menu": "4. Save, reload the sheet, and find the menu Win-back. Its Help lists the formulas.",
    "step_try": (
        "5. To try it, type =WINBACK_RATE_INTERVAL(3, 10) in a cell (where 1,5 is written, "
        "=WINBACK_RATE_INTERVAL(3; 10)): {server} answers."
    ),
    "secret": "On this computer the secret is the line that begins with {name} in {file}",
    "secret_elsewhere": (
        "If the server runs on another computer, copy that line into the same file there (the command serve says where)."
    ),
    "secret_known": "Every editor of the sheet can read the secret; to withdraw it, delete the line.",
    "step_scheduled": (
        "5. The result tabs come from the scheduled refresh ({guide}); formulas in cells need a server on the internet "
        "(hosting.md)."
    ),
    "unreachable_server": (
        "Google cannot reach {server}. When you have a server: python3 scripts/winback.py addin sheets FOLDER --server https://ITS.ADDRESS"
    ),
    "head_of_script": "Win-back {version}: formulas and a menu for this spreadsheet. Written by scripts/winback.py addin sheets.",
    "refresh_argument": (
        "any cell; when it changes, the server is asked again. Win-back > Refresh changes the cell named WinbackRefresh."
    ),
    "example": "Example: {formula}",
    "example_comma": "Where 1,5 is written: {formula}",
    "gives_table": "a table with its headings",
    "gives_value": "one value",
}

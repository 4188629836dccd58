"""What the function server says: at its start, to who asks it wrongly, and of itself in OpenAPI."""

TEXTS = {
    "reached_from_outside": (
        "Other computers can reach {host}: put a program that does https in front, and add --behind-https."
    ),
    "cannot_begin": "The server cannot start at {host}, port {port} ({reason}): is another one running?",
    "listening": "Listening at {address}.",
    "listening_behind_https": "Listening at {address}, for a program in front of it that does https.",
    "token_place": "The token that programs must show is in {file}",
    "secrets_place": "Google Sheets sign with the secrets in {file}",
    "not_trusted_yet": (
        "If {address}/health shows a warning instead of a page, this computer does not trust the server yet. Once:"
    ),
    "trust_anew": (
        "The certificate that this computer trusts had ended or was damaged, so a new one was made, and Excel reaches the "
        "server only once this computer trusts that one too:"
    ),
    "trust_in_browser": "import {file} as an authority in the settings of your browser",
    "how_to_stop": "Press Ctrl+C to stop it.",
    "stopped": "Stopped.",
    "authority": "winback on this computer",
    "secrets_head": "One secret a line, each for one Google Sheet. Deleting a line withdraws that secret at once.",
    # Who may ask.
    "token_wrong": "The token is missing or not the one of this server; `python3 scripts/winback.py serve` says where it is.",
    "secret_wrong": (
        "The secret of this spreadsheet is missing or not one of this server; `python3 scripts/winback.py addin sheets` says where it is."
    ),
    "signed_at_another_time": (
        "The request was signed more than {minutes:plural:one minute|# minutes} before or after now: "
        "set the clock of the server right."
    ),
    "page_of_another": "This server answers the pages of its own add-in, and no others.",
    "other_name": "This server does not go by that name; ask for localhost.",
    "no_such_address": "There is nothing at this address.",
    "other_method": "This address is asked in another way.",
    "unreadable": "The request cannot be read.",
    # How a request arrives.
    "two_lengths": "The request says in two ways how long it is: send Content-Length or Transfer-Encoding, not both.",
    "body_packed": "The request is compressed ({encoding}): send it as it is.",
    "body_slow": "The request did not arrive within {seconds:number} {seconds:plural:second|seconds}.",
    "body_broke_off": "The request broke off.",
    "body_too_large": "The request is larger than {mebibytes:number} MiB: give a smaller range.",
    "bodies_too_large": "The server holds too many large requests: try again in a moment.",
    "not_utf8": "The request is not UTF-8 text throughout.",
    "nested_too_deeply": "The request is nested too deeply.",
    "not_json": "The request is not JSON (line {line}, column {column}).",
    "not_a_json_number": "{word} is not a number of JSON.",
    "same_key_twice": "An object of the request has the same key twice.",
    # How much it asks for.
    "too_many_calls": ("The request has {calls:plural:one call|# calls}, and this server takes at most {most:count}."),
    "too_many_rows": "A range has {rows:plural:one row|# rows}, and this server takes at most {most:count}.",
    "too_many_entries": (
        "A list has {entries:plural:one entry|# entries}, and this server takes at most {most:count}."
    ),
    "too_many_cells": "The request has more than {most:plural:one cell|# cells}: give smaller ranges.",
    "number_too_large": "A number of the request is too large for a spreadsheet.",
    "too_many_requests": "Too many requests at once: try again in a moment.",
    "answer_slow": (
        "The answer took longer than {seconds:number} {seconds:plural:second|seconds}: give smaller ranges."
    ),
    "request_slow": "The request took too long: ask for fewer formulas at once.",
    "no_memory": "The server has no memory left for this request: give smaller ranges.",
    "result_too_large": "The result is too large to be shown as a number.",
    "own_fault": "The program met a fault of its own ({fault}).",
    "own_fault_at": "A fault of the program: {fault} in {file}, line {line}.",
    # What shape it has.
    "request_not_an_object": "The request is not an object.",
    "not_an_object": "{where} is not an object.",
    "not_a_list": "{where} is not a list.",
    "not_a_row": "{where} is not a row.",
    "not_a_text": "{where} is not a text.",
    "not_a_cell": "{where} holds something that is no cell.",
    "not_a_range": "{where} is an object that is no range.",
    "no_such_range": "{where} asks for range {number}, and the request has {ranges:count}.",
    "too_many_arguments": "{where} has more than {most:plural:one argument|# arguments}.",
    # Itself, in OpenAPI.
    "api": "Formulas for spreadsheets. Version 1.",
    "api_batch": "Answer many formulas at once",
    "api_call": "Answer one formula",
    "api_functions": "The formulas there are",
    "api_health": "Whether the server is up",
    "api_answer": "The answer.",
    "api_range_pointer": "The range of this number among the request's ranges.",
    "api_cell": "Nothing, true, a number, a day's serial number, a text, an error as its text.",
    "api_range": "Rows from the top, headings first.",
    "api_value": "One value.",
    "api_rows": "A table with headings.",
    "api_error": "An error.",
    "api_400": "The request is not as described here.",
    "api_401": "The token or the signature is missing or wrong.",
    "api_403": "A page of somebody else asks.",
    "api_408": "The body came too slowly.",
    "api_413": "The body is too large.",
    "api_421": "The server does not go by the name in the Host header.",
    "api_422": "More calls, rows or cells than this server takes on.",
    "api_429": "Too many requests at once.",
    "api_503": "The work took too long, or too much is going on.",
}

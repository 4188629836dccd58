"""What is said about the formulas in LibreOffice Calc: how they get there, and why one of them has no answer."""

TEXTS = {
    "extension": "Winback formulas",
    "written": "{file} is written, for the function server at {server}.",
    "install": (
        "1. In LibreOffice, choose Tools > Extension Manager (Tools > Extensions in newer versions), Add, and this file."
    ),
    "start_server": "2. In a terminal, start the function server with {command} and leave it running.",
    "bring_token": "2. Put the token of the function server into the file {file}.",
    "type_a_formula": (
        "3. Close LibreOffice and open it again, then type =WINBACK.RATE_INTERVAL(3,10) into a cell of Calc, or a\n"
        "   semicolon for the comma where your language wants one; Ctrl+Shift+Enter shows the whole table."
    ),
    "ask_why": (
        '4. Where a cell shows an error, =WINBACK.WHY("RATE_INTERVAL",3,10) says why: the name, then the same arguments.'
    ),
    "format_dates": "A date comes as a number: give its cell a date format.",
    # The function wizard.
    "why": "The sentence that explains a formula's error; blank where the formula gives a result.",
    "why_name": 'the name of the formula, such as "CHURN_RATE"',
    "why_arguments": "the same arguments as in the formula, in the same order",
    "argument_of": "{meaning}: {choices:commas}",
    "argument_left_out": "{meaning}; {default} when left out",
    # In a cell, by WHY.
    "name_first": 'Write the formula\'s name first: WHY("CHURN_RATE", and then what you gave it).',
    "other_days": (
        "This document counts its days from {day}: choose 12/30/1899 under Tools > Options > "
        "LibreOffice Calc > Calculate > Date, and look whether its dates are still right."
    ),
    "unreadable": "The add-in could not read what the formula gives it ({trouble}).",
    "no_token": "The function server has made no token yet ({file}): start it once with {command}.",
    "other_token": "The function server does not accept the token: {file} is not the one it knows.",
    "no_reply": "The function server could not answer ({status}): start it again.",
    "not_trusted": "The certificate of the function server ({server}) is not trusted here: write the extension anew.",
    "slow": "The function server ({server}) took too long: let the formula read a smaller range.",
    "silent": (
        "The function server ({server}) does not answer: start it with {command}, then press Ctrl+Shift+F9 in Calc."
    ),
}

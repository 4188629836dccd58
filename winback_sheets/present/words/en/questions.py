"""What was guessed and could be otherwise: a sentence for each kind of question, and how to answer it."""

TEXTS = {
    "column": "'{tab}': {name} is read from '{taken}'; {others:list} could be meant as well. To change it, add a row "
    "'column: {key}' with the heading beside it to Settings, or --column \"{key}={first}\".",
    "tab": "'{tab}' is read as {taken}; it could be {others:list} as well. To change it, add a row 'tab: {tab}' with the "
    'name beside it to Settings, or --tab "{tab}={first}".',
    "rows": "'{tab}': {rows:plural:one row was|# rows were} read as {taken}.",
    "money": "'{tab}': the money is read from {taken}; {others:list} says something else.",
    "days": "'{tab}': days in '{about}' were read as {taken}.",
    "statuses": "'{tab}': {others:list} in '{about}' {rows:plural:(one row)|(# rows)} is not known and was read as {taken}.",
    "people": "'{tab}': {taken} may be more than one customer.",
    "title": "Please check: what was guessed",
    "asks": "{questions:plural:One question|# questions} about this file: see Data check.",
    "check_first": "Check this first: {doubt}",
    "question": "Question: {question}",
    "keep_them": "To keep this for the next time, add to your Settings tab: {rows:commas}",
    "kept": "Your answers are kept in Settings for the next time.",
}

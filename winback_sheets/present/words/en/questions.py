"""What was guessed and could be otherwise: a sentence for each kind of question, and how to answer it."""

TEXTS = {
    "column": "'{tab}': {name} is read from '{taken}'; {others:list} could be meant as well. To change it, add a row "
    "'column: {key}' with the heading beside it to Settings, or --column \"{key}={first}\".",
    "tab": "'{tab}' is read as {taken}; it could be {others:list} as well. To change it, add a row 'tab: {tab}' with the "
    'name beside it to Settings, or --tab "{tab}={first}".',
    "rows": "'{tab}': {rows:plural:one row was|# rows were} read as {taken}.",
    "money": "'{tab}': the money is read from {taken}; {others:list} says something else.",
    "days_turned_back": "'{tab}': in {rows:plural:one date|# dates} of '{taken}' Excel seems to have swapped day and month. "
    "They were swapped back: where your file says {first}, {last} is used. Look at one sale you remember: if that is wrong, write "
    "the days of the column with the month as a word, as in 31 Oct 2026.",
    "days_set_aside": "'{tab}': in '{taken}' day and month may have changed places in {rows:plural:one day|# days}, as happens "
    "when Excel opens a file of another country ({first} may be {last}); the rows were set aside. Import the file again "
    "with this column as text, or write each day of it in the form 2026-10-31.",
    "days_as_they_stand": "'{tab}': in '{taken}' day and month may have changed places in "
    "{rows:plural:one day|# days} ({first} may be {last}); they were read as they stand. If that is wrong, write "
    "each day of the column in the form 2026-10-31.",
    "statuses": "'{tab}': {others:list} in '{about}' {rows:plural:(one row)|(# rows)} is not known and was read as {taken}.",
    "rows_free_not_counted": "'{tab}': whoever had nothing but free orders, such as {others:list}, is not counted as a "
    "customer ({rows:plural:one row|# rows}). If that is right, there is nothing to do; to have an order counted, put 0.01 "
    "as its amount.",
    "rows_free_counted": "'{tab}': every amount is 0, so each row counts as a purchase and no money is shown. If they were "
    "not free, fill in the amounts.",
    "rows_order_total": "'{tab}': '{first}' is the same on every line of an order, so it is read as the order's and counted "
    "once ({rows:plural:one further line|# further lines}, {money:money:2}). If it is the money of each line, head it "
    "Line total.",
    "money_quantity": "'{tab}': the amount is read as it stands in {rows:plural:one row|# rows} with a quantity above one; "
    "if it is the price of one, head it Unit price.",
    "money_billing_period": "'{tab}': no column says how often the amount is paid, so it is read as a month's "
    "({rows:plural:one row|# rows}). If it is a year's, add a column Billing period that says so.",
    "statuses_status_stayed": "'{tab}': {others:list} as a status is not known; {rows:plural:one row|# rows} "
    "({money:money:2} a month) counted as still a customer. If they have left, write Left there.",
    "money_tax": "'{tab}': '{taken}' is read as it stands; the file does not show whether {others:list} is in it or comes on "
    "top. If it is in it, head the column Total.",
    "statuses_status_sale": "'{tab}': {others:list} as a status is not known; {rows:plural:one row|# rows} "
    "({money:money:2}) counted as sales. If they are none, write Cancelled there.",
    "statuses_status_not_yet": "'{tab}': {others:list} as a stage is not known; {rows:plural:one row|# rows} "
    "({money:money:2}) not counted. If they are sales, write Won there.",
    "statuses_document_sale": "'{tab}': {others:list} as a kind of document is not known; {rows:plural:one row|# rows} "
    "({money:money:2}) counted as sales. If they are none, write Other there; if they take money back, Refund.",
    "people_shared_id": "'{tab}': '{taken}' stands for many e-mails or names ({rows:plural:one row|# rows}), so it is read as "
    "no customer and each of them as one. If it is one customer, write one e-mail or name on its rows.",
    "people_shared_email": "'{tab}': '{taken}' stands beside many names ({rows:plural:one row|# rows}), so each name is read as "
    "a customer. If it is one customer, write one name on its rows.",
    "people_same_name": "'{tab}': {rows:plural:one row has|# rows have} only a name that several customers have, {taken} among "
    "them, so whoever has it there is read as another one. To join them, fill in the e-mail or the id.",
    "people_damaged_id": "'{tab}': {first} was cut short by a spreadsheet, so {rows:plural:one row|# rows} ({taken}) are told by "
    "e-mail or name. To have the ids, export again and open the CSV through Data > From Text with this column as Text.",
    "people": "'{tab}': {taken} may be more than one customer.",
    "title": "Please check: what was guessed",
    "asks": "{questions:plural:One question|# questions} about this file: see Data check.",
    "check_first": "Check this first: {doubt}",
    "question": "Question: {question}",
    "how": 'Is a column wrong? Type for example: python3 scripts/winback.py review {file} --column "{key}={heading}". '
    "It is kept for the next time.",
    "unused": "Headings to choose from: {headings:commas}.",
    "no_other": "There is no other column to choose from.",
    "how_tab": 'Is a tab wrong? Type for example: --tab "{tab}=Sales", or --tab "{tab}=ignore".',
    "keep_them": "To keep this for the next time, add to your Settings tab: {rows:commas}",
    "kept": "Your answers are kept in Settings for the next time.",
}

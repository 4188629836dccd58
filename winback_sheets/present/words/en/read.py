"""What reading a workbook found out: what was understood, why there is nothing to review, what a range lacks."""

TEXTS = {
    "other_columns": "'{tab}': also read: {columns:commas}",
    "tab_read": "read '{tab}' as {table}: {columns:commas}",
    "tab_export": "read '{tab}' as {table}, the export of {program}: {columns:commas}",
    "column": "{column} <- '{heading}'",
    "column_near": "{column} <- '{heading}' (also possible: {others:commas})",
    "answer_column": "'{typed}' does not say which column: write --column customer=Email.",
    "answer_tab": "'{typed}' does not say which tab: write --tab Orders=Sales, or --tab Orders=ignore.",
    "answer_no_column": "There is no column '{name}'; it can be one of {columns:list}.",
    "answer_no_table": "A tab can be {tables:list}, or ignore; not '{name}'.",
    "answer_no_heading": "No tab has the heading '{heading}' that Settings or --column gives for {column}; correct its "
    "spelling.",
    "answer_no_tab": "There is no tab '{tab}' that Settings or --tab speaks of; correct its name.",
    "setting_wrong": "{cell} in '{tab}': {setting} is {value}; it can be {allowed}, and {used}.",
    "setting_number": "a number from {least:number} to {most:number}",
    "setting_money": "an amount from {least:number} to {most:number}",
    "setting_percent": "a share from 0 % to 100 %",
    "setting_date": "a day of the years {least} to {most}",
    "setting_lapse": "days (540), days and four numbers (540; 0.53 6.18 0.89 1.61), or: window only",
    "setting_text": "a text of {least:number} to {most:number} letters",
    "setting_yes_no": "yes or no",
    "setting_choice": "one of {choices:commas}",
    "setting_default": "{default} is used instead",
    "setting_blank": "it counts as blank",
    "tabs_read": "read {count:count} tabs, '{tab}' to '{last}', as {table}: {columns:commas}",
    "tab_unused": "read '{tab}' as {table}, which changes nothing yet: {columns:commas}",
    "tab_note": "'{tab}': {note}",
    "layout_subheadings": "'{tab}': the customer stands above their lines, not on each of them, so the {names:plural:one "
    "name|# names} there were taken; besides, {left_out:plural:one row of totals or notes is|# rows of totals and notes are} "
    "no sales",
    "layout_months_down": "'{tab}': {columns:count} columns of figures read as {cells:plural:one row|# rows}, the heading "
    "as the customer; {left_out:plural:one row or column of totals|# rows and columns of totals} left out",
    "layout_year_and_month": "'{tab}': the date is the last day of the month in {columns:list}",
    "layout_one_month": "'{tab}': no column holds a date; every row is dated {day:day}, by the month in the title",
    "layout_apart": "'{tab}': {tables:count} tables on this tab, each read on its own",
    "layout_cells": "'{tab}': several amounts in one cell: {rows:plural:one row|# rows} read as {made:count}",
    "layout_headings": "'{tab}': the headings of rows {first} to {last} read as one",
    "layout_groups": "'{tab}': {columns:count} columns of figures read as {cells:plural:one row|# rows}; "
    "{left_out:plural:one row or column of totals|# rows and columns of totals} left out",
    "layout_first_line": "'{tab}': each '{heading}' read on all lines down to the next; "
    "{left_out:plural:one row of totals|# rows of totals} left out",
    "layout_months": "'{tab}': {columns:count} columns of figures read as {cells:plural:one row|# rows}, each on the last "
    "day of its month, quarter or year; {left_out:plural:one row or column of totals|# rows and columns of totals} left out",
    "money_net": "'{tab}': money is '{amount}', without tax and shipping (with {parts:list} it makes '{total}')",
    "money_less": "'{tab}': money is '{amount}' less {less:list}",
    "order_on_first_line": "'{tab}': an order of several lines has '{amount}' on its first line, and counts once "
    "({rows:plural:one further line|# further lines})",
    "order_on_every_line": "'{tab}': '{amount}' stands on every line of an order, and counts once an order "
    "({rows:plural:one further line|# further lines})",
    "lines_of_orders": "'{tab}': the money is '{amount}' of each line; the total of the whole order, repeated there, is left out",
    "other_currencies": "'{tab}': {rows:plural:one row is|# rows are} in another currency than {currency}: counted as "
    "purchases, without their money",
    "no_amounts": "'{tab}': no amounts found",
    "no_amounts_under": "'{tab}': no amounts found (not used: {headings:commas}; head the one with the money Amount)",
    "days_turned_back": "'{tab}': day and month of {rows:plural:one date|# dates} in '{column}' were swapped back",
    "in_cents": "'{tab}': '{column}' is in hundredths, so 4900 is read as 49.00",
    "hidden_rows": "'{tab}': {rows:plural:one hidden row is counted too|# hidden rows are counted too}",
    "hidden_tab": "'{tab}': the tab is hidden",
    "no_stored_results": "'{tab}': {formulas:plural:one formula has no stored result|# formulas have no stored result}: "
    "open and save the file once in Excel",
    "nobody_named": "'{tab}' names no customers, so each row is one, called by its number in the sheet",
    "nobody_left": "no column says who left, so everybody in the list counts as a customer",
    "not_used": "not used: {tabs:commas}",
    "guests": "{rows:plural:one row|# rows} of guests ({said:commas}) not counted: nobody knows who they are",
    "guests_money": "{rows:plural:one sale|# sales} to guests ({said:commas}), {money:money:2}, not counted: "
    "nobody knows who they are",
    "only_guests": "{rows:plural:The only row is a sale|All # rows are sales} to guests, so there is no customer to call; "
    "add a column with the customer's e-mail or name, then review again.",
    "id_on_every_row": "'{tab}': '{column}' is another on every row, so customers are told by e-mail or name",
    "joined_by_name": "{rows:plural:one row|# rows} without id or e-mail given to the only customer of that name",
    "told_by_name": "{rows:plural:one further row|# further rows} without id or e-mail counted under the name: "
    "{customers:plural:one customer|# customers}",
    "same_names": "{names:plural:one name has several e-mails or ids: these are different customers"
    "|# names have several e-mails or ids: these are different customers}",
    "same_as": "{customers:plural:one customer|# customers} counted with another, as 'Same as' says",
    "damaged_ids": "'{column}' in '{tab}' was cut short by a spreadsheet ({example}), so "
    "{rows:plural:one row|# rows} cannot say whose they are and are not counted; export again, and open the CSV "
    "through Data > From Text with this column as Text.",
    "files_left_out": "nothing of {files:list} was counted: no table of customers was found there; "
    "check its headings, or leave it away.",
    "one_spelling": "{spellings:count} spellings read as {customers:plural:one customer|# customers}",
    "no_headings": "'{tab}' has no headings; write Customer, Date and Amount above the columns that hold them, "
    "then review again.",
    "no_customer_column": "'{tab}' has dates and amounts but no customer column; "
    "add a column 'Customer' that says who bought, then review again.",
    "orders_without_buyers": "'{tab}' is Amazon's All Orders report, which does not say who bought; download the report "
    "Amazon Fulfilled Shipments (or Order Reports), whose column buyer-email stays the same for one buyer, and review that.",
    "bookings_have_no_customers": "'{tab}' is a DATEV Buchungsstapel: bookings on accounts, with days without a year and "
    "without customers; export the list of invoices (Rechnungen) with customer, date and amount, and review that.",
    "only_leavings": "'{tab}' says when customers left, but not what they bought or since when they were customers; review "
    "it in one workbook with the list of your customers' contracts, or add a column 'Start'.",
    "no_date_column": "'{tab}' has customers and amounts but no date column; add a column 'Date', then review again.",
    "lacks": "'{tab}' has {rows:plural:one row|# rows} under {headings:commas} (row {row}), but nothing is headed "
    "{missing:list}; head the columns that say so, or add them, and review again.",
    "no_ledger": "No tab looks like Sales (customer, date, amount) or Subscriptions (customer, start, end); "
    "`python3 scripts/winback.py new BOOK` makes an empty workbook that shows the headings.",
    "none_used": "{rows:plural:The only row could not be used|None of the # rows could be used}; "
    "run `python3 scripts/winback.py check` on the file to see why, correct the first of them and review again.",
    "no_rows": "The tab has its headings but no rows yet; enter sales below the headings and review again.",
    "no_sales_yet": "{rows:plural:The only row is no sale|None of the # rows is a sale}: they are cancelled, refunded, "
    "drafts, offers or not paid yet; review again when something was sold.",
    "nobody_bought": "No customer bought anything up to {day:day}; check the dates, or the --as-of date, "
    "and review again.",
    "lacks_columns": "{name} has no column {headings:list}: give the whole table with its header row.",
    "unknown_order": "prefer must be 'day', 'month' or None, not {prefer}",
}

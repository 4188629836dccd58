"""Status and kind of document: what is a sale, what never was one, and what takes money back."""

from __future__ import annotations

import pandas as pd
import pytest
from ledgers import sales_of

from winback_sheets.read.documents import kind_of
from winback_sheets.schema.words import keys, texts_of

HEAD = {"customer": "Customer", "date": "Date", "amount": "Amount"}
STATUS = HEAD | {"status": "Status"}
TYPE = HEAD | {"document": "Type"}


def read(headings, *rows):
    return sales_of(headings, [["Ann", "2025-01-02", 10, *filler(headings)], *rows])


def filler(headings):
    return {"status": ["Paid"], "document": ["Invoice"]}.get(next(iter(headings.keys() - HEAD.keys()), ""), [])


def money(found):
    return found.rows.groupby("customer")["amount"].sum().to_dict()


@pytest.mark.parametrize(("word", "kind"), [
    ("Paid", "sale"), ("COMPLETED", "sale"), ("partially_paid", "sale"), ("closedwon", "won"), ("Closed Won", "won"),
    ("Sales Order", "order"), ("bezahlt", "sale"), ("payée", "sale"), ("pagado", "sale"), ("evaso", "sale"),
    ("betaald", "sale"), ("concluído", "sale"), ("opłacone", "sale"), ("ödendi", "sale"), ("پرداخت‌شده", "sale"),
    ("Cancelled by customer", "cancelled"), ("VOIDED", "cancelled"), ("Storniert", "cancelled"), ("annulée", "cancelled"),
    ("anulado", "cancelled"), ("annullato", "cancelled"), ("geannuleerd", "cancelled"), ("cancelada", "cancelled"),
    ("anulowane", "cancelled"), ("iptal edildi", "cancelled"), ("لغو شده", "cancelled"), ("отменён", "cancelled"),
    ("Draft", "not_yet"), ("Quotation Sent", "not_yet"), ("Angebot", "not_yet"), ("devis", "not_yet"),
    ("presupuesto", "not_yet"), ("preventivo", "not_yet"), ("offerte", "not_yet"), ("orçamento", "not_yet"),
    ("wycena", "not_yet"), ("teklif", "not_yet"), ("پیش فاکتور", "not_yet"), ("On hold", "not_yet"),
    ("Denied", "failed"), ("Closed Lost to Competition", "lost"), ("fehlgeschlagen", "failed"), ("échoué", "failed"),
    ("Refunded", "refunded"), ("Partially refunded", "part_refunded"), ("partially_refunded", "part_refunded"),
    ("Credit Memo", "refund"), ("Sales credit note", "refund"), ("Gutschrift", "refund"), ("avoir", "refund"),
    ("nota de crédito", "refund"), ("nota di credito", "refund"), ("creditnota", "refund"), ("faktura korygująca", "refund"),
    ("iade", "refund"), ("مرجوعی", "refund"), ("Payment Refund", "refund"), ("Chargeback", "refund"),
    ("Express Checkout Payment", "payment"), ("Zahlungseingang", "payment"), ("General Withdrawal", "other"),
    ("PreApproved Payment Bill User Payment", "other"), ("Payment Processing Fee", "other"),
    ("Not shipped", ""), ("nicht versandt", ""), ("WA", ""), ("New Business", ""), ("", ""),
])  # fmt: skip
def test_what_a_word_is(word, kind):
    assert kind_of(word) == kind


def test_no_word_is_of_two_kinds():
    seen = [(word.lstrip("="), kind) for kind in keys("statuses") for word in texts_of("statuses", kind)]
    assert {word: kind for word, kind in seen if kind_of(word) != kind} == {}


@pytest.mark.parametrize(("word", "rule"), [
    ("Voided", "cancelled"), ("Entwurf", "not_yet"), ("Failed", "failed"), ("Pending", "not_yet"), ("Refunded", "refunded"),
    ("Abandoned", "not_yet"), ("Denied", "failed"), ("expired", "failed"), ("On Hold", "not_yet"),
])  # fmt: skip
def test_a_status_that_is_no_purchase_is_told_by_its_class(word, rule):
    found = read(STATUS, ["Hal", "2025-02-02", 500, word])
    assert money(found) == {"Ann": 10} and found.money == 510
    assert found.problems[["rule", "row", "money", "aside"]].values.tolist() == [[rule, 3, 500, True]]


@pytest.mark.parametrize("word", ["Partially refunded", "Overdue", "Versandt", "Unfulfilled", "Completed", None])
def test_a_status_that_counts(word):
    assert money(read(STATUS, ["Bo", "2025-02-02", 5, word])) == {"Ann": 10, "Bo": 5}


@pytest.mark.parametrize("back", [60, -60])
@pytest.mark.parametrize("word", ["Credit note", "Refund", "Gutschrift", "Sales credit note", "Return"])
def test_a_credit_note_takes_back_whatever_its_sign(word, back):
    assert money(read(TYPE, ["Ann", "2025-02-02", back, word])) == {"Ann": -50}


def test_a_refund_that_is_done_counts_and_one_that_was_denied_does_not():
    both = TYPE | {"status": "Status"}
    rows = [["Ann", "2025-01-02", 100, "Payment", "Completed"], ["Ann", "2025-01-05", -30, "Refund", "Refunded"],
            ["Ann", "2025-01-06", -20, "Refund", "Denied"]]  # fmt: skip
    found = sales_of(both, rows)
    assert money(found) == {"Ann": 70} and found.problems["rule"].tolist() == ["failed"]


def test_a_sale_marked_as_refunded_and_the_row_that_gave_it_back_are_one_refund():
    rows = [
        ["Bo", "2025-02-02", 40, "Paid"],
        ["Bo", "2025-03-02", 40, "Refunded"],
        ["Bo", "2025-03-09", -40, "Refunded"],
    ]
    found = read(STATUS, *rows)
    assert money(found) == {"Ann": 10, "Bo": 40} and found.problems["rule"].tolist() == ["refunded"] * 2


def test_payments_of_invoices_are_no_second_sale_but_payments_alone_are_sales():
    beside = read(TYPE, ["Ann", "2025-01-30", 10, "Payment"], ["Bo", "2025-02-02", 4, "Sales receipt"],
                  ["Bo", "2025-02-03", 4, "Deposit"], ["Bo", "2025-02-03", 9, "Sales order"])  # fmt: skip
    assert money(beside) == {"Ann": 10, "Bo": 4}
    assert beside.problems["rule"].tolist() == ["beside_invoice", "other_entry", "beside_invoice"]
    alone = sales_of(TYPE, [["Ann", "2025-01-02", 10, "Payment"], ["Bo", "2025-01-03", 4, "Deposit"]])
    assert money(alone) == {"Ann": 10, "Bo": 4}


def test_money_paid_to_others_is_no_refund_and_money_paid_back_is():
    rows = [["Boxes Ltd", "2025-01-05", -40, "Payment"], ["Ann", "2025-01-06", -3, "Payment"],
            ["Ann", "2025-01-07", 10, "Payment"], ["Cy", "2025-01-08", -300, "General Withdrawal"]]  # fmt: skip
    found = sales_of(TYPE, rows)
    assert money(found) == {"Ann": 7} and found.problems["rule"].tolist() == ["other_entry"] * 2


def test_of_deals_only_the_won_ones_are_sales():
    stages = [("Closed Won", 10), ("Closed Lost", 20), ("Prospecting", 30), ("Contract out", 40), ("Open", 50)]
    found = sales_of(HEAD | {"status": "Stage"}, [["Ann", "2025-01-02", much, word] for word, much in stages])
    assert money(found) == {"Ann": 10}
    (asked,) = found.questions
    assert (asked.taken, asked.others, asked.rows, asked.money) == ("not_yet", ("Contract out",), 1, 40)


def test_words_that_nobody_knows_count_and_are_asked_about_with_their_rows_and_money():
    found = read(STATUS, ["Bo", "2025-02-02", 5, "Maksettu"], ["Bo", "2025-02-03", 7, "Peruttu"])
    assert money(found) == {"Ann": 10, "Bo": 12}
    (asked,) = found.questions
    assert (asked.kind, asked.about, asked.taken) == ("statuses", "status", "sale")
    assert (asked.others, asked.rows, asked.money) == (("Maksettu", "Peruttu"), 2, 12)


@pytest.mark.parametrize(("columns", "rows"), [
    pytest.param({"status": "State"}, ["WA", "MN", "VT"], id="states of a country"),
    pytest.param({"document": "Type"}, ["New Business", "Existing Business", "New Business"], id="a type of its own"),
    pytest.param({"status": "Delivery status"}, ["Pending", "Delivery failed", "On hold"], id="where the goods are"),
])  # fmt: skip
def test_columns_that_say_nothing_of_the_sale(columns, rows):
    found = sales_of(HEAD | columns, [["Ann", f"2025-01-0{n}", 10, word] for n, word in enumerate(rows, 1)])
    assert (money(found), found.questions, len(found.problems)) == ({"Ann": 30}, [], 0)


@pytest.mark.parametrize(("heading", "answers", "kept"), [
    ("Cancelled", ["no", "yes", None], 40), ("Paid", ["yes", "yes", "yes"], 60), ("Voided", ["TRUE", "FALSE", "FALSE"], 50),
])  # fmt: skip
def test_a_status_told_by_yes_and_no(heading, answers, kept):
    rows = [["Ann", f"2025-01-0{n}", 10 * n, word] for n, word in enumerate(answers, 1)]
    assert sum(money(sales_of(HEAD | {"status": heading}, rows)).values()) == kept


def test_what_has_a_day_on_which_it_was_cancelled_is_no_purchase():
    rows = [["Ann", "2025-01-02", 10, None], ["Hal", "2025-01-03", 500, "2025-01-04"], ["Ivy", "2025-01-03", 50, "yes"]]
    found = sales_of(HEAD | {"cancelled_on": "Cancelled at"}, rows)
    assert money(found) == {"Ann": 10}
    assert found.problems.loc[found.problems["aside"], "rule"].tolist() == ["cancelled"] * 2


def test_waiting_for_payment_is_a_sale_in_a_list_of_invoices_only():
    rows = [["Ann", "2025-01-02", 10, "Paid"], ["Bo", "2025-01-03", 5, "Awaiting Payment"]]
    assert money(sales_of(STATUS | {"order_id": "Invoice Number"}, [[*row, n] for n, row in enumerate(rows)])) == {
        "Ann": 10,
        "Bo": 5,
    }
    assert money(sales_of(STATUS, rows)) == {"Ann": 10}


def test_a_gift_card_sold_is_no_sale_yet():
    rows = [
        ["Ann", "2025-01-02", 10, "Tea"],
        ["Hal", "2025-01-03", 50, "Gift card - $50"],
        ["Ann", "2025-01-03", 4, "Gift wrap"],
    ]
    found = sales_of(HEAD | {"product": "Item"}, rows)
    assert money(found) == {"Ann": 14} and found.problems[["rule", "money"]].values.tolist() == [["gift_card", 50]]
    sold = {
        "customer": "Customer",
        "date": "Date",
        "net": "Net Sales",
        "gift_card": "Gift Card Sales",
        "total": "Total",
    }
    found = sales_of(sold | {"amount": "Total"}, [["Ann", "2025-01-02", 60, 0, 60], ["Hal", "2025-01-03", 0, 100, 100]])
    assert money(found) == {"Ann": 60} and found.problems[["rule", "money"]].values.tolist() == [["gift_card", 100]]


def test_nothing_wrong_is_said_of_rows_that_are_no_sales(tmp_path):
    from winback_sheets import api

    book = tmp_path / "orders.csv"
    pd.DataFrame(
        [["Ann", "2025-01-02", 10, "Paid"], ["Bo", "2025-01-03", 5, "Cancelled"]],
        columns=["Customer", "Date", "Amount", "Status"],
    ).to_csv(book, index=False)
    found = api.check(book)
    assert (found.set_aside, found.no_sales, found.rows_read) == (0, 1, 2)

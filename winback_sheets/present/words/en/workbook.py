"""The review of a file: which files it takes, what it does to them, and what it says afterwards."""

TEXTS = {
    # Files that are no ledger.
    "made_by_a_review": "{name} was made by a review: review {ledger} instead.",
    "made_without_ledger": "{name} was made by a review: review the ledger it came from.",
    "copy_without_ledger": (
        "{name} is a copy that a review has kept, and its workbook is not beside it: to use the copy, give it another name."
    ),
    "copy_is_never_written": "{name} is a copy that a review has kept and that must not change: choose another file.",
    "summary_of_reviews": "{name} is the summary of several reviews: review the workbooks themselves.",
    "only_a_lock": "{name} is only a sign that {ledger} is open in another program: review {ledger}.",
}

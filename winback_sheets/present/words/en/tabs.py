"""What stands above the lists of every tab, and what a row says that is no longer listed."""

from winback_sheets.schema.inputs import SETTINGS
from winback_sheets.schema.results import RESULTS
from winback_sheets.schema.settings import SETTING_LINES

# What a tab is for and what a setting means is said once, in the schema; another language says it here.
MEANINGS = {f"{table.key}_meaning": table.meaning for table in (*RESULTS, SETTINGS)}
SETTINGS_MEANINGS = {f"setting_{line.key.replace(' ', '_')}": line.meaning for line in SETTING_LINES}

TEXTS = {
    **MEANINGS,
    **SETTINGS_MEANINGS,
    "as_of": "As of {day:day}",
    "nothing_to_say": "At present there is nothing to say.",
    "memory": "What earlier reviews wrote, so that a deleted row stays deleted and nothing typed is lost.",
    # What finds no room.
    "more_rows": "{tab}: {more:plural:one more row does|# more rows do} not fit into the tab; {where}.",
    "more_rows_money": (
        "{tab}: {more:plural:one more row does|# more rows do} not fit into the tab, with {money:money} a month; {where}."
    ),
    "whole_list_in_file": "the whole list is in {file}, beside this workbook",
    "whole_list_counted": "they are in every count and sum",
    "more_lines": "{more:plural:One more line does|# more lines do} not fit into this tab.",
    "cut": " ... (cut, {letters:count} letters long)",
    "texts_cut": "{tab}: {texts:plural:one text was|# texts were} longer than a cell can hold and cut there.",
    # Outreach.
    "plan_fits": (
        "Yellow columns are yours to fill. The plan fits the weekly hours in Settings ({hours:number}); nothing is sent "
        "by itself."
    ),
    "by_phone": "phone",
    "outreach_gone": "earlier plan",
    # Lost customers.
    "within_hours": "{customers:plural:One customer is|# customers are} worth a call within your hours.",
    "within_hours_share": (
        "{customers:plural:One customer is|# customers are} worth a call within your hours; they make up {share:percent} of "
        "the money lost a month."
    ),
    "removed": "Removed by hand: {rows:count} (still counted in Churn).",
    "lost_customers_gone": "no longer in your data",
    # Warning signs.
    "may_leave_by_money": "Under may leave stand those who are silent for longer than usual, most money first.",
    "warning_signs_gone": "the sign has cleared",
    # Settings.
    "change_yellow": "Change the yellow cells; the next review follows.",
    "settings_gone": "not a setting of this version",
    "setting_answer_column": "which heading this column stands under; delete the row to have it found again",
    "setting_answer_tab": "what this tab is, or ignore; delete the row to have it found again",
    "silence_says_little": "Silence says little in your shop, so nobody is to be called for it: write by value and occasion.",
    "setting_and_sentence": "{meaning}. {sentence}",
    "setting_with_reason": "{meaning}; {reason}",
    # What people typed over cells of ours, in Data check.
    "over_title": "Typed over cells that the review writes: your words, and what stands there now",
    "over_gone": "the row is not listed any more",
    "over_tab": "Tab",
    "over_cell": "Cell",
    "over_typed": "You typed",
    "over_ours": "The review writes",
}

"""Which rule for silence a review goes by: what a person typed, else what was found once from the owner's past and kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import pandas as pd

from winback_sheets.schema.lapse_rule import KEPT_AS, WINDOW_ONLY, LapseRule, read_lapse_rule
from winback_sheets.schema.settings import Rules
from winback_sheets.track import lapse
from winback_sheets.track.lapse_choice import Judged, judge, read_judged


class InUse(NamedTuple):
    """The rule, the judgement behind it (None: typed, or not judged yet), and the line that the next review takes up.

    frozen: whether the rule stays until a person changes it. Before it was judged it is looked at again each time.
    """

    rule: LapseRule
    judged: Judged | None
    kept: str | None

    @property
    def frozen(self) -> bool:
        return self.kept is not None


def lapse_in_use(
    sales: pd.DataFrame,
    as_of: pd.Timestamp,
    rules: Rules,
    *,
    silences: pd.DataFrame,
    window: int | None = None,
    remembered: Mapping[str, str],
) -> InUse:
    """The rule of this review.

    rules: what Settings says. silences: the gaps of the sales. window: the lapse window that an earlier review kept.
    remembered: its lines, of which ours says which rule it froze, and the errors of both where it was judged.
    A window that a person typed is a rule as it stands; one that we chose is judged at the first review where it can be.
    """
    line = remembered.get(KEPT_AS)
    judged = read_judged(line) if line else None
    frozen = judged.rule if judged else read_lapse_rule(line) if line else None
    days = rules.window or window or lapse.choose_window(silences)
    if rules.lapse == WINDOW_ONLY:
        return InUse(LapseRule(days), None, line)
    if rules.lapse is not None:
        return _typed(read_lapse_rule(rules.lapse) or LapseRule(days), frozen, judged, rules.window, line)
    if frozen is not None and frozen.window == days:
        return InUse(frozen, judged, line)
    if rules.window is not None and rules.window != window:
        return InUse(LapseRule(days), None, str(days))
    found = judge(sales, as_of, window=days)
    return InUse(found.rule if found else LapseRule(days), found, str(found) if found else None)


def _typed(
    typed: LapseRule, frozen: LapseRule | None, judged: Judged | None, window: int | None, line: str | None
) -> InUse:
    """The rule that stands in Settings; if it is the one we wrote, a window that a person has typed since goes before it."""
    if typed != frozen:
        return InUse(typed, None, line)
    if window is not None and window != typed.window:
        return InUse(LapseRule(window), None, line)
    return InUse(typed, judged, line)

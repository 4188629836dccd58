"""The settings: every key of the Settings tab with its default and meaning, once, and what of them the counting needs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Setting(NamedTuple):
    """One line of the Settings tab. kind: date, choice, number, text, percent, money, yes_no or lapse; blank default: none.

    least, most: the values it may have; of a date its year, of a text its letters.
    """

    key: str
    kind: str
    default: str
    meaning: str
    choices: tuple[str, ...] = ()
    least: float = 0
    most: float = 0


FIRST_YEAR, LAST_YEAR = 1900, 2199  # a mistyped one would be counted month by month to its end
TEN_YEARS = 3_650
MOST_MONEY = 1e12
PERIODS = ("month", "quarter", "auto")
SETTING_LINES: tuple[Setting, ...] = (
    Setting(
        "as of", "date", "", "the day the review looks from; blank = the last sale", least=FIRST_YEAR, most=LAST_YEAR
    ),
    Setting("period", "choice", "auto", "month, quarter or auto (by month from 5 losses a month on)", PERIODS),
    Setting(
        "lapse window",
        "number",
        "",
        "days without a purchase after which a customer counts as lost",
        least=1,
        most=TEN_YEARS,
    ),
    Setting(
        "lapse rule",
        "lapse",
        "",
        "the whole rule for silence: days alone (540), or days and four numbers that say whether another year without a "
        "purchase is likelier than not; window only = the lapse window and nothing else",
    ),
    Setting(
        "unpaid grace",
        "number",
        "30",
        "days an invoice may be overdue before the contract counts as lost",
        most=TEN_YEARS,
    ),
    Setting("allowed gap", "number", "7", "days between two contracts that still count as one", most=TEN_YEARS),
    Setting("home country", "text", "", "two letters, for holidays (GB, DE, BD, ...)", least=2, most=3),
    Setting("weekly hours", "number", "5", "hours a week for calling customers", most=2_000),
    Setting(
        "minutes a call", "number", "20", "minutes one contact takes, with preparation and notes", least=1, most=600
    ),
    Setting("caller", "text", "", "who makes the calls", most=200),
    Setting("margin", "percent", "", "your margin, 40 % for example; blank = money is called revenue", most=1),
    Setting("acquisition cost", "money", "", "what a new customer costs you", most=MOST_MONEY),
    Setting("cost of an hour", "money", "", "what an hour of calling costs you", most=MOST_MONEY),
    Setting("currency", "text", "", "the currency of your amounts, for the number format", most=40),
    Setting("match refunds", "yes_no", "no", "yes: an order cancelled in full within 30 days is no purchase"),
)


def _typed(line: Setting) -> str | float | bool | None:
    if not line.default:
        return None
    if line.kind == "yes_no":
        return line.default == "yes"
    return float(line.default) if line.kind in ("number", "percent", "money") else line.default


DEFAULTS: Mapping[str, str | float | bool | None] = {line.key: _typed(line) for line in SETTING_LINES}


def _number(settings: Mapping[str, object], key: str, otherwise: float = 0.0) -> float:
    """A setting's number; its default where nothing stands there, and `otherwise` where it has none."""
    for value in (settings.get(key), DEFAULTS[key]):
        if isinstance(value, (int, float)):
            return float(value)
    return otherwise


class Rules(NamedTuple):
    """How customers are counted: period (month, quarter, year or auto), and in days the lapse window (None: chosen from
    the gaps), how long an invoice may be overdue and how far apart two contracts may lie.

    lapse: the whole rule for silence as it is typed; None: found from the owner's past.
    """

    every: str = str(DEFAULTS["period"])
    window: int | None = None
    lapse: str | None = None
    grace: int = int(_number({}, "unpaid grace"))
    allowed_gap: int = int(_number({}, "allowed gap"))
    match_refunds: bool = bool(DEFAULTS["match refunds"])


class Effort(NamedTuple):
    """What calling may take and what it is weighed with: hours a week, minutes a call, money an hour, margin, country."""

    weekly_hours: float = _number({}, "weekly hours")
    minutes: float = _number({}, "minutes a call")
    cost_of_hour: float = 0.0
    margin: float | None = None
    country: str | None = None

    @property
    def weight(self) -> float:
        """What a sum of revenue is multiplied by: the margin, or 1 where it is not known."""
        return 1.0 if self.margin is None else self.margin


# Arguments of formulas that are settings, with what they may be.
_ARGUMENTS = {
    "lapse": "lapse window",
    "grace": "unpaid grace",
    "allowed_gap": "allowed gap",
    "weekly_hours": "weekly hours",
    "minutes_a_call": "minutes a call",
    "cost_of_an_hour": "cost of an hour",
}
ARGUMENT_RANGES: Mapping[str, tuple[float, float]] = {
    name: (line.least, line.most) for name, key in _ARGUMENTS.items() for line in SETTING_LINES if line.key == key
}
AS_OF = "as of"
STALE_DAYS = 7  # data older than this are called stale
OLD_DAYS = 45  # ... and older than this in the headline
LIST_ENDED_DAYS = 60  # a list of contracts without a newer day is looked at as of the end of that day's month
USUAL = Rules()
USUAL_EFFORT = Effort()


def rules_of(settings: Mapping[str, object]) -> Rules:
    """The rules as Settings has them, by default where it says nothing. A lapse window below one day is none.

    >>> rules_of({"unpaid grace": 60.0}).grace, rules_of({}).allowed_gap
    (60, 7)
    """
    window = _number(settings, "lapse window")
    return Rules(
        every=str(settings.get("period") or DEFAULTS["period"]).casefold(),
        window=int(window) if window >= 1 else None,
        lapse=str(settings["lapse rule"]) if settings.get("lapse rule") else None,
        grace=int(_number(settings, "unpaid grace")),
        allowed_gap=int(_number(settings, "allowed gap")),
        match_refunds=bool(settings.get("match refunds") or False),
    )


def effort_of(settings: Mapping[str, object]) -> Effort:
    """What calling may take, as Settings has it."""
    margin, country = settings.get("margin"), settings.get("home country")
    return Effort(
        weekly_hours=_number(settings, "weekly hours"),
        minutes=_number(settings, "minutes a call"),
        cost_of_hour=_number(settings, "cost of an hour"),
        margin=float(margin) if isinstance(margin, (int, float)) else None,
        country=str(country) if country else None,
    )

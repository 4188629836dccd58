"""The registry: every formula a cell can hold and every tab a review fills, each in one literal list."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache
from importlib import import_module
from inspect import Parameter, cleandoc, signature
from typing import Any, Literal, NamedTuple, get_args, get_origin, get_type_hints

from winback_sheets.present.words import say
from winback_sheets.schema.inputs import table
from winback_sheets.schema.settings import ARGUMENT_RANGES, TEN_YEARS

LARGEST = 1e100  # nothing that anybody counts, and far enough from where sums of it have no end
Kind = Literal["table", "date", "number", "text", "choice"]
Gives = Literal["table", "percent", "money", "count", "number", "date"]


class Formula(NamedTuple):
    """One formula: its name after the prefix WINBACK., the function behind it, and how it is typed.

    gives: the kind of its value, for the number format. without: the error and the key of the sentence for no value (NaN, NaT).
    """

    name: str
    path: str
    category: Literal["numbers", "tables"]
    example: str
    gives: Gives = "table"
    without: tuple[str, str] = ("#N/A", "formulas.nothing")


class Argument(NamedTuple):
    """One argument of a formula. choices: the words allowed, for a table the keys of the tables it may be.

    rule: besides a number, the lapse rule as Settings prints it. whole: it takes whole numbers only. least, most: what a number may be.
    """

    name: str
    kind: Kind
    needed: bool
    default: object
    choices: tuple[str, ...]
    meaning: str
    whole: bool = False
    least: float = -LARGEST
    most: float = LARGEST
    rule: bool = False


# What a number may be at the most, so that no typing error makes work without an end. Arguments that are settings have
# the range of the setting, and what is no number at all by its formula's own rules (a share above 1) is told by it.
RANGES: dict[str, tuple[float, float]] = {
    **ARGUMENT_RANGES,
    "months": (-LARGEST, 1_200),
    "bins": (-LARGEST, 100),
    "every": (-LARGEST, TEN_YEARS),
    "days": (-LARGEST, TEN_YEARS),
}
NOBODY = ("#DIV/0!", "formulas.nobody")
NO_MONEY = ("#DIV/0!", "formulas.no_money")
NO_CUSTOMER = ("#N/A", "formulas.no_customer")

# fmt: off
FORMULAS: tuple[Formula, ...] = (
    Formula("CHURN_RATE", "winback_sheets.formulas.churn:churn_rate", "numbers",
            "=WINBACK.CHURN_RATE(Subscriptions!A1:F200, DATE(2026,10,1), DATE(2026,10,31))",
            "percent", NOBODY),
    Formula("RETENTION_RATE", "winback_sheets.formulas.churn:retention_rate", "numbers",
            "=WINBACK.RETENTION_RATE(Sales!A1:D5000, DATE(2026,10,1), DATE(2026,10,31))",
            "percent", NOBODY),
    Formula("REVENUE_CHURN", "winback_sheets.formulas.churn:revenue_churn", "numbers",
            "=WINBACK.REVENUE_CHURN(Subscriptions!A1:F200, DATE(2026,10,1), DATE(2026,10,31))",
            "percent", NO_MONEY),
    Formula("NET_REVENUE_CHURN", "winback_sheets.formulas.churn:net_revenue_churn", "numbers",
            "=WINBACK.NET_REVENUE_CHURN(Subscriptions!A1:F200, DATE(2026,10,1), DATE(2026,10,31))",
            "percent", NO_MONEY),
    Formula("GROSS_REVENUE_RETENTION", "winback_sheets.formulas.churn:gross_revenue_retention", "numbers",
            "=WINBACK.GROSS_REVENUE_RETENTION(Subscriptions!A1:F200, DATE(2026,10,1), DATE(2026,10,31))",
            "percent", NO_MONEY),
    Formula("NET_REVENUE_RETENTION", "winback_sheets.formulas.churn:net_revenue_retention", "numbers",
            "=WINBACK.NET_REVENUE_RETENTION(Subscriptions!A1:F200, DATE(2026,10,1), DATE(2026,10,31))",
            "percent", NO_MONEY),
    Formula("QUICK_RATIO", "winback_sheets.formulas.churn:quick_ratio", "numbers",
            '=WINBACK.QUICK_RATIO(Subscriptions!A1:F200, DATE(2026,10,1), DATE(2026,10,31), "counted")',
            "number", ("#DIV/0!", "formulas.nothing_lost")),
    Formula("LOST_CUSTOMERS_COUNT", "winback_sheets.formulas.churn:lost_customers_count", "numbers",
            "=WINBACK.LOST_CUSTOMERS_COUNT(Sales!A1:D5000, DATE(2026,10,1), DATE(2026,10,31))",
            "count", NO_CUSTOMER),
    Formula("LOST_REVENUE", "winback_sheets.formulas.churn:lost_revenue", "numbers",
            "=WINBACK.LOST_REVENUE(Subscriptions!A1:F200, DATE(2026,10,1), DATE(2026,10,31), Payments!A1:E300)",
            "money", NO_CUSTOMER),
    Formula("CONVERT_RATE", "winback_sheets.formulas.value:convert_rate", "numbers",
            '=WINBACK.CONVERT_RATE(5%, "year")',
            "percent", ("#NUM!", "formulas.no_rate")),
    Formula("LIFETIME_VALUE", "winback_sheets.formulas.value:lifetime_value", "numbers",
            "=WINBACK.LIFETIME_VALUE(40, 95%, 1%)",
            "money", ("#NUM!", "formulas.no_sum")),
    Formula("WINBACK_VALUE", "winback_sheets.formulas.value:winback_value", "numbers",
            "=WINBACK.WINBACK_VALUE(40, 90%, 1%, 24, 60)",
            "money", ("#NUM!", "formulas.no_second_life")),
    Formula("TOP_SHARE", "winback_sheets.formulas.value:top_share", "numbers",
            "=WINBACK.TOP_SHARE(Sales!A1:D5000, 20%)",
            "percent", ("#N/A", "formulas.no_top_share")),
    Formula("TALK_SHARE", "winback_sheets.formulas.value:talk_share", "numbers",
            '=WINBACK.TALK_SHARE(Contacts!A1:J400, "Ann")',
            "percent", ("#N/A", "formulas.no_talk")),
    Formula("NEXT_CONTACT", "winback_sheets.formulas.value:next_contact", "numbers",
            '=WINBACK.NEXT_CONTACT(Contacts!A1:J400, "Acme Ltd", DATE(2026,10,31), 30, "GB")',
            "date", ("#N/A", "formulas.no_contact")),
    Formula("CHANCE_OF_LEAVING", "winback_sheets.formulas.chance:chance_of_leaving", "numbers",
            '=WINBACK.CHANCE_OF_LEAVING(Sales!A1:D5000, "Acme Ltd", 90, DATE(2026,10,31))',
            "percent", ("#N/A", "formulas.no_days_ahead")),
    Formula("CHURN_TABLE", "winback_sheets.formulas.periods:churn_table", "tables",
            '=WINBACK.CHURN_TABLE(Sales!A1:D5000, DATE(2026,10,31), "month")'),
    Formula("REVENUE_MOVEMENTS", "winback_sheets.formulas.periods:revenue_movements", "tables",
            "=WINBACK.REVENUE_MOVEMENTS(Subscriptions!A1:F200, DATE(2026,10,31))"),
    Formula("CHURN_CONVENTIONS", "winback_sheets.formulas.periods:churn_conventions", "tables",
            "=WINBACK.CHURN_CONVENTIONS(Subscriptions!A1:F200, DATE(2026,10,1), DATE(2026,10,31), Payments!A1:E300)"),
    Formula("COHORTS", "winback_sheets.formulas.periods:cohorts", "tables",
            '=WINBACK.COHORTS(Sales!A1:D5000, DATE(2026,10,31), "quarter")'),
    Formula("SURVIVAL", "winback_sheets.formulas.periods:survival", "tables",
            "=WINBACK.SURVIVAL(Subscriptions!A1:F200, DATE(2026,10,31))"),
    Formula("RFM", "winback_sheets.formulas.periods:rfm", "tables",
            "=WINBACK.RFM(Sales!A1:D5000, DATE(2026,10,31))"),
    Formula("LOST_CUSTOMERS", "winback_sheets.formulas.customers:lost_customers", "tables",
            "=WINBACK.LOST_CUSTOMERS(Sales!A1:D5000, DATE(2026,10,31), Customers!A1:K300)"),
    Formula("LIKELIHOOD_OF_RETURN", "winback_sheets.formulas.chance:likelihood_of_return", "tables",
            "=WINBACK.LIKELIHOOD_OF_RETURN(Sales!A1:D5000, DATE(2026,10,31), 90)"),
    Formula("WARNING_SIGNS", "winback_sheets.formulas.customers:warning_signs", "tables",
            "=WINBACK.WARNING_SIGNS(Sales!A1:D5000, DATE(2026,10,31))"),
    Formula("OUTREACH", "winback_sheets.formulas.customers:outreach", "tables",
            "=WINBACK.OUTREACH(Sales!A1:D5000, DATE(2026,10,31), Customers!A1:K300)"),
    Formula("SEGMENTS", "winback_sheets.formulas.customers:segments", "tables",
            "=WINBACK.SEGMENTS(Sales!A1:D5000, DATE(2026,10,31))"),
    Formula("RATE_INTERVAL", "winback_sheets.formulas.value:rate_interval", "tables",
            "=WINBACK.RATE_INTERVAL(3, 10)"),
)
# fmt: on


@lru_cache(1024)
def formula(name: str) -> Formula:
    """The formula of this name, however it is written: WINBACK.CHURN_RATE, WINBACK_CHURN_RATE, churn rate.

    KeyError with one sentence when there is none.

    >>> formula("=winback.churn_rate").name
    'CHURN_RATE'
    """
    plain = re.sub(r"\W+", "_", name.strip().lstrip("=")).upper()
    # WINBACK_VALUE is a formula of its own, so the prefix is taken off only where that leaves a name.
    wanted = (plain, plain.removeprefix("WINBACK_"))
    found = next((one for key in wanted for one in FORMULAS if one.name == key), None)
    if found is None:
        raise KeyError(say("formulas.unknown_formula_see_list", name=name))
    return found


@cache
def function(name: str) -> Callable[..., Any]:
    """The function behind a formula; its module, and pandas with it, is loaded only now."""
    module, _, attribute = formula(name).path.partition(":")
    found: Callable[..., Any] = getattr(import_module(module), attribute)
    return found


def help_of(name: str) -> str:
    """The formula's help: the first line of its docstring."""
    return cleandoc(function(name).__doc__ or "").partition("\n")[0]


@cache
def arguments(name: str) -> tuple[Argument, ...]:
    """The arguments of a formula in the order in which a cell gives them.

    A table argument is named as its table, and `a_or_b` may be either.

    >>> [(one.name, one.kind, one.needed) for one in arguments("RATE_INTERVAL")]
    [('part', 'number', True), ('whole', 'number', True), ('confidence', 'number', False), ('method', 'choice', False)]
    """
    called = function(name)
    hints = get_type_hints(called)
    return tuple(
        _argument(name, parameter, hints[parameter.name]) for parameter in signature(called).parameters.values()
    )


def _argument(name: str, parameter: Parameter, hint: Any) -> Argument:
    kinds = [part for part in get_args(hint) if part is not type(None)] if _is_union(hint) else [hint]
    words = tuple(word for part in kinds if get_origin(part) is Literal for word in get_args(part))
    types = {getattr(part, "__name__", "") for part in kinds}
    needed = parameter.default is Parameter.empty
    kind: Kind = "text"
    if "DataFrame" in types:
        kind, words = "table", tuple(parameter.name.split("_or_"))
    elif "Timestamp" in types:
        kind = "date"
    elif types & {"float", "int"}:
        kind = "number"
    elif words:
        kind = "choice"
    meaning = _meaning(name, parameter.name) or (_of_tables(words) if kind == "table" else "")
    default, whole = None if needed else parameter.default, kind == "number" and "float" not in types
    least, most = RANGES.get(parameter.name, (-LARGEST, LARGEST))
    rule = kind == "number" and "str" in types
    return Argument(parameter.name, kind, needed, default, words, meaning, whole, least, most, rule)


def _is_union(hint: Any) -> bool:
    return get_origin(hint) is not None and get_origin(hint) is not Literal


def _meaning(name: str, argument: str) -> str:
    """The argument's line in the docstring, or in that of the formula it refers to with "as in `...`"."""
    text = cleandoc(function(name).__doc__ or "").partition(">>>")[0]
    line = re.search(rf"^{argument}: (.+(?:\n {{4}}.+)*)", text, flags=re.MULTILINE)
    if line:
        return re.sub(r"\s+", " ", line.group(1))
    other = re.search(r"rguments[^.]* as in `(\w+)`", text)
    return _meaning(other.group(1), argument) if other else ""


def _of_tables(keys: tuple[str, ...]) -> str:
    return " Or: ".join(table(key).meaning for key in keys)

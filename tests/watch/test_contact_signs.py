"""Signs from Contacts, Complaints, Surveys, Promises and Usage: first who must not be named, then the published figures."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from winback_sheets.track.rate_change import at_least_so_many, at_most_so_many, silent_so_long
from winback_sheets.watch import signs
from winback_sheets.watch.signs import SIGNS, Found, find_signs

AS_OF = pd.Timestamp("2026-10-31")
Rows = list[dict[str, object]]
Tables = dict[str, pd.DataFrame]


def ago(days: float) -> pd.Timestamp:
    return AS_OF - pd.Timedelta(days=days)


def every(step: int, first: int, last: int = 0, *, who: str = "A", **cells: object) -> Rows:
    """A row every so many days, from so many days ago on until so many days ago."""
    return [{"customer": who, "date": ago(day), **cells} for day in range(first, last - 1, -step)]


def contacts(*rows: Rows, **columns: str) -> Tables:
    frame = pd.DataFrame([row for part in rows for row in part])
    for key in ("opened",):
        if key in frame:
            frame[key] = frame[key].astype("boolean")
    return {"contacts": frame}


def complained(*days: int, who: str = "A", **cells: object) -> pd.DataFrame:
    return pd.DataFrame([{"customer": who, "opened": ago(day), **cells} for day in days])


def bought(step: int, first: int, last: int = 0, *, who: str = "A") -> pd.DataFrame:
    days = pd.DataFrame(every(step, first, last, who=who))
    return days.assign(bought=True, net=10.0, code=0)


def found(tables: Tables, *keys: str, as_of: pd.Timestamp = AS_OF) -> Found:
    """What these signs say of everybody in the tables; all signs where none is named."""
    who = pd.Index(sorted({name for table in tables.values() for name in table["customer"].dropna()}))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(signs, "SIGNS", tuple(each for each in SIGNS if each.key in keys or not keys))
        return find_signs(tables, who, as_of)


def named(tables: Tables, sign: str) -> list[str]:
    return sorted(found(tables, sign).signs["customer"])


def row(tables: Tables, sign: str, who: str = "A") -> pd.Series:
    each = found(tables, sign).signs
    return each[each["customer"] == who].iloc[0]


IN = {"direction": "in"}
ASK = {"direction": "in", "contact_kind": "question"}
MAIL = {"direction": "out"}
OTHERS = [each for n in range(6) for each in every(9, 400 - n, who=f"other{n}", **IN)]  # the tab is kept to the end


def survey(score: float | None, days: int, who: str = "A", **cells: object) -> Rows:
    return [{"customer": who, "date": ago(days), "score": score, **cells}]


def surveys(*rows: Rows) -> Tables:
    return {"surveys": pd.DataFrame([row for part in rows for row in part])}


def promise(due: int, kept: int | None = None, made: int = 100, who: str = "A") -> Tables:
    cells = {"customer": who, "date": ago(made), "promise": "a spare key", "due": ago(due)}
    return {"promises": pd.DataFrame([cells | {"kept_on": pd.NaT if kept is None else ago(kept)}])}


def usage(*rows: Rows) -> Tables:
    return {"usage": pd.DataFrame([row for part in rows for row in part]).assign(feature="export")}


def weeks(*amounts: float, who: str = "A") -> Rows:
    """Use in weeks, the newest last."""
    return [
        {"customer": who, "date": ago(7 * (len(amounts) - at) - 4), "usage_amount": amount}
        for at, amount in enumerate(amounts)
    ]


STEADY = [20, 22, 19, 21] * 5
TWENTY = [f"c{n}" for n in range(20)]
NOT_NAMED = [
    pytest.param(
        "contact_silence", contacts(every(91, 91 * 5 + 28, 28, **IN), OTHERS), id="a quarterly caller, 28 days"
    ),
    pytest.param("contact_silence", contacts(every(7, 28 + 7, 28, **IN), OTHERS), id="fewer than three contacts"),
    pytest.param(
        "contact_silence", contacts(every(7, 200, 28, direction="out"), OTHERS), id="whom we called every week"
    ),
    pytest.param(
        "contact_silence", contacts(every(7, 200, 28, **IN), every(7, 21, **IN), OTHERS), id="who called again since"
    ),
    pytest.param("contact_silence", contacts(every(7, 200, 28)), id="contacts of which nobody says who called"),
    pytest.param(
        "contact_silence",
        contacts(*(every(3, 300, 40, who=f"c{n}", **IN) for n in range(8))),
        id="anybody, where the tab has ended",
    ),
    pytest.param("contact_silence", contacts(every(1, 40, 12, **IN)), id="anybody, after forty days of history"),
    pytest.param("fewer_questions", contacts(every(11, 400, **ASK), OTHERS), id="who asks as ever"),
    pytest.param(
        "fewer_questions",
        contacts(every(11, 400, 95, **ASK), OTHERS),
        id="who is silent altogether: that is another sign",
    ),
    pytest.param(
        "fewer_questions",
        contacts(*(every(11, 460, 95, who=c, **ASK) + every(60, 70, who=c, **ASK) for c in TWENTY)),
        id="anybody, where everybody asks less",
    ),
    pytest.param("more_complaints", {"complaints": complained(25, 70, 115, 160, 205)}, id="who complains as ever"),
    pytest.param("more_complaints", {"complaints": complained(5, 200)}, id="one complaint"),
    pytest.param(
        "more_complaints",
        {
            "complaints": complained(5, 15, 25, 110, 230),
            "purchase_days": pd.concat([bought(1, 29), bought(40, 500, 30)]),
        },
        id="whose orders have grown as much",
    ),
    pytest.param(
        "more_complaints", {"complaints": complained(1, 2, 2, 3, 3, 3)}, id="anybody, after three days of history"
    ),
    pytest.param("open_complaint", {"complaints": complained(3)}, id="a complaint of three days ago"),
    pytest.param(
        "open_complaint",
        {"complaints": complained(40, closed=ago(35), resolved=True)},
        id="resolved, where nobody notes who is satisfied",
    ),
    pytest.param(
        "open_complaint",
        {"complaints": complained(40, closed=ago(35), confirmed_satisfied=True)},
        id="confirmed to be satisfied",
    ),
    pytest.param("open_complaint", {"complaints": complained(800)}, id="a complaint of two years ago"),
    pytest.param("feast_or_famine", contacts(every(30, 300)), id="steady monthly contacts"),
    pytest.param("feast_or_famine", contacts(every(3, 300, 273), every(14, 60)), id="busy at first, and again"),
    pytest.param("feast_or_famine", contacts(every(3, 100, 73)), id="a customer of three months"),
    pytest.param("only_ok", surveys(survey(9, 20), survey(7, 300)), id="who is happy by now"),
    pytest.param("only_ok", surveys(survey(7, 400), survey(9, 20, "B")), id="a score of more than a year ago"),
    pytest.param("only_ok", surveys(survey(6, 20), survey(9, 20, "B")), id="a low score"),
    pytest.param("only_ok", surveys(survey(5, 20), survey(3, 20, "B")), id="5 of 5"),
    pytest.param("low_score", surveys(survey(4, 20), survey(5, 20, "B")), id="4 of 5"),
    pytest.param("low_score", surveys(survey(-40, 20), survey(60, 20, "B")), id="a scale that goes below 0"),
    pytest.param("low_score", surveys(survey(0, 20), survey(1, 20, "B")), id="yes and no as 1 and 0"),
    pytest.param("low_score", surveys(survey(None, 20)), id="an answer without a score"),
    pytest.param("unopened", contacts(every(7, 300, **MAIL, opened=True)), id="who opens every e-mail"),
    pytest.param(
        "unopened",
        contacts(
            every(7, 300, 60, **MAIL, opened=True),
            every(7, 53, **MAIL, opened=None),
            every(7, 300, who="B", opened=False),
        ),
        id="opens that are blocked since",
    ),
    pytest.param(
        "unopened",
        contacts(every(7, 300, 60, **MAIL, opened=True), every(7, 300, who="B", opened=False)),
        id="to whom nothing was sent since",
    ),
    pytest.param("unopened", contacts(every(7, 300, **MAIL, opened=None)), id="opens that were never known"),
    pytest.param("overdue_promise", promise(10, kept=12), id="a promise that was kept"),
    pytest.param("overdue_promise", promise(-5), id="a promise whose day is to come"),
    pytest.param("overdue_promise", promise(0), id="a promise that is due today"),
    pytest.param("using_less", usage(weeks(*STEADY)), id="who uses it as ever"),
    pytest.param(
        "using_less", usage(weeks(20, 0, 5, 40, 0, 31, 2, 44, 8, 0, 37, 3, 0, 22, 0, 9)), id="who always jumps"
    ),
    pytest.param("using_less", usage(weeks(20, 20, 20, 20, 5, 5, 5, 5)), id="four weeks of history before"),
    pytest.param(
        "using_less",
        usage(*(weeks(*STEADY, 12, 11, 12, 11, who=c) for c in TWENTY)),
        id="anybody, where everybody uses less",
    ),
    pytest.param("unheard", {"purchase_days": bought(30, 1500)}, id="anybody, where nothing they say is noted"),
    pytest.param(
        "unheard",
        {"purchase_days": bought(30, 1500), **surveys(survey(9, 300), survey(8, 900, "B"))},
        id="who answered within the year",
    ),
    pytest.param(
        "unheard",
        {"purchase_days": bought(30, 700), **surveys(survey(8, 900, "B"))},
        id="a customer of two years",
    ),
    pytest.param(
        "unheard",
        {"purchase_days": bought(30, 1500), **surveys(survey(8, 200, "B"))},
        id="anybody, after half a year of surveys",
    ),
]


@pytest.mark.parametrize(("sign", "tables"), NOT_NAMED)
def test_is_not_named(sign: str, tables: Tables) -> None:
    assert "A" not in named(tables, sign) and (sign not in ("unheard",) or named(tables, sign) in ([], ["B"]))


NAMED = [
    pytest.param(
        "contact_silence",
        contacts(every(7, 28 + 7 * 150, 28, **IN), OTHERS),
        {"days": 28, "usual": 7, "contacts": 151, "since": ago(20)},
        id="a weekly caller silent for 28 days",
    ),
    pytest.param(
        "fewer_questions",
        contacts(every(11, 455, 91, **ASK), every(70, 70, 1, **ASK), OTHERS),
        {"recent": 1, "expected": 8.1},
        id="one question where eight are usual",
    ),
    pytest.param(
        "more_complaints",
        {"complaints": complained(5, 15, 25, 100, 190, 280)},
        {"recent": 3, "before": 3, "since": ago(25)},
        id="three complaints in a month against one a quarter",
    ),
    pytest.param(
        "more_complaints",
        contacts(
            every(10, 25, 5, contact_kind="complaint", minutes=40.0),
            every(90, 280, 100, contact_kind="complaint", minutes=10.0),
        ),
        {"recent": 3, "before": 3, "minutes": 120, "minutes_before": 3},
        id="upset calls that take longer",
    ),
    pytest.param(
        "open_complaint",
        {"complaints": complained(40, 9)},
        {"since": ago(40), "days": 40, "complaints": 2},
        id="two open complaints, by the older one",
    ),
    pytest.param(
        "open_complaint",
        {
            "complaints": pd.concat(
                [
                    complained(40, closed=ago(35), resolved=True, confirmed_satisfied=None),
                    complained(40, who="B", closed=ago(35), resolved=True, confirmed_satisfied=True),
                ]
            )
        },
        {"since": ago(40), "closed": ago(35)},
        id="an answer that is not confirmed to be a good one",
    ),
    pytest.param(
        "open_complaint",
        {"complaints": complained(2, closed=ago(1), resolved=True, confirmed_satisfied=False)},
        {"days": 2},
        id="unhappy with an answer of yesterday",
    ),
    pytest.param(
        "feast_or_famine",
        contacts(every(3, 300, 273)),
        {"contacts": 10, "early": 10, "days": 273, "since": ago(272)},
        id="ten contacts in month 1 and none in months 2 to 10",
    ),
    pytest.param("only_ok", surveys(survey(8, 20), survey(10, 400)), {"score": 8, "scale": 10}, id="8 of 10"),
    pytest.param("only_ok", surveys(survey(7, 20), survey(10, 400)), {"score": 7, "scale": 10}, id="7 of 10"),
    pytest.param("only_ok", surveys(survey(4, 20), survey(5, 400, "B")), {"score": 4, "scale": 5}, id="4 of 5"),
    pytest.param("only_ok", surveys(survey(70, 20), survey(95, 400)), {"score": 70, "scale": 100}, id="70 of 100"),
    pytest.param(
        "low_score", surveys(survey(6, 20), survey(9, 30)), {"score": 6, "since": ago(20)}, id="6 of 10, once happy"
    ),
    pytest.param(
        "low_score",
        surveys(
            survey(3, 20, question="how easy"),
            survey(5, 50, "B", question="how easy"),
            survey(9, 50, question="how likely"),
        ),
        {"score": 3, "scale": 5},
        id="3 of 5 beside a question of 10",
    ),
    pytest.param(
        "unopened",
        contacts(every(7, 300, 60, **MAIL, opened=True), every(7, 53, **MAIL, opened=False)),
        {"days": 62, "usual": 7, "emails": 8},
        id="no e-mail opened for two months, where one a week is usual",
    ),
    pytest.param(
        "unopened",
        contacts(every(7, 305, 60, **MAIL, opened=True), every(7, 300, who="B", opened=True)),
        {"days": 60, "usual": 7},
        id="60 days where usual is 7, in a tab that notes opened ones only",
    ),
    pytest.param(
        "overdue_promise", promise(10), {"since": ago(10), "promise": "a spare key"}, id="ten days after its day"
    ),
    pytest.param("overdue_promise", promise(10, kept=-3), {"days": 10}, id="a promise that will be kept after the day"),
    pytest.param("using_less", usage(weeks(*STEADY, 8, 9, 8, 7)), {"recent": 8.0, "usual": 20.5}, id="less than half"),
    pytest.param(
        "unheard",
        {"purchase_days": bought(30, 1500), **surveys(survey(8, 900, "B"))},
        {"years": 4},
        id="four years a customer and never heard, although they buy every month",
    ),
]


@pytest.mark.parametrize(("sign", "tables", "evidence"), NAMED)
def test_is_named_with_its_evidence(sign: str, tables: Tables, evidence: dict[str, object]) -> None:
    said = row(tables, sign)
    assert {key: said[key] for key in evidence} == evidence


def test_every_new_sign_is_named_somewhere() -> None:
    old = {"told_us", "unpaid", "ends_soon", "downgrade", "silence", "buying_less"}
    assert {case.values[0] for case in NAMED} <= {each.key for each in SIGNS} - old


@pytest.mark.parametrize(
    ("found", "published"),
    [
        pytest.param(at_least_so_many(3, 1, 30 / 120), 0.0508, id="3 complaints in 30 days against 1 in 90"),
        pytest.param(at_least_so_many(0, 4, 30 / 120), 1.0, id="no complaint is never too many"),
        pytest.param(at_most_so_many(1, 90, 8e6, 90e6), 0.0030, id="1 question where 8 are usual"),
        pytest.param(silent_so_long(21, 12, 84), 0.0615, id="12 contacts over 84 days, silent for 21"),
        pytest.param(silent_so_long(60, 4, 120), 0.1613, id="4 contacts over 120 days, silent for 60"),
        pytest.param(silent_so_long(28, 1e6, 7e6), 0.0183, id="weekly, silent for 28 days, a long past"),
        pytest.param(silent_so_long(21, 1e6, 7e6), 0.0498, id="weekly, silent for 21 days, a long past"),
    ],
)
def test_the_chance_is_the_published_one(found: np.ndarray, published: float) -> None:
    assert float(found) == pytest.approx(published, abs=5e-5)


@pytest.mark.parametrize("day", [100, 30, 5], ids="seen {} days before".format)
@pytest.mark.parametrize(
    ("sign", "tables"),
    [pytest.param(*case.values[:2], id=f"{case.values[0]}: {case.id}") for case in [*NAMED, *NOT_NAMED]],
)
def test_rows_after_the_day_change_nothing(sign: str, tables: Tables, day: int) -> None:
    """What is found on an earlier day is the same with the rows that came after it and without them."""
    then = ago(day)

    def known(table: pd.DataFrame) -> pd.DataFrame:
        past = table[
            ~(table["opened" if "opened" in table and table["opened"].dtype != "boolean" else "date"] > then)
        ].copy()
        if "closed" in past:  # what came of a complaint later was not known either
            later = past["closed"] > then
            past.loc[later, "closed"] = pd.NaT
            for key in {"resolved", "confirmed_satisfied"} & set(past):
                past[key] = past[key].astype("boolean").mask(later)
        if "kept_on" in past:
            past["kept_on"] = past["kept_on"].where(~(past["kept_on"] > then))
        return past

    before = {name: known(table) for name, table in tables.items()}
    told, alone = found(tables, sign, as_of=then), found(before, sign, as_of=then)
    assert told.signs.to_csv() == alone.signs.to_csv()
    assert told.instead == alone.instead and told.looked_at == alone.looked_at


def test_a_weekly_caller_of_a_year_has_the_predictive_chance() -> None:
    """52 gaps over 364 days, then 28 days: (364 / 392) ** 52.5, with the prior's half event, for they are steady."""
    said = row(contacts(every(7, 28 + 364, 28, **IN), OTHERS), "contact_silence")
    assert said["chance"] == pytest.approx((364 / 392) ** 52.5)


def by_chance(a_month: float, *, days: int = 730, burst: tuple[int, ...] = (0,), who: int = 1000) -> pd.DataFrame:
    """Customers to whom things happen at one rate for all days, each time as many as there are days in a burst."""
    rng = np.random.default_rng(14)
    times = rng.poisson(a_month * days / 30, size=who)
    code = np.repeat(np.repeat(np.arange(who), times), len(burst))
    day = np.repeat(np.floor(rng.uniform(0, days, times.sum())), len(burst)) - np.tile(burst, times.sum())
    frame = pd.DataFrame(
        {"customer": np.char.add("c", code.astype(str)), "date": AS_OF - pd.to_timedelta(day, unit="D")}
    )
    return frame[day >= 0].astype({"customer": object})


def in_summer(rows: pd.DataFrame) -> pd.DataFrame:
    """The same without two of five rows of the last 90 days."""
    stay = np.random.default_rng(14).uniform(size=len(rows)) < 0.6
    return rows[(rows["date"] <= ago(90)) | stay]


def use_by_chance(kin: float) -> pd.DataFrame:
    """Weekly use around 20; kin: how much of a week's distance from it stays in the next."""
    noise = np.random.default_rng(14).normal(0, 5, (1000, 60))
    for week in range(1, 60):
        noise[:, week] += kin * noise[:, week - 1]
    rows = np.maximum(20 + noise, 0)
    names = np.char.add("c", np.repeat(np.arange(1000), 60).astype(str)).astype(object)
    dates = np.tile(AS_OF - pd.to_timedelta(7 * np.arange(60)[::-1] + 3, unit="D"), 1000)
    return pd.DataFrame({"customer": names, "date": dates, "usage_amount": rows.ravel()})


@pytest.mark.parametrize(
    ("sign", "tables"),
    [
        pytest.param("contact_silence", {"contacts": by_chance(4).assign(**ASK)}, id="weekly contacts"),
        pytest.param("contact_silence", {"contacts": by_chance(0.4).assign(**ASK)}, id="rare contacts"),
        pytest.param(
            "contact_silence", {"contacts": by_chance(0.7, burst=(0, 1, 3)).assign(**ASK)}, id="bursts of contacts"
        ),
        pytest.param(
            "contact_silence", {"contacts": in_summer(by_chance(4).assign(**ASK))}, id="fewer contacts of everybody"
        ),
        pytest.param("fewer_questions", {"contacts": by_chance(4).assign(**ASK)}, id="weekly questions"),
        pytest.param(
            "fewer_questions", {"contacts": in_summer(by_chance(4).assign(**ASK))}, id="fewer questions of everybody"
        ),
        pytest.param(
            "fewer_questions", {"contacts": by_chance(2, burst=(0, 1, 3)).assign(**ASK)}, id="bursts of questions"
        ),
        pytest.param(
            "more_complaints", {"complaints": by_chance(1).rename(columns={"date": "opened"})}, id="complaints"
        ),
        pytest.param("using_less", {"usage": use_by_chance(0.0)}, id="use"),
        pytest.param("using_less", {"usage": use_by_chance(0.6)}, id="use in which a bad week is followed by one"),
    ],
)
def test_where_nothing_changes_no_more_are_named_than_the_tab_says(sign: str, tables: Tables) -> None:
    told = found(tables, sign)
    assert told.looked_at[sign] > 100 and not told.instead
    most = signs.NOTICEABLE * told.looked_at[sign]
    assert len(told.signs) <= most + 2 * most**0.5  # what so many draws vary by


def test_tabs_with_neither_rows_nor_optional_columns_name_nobody() -> None:
    empty = {
        "contacts": pd.DataFrame({"customer": pd.Series(dtype=object), "date": pd.to_datetime([])}),
        "complaints": pd.DataFrame({"customer": pd.Series(dtype=object), "opened": pd.to_datetime([])}),
        "surveys": pd.DataFrame({"customer": pd.Series(dtype=object), "date": pd.to_datetime([])}),
        "promises": pd.DataFrame({"customer": pd.Series(dtype=object), "promise": pd.Series(dtype=object)}),
        "usage": pd.DataFrame({"customer": pd.Series(dtype=object), "date": pd.to_datetime([])}),
    }
    blank = {
        name: pd.DataFrame({key: [None if key in ("customer", "promise") else pd.NaT] for key in table})
        for name, table in empty.items()
    }
    for tables in (empty, blank):
        assert len(find_signs(tables, pd.Index(["A"]), AS_OF).signs) == 0


def test_a_tab_of_three_days_says_so_once() -> None:
    told = found(contacts(every(1, 2, **ASK), every(1, 2, who="B", **ASK)))
    assert len(told.signs) == 0
    assert [(said.key, said.fields["days"]) for said in told.said_instead] == [
        ("signs.too_little_history", 3),
        ("signs.unheard_too_little_history", 3),
    ]


def test_where_most_are_unheard_it_is_said_in_one_line_and_nobody_is_named() -> None:
    shop = pd.concat([bought(60, 1500, who=c) for c in TWENTY])
    told = found({"purchase_days": shop, **surveys(*(survey(9, 20, c) for c in TWENTY[:8]), survey(9, 700, "c1"))})
    assert not (told.signs["sign"] == "unheard").any()
    assert told.instead["unheard"].fields == {"customers": 12, "long": 20}


def test_a_tab_that_has_ended_says_when() -> None:
    told = found(contacts(*(every(3, 300, 40, who=f"c{n}", **IN) for n in range(8))))
    assert told.instead["contact_silence"].fields["last"] == ago(42)

"""The chance of no purchase: what must not happen first, then published estimates, then relations."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from winback_sheets.schema.message import Message
from winback_sheets.track import gap_hazard, mbg_nbd
from winback_sheets.track.activity import purchase_days
from winback_sheets.track.mbg_nbd import Parameters
from winback_sheets.track.purchase_model import PurchaseModel, chance_of_no_purchase, purchase_model
from winback_sheets.track.recency_frequency import recency_frequency

AS_OF = pd.Timestamp("2026-10-31")
CDNOW = Parameters(0.525, 6.183, 0.891, 1.614)


def shop(customers: int, *, seed: int = 1) -> pd.DataFrame:
    """Customers who buy at their own pace, some of whom stop."""
    dice = np.random.default_rng(seed)
    rows = []
    for number in range(customers):
        gaps = dice.exponential(dice.gamma(2, 20), size=40) + 1
        stop = dice.geometric(0.15)
        days = AS_OF - pd.Timedelta(days=600) + pd.to_timedelta(np.cumsum(gaps)[:stop].astype(int), unit="D")
        rows.append(pd.DataFrame({"customer": f"C{number:04}", "date": days, "amount": 10.0}))
    every = pd.concat(rows)
    return every[every["date"] <= AS_OF]


@pytest.mark.parametrize(
    "sales",
    [
        pytest.param(shop(24), id="twenty-four customers"),
        pytest.param(shop(200).drop_duplicates("customer"), id="nobody bought twice"),
        pytest.param(shop(60).head(20), id="few gaps"),
    ],
)
def test_too_short_a_past_gives_no_chance_and_says_why(sales: pd.DataFrame) -> None:
    found = purchase_model(sales, AS_OF)
    assert isinstance(found, Message) and found.key == "track.no_model"


def test_rows_after_the_day_change_nothing() -> None:
    sales = shop(150)
    later = pd.concat([sales, pd.DataFrame({"customer": ["C0001", "new"], "date": AS_OF + pd.Timedelta(days=3)})])
    assert repr(purchase_model(later, AS_OF)) == repr(purchase_model(sales, AS_OF))


def cdnow(shared_data: Path) -> pd.DataFrame:
    """The 1/10 sample of the papers, as model input."""
    rows = pd.read_csv(shared_data / "transactions/cdnow_customers_summary.csv")
    return pd.DataFrame({"repeats": rows["frequency"], "span": rows["recency"] * 7, "age": rows["T"] * 7})


def test_the_estimates_are_the_published_ones_on_the_cdnow_sample(shared_data: Path) -> None:
    """MBG/NBD .525 6.183 .891 1.614, and by the same search BG/NBD .2426 4.4137 .7929 2.4259 with LL -9582.43."""
    past = cdnow(shared_data)
    x, t_x, age = past["repeats"].to_numpy(float), past["span"].to_numpy() / 7, past["age"].to_numpy() / 7
    count = np.ones(len(past))
    mbg = mbg_nbd.maximise(lambda at: mbg_nbd.log_likelihood(at, x, t_x, age), count, size=4, penalty=0)
    assert mbg == pytest.approx([0.525, 6.183, 0.891, 1.614], abs=0.002)
    bg = mbg_nbd.maximise(lambda at: bg_nbd(at, x, t_x, age), count, size=4, penalty=0)
    assert bg == pytest.approx([0.2426, 4.4137, 0.7929, 2.4259], abs=0.0005)
    assert bg_nbd(np.array(bg), x, t_x, age)[0].sum() == pytest.approx(-9582.43, abs=0.01)


def bg_nbd(theta: np.ndarray, x: np.ndarray, t_x: np.ndarray, age: np.ndarray) -> mbg_nbd.Value:
    """Log-likelihood of BG/NBD (Fader, Hardie & Lee 2005, eq. 6), its derivatives by small steps."""
    from scipy.special import betaln, gammaln

    def each(at: np.ndarray) -> np.ndarray:
        r, alpha, a, b = at
        stays = betaln(a, b + x) - betaln(a, b) - (r + x) * np.log(alpha + age)
        with np.errstate(divide="ignore"):
            drops = np.where(
                x > 0, betaln(a + 1, b + np.maximum(x, 1) - 1) - betaln(a, b) - (r + x) * np.log(alpha + t_x), -np.inf
            )
        return gammaln(r + x) - gammaln(r) + r * np.log(alpha) + np.logaddexp(stays, drops)

    steps = np.eye(4) * theta * 1e-6
    slopes = [(each(theta + step) - each(theta - step)) / (2 * step.sum()) for step in steps]
    return each(theta), np.column_stack(slopes)


def test_the_derivatives_are_those_of_the_likelihood() -> None:
    x, t_x, age = np.array([0.0, 2, 26]), np.array([0, 30.43, 30.86]), np.array([38.86, 38.86, 31.0])
    theta = np.array(CDNOW)
    _, slope = mbg_nbd.log_likelihood(theta, x, t_x, age)
    for at, step in enumerate(np.eye(4) * theta * 1e-6):
        up, down = (mbg_nbd.log_likelihood(theta + sign * step, x, t_x, age)[0] for sign in (1, -1))
        assert slope[:, at] == pytest.approx((up - down) / (2 * step.sum()), rel=1e-5, abs=1e-6)


def test_the_chance_that_a_customer_of_one_purchase_is_there_is_the_published_one() -> None:
    one = (np.array(each) for each in ([0.0], [0.0], [38.86 * 7]))
    assert mbg_nbd.alive(CDNOW, *one) == pytest.approx([0.3897], abs=0.0002)


def test_a_longer_silence_and_a_longer_time_ahead_never_make_a_purchase_likelier_by_the_model() -> None:
    span = np.full(50, 200.0)
    chances = [
        mbg_nbd.chance_of_none(CDNOW, np.full(50, 5.0), span, span + np.arange(50) * 10, days) for days in (30, 90, 365)
    ]
    assert all((np.diff(each) > 0).all() for each in chances) and (chances[0] > chances[2]).all()


def test_the_gaps_alone_are_asked_where_the_search_for_the_model_does_not_end() -> None:
    sales = shop(150)
    past, model = recency_frequency(sales, AS_OF), purchase_model(sales, AS_OF)
    assert isinstance(model, PurchaseModel) and model.mbg is not None
    alone = chance_of_no_purchase(model._replace(mbg=None), past, 90)
    both = chance_of_no_purchase(model, past, 90)
    own = gap_hazard.chance_of_none(model.gaps, past["repeats"].to_numpy(), past["silent"].to_numpy(), 90)
    assert alone.tolist() == pytest.approx(own.tolist()) and not np.allclose(alone, both)
    assert both.between(0, 1).all()


def test_a_curve_of_gaps_is_kaplan_meiers_while_ten_are_at_risk() -> None:
    from winback_sheets.track.lapse import gaps
    from winback_sheets.track.survival import kaplan_meier

    sales = purchase_days(shop(150))
    own = gaps(sales)
    curve = kaplan_meier(own["days"].to_numpy(float), own["closed"].to_numpy()).set_index("time")["survival"]
    shops = gap_hazard.gap_hazard(sales, sales["date"].max()).every
    for day in (10, 30, 60):
        assert np.exp(-shops.hazard[day]) == pytest.approx(curve[curve.index <= day].iloc[-1])

"""What a review of the demo workbook must say, counted plainly from the story and never by calling the package."""

from __future__ import annotations

from datetime import date, timedelta

from demo_story import LAST_DAY, WINDOW, Contract, Demo, Sale
from small_stories import Line, figures

UNPAID_DAYS = 30
MONTHS = tuple(date(2026, month, 1) for month in range(5, 11))


def expected(story: Demo, *, rows: int, slips: dict[str, int]) -> list[Line]:
    """Every expected line of demo-expected.csv. rows: lines in Sales, slips: rule -> how many were planted."""
    bought = purchases(story)
    lines: list[Line] = [("today", "", date(2026, 11, 2)), ("as of", "", LAST_DAY), ("window", "", window_fits(bought))]
    lines += [("problem", rule, count) for rule, count in slips.items()]
    lines += [("rows", "read", rows), ("rows", "used", rows - slips["no_customer"] - slips["total_row"])]
    for kind, there, first in (
        ("sales", {who: shop_stays(days) for who, days in bought.items()}, {w: d[0] for w, d in bought.items()}),
        ("subscriptions", contract_stays(story), {who: stays[0][0] for who, stays in story.stays.items()}),
    ):
        value = {who: shop_value(story.sales, who) for who in there} if kind == "sales" else fees(story.contracts)
        lines += period_lines(kind, there, first, value)
    lines += sign_lines(story)
    unreachable = {person.customer for person in story.people if person.do_not_contact == "yes"}
    gone = sorted(who for who in unreachable if story.roles[who].startswith(("left", "ended", "stopped")))
    return lines + [("why", who, "do not contact") for who in gone]


def purchases(story: Demo) -> dict[str, list[date]]:
    """Purchase days of everybody without a contract."""
    days: dict[str, list[date]] = {}
    for sale in story.sales:
        if sale.customer not in story.stays:
            days.setdefault(sale.customer, []).append(sale.day)
    return {who: sorted(set(each)) for who, each in days.items()}


def window_fits(bought: dict[str, list[date]]) -> int:
    """The lapse window of the story, after counting that nine of ten gaps lie between the steps 60 and 90 days."""
    gaps = [(b - a).days for days in bought.values() for a, b in zip(days, days[1:], strict=False)]
    share = {limit: sum(gap <= limit for gap in gaps) / len(gaps) for limit in (60, WINDOW)}
    if not share[60] < 0.89 < 0.91 < share[WINDOW]:
        raise ValueError(f"the story's gaps no longer lead to {WINDOW} days: {share}")
    return WINDOW


Stays = list[tuple[date, date | None]]


def shop_stays(days: list[date]) -> Stays:
    """From when to when somebody was a shop customer: lost on the day after 90 days without a purchase."""
    stays: Stays = []
    begin = days[0]
    for day, following in zip(days, [*days[1:], None], strict=True):
        lost_on = day + timedelta(days=WINDOW + 1)
        if following is None:
            stays.append((begin, lost_on if lost_on <= LAST_DAY else None))
        elif (following - day).days > WINDOW:
            stays.append((begin, lost_on))
            begin = following
    return stays


def contract_stays(story: Demo) -> dict[str, Stays]:
    """Contracts as they ran; an undisputed invoice more than 30 days overdue ends them, ends to come are no ends yet."""
    stays = {
        who: [(start, end if end and end <= LAST_DAY else None) for start, end in each]
        for who, each in story.stays.items()
    }
    for invoice in story.invoices:
        gone = invoice.due + timedelta(days=UNPAID_DAYS + 1)
        if invoice.paid is None and invoice.disputed == "no" and gone <= LAST_DAY:
            start, end = stays[invoice.customer][-1]
            stays[invoice.customer][-1] = (start, min(gone, end or gone))
    return stays


def shop_value(sales: list[Sale], who: str) -> list[tuple[date, float]]:
    """Money a month from each purchase on: the 365 days up to it, divided by 12."""
    own = [sale for sale in sales if sale.customer == who]
    return [
        (sale.day, round(sum(s.amount for s in own if sale.day - timedelta(days=365) < s.day <= sale.day) / 12, 2))
        for sale in own
    ]


def fees(contracts: list[Contract]) -> dict[str, list[tuple[date, float]]]:
    """Money a month from each price on."""
    prices: dict[str, list[tuple[date, float]]] = {}
    for row in contracts:
        prices.setdefault(row.customer, []).append((row.start, row.fee))
    return prices


def period_lines(
    kind: str, there: dict[str, Stays], first: dict[str, date], value: dict[str, list[tuple[date, float]]]
) -> list[Line]:
    """The last six months of one kind of business: who was there at both ends, who came, who left, and the money."""
    lines: list[Line] = [("period", kind, "month"), ("active", kind, len(here(there, LAST_DAY)))]
    for month in MONTHS:
        before, last = month - timedelta(days=1), (month + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        start, end = here(there, before), here(there, last)
        lost, came = start - end, end - start
        new = {who for who in came if first[who] >= month}
        worth = sum(max(each for each in value[who] if each[0] <= before)[1] for who in lost)
        lines += figures(kind, f"{month:%Y-%m}", start=len(start), new=len(new), returned=len(came - new))
        lines += figures(kind, f"{month:%Y-%m}", lost=len(lost), end=len(end), lost_money=round(worth, 2))
        lines.append(("lost", f"{kind} {month:%Y-%m}", "; ".join(sorted(lost))))
    lines += [("news", f"{kind} lost", "; ".join(sorted(lost))), ("news", f"{kind} new", "; ".join(sorted(new)))]
    return [*lines, ("news", f"{kind} came back", "; ".join(sorted(came - new)))]


def here(there: dict[str, Stays], day: date) -> set[str]:
    """Who is a customer on a day."""
    return {who for who, stays in there.items() if any(s <= day and (e is None or day < e) for s, e in stays)}


def sign_lines(story: Demo) -> list[Line]:
    """Who was planted with which sign: all of them and nobody else. Who fell silent or buys less leads the watch list."""
    signs = {"told us": "notice", "ends soon": "ends soon", "downgrade": "downgrade", "unpaid": "unpaid"}
    named = {
        sign: sorted(who for who, role in story.roles.items() if role in (planted, *planted.split()))
        for sign, planted in signs.items()
    }
    first = sorted(who for who, role in story.roles.items() if role in ("quiet", "less"))
    lines: list[Line] = [("may leave", f"first {len(first)}", "; ".join(first))]
    return lines + [("sign", sign, "; ".join(names)) for sign, names in named.items()]

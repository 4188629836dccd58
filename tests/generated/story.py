"""What really happened in a shop: who bought what on which day, and what was no purchase. Money is whole cents.

A ledger is one way of writing a story down; the truth is read from the story, never from the ledger.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import NamedTuple

# Under W = 90 nobody is near the border: who is here bought in the last 40 days, who left did so 140 days ago.
WINDOW = 90
HERE, GONE = 40, 140
LAST_DAYS = (dt.date(2025, 10, 1), dt.date(2026, 10, 31))

FIRST_NAMES = {
    "latin": "Ada Bo Cyril Dora Emil Fay Gus Hanna Ivo Jana Karl Lena Marc Nora Otto Paula Rita Sven Tina Ulf".split(),
    "accents": "Zoë Jürgen Élodie Núria Søren Inês André Björn Chloé Íñigo Anaïs Günter Renée Tomás Beyoncé".split(),
    "polish": "Łukasz Agnieszka Małgorzata Paweł Żaneta Michał Elżbieta Grażyna Stanisław Bożena".split(),
    "turkish": "Ayşe Çağlar Şule Gökhan İpek Oğuz Ümit Yağmur Işıl Doğan".split(),
    "cyrillic": "Анна Борис Вера Глеб Дарья Егор Жанна Иван Ксения Лев".split(),
    "persian": "آرش بهار پویا ترانه جمشید داریوش رویا زهرا سارا شیرین".split(),
    "bengali": "অনিক বিপাশা চন্দন দীপা এশা ফারুক গোপাল হাসান ইমন জয়া".split(),
    "mongolian": "Бат Болд Цэцэг Дорж Энх Ганбат Хулан Мөнх Номин Өлзий".split(),
}
LAST_NAMES = {
    "latin": "Ash Birch Cedar Dell Elm Fern Grove Heath Iris Juniper Knoll Larch Moss North Oak Pine Reed Stone".split(),
    "accents": "Müller Lefèvre Peña Åkesson Gonçalves Bäcker Núñez Dubé Öberg Muñoz Çelan Weiß Château".split(),
    "polish": "Wiśniewski Wójcik Kowalczyk Zieliński Szymański Woźniak Kozłowski Jabłoński".split(),
    "turkish": "Yılmaz Öztürk Şahin Çelik Yıldız Özdemir Güneş Koç".split(),
    "cyrillic": "Иванова Петров Сидоров Кузнецова Соколов Попов Лебедев Козлов".split(),
    "persian": "احمدی رضایی محمدی کریمی حسینی جعفری نادری صالحی".split(),
    "bengali": "রহমান দাস সরকার খান চৌধুরী বিশ্বাস পাল মিয়া".split(),
    "mongolian": "Дамдин Сүхбаатар Жаргал Төмөр Пүрэв Ганзориг Эрдэнэ Түвшин".split(),
}
PRODUCTS = "Mug Tea Pot Kettle Lamp Chair Towel Basket Candle Soap".split()
CITIES = "Leeds Lyon Bremen Turin Utrecht Porto Gdynia Austin Perth Galway".split()


class Person(NamedTuple):
    """A customer under every name a ledger may call them by; number 0 is nobody, whatever stands in the name."""

    number: int
    first: str
    last: str
    email: str
    id: str
    city: str
    firm: str = ""  # a business customer's ending: Ltd, GmbH

    @property
    def name(self) -> str:
        return f"{self.first} {self.last} {self.firm}".strip()

    @property
    def user(self) -> str:
        """What they call themselves in a shop on the web."""
        return self.email.split("@")[0].replace(".", "")

    @property
    def debtor(self) -> int:
        """Their number in the books."""
        return 10000 + self.number

    @property
    def names(self) -> set[str]:
        ids = (self.id, f"cus_{self.id}", f"CUST{self.id}", str(self.debtor), self.user)
        return {alike(each) for each in (self.name, f"{self.first} {self.last}", self.email, *ids) if each}


class Line(NamedTuple):
    product: str
    quantity: int
    price: int  # of one piece

    @property
    def amount(self) -> int:
        return self.quantity * self.price


@dataclass(frozen=True)
class Document:
    """One order, invoice, refund or whatever else a program writes down.

    kind: "sale" and "refund" (money given back on a day of its own) count; all others are no purchases.
    given_back: what the document itself says was refunded later, without a day. fault: what is wrong with how it was
    written down, for which the row may be set aside as long as that is said.
    """

    number: int
    person: Person
    day: dt.date
    lines: tuple[Line, ...]
    tax: int = 0
    shipping: int = 0
    kind: str = "sale"
    given_back: int = 0
    fault: str = ""

    @property
    def net(self) -> int:
        return sum(line.amount for line in self.lines)

    @property
    def total(self) -> int:
        return self.net + self.tax + self.shipping


class Truth(NamedTuple):
    """What a careful owner says of a shop: purchase days and cents by customer, and who is lost.

    grain: "day", or "month" where the ledger tells months only.
    """

    days: dict[int, tuple[dt.date, ...]]
    money: dict[int, int]
    lost: frozenset[int]
    lost_a_month: float | None
    grain: str = "day"


def alike(text: str) -> str:
    """A name as it is compared: without case and doubled blanks."""
    return " ".join(str(text).casefold().split())


def people(rng: Random, count: int, letters: str, *, firms: Sequence[str] = ("",)) -> list[Person]:
    """So many different customers; no two share a name, an address or an id."""
    pairs = [(first, last) for first in FIRST_NAMES[letters] for last in LAST_NAMES[letters]]
    chosen = rng.sample(pairs, count)
    codes = rng.sample(range(1001, 9999), count)
    return [
        Person(n, first, last, _email(first, last, n), f"C{code}", rng.choice(CITIES), rng.choice(firms))
        for n, ((first, last), code) in enumerate(zip(chosen, codes, strict=True), start=1)
    ]


def some_without_email(rng: Random, everybody: Sequence[Person]) -> list[Person]:
    """The same people, a few of whom never gave an address."""
    without = set(rng.sample(range(len(everybody)), max(2, len(everybody) // 6)))
    return [person._replace(email="") if at in without else person for at, person in enumerate(everybody)]


def two_of_one_name(everybody: Sequence[Person]) -> list[Person]:
    """The same people, the second of whom has the first one's name, and an address of their own."""
    first, second, *others = everybody
    return [first, second._replace(first=first.first, last=first.last, firm=first.firm), *others]


def _email(first: str, last: str, number: int) -> str:
    """An address of their own: names in letters that no address has become a number."""
    plain = [
        "".join(letter for letter in name.lower() if letter.isascii() and letter.isalpha()) for name in (first, last)
    ]
    return f"{plain[0] or 'user'}.{plain[1] or 'mail'}{'' if all(plain) else number}@example.com"


def sales(
    rng: Random, buyers: Sequence[Person], *, lines: int = 1, tax: float = 0.0, shipping: int = 0
) -> list[Document]:
    """A shop of some fifteen months: everybody buys about once a month, about a third have stopped."""
    end = LAST_DAYS[0] + dt.timedelta(rng.randrange((LAST_DAYS[1] - LAST_DAYS[0]).days))
    begin = end - dt.timedelta(rng.randrange(420, 560))
    gone = set(rng.sample(range(len(buyers)), max(1, round(len(buyers) * rng.uniform(0.15, 0.4)))))
    bought: list[tuple[dt.date, Person]] = []
    for place, person in enumerate(buyers):
        last = end - dt.timedelta(rng.randrange(GONE, 220) if place in gone else rng.randrange(HERE))
        day, every = begin + dt.timedelta(rng.randrange(60)), rng.randrange(24, 42)
        while day < last - dt.timedelta(10):
            bought.append((day, person))
            day += dt.timedelta(every + rng.randrange(-8, 9))
        bought.append((last, person))
    bought.append((end, next(person for place, person in enumerate(buyers) if place not in gone)))
    found = []
    for number, (day, person) in enumerate(sorted(set(bought), key=lambda pair: (pair[0], pair[1].number)), start=1001):
        basket = tuple(
            Line(product, rng.choice((1, 1, 1, 2, 3)), rng.randrange(4, 120) * 100 + rng.choice((0, 0, 50, 95, 99)))
            for product in rng.sample(PRODUCTS, rng.randrange(1, lines + 1))
        )
        net = sum(line.amount for line in basket)
        found.append(Document(number, person, day, basket, round(net * tax), shipping))
    return found


def with_no_purchases(rng: Random, documents: list[Document], kinds: Sequence[str]) -> list[Document]:
    """Some documents more that are no purchases: large, and often of customers who are lost.

    None is on the last day, which says how far the data reach.
    """
    return _among(
        documents,
        [
            replace(rng.choice(documents[:-1]), kind=kind, given_back=0)
            for kind in kinds
            for _ in range(rng.randrange(1, 4))
        ],
        rng,
        lambda d: (
            d if d.kind == "payment" else replace(d, lines=tuple(x._replace(price=x.price * 3 + 100) for x in d.lines))
        ),
    )


def with_guests(rng: Random, documents: list[Document], word: str) -> list[Document]:
    """Some sales to nobody known; word: what stands where the name should."""
    nobody = Person(0, word, "", "", "", "")
    return _among(
        documents, rng.sample(documents[:-1], max(3, len(documents) // 12)), rng, lambda d: replace(d, person=nobody)
    )


def with_refunds(rng: Random, documents: list[Document]) -> list[Document]:
    """Some money given back on a later day, in part or in full; the customer bought again afterwards."""
    later = [d for d in documents[: len(documents) // 2] if d.kind == "sale" and d.person.number]
    return _among(
        documents,
        rng.sample(later, max(2, len(later) // 10)),
        rng,
        lambda d: replace(
            d, kind="refund", lines=d.lines[:1], shipping=0, tax=round(d.tax * d.lines[0].amount / d.net)
        ),
    )


def with_part_refunds(rng: Random, documents: list[Document]) -> list[Document]:
    """Some sales whose own row says that a part was given back."""
    chosen = {d.number for d in rng.sample(documents[:-1], max(2, len(documents) // 12)) if d.kind == "sale"}
    return [replace(d, given_back=max(100, d.net // 4)) if d.number in chosen else d for d in documents]


def _among(documents: list[Document], more: Iterable[Document], rng: Random, change) -> list[Document]:
    """Documents with some more among them, changed, a few days later than what they are made from."""
    last, number = documents[-1].day, max(d.number for d in documents)
    added = []
    for each in more:
        number += 1
        day = min(each.day + dt.timedelta(rng.randrange(1, 9)), last - dt.timedelta(1))
        added.append(replace(change(each), number=number, day=day))
    return sorted([*documents, *added], key=lambda d: (d.day, d.number))


def truth(
    documents: Iterable[Document], money: str, *, grain: str = "day", without: frozenset[int] = frozenset()
) -> Truth:
    """What is true of a shop; money: "net" of tax and shipping, or "total". without: documents left out."""
    counted = [d for d in documents if d.person.number and d.kind in ("sale", "refund") and d.number not in without]
    cents: dict[int, int] = {}
    of_day: dict[tuple[int, dt.date], int] = {}
    bought: set[tuple[int, dt.date]] = set()
    for d in counted:
        person, day = d.person.number, d.day if grain == "day" else d.day.replace(day=1)
        paid = d.net if money == "net" else d.total
        paid -= round(d.given_back * paid / d.total)  # what was given back had its share of tax and shipping
        paid = -paid if d.kind == "refund" else paid
        cents[person] = cents.get(person, 0) + paid
        of_day[person, day] = of_day.get((person, day), 0) + paid
        if paid > 0:
            bought.add((person, day))
    if grain == "month":  # a month shows nothing but its sum
        bought = {key for key, paid in of_day.items() if paid > 0}
    days: dict[int, set[dt.date]] = {}
    for person, day in bought:
        days.setdefault(person, set()).add(day)
    last = max(d.day for d in counted)
    lost = frozenset(
        person for person, bought in days.items() if (last - max(bought)).days > WINDOW + 35 * (grain == "month")
    )
    value = 0
    for person in lost:
        until = max(days[person])
        value += sum(paid for (who, day), paid in of_day.items() if who == person and 0 <= (until - day).days < 365)
    return Truth(
        {person: tuple(sorted(bought)) for person, bought in days.items()},
        {person: cents[person] for person in days},
        lost,
        value / 1200 if grain == "day" else None,
        grain,
    )

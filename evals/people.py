"""Invented people and their matters, each from a seed: the truth that a talk is measured by."""

import random
from dataclasses import dataclass
from datetime import date, timedelta

TODAY = date(2026, 11, 18)  # a Wednesday
FIRST = ("Maria", "James", "Lena", "Robert", "Ana", "David", "Susan", "Miguel", "Karen", "Victor")
LAST = ("Delgado", "Ortiz", "Miller", "Nguyen", "Klein", "Ramos", "Parker", "Silva", "Brooks")
STREETS = ("Oak Street", "Elm Avenue", "Maple Drive", "Lake Road", "Pine Street", "Cedar Lane")
# City, state and a zip code that the postal service knows there.
PLACES = (
    ("Chicago", "Illinois", "IL", "60611"),
    ("Denver", "Colorado", "CO", "80202"),
    ("Austin", "Texas", "TX", "78701"),
    ("Columbus", "Ohio", "OH", "43215"),
)
PAYERS = (
    ("bluecross", "Blue Cross Blue Shield", ("BCBS", "Blue Cross")),
    ("aetna", "Aetna", ()),
    ("cigna", "Cigna", ()),
    ("united", "United Healthcare", ("United",)),
)
PROVIDERS = (("chen", "Doctor Chen"), ("patel", "Doctor Patel"))


@dataclass(frozen=True)
class Person:
    """`member_id`: letters and digits. `phone`: ten digits."""

    first: str
    last: str
    born: date
    zip: str
    last4: str
    phone: str
    email: str
    street: str
    city: str
    state: str
    state_code: str
    member_id: str

    @property
    def address(self) -> str:
        return f"{self.street}, {self.city}, {self.state} {self.zip}"


def person(seed: int) -> Person:
    chance = random.Random(f"person {seed}")
    first, last = chance.choice(FIRST), chance.choice(LAST)
    city, state, code, zip_ = chance.choice(PLACES)
    letters = "".join(chance.choice("ABCHKMNRTWX") for _ in range(chance.choice((1, 2, 3))))
    return Person(
        first,
        last,
        date(1940, 1, 1) + timedelta(days=chance.randrange(22_000)),
        zip_,
        f"{chance.randrange(10_000):04}",
        f"312555{chance.randrange(100, 200):04}",
        f"{first}.{last}@example.com".lower(),
        f"{chance.randrange(2, 900)} {chance.choice(STREETS)}",
        city,
        state,
        code,
        letters + f"{chance.randrange(10_000, 1_000_000)}",
    )

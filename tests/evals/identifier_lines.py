"""Lines with cards, telephones, social security numbers and e-mail addresses, from a seed, each
with the places that must be masked: written and spoken, English and Spanish."""

import random
from dataclasses import dataclass

ONES = ["oh", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
UNOS = ["cero", "uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve"]
TEENS = [
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
TENS = [".", ".", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
FIRST = [
    "john",
    "mary",
    "luis",
    "ana",
    "robert",
    "linda",
    "wei",
    "fatima",
    "igor",
    "chloe",
    "dave",
    "susan",
    "pedro",
    "kim",
]
LAST = [
    "smith",
    "jones",
    "lopez",
    "garcia",
    "chen",
    "miller",
    "novak",
    "brown",
    "patel",
    "okafor",
    "lee",
    "diaz",
    "young",
]
HOSTS = ["gmail", "yahoo", "hotmail", "outlook", "icloud", "aol", "comcast", "mycompany", "bigfirm"]
ENDS = ["com", "com", "com", "net", "org", "edu", "co"]
BEFORE = {
    "card": [
        "my card number is", "the card is", "it's", "okay the visa is", "you can charge", "card",
        "use this one", "yeah so it's a mastercard", "the number on the front is",
    ],
    "phone": [
        "my number is", "call me at", "you can reach me on", "it's", "the best number is", "try",
        "my cell is", "area code", "text", "my husband's phone is", "reach me at", "number's",
    ],
    "ssn": [
        "my social is", "the social security number is", "social", "ssn is", "it's", "so that's",
        "my full social is", "sure the ssn's",
    ],
    "email": [
        "my email is", "you can write to me at", "it's", "send it to", "email me at",
        "the address is", "that would be", "yeah it's", "email", "use",
    ],
}  # fmt: skip
ANTES = {
    "card": ["mi tarjeta es", "el número de la tarjeta es"],
    "phone": ["mi teléfono es", "llámeme al", "mi número es"],
    "ssn": ["mi seguro social es", "el social es"],
    "email": ["mi correo es", "escríbame a"],
}
AFTER = [
    "", "", "", " thanks", " okay", ".", " is that right?", " and I'm free on Friday", " please",
    " but don't share it", ", got it?", " call after five", " if you need it", " as I said",
]  # fmt: skip
CLEAN = [
    "I could pay a hundred and twenty five dollars on the fifteenth",
    "we are asking three hundred fifty thousand for it",
    "they offered $250,000 and we said no",
    "Tuesday at ten thirty works better than two fifteen",
    "the roof was done in twenty nineteen and the kitchen in 2021",
    "I have two kids, three dogs and one cat",
    "it is a 3 bedroom with 2 baths on about 5 acres",
    "at four I pick up my son, so call at five or six",
    "the pain is a seven out of ten since Monday",
    "I'm at home from eight to five on weekdays",
    "one of us will be there, one way or the other",
    "it's about 1,500 square feet",
    "I was there at 10:30 and again at 11:45",
    "between twenty and thirty percent, I would say",
    "my rent is 1,250 and my car is 400 a month",
    "come by in two to three weeks",
    "I've got a dot on my arm that won't go away",
    "meet me at the office on Main, I'm at lunch until one",
    "chapter 7 or chapter 13, I don't remember",
    "we bought it for 189,900 back then",
    "the first one, or maybe the second",
    "puedo pagar ciento cincuenta dólares el quince",
    "a las dos y media de la tarde está bien",
    "the balance was nine hundred sixty two dollars and eleven cents",
    "it took five hundred miles and two days to get here",
    "I'm for it, you too, two of us ate at eight",
]


@dataclass(frozen=True)
class Line:
    """`spots`: (start, end, kind) of what must be masked."""

    text: str
    spots: tuple[tuple[int, int, str], ...]


def lines(seed: int, count: int) -> list[Line]:
    chance = random.Random(seed)
    return [_line(chance) for _ in range(count)]


def _line(chance: random.Random) -> Line:
    if chance.random() < 0.3:
        return Line(_cased(chance, chance.choice(CLEAN)), ())
    kind = chance.choice(["card", "phone", "ssn", "email"])
    spanish = chance.random() < 0.12
    before = chance.choice((ANTES if spanish else BEFORE)[kind])
    value = MAKERS[kind](chance, UNOS if spanish else ONES)
    lead = chance.choice(["", "", "uh ", "sure, ", "well, "]) + before + " "
    text = lead + value + chance.choice(AFTER)
    return Line(text, ((len(lead), len(lead) + len(value), kind),))


def _cased(chance: random.Random, text: str) -> str:
    return chance.choice([text, text.lower(), text.capitalize() + "."])


def _card(chance: random.Random, ones: list[str]) -> str:
    sizes = chance.choice([(4, 4, 4, 4), (4, 4, 4, 4), (4, 6, 5)])
    start = "37" if len(sizes) == 3 else chance.choice(["4", "51", "55", "6011"])
    body = start + "".join(chance.choice("0123456789") for _ in range(sum(sizes) - 1 - len(start)))
    return _said(chance, body + _check_digit(body), sizes, ones)


def _phone(chance: random.Random, ones: list[str]) -> str:
    digits = chance.choice("23456789") + "".join(chance.choice("0123456789") for _ in range(9))
    if chance.random() < 0.35:
        a, b, c = digits[:3], digits[3:6], digits[6:]
        forms = [
            "({}) {}-{}",
            "{}-{}-{}",
            "{}.{}.{}",
            "+1 {} {} {}",
            "{}{}{}",
            "1-{}-{}-{}",
            "{} {} {}",
        ]
        return chance.choice(forms).format(a, b, c)
    if ones is ONES and chance.random() < 0.15:
        return f"{ones[int(digits[0])]} hundred " + _spoken(chance, digits[3:], (3, 4), ones)
    return _spoken(chance, digits, (3, 3, 4), ones)


def _ssn(chance: random.Random, ones: list[str]) -> str:
    digits = chance.choice("123456") + "".join(chance.choice("0123456789") for _ in range(8))
    return _said(chance, digits, (3, 2, 4), ones)


def _said(chance: random.Random, digits: str, sizes: tuple[int, ...], ones: list[str]) -> str:
    if chance.random() < 0.4:
        return chance.choice([" ", "-", "", ", ", ". "]).join(_groups(digits, sizes))
    return _spoken(chance, digits, sizes, ones)


def _groups(digits: str, sizes: tuple[int, ...]) -> list[str]:
    made, at = [], 0
    for size in sizes:
        made.append(digits[at : at + size])
        at += size
    return made


def _spoken(chance: random.Random, digits: str, sizes: tuple[int, ...], ones: list[str]) -> str:
    way = chance.choice(["one", "one", "one", "pairs", "doubles", "digits"])
    joins = [" ", " ", ", ", " uh ", " dash ", ". "] if ones is ONES else [" ", ", ", " guion "]
    groups = [_group(chance, group, way, ones) for group in _groups(digits, sizes)]
    return chance.choice(joins).join(groups)


def _group(chance: random.Random, group: str, way: str, ones: list[str]) -> str:
    if way == "digits":
        return " ".join(group)
    if way == "pairs" and ones is ONES and len(group) % 2 == 0:
        return " ".join(_pair(group[at : at + 2]) for at in range(0, len(group), 2))
    if way == "doubles" and ones is ONES and len(group) > 1 and group[0] == group[1]:
        return " ".join([f"double {ones[int(group[0])]}", *(ones[int(d)] for d in group[2:])])
    zero = "zero" if ones is ONES and chance.random() < 0.5 else ones[0]
    return " ".join(zero if digit == "0" else ones[int(digit)] for digit in group)


def _pair(pair: str) -> str:
    tens, unit = int(pair[0]), int(pair[1])
    if tens == 0:
        return f"oh {ONES[unit]}"
    if tens == 1:
        return TEENS[unit]
    return TENS[tens] if unit == 0 else f"{TENS[tens]} {ONES[unit]}"


def _email(chance: random.Random, ones: list[str]) -> str:
    first, last, end = chance.choice(FIRST), chance.choice(LAST), chance.choice(ENDS)
    number = chance.choice(["", "", str(chance.randint(1, 99))])
    host = chance.choice(HOSTS)
    sign = chance.choice([".", "_", "-", ""])
    if chance.random() < 0.4:
        return f"{first}{sign}{last}{number}@{host}.{end}"
    spanish = ones is UNOS
    names = {".": "punto", "_": "guion bajo", "-": "guion"} if spanish else {
        ".": "dot", "_": "underscore", "-": chance.choice(["dash", "hyphen"])
    }  # fmt: skip
    said = chance.choice([" ".join(first), first]) if not sign else first
    join = f" {names[sign]} " if sign else " "
    tail = " " + " ".join(ones[int(digit)] for digit in number) if number else ""
    host = "g mail" if host == "gmail" and chance.random() < 0.2 else host
    at, dot = ("arroba", "punto") if spanish else ("at", "dot")
    return f"{said}{join}{last}{tail} {at} {host} {dot} {end}"


def _check_digit(body: str) -> str:
    total = 0
    for place, digit in enumerate(reversed(body)):
        doubled = int(digit) * (2 - place % 2)
        total += doubled - 9 if doubled > 9 else doubled
    return str(-total % 10)


MAKERS = {"card": _card, "phone": _phone, "ssn": _ssn, "email": _email}

"""What a read-back must hold, so that somebody recognizes in it what he said."""

import re

from evals.goals import Answer

AMOUNT = r"(?:\$(\d[\d,.]*\d)|(\d[\d,.]*\d) dólares)"
WAYS = {
    "full": re.compile(rf"(?:full amount of|total de) {AMOUNT}"),
    "three": re.compile(rf"(?:3 payments of|3 pagos de) {AMOUNT}"),
}


def read_out(answer: Answer) -> str:
    """What a read-back of it must hold."""
    if answer.kind == "day":
        return str(int(answer.value[8:]))
    if answer.kind == "money":
        return f"{int(answer.value) // 100:,}"
    if answer.kind == "time":
        return f"{int(answer.value[:2]) % 12 or 12}"
    if answer.kind == "date":
        return str(int(answer.value[8:]))
    names = {"bluecross": "Blue Cross", "aetna": "Aetna", "cigna": "Cigna"}
    if answer.kind == "option":
        return names.get(answer.value, "")
    if answer.kind == "address":
        return " ".join((answer.value.split()[0], answer.value.split()[-1]))
    return answer.value if answer.kind in ("digits", "code", "email", "name") else ""


def within(wanted: str, text: str) -> bool:
    """Every word of it, whatever stands between; digits and letters also when read one by one."""
    plain = text.casefold()
    closed = re.sub(r"[^0-9a-zñáéíóú]", "", plain)
    return all(
        re.search(rf"(?<![\w.]){re.escape(word)}(?![\w@])", plain)
        or ("@" not in word and len(word) > 2 and re.sub(r"[^0-9a-zñáéíóú]", "", word) in closed)
        for word in wanted.casefold().split()
    )


def amount_of(way: str, text: str) -> str:
    """What that way to pay costs first, as it was read out; nothing for a part that one names."""
    found = WAYS[way].search(text) if way in WAYS else None
    return (found[1] or found[2]) if found else ""

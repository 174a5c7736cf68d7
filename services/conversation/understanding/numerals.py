"""What single words are worth in a number, by language."""

from dataclasses import dataclass
from enum import Enum, auto


class Worth(Enum):
    UNIT = auto()  # 0 to 9
    TEEN = auto()  # 10 to 19, and every other word that takes no unit after it
    TENS = auto()
    HUNDREDS = auto()  # 100, 200: Spanish says them in one word
    HUNDRED = auto()  # multiplies
    SCALE = auto()  # thousand, million


@dataclass(frozen=True, slots=True)
class Numeral:
    """`weak`: a word of its own that merely sounds so ("to", "for"). `ordinal`: "third"."""

    worth: Worth
    value: int
    ordinal: bool = False
    weak: bool = False


def _row(worth: Worth, words: str, first: int = 1, step: int = 1) -> dict[str, Numeral]:
    """Words in counting order; `/` between those of the same value."""
    return {
        word: Numeral(worth, first + place * step)
        for place, same in enumerate(words.split())
        for word in same.split("/")
    }


def _ordinal(row: dict[str, Numeral]) -> dict[str, Numeral]:
    return {word: Numeral(one.worth, one.value, ordinal=True) for word, one in row.items()}


def _weak(row: dict[str, Numeral]) -> dict[str, Numeral]:
    return {word: Numeral(one.worth, one.value, weak=True) for word, one in row.items()}


ENGLISH = {
    **_row(Worth.UNIT, "zero/oh/nil/naught one two three four five six seven eight nine/niner", 0),
    **_row(
        Worth.TEEN,
        "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen",
        10,
    ),
    **_row(Worth.TENS, "twenty thirty forty/fourty fifty sixty seventy eighty ninety", 20, 10),
    "hundred": Numeral(Worth.HUNDRED, 100),
    "thousand": Numeral(Worth.SCALE, 1_000),
    "grand": Numeral(Worth.SCALE, 1_000),
    "million": Numeral(Worth.SCALE, 1_000_000),
    **_ordinal(
        _row(Worth.UNIT, "first second third fourth fifth sixth seventh eighth ninth")
        | _row(
            Worth.TEEN,
            "tenth eleventh twelfth/twelth thirteenth fourteenth fifteenth sixteenth seventeenth "
            "eighteenth nineteenth twentieth",
            10,
        )
        | {"thirtieth": Numeral(Worth.TEEN, 30)}
    ),
    **_weak(
        {
            word: Numeral(Worth.UNIT, value)
            for word, value in {"o": 0, "won": 1, "to": 2, "too": 2, "for": 4, "ate": 8}.items()
        }
    ),
}
SPANISH = {
    **_row(Worth.UNIT, "cero un/uno/una dos tres cuatro cinco seis siete ocho nueve", 0),
    **_row(
        Worth.TEEN,
        "diez once doce trece catorce quince dieciseis diecisiete dieciocho diecinueve veinte "
        "veintiun/veintiuno/veintiuna veintidos veintitres veinticuatro veinticinco veintiseis "
        "veintisiete veintiocho veintinueve",
        10,
    ),
    **_row(Worth.TENS, "treinta cuarenta cincuenta sesenta setenta ochenta noventa", 30, 10),
    **_row(
        Worth.HUNDREDS,
        "cien/ciento doscientos/doscientas trescientos/trescientas cuatrocientos/cuatrocientas "
        "quinientos/quinientas seiscientos/seiscientas setecientos/setecientas "
        "ochocientos/ochocientas novecientos/novecientas",
        100,
        100,
    ),
    "mil": Numeral(Worth.SCALE, 1_000),
    "millon": Numeral(Worth.SCALE, 1_000_000),
    "millones": Numeral(Worth.SCALE, 1_000_000),
    **_ordinal(
        _row(
            Worth.TEEN,
            "primero/primer/primera segundo/segunda tercero/tercer/tercera cuarto/cuarta "
            "quinto/quinta sexto/sexta septimo/septima octavo/octava noveno/novena decimo/decima",
        )
    ),
}
NUMERALS = {"en": ENGLISH, "es": SPANISH}
DOUBLED = {"double": 2, "triple": 3, "treble": 3, "doble": 2}
JOINED = {"en": frozenset({"and"}), "es": frozenset({"y"})}  # within one number
BETWEEN_DIGITS = frozenset(
    {
        "dash", "hyphen", "space", "and", "then", "uh", "um", "er", "eh", "area", "code",
        "dot", "point", "guion", "y", "luego", "espacio", "punto",
    }
)  # fmt: skip
AND_WORDS = frozenset({"and", "then", "y", "luego"})  # as likely between two numbers as in one

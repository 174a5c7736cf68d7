"""Numbers, dates and amounts in words, written the other way round than they are read."""


def words(text):
    return text.split()


ONES = words(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
)
TENS = words(". . twenty thirty forty fifty sixty seventy eighty ninety")
ORDINALS = words(
    ". first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
    "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
)
MONTHS = words(
    ". January February March April May June July August September October November December"
)
UNOS = words(
    "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce "
    "quince dieciséis diecisiete dieciocho diecinueve veinte veintiuno veintidós "
    "veintitrés veinticuatro veinticinco veintiséis veintisiete veintiocho veintinueve"
)
DIECES = words(". . . treinta cuarenta cincuenta sesenta setenta ochenta noventa")
CIENTOS = words(
    ". ciento doscientos trescientos cuatrocientos quinientos seiscientos setecientos "
    "ochocientos novecientos"
)
MESES = words(
    ". enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"
)


def english(number):
    if number < 20:
        return ONES[number]
    if number < 100:
        return TENS[number // 10] + (f" {ONES[number % 10]}" if number % 10 else "")
    for size, name in ((1_000_000, "million"), (1_000, "thousand"), (100, "hundred")):
        if number >= size:
            rest = f" {english(number % size)}" if number % size else ""
            return f"{english(number // size)} {name}{rest}"
    raise ValueError(number)


def spanish(number):
    if number < 30:
        return UNOS[number]
    if number < 100:
        return DIECES[number // 10] + (f" y {UNOS[number % 10]}" if number % 10 else "")
    if number == 100:
        return "cien"
    if number < 1_000:
        return CIENTOS[number // 100] + (f" {spanish(number % 100)}" if number % 100 else "")
    many, rest = divmod(number, 1_000)
    head = "mil" if many == 1 else f"{spanish(many)} mil"
    return head + (f" {spanish(rest)}" if rest else "")


def ordinal(number):
    if number <= 20:
        return ORDINALS[number]
    return f"{TENS[number // 10]} {ORDINALS[number % 10]}" if number % 10 else "thirtieth"


def year(number):
    century, rest = divmod(number, 100)
    if 2000 <= number < 2010 or number % 1000 == 0:
        return english(number)
    if rest == 0:
        return f"{english(century)} hundred"
    return f"{english(century)} {'oh ' if rest < 10 else ''}{english(rest)}"

"""What was asked, as somebody who listens would say it: by the words alone."""

import re
from collections.abc import Sequence

SPANISH = re.compile(r"\b(?:el|la|de|que|qué|su|con|le|usted|una?|es|por|hola)\b")
ENGLISH = re.compile(r"\b(?:the|you|is|to|a|of|i|we|your|hello|with|for)\b")
NOT_A_QUESTION = {
    "en": re.compile(r"^(?:press |you can (?:type|spell)|i am sorry, i did not|i did not hear|"
                     r"the line is not clear)", re.I),
    "es": re.compile(r"^(?:oprima|puede (?:marcar|deletrear)|lo siento, no le ent|no le escuch|"
                     r"la línea no)", re.I),
}  # fmt: skip
TOPICS = {
    "en": (
        ("stop_asked", r"want us to stop calling"),
        ("confirm", r"is that right\?|did you say"),
        ("agree", r"do you agree\?"),
        ("book", r"shall i book it"),
        ("in_danger", r"with a person here"),
        ("person", r"speak with a person about it|connect you with a person\?"),
        ("right_number", r"right number to reach|be reached (?:here|at this number)"),
        (
            "right_person",
            r"am i speaking with|may i speak with|^is this \w+\?|i would like to speak with",
        ),
        ("owner", r"do you own the property|is the property .* yours"),
        ("would_sell", r"think of selling it|consider a sale"),
        ("motivation", r"main reason to sell|what would be the reason"),
        ("timeline", r"when would you like to sell|when would that be:"),
        ("condition", r"condition"),
        ("price", r"price|two hundred thousand dollars"),
        ("others_decide", r"decide on a sale|anybody else have to agree"),
        ("next_step", r"(?:would you like to|what would you like:) speak with \w+ \w+ now"),
        ("wish", r"make an appointment"),
        ("birth_date", r"date of birth|day were you born|the month, the day, and then the year"),
        ("address", r"home address|street, city|number and the street"),
        ("zip", r"zip code"),
        ("last4", r"last four digits|just four digits"),
        ("last_name", r"your last name|is your last name"),
        ("new_name", r"first and last name|your full name|spell your name"),
        ("insured", r"have health insurance|are you insured"),
        ("payer", r"your insurance with|name of your insurance|its name slowly"),
        ("member_id", r"member number|front of your card"),
        ("complaint", r"reason for your visit|be seen for"),
        ("since", r"how long have you|^since when|three days, or two weeks"),
        ("severity", r"zero to ten|zero means"),
        ("email", r"e-mail address|before the at sign"),
        ("phone", r"telephone number|ten digits"),
        ("provider", r"whom would you like"),
        ("appointment", r"(?:which|which time) suits you"),
        ("arrangement", r"you can choose .*which would you like|would you choose|the choices are"),
        ("amount", r"how much could you pay|which amount could you pay|say fifty dollars"),
        ("pay_on", r"by which day can you|which day would that be|friday, or the fifteenth"),
        ("call_on", r"which day may we call|which day suits|tomorrow, or next tuesday"),
        ("call_at", r"at what time|what time of the day|say ten in the morning"),
    ),
    "es": (
        ("stop_asked", r"dejemos de llamarle"),
        ("confirm", r"¿es correcto\?|¿dijo usted"),
        ("agree", r"está de acuerdo\?"),
        ("book", r"hago la cita"),
        ("in_danger", r"con una persona aquí"),
        ("person", r"hablar de eso con una persona|le comunico con una persona\?"),
        ("right_number", r"número correcto para|en este número\?|hablar aquí con"),
        ("right_person", r"hablo con|puedo hablar con|es usted \w+\?|quisiera hablar con"),
        ("owner", r"dueño de la propiedad|la propiedad en .* es suya"),
        ("would_sell", r"pensaría en venderla|consideraría una venta"),
        ("motivation", r"razón principal para vender|cuál sería la razón"),
        ("timeline", r"cuándo le gustaría vender|cuándo sería:"),
        ("condition", r"condición"),
        ("price", r"precio|doscientos mil"),
        ("others_decide", r"decide junto con usted|tiene que estar de acuerdo"),
        ("next_step", r"(?:le gustaría|qué prefiere:) hablar con \w+ \w+ ahora"),
        ("wish", r"hacer una cita"),
        ("birth_date", r"fecha de nacimiento|qué día nació|el día, el mes y después el año"),
        ("address", r"dirección de su casa|la calle, la ciudad|el número y la calle"),
        ("zip", r"código postal"),
        ("last4", r"últimas cuatro cifras|solo cuatro cifras"),
        ("new_name", r"nombre y apellido|nombre completo|deletree su nombre"),
        ("last_name", r"su apellido"),
        ("insured", r"tiene seguro médico|está asegurado"),
        ("payer", r"tiene su seguro|se llama su seguro|el nombre despacio"),
        ("member_id", r"número de miembro|al frente de su tarjeta"),
        ("complaint", r"razón de su visita|por qué quisiera que le vean"),
        ("since", r"desde hace cuánto|^¿desde cuándo|tres días, o dos semanas"),
        ("severity", r"cero a diez|cero quiere decir"),
        ("email", r"correo electrónico|antes de la arroba"),
        ("phone", r"número de teléfono|diez cifras"),
        ("provider", r"con quién prefiere"),
        ("appointment", r"cuál le conviene|qué hora le conviene:"),
        ("arrangement", r"puede escoger|escogería|las opciones son"),
        ("amount", r"cuánto podría pagar|qué cantidad podría|cincuenta dólares"),
        ("pay_on", r"a más tardar qué día|qué día sería|el viernes, o el día quince"),
        ("call_on", r"qué día le podemos llamar|qué día le conviene|o el próximo martes"),
        ("call_at", r"a qué hora|diez de la mañana\."),
    ),
}
COMPILED = {
    language: tuple((topic, re.compile(words, re.I)) for topic, words in topics)
    for language, topics in TOPICS.items()
}


def asked(utterances: Sequence[str], language: str) -> tuple[str, str]:
    """(topic, the utterance that asks it); empty when nothing that we know was asked."""
    for text in reversed(utterances):
        if NOT_A_QUESTION[language].search(text):
            continue
        for topic, words in COMPILED[language]:
            if words.search(text):
                return topic, text
    return "", ""


def language_of(text: str) -> str:
    """By its smallest words."""
    spanish = len(
        re.findall(r"\b(?:el|la|de|que|qué|su|con|le|usted|una?|es|por|hola)\b", text.lower())
    )
    english = len(re.findall(r"\b(?:the|you|is|to|a|of|i|we|your|hello|with|for)\b", text.lower()))
    return "es" if spanish > english else "en"

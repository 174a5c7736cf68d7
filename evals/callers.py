"""A caller: hears what was said, knows what he wants, answers through a bad line."""

import random
import re
from dataclasses import dataclass, field

from evals.goals import Answer, Goal
from evals.noise import FALSE_STARTS, Noise
from evals.questions import asked
from evals.readback import amount_of, read_out, within
from evals.talk import Act, Ended, Heard
from evals.words import NO, OPENERS, SORRY, TAILS, YES

PLACE = {
    "en": re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, \w+ \d+ at \d+(?::\d+)? [AP]M"),
    "es": re.compile(r"(?:lunes|martes|miércoles|jueves|viernes|sábado|domingo) \d+ de \w+ a las? "
                     r"\d+(?::\d+)? de la (?:mañana|tarde|noche)"),
}  # fmt: skip
DOCTOR = re.compile(r"Doctor \w+")
ECHO = re.compile(r"^(?:Thank you|Gracias), (.+)\.$")
TYPED = frozenset({"digits", "date", "day", "money", "scale", "yes_no", "option"})
ORDER = {
    "real_estate": ("owner", "would_sell", "motivation", "timeline", "condition", "price"),
    "healthcare_intake": ("complaint", "since", "severity", "address", "phone", "email"),
    "debt_collection": ("birth_date", "zip", "arrangement", "pay_on"),
}
MOST_SILENCES = 2  # in a row
INSISTS = frozenset(
    {"opt_out", "emergency", "human", "wrong_person", "third_party", "calls_back", "declines"}
    | {"hardship", "dispute", "paid", "refuses", "too_much", "language"}
)
PATIENCE = 4  # the same question so often, then he hangs up


@dataclass(frozen=True)
class Manner:
    """How he speaks. `keys`: never, at the second time of asking, always. `silent`, `cuts`: chances
    of one turn. `style`: plain, terse, rambling, both (two answers at once)."""

    noise: Noise = Noise()
    style: str = "plain"
    keys: str = "never"
    silent: float = 0.0
    cuts: float = 0.0


@dataclass(frozen=True)
class Interjection:
    """Said instead of an answer: at the caller's turn `at`, or when `topic` is asked for the first
    time. `tag` names it for the judges. `last`: he hangs up when it leads nowhere."""

    words: str
    tag: str
    at: int | None = None
    topic: str = ""
    keys: str = ""


@dataclass
class Caller:
    goal: Goal
    manner: Manner
    chance: random.Random
    language: str = "en"
    interjections: list[Interjection] = field(default_factory=list)
    answered: dict[str, str] = field(default_factory=dict)  # topic to what he meant, as read out
    turn: int = 0
    topic: str = ""
    silences: int = 0
    insisted: tuple[Interjection, str] | None = None
    asked: dict[str, int] = field(default_factory=dict)
    wrong_first: dict[str, Answer] = field(default_factory=dict)
    regrets: str = ""  # the topic that he answered wrongly just now

    def act(self, heard: Heard) -> Act | None:
        """None when it is over."""
        if heard.ended is not Ended.NO:
            return None
        self.turn += 1
        topic, text = asked(heard.utterances, self.language)
        self.asked[topic] = self.asked.get(topic, 0) + 1
        if interjection := self._interjection(topic):
            return self._said(interjection.words, interjection.tag, keys=interjection.keys)
        if self.silences < MOST_SILENCES and self.chance.random() < self.manner.silent:
            self.silences += 1
            return Act(topic="silence")
        self.silences = 0
        if self.chance.random() < self.manner.noise.false_start:
            return Act(self.chance.choice(FALSE_STARTS), confidence=55, topic="false_start")
        if topic != "confirm" and (regretted := self._regret()):
            return self._said(regretted, "corrects")
        if wrong := self._wrong_echo(heard):
            return self._said(wrong, "corrects")
        return self._answer(topic, text, heard)

    def _answer(self, topic: str, text: str, heard: Heard) -> Act:
        if topic in ("confirm", "agree", "book"):
            return self._judge(topic, text, heard)
        if topic in ("appointment", "provider"):
            return self._place(text) if topic == "appointment" else self._doctor(text)
        answer = self.wrong_first.get(topic) or self.goal.answers.get(topic)
        if answer is None:
            return (
                Act(hangs_up=True) if self.asked[topic] > PATIENCE else self._said("hello?", "lost")
            )
        if self.asked[topic] > PATIENCE + 2:
            return Act(hangs_up=True, topic=topic)
        self.topic = topic
        self.answered[topic] = read_out(self.goal.answers[topic])
        if topic == "arrangement":
            self.answered["pays"] = amount_of(self.goal.answers[topic].value, text)
        if self.wrong_first.pop(topic, None):
            self.regrets = topic
        if heard.keys and self._types(topic, answer, heard):
            return Act(keys=answer.key, topic=topic)
        return self._said(self._with_next(topic, answer), topic)

    def _with_next(self, topic: str, answer: Answer) -> str:
        """The answer; who says two things at once adds what is going to be asked next."""
        words = answer.words(self.chance, self.language, topic)
        order = ORDER[self.goal.playbook]
        after = order[order.index(topic) + 1 :][:1] if topic in order else ()
        following = self.goal.answers.get(after[0]) if after else None
        if self.manner.style != "both" or following is None:
            return words
        joint = " y " if self.language == "es" else " and "
        return words + joint + following.words(self.chance, self.language, after[0])

    def _regret(self) -> str:
        """He said something wrong, and says so now."""
        topic, self.regrets = self.regrets, ""
        if not topic:
            return ""
        right = self.goal.answers[topic].words(self.chance, self.language, topic)
        return f"{self.chance.choice(SORRY[self.language])} {right}"

    def _types(self, topic: str, answer: Answer, heard: Heard) -> bool:
        if not answer.key or answer.kind not in TYPED or len(answer.key) > heard.keys:
            return False
        return self.manner.keys == "always" or (
            self.manner.keys == "second" and self.asked[topic] > 1
        )

    def _judge(self, topic: str, text: str, heard: Heard) -> Act:
        """Whether what is read back is what he said."""
        right = self._as_he_said(topic, " ".join(heard.utterances[-3:]))
        if right and self.manner.keys == "always":
            return Act(keys="1", topic=topic)
        if right:
            return self._said(self.chance.choice(YES[self.language][:4]), topic)
        self.regrets = ""
        answer = self.goal.answers.get(self.topic)
        again = answer.words(self.chance, self.language, self.topic) if answer else ""
        plain = topic != "confirm" or self.chance.random() < 0.4 or not again
        if self.manner.keys == "always":
            return Act(keys="2", topic=topic)
        return self._said("no" if plain else f"no, {again}", topic)

    def _as_he_said(self, topic: str, text: str) -> bool:
        if topic == "agree":
            amount = self.answered.get("pays", "")
            return within(self.answered.get("pay_on", ""), text) and amount in text
        if topic == "book":
            return within(self.answered.get("appointment", ""), text) and within(
                self.answered.get("provider", ""), text
            )
        return within(self.answered.get(self.topic, ""), text)

    def _place(self, text: str) -> Act:
        """One of the places that were read out."""
        places = PLACE[self.language].findall(text)
        if not places:
            return self._said(self.chance.choice(NO[self.language]), "appointment")
        at = self.goal.takes % len(places)
        self.topic, self.answered["appointment"] = "appointment", places[at]
        if self.manner.keys == "always":
            return Act(keys=str(at + 1), topic="appointment")
        ordinal = {"en": ("the first one", "the second one"), "es": ("la primera", "la segunda")}
        ways = [places[at], ordinal[self.language][at]]
        return self._said(self.chance.choice(ways), "appointment")

    def _doctor(self, text: str) -> Act:
        doctors = DOCTOR.findall(text)
        at = self.goal.takes % len(doctors) if doctors else 0
        self.topic = "provider"
        self.answered["provider"] = doctors[at] if doctors else ""
        if self.manner.keys == "always":
            return Act(keys=str(at + 1), topic="provider")
        return self._said(doctors[at] if doctors else "anyone", "provider")

    def _wrong_echo(self, heard: Heard) -> str:
        """What was said in passing is not what he said."""
        echo = next((found for text in heard.utterances if (found := ECHO.match(text))), None)
        meant = self.answered.get(self.topic, "")
        answer = self.goal.answers.get(self.topic)
        if echo is None or not meant or answer is None or within(meant, echo[1]):
            return ""
        if self.asked.get("echo", 0) > 1:
            return ""
        self.asked["echo"] = self.asked.get("echo", 0) + 1
        return f"no, {answer.words(self.chance, self.language, self.topic)}"

    def _interjection(self, topic: str) -> Interjection | None:
        """What he has to say now; said once more when it was met by the same question again."""
        said, self.insisted = self.insisted, None
        if said and said[1] == topic and said[0].tag in INSISTS:
            return said[0]
        for one in self.interjections:
            if one.at == self.turn or (one.topic and one.topic == topic):
                self.interjections.remove(one)
                self.insisted = (one, topic)
                return one
        return None

    def _said(self, words: str, topic: str, *, keys: str = "") -> Act:
        if keys:
            return Act(keys=keys, topic=topic)
        meant = self._styled(words, topic)
        text, confidence = self.manner.noise.through(meant, self.chance)
        cut = self.chance.randrange(3, 9) if self.chance.random() < self.manner.cuts else None
        return Act(text, meant=meant, confidence=confidence, topic=topic, cut=cut)

    def _styled(self, words: str, topic: str) -> str:
        if self.manner.style == "rambling" and topic in self.goal.answers:
            opener = self.chance.choice(OPENERS[self.language])
            tail = self.chance.choice(TAILS[self.language])
            return f"{opener}, {words}, {tail}"
        return words

"""What a telephone line and a transcription do to words. Seeded."""

import random
import re
from dataclasses import dataclass

WORD = re.compile(r"\S+")
CONFUSED = {
    "five": "nine", "nine": "five", "six": "eight", "three": "free", "eight": "ate", "two": "to",
    "four": "for", "one": "won", "fifteen": "fifty", "fifty": "fifteen", "thirteen": "thirty",
    "thirty": "thirteen", "fourteen": "forty", "sixteen": "sixty", "first": "third",
    "dos": "doce", "seis": "siete", "siete": "seis", "sesenta": "setenta", "tres": "trece",
}  # fmt: skip
HOMOPHONES = {
    "yes": "yeah", "no": "know", "right": "write", "here": "hear", "there": "their", "our": "are",
    "by": "buy", "would": "wood", "week": "weak", "weeks": "weaks", "knee": "me", "sell": "cell",
    "own": "owned", "pain": "pane", "sí": "si", "hay": "ay", "vender": "bender",
}  # fmt: skip
FALSE_STARTS = ("uh", "mm", "um so", "hmm", "ah", "uh huh wait")
GARBLED = 0.4  # of confusions sound as unsure as they are


@dataclass(frozen=True)
class Noise:
    """Chances for one word, one digit, one turn."""

    confused: float = 0.0
    homophone: float = 0.0
    dropped: float = 0.0
    false_start: float = 0.0

    def through(self, words: str, chance: random.Random) -> tuple[str, int]:
        """(what arrives, how sure the transcription is of it, percent)."""
        kept, harmed = [], 0
        for word in WORD.findall(words):
            heard = self._heard(word, chance)
            harmed += heard != word
            if heard:
                kept.append(heard)
        text = " ".join(kept) or words
        unsure = harmed and chance.random() < GARBLED
        return text, chance.randrange(45, 75) if unsure else chance.randrange(78, 98)

    def _heard(self, word: str, chance: random.Random) -> str:
        plain = word.strip(".,?!").lower()
        if plain in CONFUSED and chance.random() < self.confused:
            return CONFUSED[plain]
        if plain.isdigit() and chance.random() < self.confused:
            at = chance.randrange(len(plain))
            return plain[:at] + str((int(plain[at]) + 4) % 10) + plain[at + 1 :]
        if plain in HOMOPHONES and chance.random() < self.homophone:
            return HOMOPHONES[plain]
        return "" if chance.random() < self.dropped else word


CLEAR = Noise()
USUAL = Noise(confused=0.015, homophone=0.02, dropped=0.015, false_start=0.02)
BAD = Noise(confused=0.04, homophone=0.05, dropped=0.04, false_start=0.06)

"""Whether "call me" means a name: "stop calling me Walter" is about Walter, not about calls."""

from services.conversation.understanding.phrases import listed
from services.conversation.understanding.words import Utterance, Word

EXPLAINED_WITHIN = 16
NAME_WORDS = 2  # a name this long may end the sentence
GOES_ON = (
    ("my", "name"), ("i", "am"), ("it", "is"), ("i", "go"), ("that", "is"), ("call", "me"),
    ("we", "are"), ("i", "hate"), ("i", "prefer"), ("nobody", "calls"), ("yo", "soy"),
    ("mi", "nombre"), ("me", "llamo"), ("soy", "senorita"), ("en", "los"),
)  # fmt: skip


def names_somebody(said: Utterance, behind: int) -> bool:
    """`behind`: the word after "call me"."""
    rest = said.words[behind : behind + EXPLAINED_WITHIN]
    if not rest or rest[0].stop:
        return False
    clause = _clause(rest)
    after = rest[len(clause) :]
    explained = _explained(clause[1:]) or _explained(after)
    if rest[0].text in listed("after_call_me"):
        return rest[0].text in listed("titles") and explained
    return len(clause) <= NAME_WORDS or explained


def _clause(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """Up to the first pause."""
    for at, word in enumerate(words):
        if at and word.stop:
            return words[:at]
    return words


def _explained(words: tuple[Word, ...]) -> bool:
    """ "my name is", "I'm a woman": what people add who set a name right."""
    pairs = zip(words, words[1:], strict=False)
    return any((one.text, other.text) in GOES_ON for one, other in pairs)

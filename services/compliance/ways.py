"""The words by which a row of law says what opens it, alone or joined as in `ebr+consent`.

`consent`: express consent that stands, given to us, for such a call; `written_consent`: one in
writing that lacks nothing. `ebr`: a purchase in 18 months or an inquiry in 3. `transaction_18m`,
`transaction_12m`: a purchase in that time; `past_transaction`: one at any time, not ended.
`personal`: a personal tie. `natural_voice`, `ai_disclosure`: what the script has. `exempt:WORD`:
the seller has declared that exemption. `topic:WORD`: the health message is about that.
"""

from services.compliance.speech import listed

Ways = tuple[tuple[str, ...], ...]  # any of these, each with all of its parts

READS = {
    "consent": "consents",
    "written_consent": "consents",
    "ebr": "relationships",
    "transaction_18m": "relationships",
    "transaction_12m": "relationships",
    "past_transaction": "relationships",
    "personal": "relationships",
    "natural_voice": "script",
    "ai_disclosure": "script",
    "exempt": "exemptions",
    "topic": "health",
}
NAMED = {
    "consent": "express consent",
    "written_consent": "written consent",
    "ebr": "a purchase in 18 months or an inquiry in 3",
    "transaction_18m": "a purchase in 18 months",
    "transaction_12m": "a purchase in 12 months",
    "past_transaction": "an earlier purchase",
    "personal": "a personal tie",
    "natural_voice": "a person who asks first",
    "ai_disclosure": "the word that a machine speaks",
    "exempt": "the declared exemption {}",
    "topic": "a message about {}",
}
OF_A_WORD = frozenset({"exempt", "topic"})


def ways_of(raw: list[str]) -> Ways:
    """The words of a row. Raises ValueError for one that opens nothing."""
    ways = tuple(tuple(words.split("+")) for words in raw)
    for part in (part for parts in ways for part in parts):
        word, _, what = part.partition(":")
        if word not in READS or bool(what) is not (word in OF_A_WORD):
            raise ValueError(f"opens nothing: {part}")
    return ways


def facts_of(ways: Ways) -> tuple[str, ...]:
    """The names of the facts by which these ways are judged."""
    return tuple(sorted({READS[part.partition(":")[0]] for parts in ways for part in parts}))


def said(ways: Ways) -> str:
    """`express consent, or a purchase in 18 months`."""
    return ", or ".join(listed(_named(part) for part in parts) for parts in ways)


def _named(part: str) -> str:
    word, _, what = part.partition(":")
    return NAMED[word].format(what.replace("_", " "))

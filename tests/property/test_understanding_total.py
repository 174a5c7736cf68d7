"""Whatever a transcriber makes of a noise, it is read without an error."""

from datetime import date

from hypothesis import example, given
from hypothesis import strategies as st

from services.conversation.redaction import redact
from services.conversation.understanding.alarms import alarms
from services.conversation.understanding.commands import commands
from services.conversation.understanding.expected import KINDS, Expected

WORDS = (
    "one two three hundred thousand point dash at dot com double triple oh zero stop call me my "
    "name is tomorrow ten in the morning 5 55 312-555 a.b@c ½ ² ٣ ﷺ İ ß ﬁ ̈ ͡₃ ''' -- ,,, . ¿ no yes "
    "st nd 15th 3rd $ % # street ave chicago il 60611 el la de mañana not am i"
)
PARTS = tuple(WORDS.split(" "))
noise = st.lists(st.one_of(st.sampled_from(PARTS), st.text(max_size=8)), max_size=12).map(" ".join)
languages = st.sampled_from(["en", "es"])


@given(noise, languages, st.lists(noise, max_size=3))
@example("½ ﷺ call stop no", "es", [])
@example("60611 ͡₃ 15th ﷺ 55 three at no", "en", [" ", "---"])
def test_any_words_are_searched_for_alarms_and_redacted(text, language, known):
    found = alarms(text, language=language)

    assert all(one.quote in text for one in found)
    assert isinstance(redact(text, known), str)


@given(noise, languages, st.sampled_from(KINDS), st.booleans())
@example("2 not 0²", "en", "option", False)
def test_any_words_are_read_as_any_kind(text, language, kind, past):
    found = commands(
        text,
        (Expected(kind, "x", past=past), Expected("yes_no")),
        language=language,
        today=date(2026, 11, 21),
        options=(("a", "the first thing", "x"), ("b", ""), ("c", "Tuesday, November 24 at 2 PM")),
        faqs=(("q", ("what is",)),),
    )

    assert all(one.quote in text for one in found)

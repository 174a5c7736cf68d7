"""What a playbook says, read from its words: what is not found there is not said."""

from dataclasses import replace

import pytest

from services.assistant_scripts import Scripts, script_of
from services.compliance.model import CallKind, Purpose
from services.conversation.alarm import Alarm
from services.conversation.book import Book
from services.conversation.faults import BadPlaybook, Fault
from services.playbook_files import known, read

IDENTITY = "Hello, this is an AI assistant calling for {company.name}. Press 9 to stop these calls."


def spoken(text, *, language="en", id="d.identity", book=None):
    """The book with other words under `id`."""
    book = book or read("real_estate")
    words = {name: dict(texts) for name, texts in book.texts.items()}
    words[language][id] = words[language][id].model_copy(update={"say": text})
    return Book(book.playbook, words, book.legal)


def changed(**fields):
    book = read("real_estate")
    return Book(book.playbook.model_copy(update=fields), book.texts, book.legal)


def disclosed(**fields):
    book = read("real_estate")
    first = book.playbook.disclosures["identity"].model_copy(update=fields)
    return changed(disclosures={**book.playbook.disclosures, "identity": first})


@pytest.mark.parametrize("playbook", known())
def test_every_playbook_of_ours_may_call(playbook):
    script = script_of(read(playbook))

    assert script.identification and script.ai_disclosure and script.number_said
    assert script.opt_out_delay_s == 0
    assert (script.playbook, len(script.sha256)) == (playbook, 64)


def test_the_sales_message_for_a_machine_names_a_toll_free_number():
    assert script_of(read("real_estate")).toll_free
    silent = spoken("Hello, this is {company.name}.", id="v.message")
    assert not script_of(silent).toll_free


@pytest.mark.parametrize("playbook", known())
def test_every_playbook_of_ours_tells_that_words_are_kept(playbook):
    assert script_of(read(playbook)).recording_notice

    for language in ("en", "es"):
        silent = spoken("Hello.", id="d.recording", language=language, book=read(playbook))
        assert script_of(silent).recording_notice is False


@pytest.mark.parametrize("fields", [{"must_hear": False}, {"when": "record.agent.name"}])
def test_a_notice_that_may_stay_unheard_is_none(fields):
    book = read("real_estate")
    notice = book.playbook.disclosures["recording"].model_copy(update=fields)
    said = {**book.playbook.disclosures, "recording": notice}
    assert script_of(changed(disclosures=said)).recording_notice is False


FOUR = {"business_name", "person_name", "reply_number", "reply_request"}


def test_a_collector_says_so_and_leaves_the_four_things_of_a_message():
    script = script_of(read("debt_collection"))
    assert script.debt_collector_said
    assert script.wording == FOUR
    assert not script_of(read("real_estate")).debt_collector_said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("This communication is from a debt collector.", True),
        ("This is an attempt to collect a debt.", True),
        ("I call about your account.", False),
    ],
)
def test_the_words_of_a_collector_are_found_or_missed(text, said):
    book = read("debt_collection")
    assert script_of(spoken(text, id="d.mini_miranda", book=book)).debt_collector_said is said


@pytest.mark.parametrize(
    ("text", "lacking"),
    [
        ("Hello, this is {company.name}. Please call back at {company.phone}.", {"person_name"}),
        ("Hello. Please call {company.person} back at {company.phone}.", {"business_name"}),
        ("Hello, {company.name}: {company.person}, {company.phone}.", {"reply_request"}),
    ],
)
def test_a_message_that_lacks_one_of_the_four_in_any_language_lacks_it(text, lacking):
    book = read("debt_collection")
    said = script_of(spoken(text, language="es", id="v.limited", book=book))
    assert {*FOUR} - said.wording >= lacking


def test_the_whole_sentence_is_read():
    assert script_of(spoken(IDENTITY)).opt_out_delay_s == 0


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("An AI assistant of {company.name}. I have five words here. Press 9 to stop.", 2),
        ("An AI assistant of {company.name}. I have six whole words here. Press 9 to stop.", 3),
        ("An AI assistant of {company.name}. " + "Very long. " * 20 + "Press 9 to stop.", 16),
        ("An AI assistant of {company.name}. Press some key to stop.", None),
    ],
)
def test_seconds_to_the_way_out_are_those_of_the_words_between(text, seconds):
    assert script_of(spoken(text)).opt_out_delay_s == seconds


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_worst_language_counts(language):
    script = script_of(spoken("Hello. How are you?", language=language))

    assert not script.identification
    assert not script.ai_disclosure
    assert script.opt_out_delay_s is None


def test_a_name_that_anybody_can_talk_over_is_none():
    assert not script_of(disclosed(must_hear=False)).identification


def test_a_name_that_is_said_only_sometimes_is_none():
    assert not script_of(disclosed(when="record.call.recorded")).identification


def test_a_name_of_something_else_is_none():
    assert not script_of(disclosed(identifies=None)).identification


def test_that_no_human_speaks_belongs_into_the_first_sentence():
    late = "Hello from {company.name}. I am an AI assistant. Press 9 to stop."
    assert not script_of(spoken(late)).ai_disclosure


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("I am calling to ask whether you would sell a house.", True),
        ("We would like to BUY a house.", True),
        ("I have a question about a house.", False),
        ("I sold mine, and you?", False),
    ],
)
def test_that_a_call_sells_is_said_at_the_beginning(text, said):
    assert script_of(spoken(text, id="d.purpose")).purpose_said is said


def test_a_purpose_that_one_language_keeps_to_itself_is_not_said():
    kept = spoken("Tengo una pregunta.", language="es", id="d.purpose")
    assert script_of(kept).purpose_said is False


def test_a_way_out_that_ends_nothing_is_none():
    guards = {k: v for k, v in read("real_estate").playbook.guards.items() if k != Alarm.OPT_OUT}
    assert script_of(changed(guards=guards)).opt_out_delay_s is None


def test_a_way_out_that_is_said_only_sometimes_is_none():
    book = spoken("Hello, this is an AI assistant of {company.name}.")
    later = spoken("This call is recorded. Press 9 to stop.", id="d.recording", book=book)
    assert script_of(later).opt_out_delay_s is None


def test_what_is_said_only_sometimes_delays_the_way_out():
    disclosures = read("real_estate").playbook.disclosures
    order = ("identity", "recording", "purpose")
    book = changed(disclosures={name: disclosures[name] for name in order})
    for id, text in (
        ("d.identity", "Hello, this is an AI assistant of {company.name}."),
        ("d.recording", "This call is recorded, and kept for as long as the law asks for it."),
        ("d.purpose", "Press 9 to stop these calls."),
    ):
        book = spoken(text, id=id, book=book)

    assert script_of(book).opt_out_delay_s == 6


def test_a_playbook_without_a_message_leaves_none():
    voicemail = read("real_estate").playbook.voicemail.model_copy(update={"text": None})
    assert not script_of(changed(voicemail=voicemail)).voicemail


def test_a_number_that_is_never_said_is_missed():
    book = read("real_estate")
    for language, texts in book.texts.items():
        for id, text in texts.items():
            plain = text.say.replace("{company.phone}", "our office")
            book = spoken(plain, language=language, id=id, book=book)

    assert not script_of(book).number_said


@pytest.mark.parametrize(
    ("playbook", "purpose"),
    [
        ("real_estate", Purpose.TELEMARKETING),
        ("healthcare_intake", Purpose.INFORMATIONAL),
        ("debt_collection", Purpose.DEBT),
    ],
)
def test_the_purpose_is_the_playbooks(playbook, purpose):
    manner = Scripts(read).manner(playbook)

    assert (manner.kind, manner.purpose) == (CallKind.ARTIFICIAL_VOICE, purpose)
    assert manner.assistant == playbook


def test_a_playbook_that_nobody_named_a_purpose_for_sells():
    renamed = changed(id="something_new")
    assert Scripts(lambda _: renamed).manner("something_new").purpose is Purpose.TELEMARKETING


def test_what_cannot_be_read_says_nothing():
    def broken(_):
        raise BadPlaybook(Fault("x.yaml", "", "no such playbook"))

    manner = Scripts(broken).manner("poetry")

    assert manner.script.value is None
    assert replace(manner, assistant="") != manner

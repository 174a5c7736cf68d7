"""An organization's own words: proposed, proved, approved by another, in force, taken back."""

from datetime import timedelta

import pytest

from services.conversation.book import text_sha256
from services.conversation.faults import BadPlaybook
from services.domain.errors import Conflict, Forbidden, NotFound
from services.domain.text_change import Forms
from services.playbook_files import read
from services.text_changing import Place

PLAYBOOK = "real_estate"
PARTING = Place(PLAYBOOK, "en", "s.parting")
WORDS = Forms("Thanks, and have a good day. You can call {company.name} at {company.phone}.")


def said(office, place=PARTING):
    return office.texts.read(place.playbook).text(place.text_id, place.language).say


def approved(office, forms=WORDS, since=None):
    change = office.changing.propose(PARTING, forms, "ana")
    return office.changing.decide(PLAYBOOK, change.number, "ben", since=since or office.clock.now())


def test_nothing_changes_before_another_manager_has_approved(office):
    ours = said(office)
    change = office.changing.propose(PARTING, WORDS, "ana")

    assert said(office) == ours
    with pytest.raises(Forbidden, match="another manager"):
        office.changing.decide(PLAYBOOK, change.number, "ana", since=office.clock.now())
    assert said(office) == ours

    office.changing.decide(PLAYBOOK, change.number, "ben", since=office.clock.now())

    assert said(office) == WORDS.say
    assert office.actions(f"texts:{PLAYBOOK}") == ["text.proposed", "text.approved"]


def test_it_is_another_book_to_the_byte(office):
    approved(office)

    assert office.texts.read(PLAYBOOK).sha256 != read(PLAYBOOK).sha256


def test_it_holds_from_the_instant_that_was_said(office):
    ours = said(office)
    approved(office, since=office.clock.now() + timedelta(hours=1))

    assert said(office) == ours
    office.clock.step(3601)
    assert said(office) == WORDS.say


def test_an_approval_holds_at_once_when_its_instant_has_passed(office):
    change = approved(office, since=office.clock.now() - timedelta(days=3))

    assert change.in_force_from >= change.at


def test_what_was_rejected_is_never_said(office):
    change = office.changing.propose(PARTING, WORDS, "ana")
    office.changing.decide(PLAYBOOK, change.number, "ben", since=None)

    assert said(office) == read(PLAYBOOK).text("s.parting", "en").say
    with pytest.raises(Conflict):
        office.changing.decide(PLAYBOOK, change.number, "cleo", since=office.clock.now())


def test_one_manager_takes_it_back_to_our_words_or_to_an_earlier_version(office):
    first = approved(office)
    office.clock.step()
    approved(office, Forms("Goodbye then. You can reach {company.name} at {company.phone}."))
    office.clock.step()

    office.changing.restore(PARTING, first.number, "ana")
    assert said(office) == WORDS.say
    office.clock.step()
    office.changing.restore(PARTING, 0, "ben")

    assert said(office) == read(PLAYBOOK).text("s.parting", "en").say
    assert office.actions(f"texts:{PLAYBOOK}")[-2:] == ["text.restored", "text.restored"]


def test_only_what_was_approved_can_come_back(office):
    change = office.changing.propose(PARTING, WORDS, "ana")

    with pytest.raises(NotFound):
        office.changing.restore(PARTING, change.number, "ana")
    with pytest.raises(NotFound):
        office.changing.restore(Place(PLAYBOOK, "es", "s.parting"), change.number, "ana")


@pytest.mark.parametrize("text_id", ["d.identity", "d.purpose", "c.stopped", "c.emergency"])
def test_a_text_of_the_law_is_locked(office, text_id):
    with pytest.raises(Forbidden, match="law"):
        office.changing.propose(Place(PLAYBOOK, "en", text_id), Forms("Hello."), "ana")


@pytest.mark.parametrize(
    ("forms", "cure"),
    [
        (Forms(""), "write what it says"),
        (Forms("Goodbye, {party.first_name.upper()}."), "in words"),
        (Forms("Goodbye, {nobody.knows}."), "nobody.knows"),
        (Forms("We guarantee you the best price. Goodbye."), "never_say"),
        (Forms("One. Two. Three. Four. Five."), "sentences"),
    ],
)
def test_a_bad_text_is_refused_with_its_cure(office, forms, cure):
    with pytest.raises(BadPlaybook) as refused:
        office.changing.propose(PARTING, forms, "ana")

    assert cure in str(refused.value)
    assert office.actions(f"texts:{PLAYBOOK}") == []


def test_there_is_no_such_text(office):
    with pytest.raises(NotFound):
        office.changing.propose(Place(PLAYBOOK, "en", "s.poetry"), WORDS, "ana")


def test_a_proposal_that_a_crash_left_in_the_log_alone_is_found_by_the_next(office):
    put = office.changes.put
    office.changes.__dict__["put"] = lambda change: (_ for _ in ()).throw(RuntimeError)
    with pytest.raises(RuntimeError):
        office.changing.propose(PARTING, WORDS, "ana")
    office.changes.__dict__["put"] = put

    second = office.changing.propose(PARTING, Forms("Goodbye."), "ben")

    assert [change.number for change in office.changes.of(PLAYBOOK)] == [1, 2]
    assert second.number == 2


def test_a_hash_tells_whose_words_were_said(office):
    change = approved(office)
    ours = read(PLAYBOOK).text("d.identity", "en").say

    assert office.texts.version_of(PLAYBOOK, change.sha256) == change.number
    assert office.texts.version_of(PLAYBOOK, text_sha256(ours)) == 0
    assert office.texts.version_of(PLAYBOOK, "0" * 64) is None
    assert office.texts.version_of("poetry", "0" * 64) is None


def test_a_draft_is_heard_and_tried_before_anybody_else_hears_it(office):
    place = Place(PLAYBOOK, "en", "q.right_person")
    draft = Forms("Do I have {party.first_name} on the line?", again="Is it {party.first_name}?")

    spoken = office.trying.spoken(place, draft)
    trial = office.trying.talk(PLAYBOOK, "en", ["yes"], (place, draft))

    assert "{" not in spoken["say"]
    assert spoken["say"] in [line.text for line in trial.turns[0].lines]
    assert len(trial.turns) == 2

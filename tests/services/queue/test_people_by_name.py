"""Who bears a name, and what name an id has."""

from types import SimpleNamespace

from services.domain.errors import Erased
from services.people import People
from tests.services.queue.conftest import lead

MARIA = lead(1)


class Leads:
    def __init__(self) -> None:
        self.kept = {"lead-1": MARIA, "lead-2": None}

    def get(self, lead_id: str):
        return self.kept.get(lead_id)

    def present(self):
        return ((lead_id, 0) for lead_id in self.kept)


class Users:
    def all(self):
        return [SimpleNamespace(user=SimpleNamespace(id="u1"), name="Ana Ruiz")]

    def name_of(self, user_id: str) -> str:
        if user_id != "u1":
            raise Erased("gone")
        return "Ana Ruiz"


PEOPLE = People(Leads(), Users())


def test_a_name_is_found_whatever_its_case():
    assert PEOPLE.named("ANA") == ["u1"]
    assert PEOPLE.named("lead 1") == ["lead-1"]


def test_an_empty_question_finds_nobody():
    assert PEOPLE.named("  ") == []


def test_an_erased_lead_or_user_has_no_name():
    assert PEOPLE.lead("lead-2") == PEOPLE.user("u9") == ""
    assert (PEOPLE.lead("lead-1"), PEOPLE.user("u1")) == ("Lead 1", "Ana Ruiz")

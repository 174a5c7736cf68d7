"""What another process does between our reading and our writing, on real files."""

import pytest

from services.crypto_service.vault import PersonVault
from services.crypto_service.wrapping import MasterKey, Wrapping
from services.domain.errors import Erased
from services.ports import Personal

OLD, NEW = MasterKey("2025", b"o" * 32), MasterKey("2026", b"n" * 32)
MARIA, AAD = Personal("lead:lead-1", "Maria Delgado"), "leads/lead-1/name"


class Overtaken:
    """The keys store, with somebody faster before our next write."""

    def __init__(self, documents, faster):
        self.documents, self.faster = documents, [faster]

    def __getattr__(self, name):
        if name in ("create", "update") and self.faster:
            self.faster.pop()()
        return getattr(self.documents, name)


@pytest.fixture
def keys(databases):
    return databases[2]


def vault(documents, *masters):
    return PersonVault(documents, Wrapping(masters or (OLD,)))


def test_the_second_who_makes_a_key_uses_the_firsts(keys):
    theirs = []
    overtaken = Overtaken(keys, lambda: theirs.append(vault(keys).seal(MARIA, aad=AAD)))
    ours = vault(overtaken).seal(MARIA, aad=AAD)

    assert [vault(keys).open(s, aad=AAD) for s in (ours, *theirs)] == ["Maria Delgado"] * 2


def test_a_first_value_is_not_sealed_when_the_person_was_erased_meanwhile(keys):
    overtaken = Overtaken(keys, lambda: vault(keys).erase("lead:lead-1"))

    with pytest.raises(Erased):
        vault(overtaken).seal(MARIA, aad=AAD)


def test_an_erasure_holds_although_the_key_was_made_or_wrapped_anew_meanwhile(keys):
    made = Overtaken(keys, lambda: vault(keys).seal(MARIA, aad=AAD))
    vault(made).erase("lead:lead-1")
    vault(keys).seal(Personal("lead:lead-2", "Joe"), aad=AAD)
    wrapped = Overtaken(keys, lambda: vault(keys, NEW, OLD).rewrap())
    vault(wrapped).erase("lead:lead-2")

    for person in ("lead:lead-1", "lead:lead-2"):
        assert keys.get("person_keys", person).data == {"erased": True}


def test_rewrapping_does_not_bring_an_erased_person_back(keys):
    vault(keys).seal(MARIA, aad=AAD)
    overtaken = Overtaken(keys, lambda: vault(keys).erase("lead:lead-1"))

    assert vault(overtaken, NEW, OLD).rewrap() == 0
    assert keys.get("person_keys", "lead:lead-1").data == {"erased": True}

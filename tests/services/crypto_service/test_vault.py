import base64
import threading

import pytest

from services.crypto_service.key_cache import LIFE_S, MOST, KeyCache
from services.crypto_service.vault import PersonVault
from services.crypto_service.wrapping import MasterKey, Wrapping
from services.domain.errors import Conflict, Erased
from services.ports import Personal

OLD, NEW = MasterKey("2025", b"o" * 32), MasterKey("2026", b"n" * 32)
MARIA = Personal("lead:lead-1", "Maria Delgado")
AAD = "leads/lead-1/name"


class Seconds:
    def __init__(self):
        self.at = 0.0

    def __call__(self):
        return self.at


@pytest.fixture
def keys(databases):
    return databases[2]


def vault(keys, *masters, seconds=None):
    return PersonVault(keys, Wrapping(masters or (OLD,)), seconds or Seconds())


def test_what_is_sealed_opens_again(keys):
    sealed = vault(keys).seal(MARIA, aad=AAD)

    assert sealed["k"] == "lead:lead-1"
    assert vault(keys).open(sealed, aad=AAD) == "Maria Delgado"


def test_a_nonce_has_96_bits_and_is_never_the_same(keys):
    one, two = (vault(keys).seal(MARIA, aad=AAD) for _ in range(2))

    assert len(base64.urlsafe_b64decode(one["n"])) == 12
    assert one["n"] != two["n"]
    assert one["c"] != two["c"]


@pytest.mark.parametrize(
    "change", [{"c": "AAAA"}, {"n": "A" * 16}, {"c": "no base 64!"}, {"n": ""}, {"c": ""}]
)
def test_a_changed_value_does_not_open(keys, change):
    sealed = vault(keys).seal(MARIA, aad=AAD)

    with pytest.raises(Conflict):
        vault(keys).open(sealed | change, aad=AAD)


def test_a_value_of_one_person_does_not_open_as_another(keys):
    here = vault(keys)
    sealed = here.seal(MARIA, aad=AAD)
    here.seal(Personal("lead:lead-2", "x"), aad=AAD)

    with pytest.raises(Conflict):
        here.open(sealed | {"k": "lead:lead-2"}, aad=AAD)


def test_a_value_does_not_open_in_another_place(keys):
    with pytest.raises(Conflict):
        vault(keys).open(vault(keys).seal(MARIA, aad=AAD), aad="leads/lead-1/street")


def test_keys_of_two_persons_cannot_be_swapped_in_the_store(keys):
    vault(keys).seal(MARIA, aad=AAD)
    stored = keys.get("person_keys", "lead:lead-1")
    keys.create("person_keys", "lead:lead-2", stored.data)

    with pytest.raises(Conflict):
        vault(keys).seal(Personal("lead:lead-2", "x"), aad=AAD)


def test_an_erased_person_is_unreadable_and_gets_no_second_key(keys):
    here = vault(keys)
    sealed = here.seal(MARIA, aad=AAD)
    here.erase("lead:lead-1")
    here.erase("lead:lead-1")

    for anywhere in (here, vault(keys)):
        with pytest.raises(Erased):
            anywhere.open(sealed, aad=AAD)
        with pytest.raises(Erased):
            anywhere.seal(MARIA, aad=AAD)
    assert keys.get("person_keys", "lead:lead-1").data == {"erased": True}


def test_a_destroyed_key_leaves_the_files_with_the_next_one(keys, tmp_path):
    vault(keys).seal(MARIA, aad=AAD)
    wrapped = keys.get("person_keys", "lead:lead-1").data["wrapped"].encode()
    assert any(wrapped in p.read_bytes() for p in tmp_path.iterdir())
    vault(keys).erase("lead:lead-1")
    vault(keys).seal(Personal("lead:lead-2", "x"), aad=AAD)

    assert not any(wrapped in p.read_bytes() for p in tmp_path.iterdir())


def test_a_person_without_a_key_can_be_erased_ahead(keys):
    vault(keys).erase("lead:lead-1")

    with pytest.raises(Erased):
        vault(keys).seal(MARIA, aad=AAD)


def test_a_value_of_a_person_who_never_had_a_key_is_erased(keys):
    with pytest.raises(Erased):
        vault(keys).open({"k": "lead:lead-9", "n": "A" * 16, "c": "A" * 30}, aad=AAD)


def test_an_erasure_elsewhere_takes_hold_within_a_minute(keys):
    seconds = Seconds()
    here = vault(keys, seconds=seconds)
    sealed = here.seal(MARIA, aad=AAD)
    vault(keys).erase("lead:lead-1")

    seconds.at = LIFE_S - 1
    assert here.open(sealed, aad=AAD) == "Maria Delgado"
    seconds.at = LIFE_S
    with pytest.raises(Erased):
        here.open(sealed, aad=AAD)


def test_two_who_seal_first_at_once_use_one_key(keys):
    sealed, barrier = [], threading.Barrier(8)

    def seal():
        barrier.wait()
        sealed.append(vault(keys).seal(MARIA, aad=AAD))

    threads = [threading.Thread(target=seal) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [vault(keys).open(s, aad=AAD) for s in sealed] == ["Maria Delgado"] * 8


def test_a_new_master_key_wraps_while_the_old_one_still_opens(keys):
    before = vault(keys, OLD).seal(MARIA, aad=AAD)
    both = vault(keys, NEW, OLD)
    after = both.seal(Personal("lead:lead-2", "Joe"), aad=AAD)

    assert both.open(before, aad=AAD) == "Maria Delgado"
    assert vault(keys, NEW).open(after, aad=AAD) == "Joe"
    with pytest.raises(Conflict):
        vault(keys, NEW).open(before, aad=AAD)


def test_after_rewrapping_the_old_master_key_may_go(keys):
    before = [vault(keys, OLD).seal(Personal(f"lead:{n}", "x"), aad=AAD) for n in range(3)]
    vault(keys, OLD).erase("lead:2")

    assert vault(keys, NEW, OLD).rewrap() == 2
    assert vault(keys, NEW, OLD).rewrap() == 0
    assert [vault(keys, NEW).open(s, aad=AAD) for s in before[:2]] == ["x", "x"]


def test_the_cache_is_small_and_the_oldest_makes_room():
    cache = KeyCache()
    for n in range(MOST + 1):
        cache.keep(str(n), b"k", now=0)

    assert cache.find("0", now=0) is None
    assert cache.find(str(MOST), now=0) == b"k"


def test_no_key_shows_in_a_repr(keys):
    here = vault(keys)
    here.seal(MARIA, aad=AAD)

    assert "ooo" not in repr(here)
    assert "bytes" not in repr(here.cache)


@pytest.mark.parametrize("person", ["", "lead:a/b"])
def test_a_person_has_an_id_fit_for_a_document(keys, person):
    with pytest.raises(ValueError, match="person"):
        vault(keys).seal(Personal(person, "x"), aad=AAD)

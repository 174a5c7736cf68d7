"""What a transaction promises, on both engines. Contention is kept to two threads: the emulator
waits for its locks by the second."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from services.domain.errors import AlreadyExists, Unstorable, WrongStore


class Interrupted(Exception):
    """Raised by a function within its transaction."""


def raising(t):
    t.get("users", "ann")
    t.put("users", "ann", {"n": 2})
    raise Interrupted


def increment(t):
    stored = t.get("counters", "calls")
    count = stored.data["n"] + 1 if stored else 1
    t.put("counters", "calls", {"n": count})
    return count


def test_all_writes_of_a_transaction_are_done_together(main):
    main.create("busy", "old", {"n": 1})
    main.create("permits", "p", {"state": "open"})

    def use(t):
        permit = t.get("permits", "p")
        t.put("permits", "p", {**permit.data, "state": "used"})
        t.create("calls", "c", {"open": True, "asked_at": "2026"})
        t.put("busy", "new", {"n": 1})
        t.delete("busy", "old")
        return permit.data["state"]

    assert main.transaction(use) == "open"
    assert main.get("permits", "p").data == {"state": "used"}
    assert main.get("calls", "c").data["open"] is True
    assert main.get("busy", "new") is not None
    assert main.get("busy", "old") is None


def test_a_create_that_finds_a_document_undoes_the_whole_transaction(main):
    main.create("dials", "call", {"by": "first"})
    runs = []

    def claim(t):
        runs.append(1)
        t.put("users", "ann", {"n": 1})
        t.create("dials", "call", {"by": "second"})
        t.delete("counters", "calls")

    with pytest.raises(AlreadyExists):
        main.transaction(claim)

    assert main.get("users", "ann") is None
    assert main.get("dials", "call").data == {"by": "first"}
    assert len(runs) == 1


def test_a_function_that_raises_has_no_effect_and_its_error_comes_through(main):
    main.create("users", "ann", {"n": 1})

    with pytest.raises(Interrupted):
        main.transaction(raising)

    assert main.get("users", "ann").data == {"n": 1}


def test_after_a_function_that_raised_others_may_write(main):
    version = main.create("users", "ann", {"n": 1})

    with pytest.raises(Interrupted):
        main.transaction(raising)
    main.update("users", "ann", {"n": 3}, expected=version)

    assert main.get("users", "ann").data == {"n": 3}


def test_a_read_after_a_write_is_refused(main):
    def read_late(t):
        t.put("users", "ann", {"n": 1})
        t.get("users", "ann")

    with pytest.raises(Unstorable):
        main.transaction(read_late)

    assert main.get("users", "ann") is None


def test_a_transaction_may_only_read(main):
    main.create("users", "ann", {"n": 1})

    def read(t):
        return t.get("users", "ann").data["n"], t.get("users", "bob")

    assert main.transaction(read) == (1, None)


def test_a_transaction_may_do_nothing(main):
    assert main.transaction(lambda t: "nothing") == "nothing"


def test_writes_are_done_in_their_order(main):
    def write(t):
        t.create("users", "ann", {"n": 1})
        t.put("users", "ann", {"n": 2})
        t.put("users", "bob", {"n": 1})
        t.delete("users", "bob")

    main.transaction(write)

    assert main.get("users", "ann").data == {"n": 2}
    assert main.get("users", "bob") is None


def test_a_deleted_document_may_be_created_in_the_same_transaction(main):
    main.create("busy", "ann", {"call": "old"})

    def take_over(t):
        t.delete("busy", "ann")
        t.create("busy", "ann", {"call": "new"})

    main.transaction(take_over)

    assert main.get("busy", "ann").data == {"call": "new"}


def test_deleting_what_is_missing_is_no_error(main):
    main.transaction(lambda t: t.delete("users", "nobody"))

    assert main.get("users", "nobody") is None


def test_data_is_taken_as_it_was_when_it_was_handed_over(main):
    def write(t):
        data = {"list": [1]}
        t.put("users", "ann", data)
        data["list"].append(2)

    main.transaction(write)

    assert main.get("users", "ann").data == {"list": [1]}


def test_a_put_changes_the_version(main):
    before = main.create("users", "ann", {"n": 1})

    main.transaction(lambda t: t.put("users", "ann", {"n": 2}))

    assert main.get("users", "ann").version != before


@pytest.mark.parametrize(
    "write",
    [
        lambda t: t.put("users", "a/b", {}),
        lambda t: t.create("users", "ann", {"x": 1.5}),
        lambda t: t.delete("users", ""),
        lambda t: t.get("users", "__x__"),
    ],
)
def test_a_transaction_refuses_what_cannot_be_stored(main, write):
    with pytest.raises(Unstorable):
        main.transaction(write)


def test_a_log_takes_several_records_at_once_or_none(audit):
    def append(t):
        t.create("records", "a", {"n": 1})
        t.create("records", "b", {"n": 2})

    audit.transaction(append)
    with pytest.raises(AlreadyExists):
        audit.transaction(lambda t: (t.create("records", "c", {}), t.create("records", "b", {})))

    assert audit.get("records", "a").data == {"n": 1}
    assert audit.get("records", "c") is None


def test_the_key_database_holds_keys_and_lets_them_go(open_store):
    keys = open_store("keys")
    keys.create("person_keys", "lead:1", {"wrapped": "x"})
    keys.transaction(lambda t: t.delete("person_keys", "lead:1"))

    assert keys.get("person_keys", "lead:1") is None
    with pytest.raises(WrongStore):
        keys.get("users", "ann")


def test_two_threads_lose_no_update(main):
    with ThreadPoolExecutor(2) as pool:
        counts = [pool.submit(main.transaction, increment) for _ in range(4)]

    assert sorted(count.result() for count in counts) == [1, 2, 3, 4]
    assert main.get("counters", "calls").data == {"n": 4}


def test_two_threads_that_read_the_absence_have_one_winner(main):
    def take(name):
        def fn(t):
            if t.get("busy", "number:1") is None:
                t.put("busy", "number:1", {"by": name})
                return True
            return False

        return main.transaction(fn)

    with ThreadPoolExecutor(2) as pool:
        won = dict(zip("ab", pool.map(take, "ab"), strict=True))

    assert sorted(won.values()) == [False, True]
    assert won[main.get("busy", "number:1").data["by"]]


def test_two_threads_cannot_each_spend_what_both_have_read(main):
    main.create("counters", "a", {"n": 1})
    main.create("counters", "b", {"n": 1})

    def spend(name):
        def fn(t):
            left = t.get("counters", "a").data["n"] + t.get("counters", "b").data["n"]
            if left > 1:
                t.put("counters", name, {"n": 0})

        main.transaction(fn)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(spend, "ab"))

    assert main.get("counters", "a").data["n"] + main.get("counters", "b").data["n"] == 1


def test_a_transaction_sees_no_half_of_another(main):
    main.create("counters", "a", {"n": 0})
    main.create("counters", "b", {"n": 0})

    def both(t):
        count = t.get("counters", "a").data["n"] + 1
        t.put("counters", "a", {"n": count})
        t.put("counters", "b", {"n": count})

    def difference(t):
        return t.get("counters", "a").data["n"] - t.get("counters", "b").data["n"]

    with ThreadPoolExecutor(2) as pool:
        writing = pool.submit(lambda: [main.transaction(both) for _ in range(5)])
        seen = [main.transaction(difference) for _ in range(5)]
        writing.result()

    assert seen == [0] * 5
    assert main.get("counters", "b").data == {"n": 5}


def test_what_is_read_ahead_is_what_a_single_reading_finds(main):
    main.create("users", "ann", {"n": 1})
    main.create("leads", "ann", {"n": 2})

    def read(tx):
        tx.read_ahead(("users", "ann"), ("leads", "ann"), ("users", "nobody"))
        return [
            tx.get(*place) for place in (("users", "ann"), ("leads", "ann"), ("users", "nobody"))
        ]

    ann, lead, nobody = main.transaction(read)

    assert (ann, lead, nobody) == (main.get("users", "ann"), main.get("leads", "ann"), None)


def test_nothing_is_read_ahead_after_a_write(main):
    def late(tx):
        tx.put("users", "ann", {"n": 1})
        tx.read_ahead(("users", "bob"))

    with pytest.raises(Unstorable):
        main.transaction(late)

import threading

NUMBER, OTHER = "+13125550144", "+13125550199"


def test_a_number_leads_to_its_chains_without_being_written_down(index, databases, tmp_path):
    index.note(NUMBER, "call:1", "lead:lead-1")
    index.note(NUMBER, "call:2", "lead:lead-1")
    index.note(NUMBER, "call:1", "lead:lead-1")

    assert index.subjects(NUMBER) == ("call:1", "call:2")
    assert index.subjects(OTHER) == ()
    for database in databases:
        database.close()
    assert not any(b"3125550144" in p.read_bytes() for p in tmp_path.iterdir())


def test_a_person_is_forgotten_with_every_number_he_ever_had(index):
    index.note(NUMBER, "call:1", "lead:lead-1")
    index.note(OTHER, "call:2", "lead:lead-1")
    index.forget("lead:lead-1")
    index.forget("lead:lead-1")

    assert index.subjects(NUMBER) == index.subjects(OTHER) == ()


def test_who_shares_the_number_is_still_found(index, main):
    index.note(NUMBER, "call:1", "lead:lead-1")
    index.note(NUMBER, "call:2", "lead:lead-2")
    index.forget("lead:lead-1")

    assert index.subjects(NUMBER) == ("call:2",)
    assert main.get("number_index", "lead:lead-1") is None


def test_many_who_note_at_once_are_all_found(index):
    threads = [
        threading.Thread(target=index.note, args=(NUMBER, f"call:{n}", "lead:lead-1"))
        for n in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert set(index.subjects(NUMBER)) == {f"call:{n}" for n in range(4)}

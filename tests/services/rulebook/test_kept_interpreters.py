"""A kept rulebook's process: in time, or a reason for people; never somebody else's answer."""

import os
import resource
import tempfile
from threading import Thread

import pytest

from services.compliance.version import rulebook_files
from services.domain.errors import RulebookUnavailable
from services.rulebook_service import interpreter, shelf

HELLO = {"hello": 1}
MAIN_LOOP = b"    for line in lines:"
PROGRAM = "services/compliance/replay.py"


def kept(court, line: bytes):
    """A rulebook whose main program does this at first."""
    files = dict(rulebook_files())
    files[PROGRAM] = files[PROGRAM].replace(MAIN_LOOP, line + b"\n" + MAIN_LOOP)
    return court.shelf.of(court.keep(files))


def test_a_disk_without_room_is_a_reason(court, monkeypatch, tmp_path):
    book = court.shelf.of(court.books.keep())
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "gone"))
    with pytest.raises(RulebookUnavailable, match="no room"):
        book.ask(HELLO)


def test_a_zip_that_cannot_be_written_down_is_a_reason(court, monkeypatch):
    book = court.shelf.of(court.books.keep())
    with monkeypatch.context() as full:
        full.setattr(interpreter.Path, "write_bytes", refuse)
        with pytest.raises(RulebookUnavailable, match="no room"):
            book.ask(HELLO)
    assert book.ask(HELLO)["rulebook"] == court.own


def refuse(*_):
    raise OSError(28, "No space left on device")


def test_a_process_with_a_thousand_open_files_is_answered(court):
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard != resource.RLIM_INFINITY and hard < 2_048:
        pytest.skip("this machine allows no thousand files")
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, 2_048), hard))
    held = [os.open(os.devnull, os.O_RDONLY) for _ in range(1_100)]
    try:
        assert court.shelf.of(court.books.keep()).ask(HELLO)["rulebook"] == court.own
    finally:
        for descriptor in held:
            os.close(descriptor)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def test_a_long_question_to_a_rulebook_that_reads_nothing_ends_in_time(court, monkeypatch):
    monkeypatch.setattr(interpreter, "FIRST_ANSWER_S", 0.3)
    with pytest.raises(RulebookUnavailable, match="in time"):
        kept(court, b"    while True: pass").ask({"said": "a" * 1_000_000})


def test_a_long_question_is_read_to_its_end(court):
    book = court.shelf.of(court.books.keep())
    assert "refused" in book.ask({"said": "a" * 1_000_000})
    assert book.ask(HELLO)["rulebook"] == court.own


def test_an_endless_answer_is_called_so_and_is_asked_for_once(court, monkeypatch):
    monkeypatch.setattr(interpreter, "LONGEST", 1_000)
    with pytest.raises(RulebookUnavailable, match="too long"):
        kept(court, b"    while True: out.write('a' * 4096)").ask(HELLO)


def test_an_answer_that_nobody_waited_for_is_not_the_next_ones(court, monkeypatch):
    book = court.shelf.of(court.books.keep())
    book.ask(HELLO)

    def interrupted(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as now:
        now.setattr(interpreter.Running, "_line", interrupted)
        with pytest.raises(KeyboardInterrupt):
            book.ask({"question": "of somebody else"})
    assert book.ask(HELLO)["rulebook"] == court.own


def versions(court, count=5):
    return [court.keep_other(f"{hour}:00") for hour in range(11, 11 + count)]


def test_what_judges_stays_while_managers_compare(court):
    judging, *others = versions(court)
    for other in others:
        court.shelf.of(judging)
        court.shelf.of(other)
    assert judging in court.shelf._held
    assert len(court.shelf._held) == shelf.MOST


def test_nobody_waits_until_the_oldest_has_gone(court):
    busy, *others, last = versions(court)
    oldest = court.shelf.of(busy)
    for other in others:
        court.shelf.of(other)
    with oldest._lock:  # it is answering somebody
        comparing = Thread(target=court.shelf.of, args=(last,))
        comparing.start()
        judging = Thread(target=court.shelf.of, args=(others[0],))
        judging.start()
        judging.join(2)
        assert not judging.is_alive()
    comparing.join(5)
    assert busy not in court.shelf._held


def test_whoever_still_holds_what_has_gone_is_answered_and_leaves_no_process(court):
    first, *others = versions(court)
    gone = court.shelf.of(first)
    for other in others:
        court.shelf.of(other)
    assert gone.ask(HELLO)["rulebook"] == first
    assert gone._running is None

"""Consents as CSV: taken whole, or refused with every bad line named."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.compliance.facts import ConsentTier
from services.compliance.kinds import CallKind
from services.consent_file import COLUMNS, ConsentsRefused, read_consents

HEAD = "lead,number,tier,given_at,artificial_voice,signed,kinds,source,words_file,evidence_file\n"
FILES = {"words.txt": b"Yes, call me.", "cert.html": b"<html>", "empty": b"", "odd.txt": b"\xff"}


def read(*lines, head=HEAD):
    return read_consents((head + "".join(f"{line}\n" for line in lines)).encode(), FILES.get)


def faults(*lines, head=HEAD):
    with pytest.raises(ConsentsRefused) as refusal:
        read(*lines, head=head)
    return refusal.value.faults


def test_a_line_is_a_consent_with_its_papers():
    (agreed,) = read(
        "2001,2,written,2026-11-01T09:30:00-06:00,yes,no,artificial_voice sms,form 7,words.txt,"
        "cert.html"
    )

    consent = agreed.consent
    assert (agreed.line, agreed.item_id, agreed.place) == (2, 2001, 2)
    assert (consent.tier, consent.artificial_voice) == (ConsentTier.WRITTEN, True)
    assert consent.given_at == datetime(2026, 11, 1, 15, 30, tzinfo=UTC)
    assert (consent.signed, consent.names_seller, consent.to_caller) == (False, None, True)
    assert consent.kinds == {CallKind.ARTIFICIAL_VOICE, CallKind.SMS}
    proof = agreed.proof(FILES.get)
    assert (proof.words.data, proof.evidence.data) == (b"Yes, call me.", b"<html>")
    assert (proof.evidence.kind, proof.evidence.name) == ("other", "cert.html")


def test_what_is_left_out_is_not_known_and_a_day_begins_in_utc():
    (agreed,) = read("2001,,express,2026-11-01,,,,talk,,")

    assert agreed.consent.given_at == datetime(2026, 11, 1, tzinfo=UTC)
    assert (agreed.place, agreed.consent.signed, agreed.consent.kinds) == (1, None, None)
    assert agreed.proof(FILES.get).papers == ()


def test_a_file_that_many_lines_name_is_read_once_and_its_bytes_are_not_kept():
    asked = []

    def read_file(name):
        asked.append(name)
        return FILES.get(name)

    line = "2001,1,written,2026-11-01,,,,form,words.txt,cert.html\n"
    agreed = read_consents((HEAD + line * 50).encode(), read_file)

    assert sorted(asked) == ["cert.html", "words.txt"]
    assert not any(b"Yes" in repr(one).encode() for one in agreed)


def test_a_file_that_has_gone_since_is_named():
    (agreed,) = read("2001,1,written,2026-11-01,,,,form,words.txt,")

    with pytest.raises(ConsentsRefused) as refusal:
        agreed.proof({}.get)
    assert refusal.value.faults == ["line 2, words_file: there is no such file beside this one"]


@pytest.mark.parametrize(
    ("line", "column"),
    [
        ("x,1,written,2026-11-01,,,,f,,", "lead"),
        ("0,1,written,2026-11-01,,,,f,,", "lead"),
        ("2001,1,oral,2026-11-01,,,,f,,", "tier"),
        ("2001,1,written,11/01/2026,,,,f,,", "given_at"),
        ("2001,1,written,2026-11-01T10:00:00,,,,f,,", "given_at"),
        ("2001,1,written,2026-11-01,maybe,,,f,,", "artificial_voice"),
        ("2001,1,written,2026-11-01,,,fax,f,,", "kinds"),
        ("2001,1,written,2026-11-01,,,,,,", "source"),
        ("2001,1,written,2026-11-01,,,,f,missing.txt,", "words_file"),
        ("2001,1,written,2026-11-01,,,,f,odd.txt,", "words_file"),
        ("2001,1,written,2026-11-01,,,,f,,empty", "evidence_file"),
        ("2001,1,written", "cells"),
    ],
)
def test_a_bad_cell_is_named_by_its_line_and_its_column_and_nothing_is_taken(line, column):
    (fault,) = faults("2001,1,written,2026-11-01,,,,form,,", line)

    assert fault.startswith("line 3, ")
    assert column in fault


def test_every_bad_line_is_named():
    assert len(faults(*["2001,1,oral,2026-11-01,,,,f,,"] * 3)) == 3


def test_columns_that_lack_or_are_too_many_are_named():
    said = faults("1,written", head="lead,tier,colour\n")

    assert "line 1, colour: no such column; take it out" in said
    assert "line 1, given_at: is missing; write it" in said
    assert "line 1, source: is missing; write it" in said


@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_nothing_breaks_the_reading(raw):
    for head in (b"", HEAD.encode()):
        try:
            read_consents(head + raw, FILES.get)
        except ConsentsRefused as refusal:
            assert refusal.faults


def test_every_column_is_told_in_the_docs():
    from pathlib import Path

    told = (Path(__file__).parents[3] / "docs" / "facts.md").read_text()
    assert all(f"`{column}`" in told for column in COLUMNS)

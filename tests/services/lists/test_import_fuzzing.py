"""Whatever a file holds: it is taken as a slow, plain reading takes it, or refused by line."""

import re
import zipfile
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from services.compliance.facts import ListAnswer
from services.lists import opening
from services.lists.faults import UnreadableList
from services.lists.keeping import Asked
from services.lists.next_copy import Order
from services.lists.reading import read_change_list, read_full

DAY = date(2026, 11, 1)
ASKED = Asked("litigator", DAY)
LEAN = settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])

codes = st.sampled_from([b"201", b"312", b"999"])
seven = st.integers(0, 9_999_999).map(lambda n: b"%07d" % n)
good = st.builds(
    lambda code, comma, n: code + comma + n, codes, st.sampled_from([b"", b","]), seven
)
padded = st.builds(
    lambda before, row, after: before + row + after,
    st.sampled_from([b"", b" ", b"\t\x0b"]),
    good,
    st.sampled_from([b"", b" ", b"\r", b"\r\r"]),
)
broken = st.one_of(
    st.binary(max_size=14),
    good.map(lambda row: row[:-1]),
    good.map(lambda row: row + b"0"),
    good.map(lambda row: b"0" + row[1:]),
    good.map(lambda row: row[:5] + b"," + row[5:]),
    good.map(lambda row: row[:-1] + b"/"),
    good.map(lambda row: row[:-1] + b":"),
)
blank = st.sampled_from([b"", b"\r", b"  "])
ending = st.sampled_from([b"", b"\n"])


def plainly(content):
    """(numbers, bad lines) of a flat file, line by line."""
    numbers, bad = set(), []
    content = content.removeprefix(opening.BOM)
    for line, row in enumerate(content.split(b"\n"), 1):
        text = row.strip()
        if re.fullmatch(rb"[2-9][0-9]{2},?[0-9]{7}", text):
            numbers.add(int(text.replace(b",", b"")))
        elif text:
            bad.append(line)
    return numbers, bad


def read_numbers(bits):
    return {
        int(code) * 10_000_000 + 8 * int(byte) + bit
        for code, one in bits.items()
        for byte in np.flatnonzero(one)
        for bit in range(8)
        if one[byte] >> bit & 1
    }


@pytest.fixture
def path(tmp_path):
    return tmp_path / "fuzzed"


@pytest.mark.parametrize("block", [40, 8 << 20])
@given(lines=st.lists(st.one_of(padded, blank, broken), max_size=12), end=ending)
@LEAN
def test_rows_are_taken_exactly_or_the_file_is_refused_by_line(path, block, lines, end):
    content = b"\n".join(lines) + end
    numbers, bad = plainly(content)
    if content.removeprefix(opening.BOM).lstrip().startswith(b"<"):
        return
    path.write_bytes(content)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(opening, "BLOCK", block)
        try:
            read = read_full([path], ASKED)
        except UnreadableList as refusal:
            assert bad or not numbers
            said = {int(n) for n in re.findall(r"(?<=[ (])\d+(?=[,) ]| \.)", str(refusal))}
            assert not bad or set(bad[:10]) <= said | {len(bad)}
        else:
            assert not bad
            assert read_numbers(read.bits) == numbers


@given(rows=st.lists(good, min_size=1, max_size=30))
@LEAN
def test_good_rows_are_taken_to_the_last(path, rows):
    path.write_bytes(b"\r\n".join(rows))
    assert read_numbers(read_full([path], ASKED).bits) == plainly(b"\n".join(rows))[0]


@pytest.mark.parametrize("read", [read_full, read_change_list])
@pytest.mark.parametrize("wrap", ["plain", "zipped", "torn zip", "xml"])
@given(content=st.binary(max_size=200), at=st.integers(0, 200))
@example(content=b"312", at=0)
@example(content=b"PK\x05\x06" + bytes(18), at=0)
@LEAN
def test_arbitrary_bytes_end_in_a_list_or_in_a_refusal_and_in_nothing_else(
    path, read, wrap, content, at
):
    if wrap == "xml":
        path.write_bytes(b"<l><n>3125550101</n>" + content + b"</l>")
    elif wrap == "plain":
        path.write_bytes(content)
    else:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("list", content)
        if wrap == "torn zip":
            torn = bytearray(path.read_bytes())
            torn[at % len(torn)] ^= 0x41
            path.write_bytes(torn)
    try:
        read([path], ASKED)
    except UnreadableList as refusal:
        assert "3125550101" not in str(refusal)


@given(rows=st.lists(good, min_size=1, max_size=5), spoiled=st.one_of(st.none(), st.integers(0, 4)))
@settings(LEAN, max_examples=30)
def test_what_was_refused_changed_nothing_and_what_was_taken_is_all_there(
    path, lists, imports, rows, spoiled
):
    if spoiled is not None:
        rows = [*rows[:spoiled], b"312,555010", *rows[spoiled:]]
    path.write_bytes(b"\n".join(rows))
    before = lists.copies.get("litigator", None)
    order = Order("litigator", DAY + timedelta(days=1))
    try:
        imports.install(order, read_full([path], order.asked))
    except UnreadableList:
        assert spoiled is not None
        assert lists.copies.get("litigator", None) == before
        return
    for row in rows:
        number = row.replace(b",", b"").decode()
        assert lists.answer("litigator", f"+1{number}").answer is ListAnswer.LISTED
    assert lists.open("litigator").copies[None].count == len({r.replace(b",", b"") for r in rows})

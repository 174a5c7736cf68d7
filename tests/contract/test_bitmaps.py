"""Bitmaps as files and as documents: what both promise, and how each one is damaged."""

import base64
import hashlib
import os
import random

import pytest
from backports import zstd

from services.bitmap_service.documents import HELD, OBJECTS, BitmapDocuments
from services.bitmap_service.files import BitmapFiles
from services.list_ports import BITMAP_BYTES, BitmapKey, Damaged

SPARSE = bytes(BITMAP_BYTES - 3) + b"\x01\x00\x80"
DENSE = random.Random(7).randbytes(BITMAP_BYTES)  # does not compress: more than one document


def key_of(bits, area_code="312", list_name="national"):
    return BitmapKey(list_name, area_code, hashlib.sha256(bits).hexdigest())


class Files:
    """Bitmaps as files, and ways to harm them."""

    def __init__(self, folder):
        self.folder = folder

    def open(self):
        return BitmapFiles(self.folder)

    def path(self, key):
        return self.folder / key.list_name / f"{key.area_code}-{key.sha256[:32]}.bits"

    def flip(self, key):
        self._change(key, lambda bits: bits[:-1] + bytes([bits[-1] ^ 1]))

    def cut(self, key):
        self._change(key, lambda bits: bits[: len(bits) // 2])

    def lose(self, key):
        self.path(key).unlink()

    def exchange(self, key, other):
        self._change(key, lambda _: self.path(other).read_bytes())

    def _change(self, key, change):
        path = self.path(key)
        path.write_bytes(change(path.read_bytes()))


class Objects:
    """Bitmaps as documents, and ways to harm them."""

    def __init__(self, main):
        self.main = main

    def open(self):
        return BitmapDocuments(self.main)

    def flip(self, key):
        self._change(key, lambda packed: packed[:-1] + bytes([packed[-1] ^ 1]))

    def cut(self, key):
        self._change(key, lambda packed: packed[: len(packed) // 2])

    def lose(self, key):
        self.main.transaction(lambda tx: tx.delete(OBJECTS, f"{key.name}-0"))

    def exchange(self, key, other):
        theirs = self.main.get(OBJECTS, f"{other.name}-0").data
        self.main.transaction(lambda tx: tx.put(OBJECTS, f"{key.name}-0", theirs))

    def _change(self, key, change):
        data = self.main.get(OBJECTS, f"{key.name}-0").data
        text = base64.b64encode(change(base64.b64decode(data["zstd"]))).decode()
        self.main.transaction(lambda tx: tx.put(OBJECTS, f"{key.name}-0", {**data, "zstd": text}))


@pytest.fixture(params=["files", "documents"])
def kept(request, tmp_path, main):
    return Files(tmp_path / "lists") if request.param == "files" else Objects(main)


@pytest.mark.parametrize("bits", [SPARSE, DENSE, bytes(BITMAP_BYTES)])
def test_a_bitmap_comes_back_as_it_was_written_to_whoever_opens_it(kept, bits):
    key = key_of(bits)
    kept.open().write(key, bits)
    assert bytes(kept.open().bits(key)) == bits
    kept.open().verify(key)


def test_lists_and_area_codes_stand_apart(kept):
    bitmaps = kept.open()
    keys = [key_of(SPARSE, "312"), key_of(SPARSE, "773"), key_of(SPARSE, "312", "state-tx")]
    for key in keys:
        bitmaps.write(key, SPARSE)
    bitmaps.remove(keys[0])
    with pytest.raises(Damaged, match="national, area code 312"):
        kept.open().bits(keys[0])
    for key in keys[1:]:
        assert bytes(kept.open().bits(key)) == SPARSE


@pytest.mark.parametrize("harm", ["flip", "cut", "lose"])
def test_what_is_harmed_is_damaged_and_named_and_writing_it_again_mends(kept, harm):
    key, other = key_of(DENSE), key_of(SPARSE, "773")
    kept.open().write(key, DENSE)
    kept.open().write(other, SPARSE)
    getattr(kept, harm)(key)
    for look in ("bits", "verify"):
        with pytest.raises(Damaged, match="national, area code 312") as error:
            getattr(kept.open(), look)(key)
        assert error.value.__cause__ is None
    assert bytes(kept.open().bits(other)) == SPARSE
    kept.open().write(key, DENSE)
    assert bytes(kept.open().bits(key)) == DENSE


def test_a_stale_bitmap_in_the_place_of_a_new_one_is_damaged(kept):
    stale = bytes(BITMAP_BYTES - 1) + b"\x01"
    key, old = key_of(SPARSE), key_of(stale)
    kept.open().write(key, SPARSE)
    kept.open().write(old, stale)
    kept.exchange(key, old)
    with pytest.raises(Damaged):
        kept.open().bits(key)


def test_what_was_never_written_is_damaged_and_removing_it_is_nothing(kept):
    kept.open().remove(key_of(SPARSE))
    with pytest.raises(Damaged):
        kept.open().bits(key_of(SPARSE))


def test_no_document_comes_near_a_mebibyte(main):
    key = key_of(DENSE)
    BitmapDocuments(main).write(key, DENSE)
    pieces = [main.get(OBJECTS, f"{key.name}-{n}").data for n in range(3)]
    assert all(piece["pieces"] == 3 for piece in pieces)
    assert all(len(repr(piece)) < 900_000 for piece in pieces)


@pytest.mark.parametrize("data", [{}, {"zstd": "!"}, {"zstd": "", "pieces": 1}, {"zstd": 7}])
def test_a_document_that_makes_no_sense_is_damaged(main, data):
    key = key_of(SPARSE)
    main.transaction(lambda tx: tx.put(OBJECTS, f"{key.name}-0", data))
    with pytest.raises(Damaged):
        BitmapDocuments(main).bits(key)


def test_an_object_that_unpacks_to_more_than_a_bitmap_is_damaged(main):
    key = key_of(SPARSE)
    packed = base64.b64encode(zstd.compress(bytes(50 * BITMAP_BYTES))).decode()
    bomb = {"zstd": packed, "pieces": 1}
    main.transaction(lambda tx: tx.put(OBJECTS, f"{key.name}-0", bomb))
    with pytest.raises(Damaged):
        BitmapDocuments(main).bits(key)


def test_fetched_bitmaps_are_held_but_not_without_bound(main):
    bitmaps = BitmapDocuments(main)
    keys = [key_of(SPARSE, str(code)) for code in range(201, 201 + HELD + 3)]
    for key in keys:
        bitmaps.write(key, SPARSE)
        bitmaps.bits(key)
    assert len(bitmaps._held) == HELD
    main.transaction(lambda tx: [tx.delete(OBJECTS, f"{key.name}-0") for key in keys])
    assert bytes(bitmaps.bits(keys[-1])) == SPARSE
    with pytest.raises(Damaged):
        bitmaps.bits(keys[0])


@pytest.mark.parametrize("harm", ["flip", "cut", "lose"])
def test_a_mapped_file_is_verified_again_when_it_has_changed(tmp_path, harm):
    kept, key = Files(tmp_path), key_of(SPARSE)
    bitmaps = kept.open()
    bitmaps.write(key, SPARSE)
    assert bitmaps.bits(key)[-1] == 0x80
    getattr(kept, harm)(key)
    with pytest.raises(Damaged):
        bitmaps.bits(key)


def test_a_change_that_hides_its_time_is_seen_as_well(tmp_path):
    kept, key = Files(tmp_path), key_of(SPARSE)
    bitmaps = kept.open()
    bitmaps.write(key, SPARSE)
    bitmaps.bits(key)
    before = kept.path(key).stat()
    kept.flip(key)
    os.utime(kept.path(key), ns=(before.st_atime_ns, before.st_mtime_ns))
    with pytest.raises(Damaged):
        bitmaps.bits(key)


def test_a_damaged_object_beside_a_whole_file_is_found_by_verify(tmp_path):
    kept, key = Files(tmp_path), key_of(SPARSE)
    kept.open().write(key, SPARSE)
    packed = kept.path(key).with_suffix(".bits.zst")
    packed.write_bytes(packed.read_bytes()[:-1])
    assert bytes(kept.open().bits(key)) == SPARSE
    with pytest.raises(Damaged):
        kept.open().verify(key)


def test_files_are_for_their_owner_only_and_nothing_half_written_stays(tmp_path):
    kept, key = Files(tmp_path / "lists"), key_of(SPARSE)
    kept.open().write(key, SPARSE)
    files = [path for path in (tmp_path / "lists").rglob("*") if path.is_file()]
    assert {path.stat().st_mode & 0o777 for path in files} == {0o600}
    assert len(files) == 2
    kept.open().remove(key)
    assert not any(path.is_file() for path in (tmp_path / "lists").rglob("*"))

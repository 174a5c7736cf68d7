"""A bitmap as one zstd object: the canonical form, on disk and in documents."""

import hashlib

from services.list_ports import BITMAP_BYTES, BitmapKey, damage

LEVEL = 3


def pack(bits: bytes) -> bytes:
    from backports import zstd

    return zstd.compress(bits, level=LEVEL)


def unpack(key: BitmapKey, packed: bytes) -> bytes:
    """The bitmap, verified against the key. Never larger than a bitmap, whatever the object claims.
    Raises Damaged."""
    from backports import zstd

    try:
        bits = zstd.ZstdDecompressor().decompress(packed, max_length=BITMAP_BYTES + 1)
    except zstd.ZstdError:
        raise damage(key, "its object cannot be unpacked") from None
    check(key, bits)
    return bits


def check(key: BitmapKey, bits: bytes | memoryview) -> None:
    """Raises Damaged."""
    if len(bits) != BITMAP_BYTES:
        raise damage(key, "its bitmap is cut short or grown")
    if hashlib.sha256(bits).hexdigest() != key.sha256:
        raise damage(key, "its bitmap is not the one that was imported")

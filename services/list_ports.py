"""What do-not-call lists need from outside: a place for bitmaps, one per list and area code."""

from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

NUMBERS = 10_000_000  # seven digits
BITMAP_BYTES = NUMBERS // 8


class Damaged(Exception):
    """What is stored is missing or is not what its copy says. The text names list and area code."""


@dataclass(frozen=True)
class BitmapKey:
    """`list_name`: as in services/lists/names.py; `area_code`: three digits; `sha256`: of the
    bitmap, in hex. A bitmap is named by what is in it, so a name never changes its content."""

    list_name: str
    area_code: str
    sha256: str

    @cached_property
    def place(self) -> str:
        return f"{self.list_name}-{self.area_code}"

    @cached_property
    def name(self) -> str:
        return f"{self.place}-{self.sha256[:32]}"


class Bitmaps(Protocol):
    """Bit n of a bitmap (byte n >> 3, from the lowest bit) stands for the seven-digit number n."""

    def write(self, key: BitmapKey, bits: bytes) -> None:
        """Durable before it returns. Over what may stand there, so that twice mends. Raises
        StoreUnavailable."""

    def bits(self, key: BitmapKey) -> memoryview:
        """BITMAP_BYTES bytes whose SHA-256 is the key's. Raises Damaged, StoreUnavailable."""

    def rest(self, key: BitmapKey) -> None:
        """Give back the memory of what was read and can be read again."""

    def verify(self, key: BitmapKey) -> None:
        """Read anew all that is stored of it. Raises Damaged, StoreUnavailable."""

    def remove(self, key: BitmapKey) -> None:
        """Twice is once. Raises StoreUnavailable."""


def damage(key: BitmapKey, what: str) -> Damaged:
    return Damaged(f"{key.list_name}, area code {key.area_code}: {what}")

"""The National Do Not Call Registry: our copies of it, by area code."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date

from services.compliance.book import current
from services.compliance.facts import ListAnswer, NationalList
from services.compliance.numbering import Kind, area_code_of
from services.dnc_file import ListFile
from services.domain.times import to_text
from services.ports import AuditTrail, Clock, Data, Deed, Stored
from services.stores.dnc_copies import Damaged, DncCopies


class ImportRefused(ValueError):
    """The copy cannot be taken. The text says why and holds no number."""


@dataclass(frozen=True)
class CopyStatus:
    """`as_of` and `age_days` (to today, UTC) are None for a manifest that cannot be read;
    `fresh`: young enough for a call today."""

    area_code: str
    as_of: date | None
    count: int
    age_days: int | None
    fresh: bool


@dataclass(frozen=True)
class NationalDnc:
    copies: DncCopies
    trail: AuditTrail
    clock: Clock

    def answer(self, number: str | None) -> NationalList | None:
        """What our copy says of this E.164 number; None when it has no area code."""
        area_code = area_code_of(number)
        if number is None or area_code is None:
            return None
        manifest = self.copies.get(area_code)
        if manifest is None:
            return NationalList(area_code, ListAnswer.NO_COPY)
        try:
            as_of = date.fromisoformat(manifest.data["as_of"])
            listed = self.copies.listed(number, manifest.data)
        except (Damaged, KeyError, ValueError, TypeError, IndexError):
            return NationalList(area_code, ListAnswer.UNREADABLE)
        return NationalList(area_code, ListAnswer.LISTED if listed else ListAnswer.CLEAR, as_of)

    def expect_importable(self, area_code: str, as_of: date) -> None:
        """Raises ImportRefused for a day to come or an area code that is not ours to call."""
        if as_of > self.clock.now().astimezone(UTC).date():
            raise ImportRefused(f"a copy of {as_of.isoformat()} cannot exist yet")
        area = current().area_codes.get(area_code)
        if area is None or area.kind is not Kind.US:
            raise ImportRefused(f"{area_code} is no area code of the United States")

    def install(self, file: ListFile, as_of: date, *, actor: str) -> None:
        """Record it, write the chunks, put the manifest in force; the copy before is kept.

        The same file again mends a damaged copy. Raises ImportRefused, Conflict when two imports
        of one area code meet.
        """
        self.expect_importable(file.area_code, as_of)
        older = self.copies.get(file.area_code)
        generation = f"{as_of.isoformat()}-{file.sha256[:16]}"
        self._record(file, as_of, generation, older, actor)
        chunks = self.copies.write_chunks(file.area_code, generation, file.bitmap)
        manifest = self._manifest(file, as_of, generation, chunks, older)
        self.copies.swap(file.area_code, manifest, older)
        self._forget(file.area_code, generation, older)

    def _record(
        self, file: ListFile, as_of: date, generation: str, older: Stored | None, actor: str
    ) -> None:
        body: Data = {"area_code": file.area_code, "as_of": as_of.isoformat(), "count": file.count}
        body |= {"sha256": file.sha256, "before": older.data["generation"] if older else None}
        since = older.data["imported_at"] if older else "first"
        self.trail.append(
            Deed(
                f"dnc:{file.area_code}",
                "dnc.imported",
                body,
                actor=actor,
                cause=f"{generation} after {since}",
            )
        )

    def _manifest(
        self,
        file: ListFile,
        as_of: date,
        generation: str,
        chunks: list[str],
        older: Stored | None,
    ) -> Data:
        kept = {**older.data, "previous": None} if older else None
        if older and older.data["generation"] == generation:
            kept = older.data["previous"]
        return {
            "as_of": as_of.isoformat(),
            "count": file.count,
            "sha256": file.sha256,
            "generation": generation,
            "chunks": chunks,
            "imported_at": to_text(self.clock.now()),
            "previous": kept,
        }

    def _forget(self, area_code: str, generation: str, older: Stored | None) -> None:
        """The copy before the last one, unless it is back in force."""
        oldest = older.data["previous"] if older else None
        if oldest and oldest["generation"] != generation:
            self.copies.remove(area_code, oldest)

    def status(self) -> Iterator[CopyStatus]:
        """Every copy, by area code."""
        today = self.clock.now().astimezone(UTC).date()
        most = current().max_age("national_list", today).days
        for stored in self.copies.all():
            try:
                as_of = date.fromisoformat(stored.data["as_of"])
                age, count = (today - as_of).days, int(stored.data["count"])
            except (KeyError, ValueError, TypeError):
                yield CopyStatus(stored.id, None, 0, None, fresh=False)
                continue
            yield CopyStatus(stored.id, as_of, count, age, fresh=0 <= age <= most)

"""The National Do Not Call Registry: what our copy of an area code says."""

from dataclasses import dataclass

from services.compliance.facts import NationalList
from services.dnc_lists import DncLists
from services.lists.names import NATIONAL


@dataclass(frozen=True)
class NationalDnc:
    lists: DncLists

    def answer(self, number: str | None) -> NationalList | None:
        """What our copy says of this E.164 number; None when it has no area code."""
        said = self.lists.answer(NATIONAL, number)
        return NationalList(said.area_code, said.answer, said.as_of, said.san) if said else None

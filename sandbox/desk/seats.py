"""All open pages; a call rings at the first that is free."""

from dataclasses import dataclass, field

from sandbox.carrier.call import Call
from sandbox.desk.seat import Seat


@dataclass(eq=False)
class Seats:
    taken: list[Seat] = field(default_factory=list)

    def plays(self, number: str) -> bool:
        """Whether somebody here is, or would be, the person at this number."""
        mine = (seat.mine for seat in self.taken)
        return self._free() is not None or any(c and not c.over and c.to == number for c in mine)

    async def ring(self, call: Call, patience_s: float) -> str | None:
        seat = self._free()
        return "busy" if seat is None else await seat.ring(call, patience_s)

    def _free(self) -> Seat | None:
        return next((seat for seat in self.taken if seat.free), None)

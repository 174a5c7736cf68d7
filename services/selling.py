"""What the organization is as a seller, and what governments have proclaimed: said by somebody of
ours, on record, before any judgement reads it."""

from dataclasses import dataclass, replace
from datetime import date

from services.compliance.facts import Emergency, Proclaimed
from services.compliance.plain import to_plain
from services.domain.errors import Conflict, NotFound
from services.domain.times import to_text
from services.ports import AuditTrail, Clock, Data, Deed
from services.seller_file import SellerFile
from services.stores.seller import Seller, SellerBook

SUBJECT = "seller"


@dataclass(frozen=True)
class Selling:
    book: SellerBook
    trail: AuditTrail
    clock: Clock

    def current(self) -> Seller:
        return self.book.current()

    def take(self, file: SellerFile, *, actor: str) -> Seller:
        """The file is in force, in the place of the one before; what was proclaimed stays as it
        is."""
        now = self.clock.now()
        body = {
            "sha256": file.sha256,
            "source": file.source,
            "registrations": [to_plain(one) for one in file.registrations],
            "exemptions": sorted(file.exemptions),
            "lists_not_kept": sorted(file.lists_not_kept),
            "places": sorted(file.places),
        }
        self._record("seller.declared", body, actor)

        def declared(seller: Seller) -> Seller:
            return replace(
                seller,
                said_at=now,
                source=file.source,
                registrations=file.registrations,
                exemptions=file.exemptions,
                lists_not_kept=file.lists_not_kept,
                places=file.places,
            )

        self.book.change(declared)
        return self.current()

    def proclaim(self, what: Emergency | Proclaimed, *, actor: str) -> None:
        """An emergency, or a holiday, from now on. The same again changes nothing."""
        self._record(_action(what, "set"), to_plain(what), actor)
        self.book.change(lambda seller: _with(seller, what))

    def clear(self, state: str, *, county: str = "", actor: str) -> None:
        """The emergencies of a state, or of one county. Raises NotFound."""
        where = (state, county)
        if not any((e.state, e.county) == where for e in self.current().emergencies):
            raise NotFound("no such emergency")
        self._record("emergency.cleared", {"state": state, "county": county}, actor)
        self.book.change(
            lambda seller: replace(
                seller,
                emergencies=tuple(e for e in seller.emergencies if (e.state, e.county) != where),
            )
        )

    def open_day(self, state: str, on: date, *, actor: str) -> None:
        """A holiday that was proclaimed no more. Raises NotFound."""
        what = Proclaimed(state, on)
        if what not in self.current().proclaimed:
            raise NotFound("no such holiday")
        self._record("holiday.cleared", to_plain(what), actor)
        self.book.change(
            lambda seller: replace(
                seller, proclaimed=tuple(p for p in seller.proclaimed if p != what)
            )
        )

    def confirm(self, *, actor: str) -> Seller:
        """Somebody has looked: these emergencies and holidays, and no others, are proclaimed.
        Raises Conflict when others came meanwhile, which nobody has looked at."""
        now, seller = self.clock.now(), self.current()
        looked_at = (seller.emergencies, seller.proclaimed)
        body = {
            "emergencies": [to_plain(one) for one in seller.emergencies],
            "holidays": [to_plain(one) for one in seller.proclaimed],
        }
        self._record("emergencies.confirmed", body, actor)

        def confirmed(held: Seller) -> Seller:
            if (held.emergencies, held.proclaimed) != looked_at:
                raise Conflict("something else is proclaimed now")
            return replace(held, confirmed_at=now)

        self.book.change(confirmed)
        return self.current()

    def _record(self, action: str, body: Data, actor: str) -> None:
        cause = f"{action}:{to_text(self.clock.now())}"
        self.trail.append(Deed(SUBJECT, action, body, actor=actor, cause=cause))


def _action(what: Emergency | Proclaimed, done: str) -> str:
    return f"{'emergency' if isinstance(what, Emergency) else 'holiday'}.{done}"


def _with(seller: Seller, what: Emergency | Proclaimed) -> Seller:
    if isinstance(what, Proclaimed):
        others = tuple(one for one in seller.proclaimed if one != what)
        return replace(seller, proclaimed=(*others, what))
    kept = tuple(e for e in seller.emergencies if (e.state, e.county) != (what.state, what.county))
    return replace(seller, emergencies=(*kept, what))

"""Who reads the rulebook's pages, and when; whoever acted is called by a name."""

from dataclasses import dataclass, field

from api.views import times
from api.views.call_rows import Clocked, Names
from services.domain.times import from_text, to_text

ACTORS = {"house": "a new release", "operator": "the operator, by command"}


@dataclass(frozen=True)
class Reader:
    """Who reads the page, and when. `actor` is `user:<id>`."""

    actor: str
    names: Names
    clocked: Clocked
    now: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "now", to_text(self.clocked.now))

    def name(self, actor: str) -> str:
        if actor == self.actor:
            return "you"
        return ACTORS.get(actor) or self.names.agent(actor.removeprefix("user:")) or "somebody"

    def when(self, at: str) -> str:
        return times.when(from_text(at), self.clocked.zone, self.clocked.now) if at else ""

"""What must hold, each as a row of the table: a figure, the gate, whether it held."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from evals.plan import PLAYBOOKS
from evals.results import Result

DISCLOSING = ("disclosures", "mini_miranda", "read_back", "messages")
GATED = ("before_verification", "mini_miranda")


@dataclass(frozen=True)
class Gate:
    """`least`: at least `bound`, else at most. `value` None: could not be measured here."""

    name: str
    value: float | None
    bound: float
    least: bool = False
    of: int | None = None
    share: bool = False
    note: str = ""
    model: float | None = None

    @property
    def held(self) -> bool:
        if self.value is None:
            return True
        return self.value >= self.bound if self.least else self.value <= self.bound

    def as_json(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "value": self.value,
            "of": self.of,
            "gate": self.bound,
            "gate_is": "at least" if self.least else "at most",
            "held": self.held,
            "note": self.note,
            "with_model": self.model,
        }


def of_talks(results: Sequence[Result]) -> list[Gate]:
    """The gates over talks with invented callers."""
    talks = len(results)
    clean = sum(not any(name in one.violations for name in DISCLOSING) for one in results)
    return [
        Gate("required disclosures whole, verbatim, in order, in time", clean / talks, 1.0, True,
             talks, True),
        _none("debt or health content before verification", results, GATED),
        _none("figures said that stand nowhere", results, ("numbers",)),
        _none("forbidden phrases said", results, ("phrases",)),
        _none("slot values that nobody uttered", results, ("slots",)),
        _none("hard opt-outs missed in talks", results, ("opt_outs",), "opt_out"),
        _none("emergencies missed in talks", results, ("emergencies",), "emergency"),
        _none("wishes for a person not met within a turn", results, ("persons",), "human"),
        *_successes(results, difficult=False, bound=0.95),
        *_successes(results, difficult=True, bound=0.75),
        _slots(results),
    ]  # fmt: skip


def _none(
    name: str, results: Iterable[Result], judges: tuple[str, ...], tag: str | None = None
) -> Gate:
    kept = [one for one in results if tag is None or tag in one.tags]
    found = sum(any(judge in one.violations for judge in judges) for one in kept)
    return Gate(name, found, 0, of=len(kept))


def _successes(results: Sequence[Result], *, difficult: bool, bound: float) -> list[Gate]:
    kind = "difficult" if difficult else "cooperative"
    return [
        _rate(f"task success, {kind}, {playbook}", kept, bound)
        for playbook in PLAYBOOKS
        if (kept := [r for r in results if r.difficult is difficult and r.playbook == playbook])
    ]


def _rate(name: str, kept: Sequence[Result], bound: float) -> Gate:
    rates = {
        behaviour: _share([r for r in kept if r.behaviour == behaviour], lambda r: r.success)
        for behaviour in sorted({r.behaviour for r in kept})
    }
    lowest = min(rates, key=lambda behaviour: rates[behaviour])
    note = f"lowest: {lowest} {rates[lowest]:.2f}"
    return Gate(name, _share(kept, lambda r: r.success), bound, True, len(kept), True, note)


def _slots(results: Sequence[Result]) -> Gate:
    right, of = (sum(one.slots[n] for one in results) for n in (0, 1))
    return Gate("final slots that are true", right / of if of else 0, 0.97, True, of, True)


def _share(kept: Sequence[Result], holds: Callable[[Result], bool]) -> float:
    return sum(map(holds, kept)) / len(kept) if kept else 0.0


def table(gates: Sequence[Gate], *, model: bool) -> str:
    width = max(len(gate.name) for gate in gates)
    head = f"{'':2} {'':{width}} {'rules':>9} {'of':>7}  gate"
    rows = [f"{head}{'      model' if model else ''}"]
    for gate in gates:
        mark = "  " if gate.held else "!!"
        of = str(gate.of) if gate.of is not None else ""
        bound = f"{'>=' if gate.least else '<='} {_written(gate.bound, gate)}"
        row = f"{mark} {gate.name:{width}} {_written(gate.value, gate):>9} {of:>7}  {bound:9}"
        if model:
            row += f" {_written(gate.model, gate):>9}" if gate.model is not None else " " * 10
        rows.append(f"{row}  {gate.note}".rstrip())
    return "\n".join(rows)


def _written(value: float | None, gate: Gate) -> str:
    if value is None:
        return "-"
    return f"{value:.2%}" if gate.share else f"{value:g}"

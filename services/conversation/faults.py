"""What is wrong with a playbook, in one sentence: file, place, cure."""

from dataclasses import dataclass

from pydantic import ValidationError


@dataclass(frozen=True)
class Fault:
    """`file`: as the reader named it. `place`: dotted. `cure`: what to do."""

    file: str
    place: str
    cure: str

    def __str__(self) -> str:
        return ": ".join(part for part in (self.file, self.place, self.cure) if part)


class BadPlaybook(Exception):
    """A playbook or its texts cannot be used. `faults`: at least one."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = faults


SAID = {
    "extra_forbidden": "there is no such field here; remove it or correct its name",
    "missing": "this field is missing; write it",
}


def faults_of(file: str, error: ValidationError) -> tuple[Fault, ...]:
    """One fault for each thing that pydantic found; what was written is not repeated."""
    return tuple(
        Fault(file, ".".join(map(str, found["loc"])), _cure(found["type"], found["msg"]))
        for found in error.errors(include_url=False, include_input=False)
    )


def _cure(kind: str, message: str) -> str:
    return SAID.get(kind) or message.removeprefix("Value error, ")

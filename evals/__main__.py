"""`make evals`: every gate of the assistants, measured. Exit 1 when one does not hold."""

import argparse
import json
import logging
import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from evals import fuzz, matrix, scenarios, sets, talks
from evals.gates import Gate, of_talks, table
from evals.house import house
from evals.results import Result

VAR = Path("var")
SEEDS, MODEL_SEEDS, POSTS = 50, 3, 10_000
SEED = 20261121
NONE = "set CLEARDIAL_PUBLIC_DATA"


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--seeds", type=int, default=SEEDS)
    asked.add_argument("--posts", type=int, default=POSTS)
    asked.add_argument("--processes", type=int, default=os.cpu_count())
    said = asked.parse_args()
    model = bool(os.environ.get("OPENAI_API_KEY"))
    print(f"talking: {said.seeds} callers of each kind ...", flush=True)
    results = talks.by_http(said.seeds, processes=said.processes)
    gates = of_talks(results)
    if model:
        print("talking with a model ...", flush=True)
        heard = of_talks(talks.by_http(MODEL_SEEDS, processes=said.processes, model=True))
        gates = [replace(one, model=two.value) for one, two in zip(gates, heard, strict=True)]
    gates += of_the_rest(said.posts)
    write(gates, results)
    print(f"\n{table(gates, model=model)}\n\nwhole talks that went wrong: {VAR / 'evals.txt'}")
    return 0 if all(gate.held for gate in gates) else 1


def of_the_rest(posts: int, *, every: int = 1) -> list[Gate]:
    """Scenarios, sets, the matrix, the fuzz, the redactor."""
    print("scenarios, sets, alarms in every turn, power cuts, redaction ...", flush=True)
    logging.disable(logging.CRITICAL)
    return [*_of_words(), *_of_doors(posts, every), *_of_redaction()]


def _of_words() -> list[Gate]:
    opted = sets.misses("opt_out_plain", "opt_out_talkative")
    danger, false = sets.misses("emergency_", "self_harm_"), sets.false_opt_outs()
    rate = len(false.wrong) * 10_000 / false.of if false else None
    public = "false hard opt-outs per 10,000, public turns"
    return [
        _counted("scenarios that do not hold", list(scenarios.broken()), scenarios.count()),
        _counted("hard opt-outs missed, own sets", opted.wrong, opted.of),
        _counted("emergencies missed, own sets", danger.wrong, danger.of),
        Gate(
            public,
            rate,
            1,
            of=false.of if false else None,
            note=_one(false.wrong) if false else NONE,
        ),
    ]


def _of_doors(posts: int, every: int) -> list[Gate]:
    with house() as at:
        cells = matrix.cells(at, every=every)
    cut = fuzz.fuzz(posts, SEED)
    return [
        _counted("alarms not met, every one in every turn", cells.wrong, cells.of),
        _counted("effects doubled or lost under retries and cuts", cut.faults, cut.posts),
    ]


def _of_redaction() -> list[Gate]:
    made = sets.redaction()
    recall, there = min(made.recall.values()), sum(made.there.values())
    lost = Gate("redaction, clean letters lost", made.lost_share, 0.01, of=made.clean, share=True)
    return [
        Gate("redaction, identifiers found", recall, 0.999, True, there, True),
        Gate("redaction, masks that hide one", made.precision, 0.99, True, made.masked, True),
        lost,
    ]


def _counted(name: str, wrong: Sequence[str], of: int) -> Gate:
    return Gate(name, len(wrong), 0, of=of, note=_one(wrong))


def write(gates: list[Gate], results: list[Result]) -> None:
    VAR.mkdir(exist_ok=True)
    rates: dict[str, dict[str, float]] = {}
    for playbook, behaviour in sorted({(one.playbook, one.behaviour) for one in results}):
        kept = [o.success for o in results if (o.playbook, o.behaviour) == (playbook, behaviour)]
        rates.setdefault(playbook, {})[behaviour] = sum(kept) / len(kept)
    said = {"gates": [gate.as_json() for gate in gates], "success": rates, "talks": len(results)}
    (VAR / "evals.json").write_text(json.dumps(said, indent=1) + "\n")
    wrong = [f"{one.written}\n  ! {dict(one.violations)}" for one in results if one.written]
    (VAR / "evals.txt").write_text("\n\n".join(wrong) + "\n")


def _one(found: Sequence[str]) -> str:
    return found[0][:90] if found else ""


if __name__ == "__main__":
    sys.exit(main())

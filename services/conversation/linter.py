"""What must hold of a playbook as a whole before a call may be held by it."""

from collections.abc import Iterator

from services.conversation.alarm import Alarm
from services.conversation.book import Book
from services.conversation.effect import EffectKind
from services.conversation.faults import BadPlaybook, Fault
from services.conversation.graph import PROVED, before_proof, dominators, endless, graph, reachable
from services.conversation.lint_names import unknown_names
from services.conversation.lint_slots import bad_slots
from services.conversation.lint_texts import bad_texts
from services.conversation.playbook import End, Gate, Node, Playbook, Response

Found = Iterator[tuple[str, str]]  # place, cure
GIVEN_BY_US = frozenset({"hung_up"})


def lint(book: Book, *, covered: frozenset[str] | None = None) -> tuple[Fault, ...]:
    """Every fault, none when it may be used. `covered`: the outcomes that scenarios reach; None
    leaves them unasked."""
    file = f"{book.id}.yaml"
    names = [Fault(file, place, cure) for place, cure in unknown_names(book.playbook)]
    if names:
        return tuple(names)  # the graph stands on names that exist
    guards = (*_guards(book.playbook), *_unheeded(book.playbook))
    flow = (*_graph(book.playbook), *guards, *bad_slots(book.playbook))
    ends = (*_disclosures(book.playbook), *_outcomes(book.playbook, covered))
    faults = [Fault(file, place, cure) for place, cure in (*flow, *ends)]
    return (*faults, *bad_texts(book, before_proof(book.playbook)))


def expect_clean(book: Book) -> Book:
    """The book itself. Raises BadPlaybook with every fault."""
    if faults := lint(book):
        raise BadPlaybook(*faults)
    return book


def _graph(playbook: Playbook) -> Found:
    edges = graph(playbook)
    reached = reachable(edges, playbook.start)
    for name, node in playbook.states.items():
        if name not in reached:
            yield f"states.{name}", "no way leads here; lead one or remove it"
        if node.end is None and not _has_exit(node):
            yield f"states.{name}", "nothing leads out for every answer; add `to`"
        if not any(playbook.states[s].end for s in reachable(edges, name) & set(playbook.states)):
            yield f"states.{name}", "no way leads from here to an end; lead one"
    for name in sorted(endless(playbook)):
        yield f"states.{name}", "this cycle never listens, so no limit ends it; ask or `forget`"
    if playbook.states[playbook.on_limit].end is not End.HANG_UP:
        yield "on_limit", "name a state that ends by hang_up"
    if playbook.states[playbook.hand_over.to].end is not End.HAND_OVER:
        yield "hand_over.to", "name a state that ends by hand_over"


def _has_exit(node: Node) -> bool:
    wants = {branch.when for branch in node.next}
    both = {"said.affirm", "said.deny"} <= wants and bool(node.ask) and node.expect == "yes_no"
    return bool(node.to) or both


def _guards(playbook: Playbook) -> Found:
    for alarm in Alarm:
        if alarm not in playbook.guards:
            yield f"guards.{alarm.value}", "say what this alarm leads to"
    for alarm in (Alarm.OPT_OUT, Alarm.CEASE):
        response = playbook.guards.get(alarm)
        target = playbook.states[response.to] if response and response.to else None
        if target is None or target.end is not End.HANG_UP:
            yield f"guards.{alarm.value}.to", "lead to a state that ends by hang_up"
        elif not any(effect.kind is EffectKind.DO_NOT_CALL for effect in target.effects):
            yield f"guards.{alarm.value}.to", "let that state do do_not_call"
    bare = playbook.guards.get(Alarm.OPT_OUT_BARE)
    if bare and (bare.say or bare.to or bare.effects):
        yield "guards.opt_out_bare", "write {}: the caller is asked once whether he means it"


def _unheeded(playbook: Playbook) -> Found:
    for alarm, response in playbook.guards.items():
        if response.unheeded and (
            alarm is not Alarm.DISPUTE or response != Response(unheeded=True)
        ):
            yield f"guards.{alarm.value}", "only a dispute may be unheeded, and then nothing else"


def _disclosures(playbook: Playbook) -> Found:
    found = dominators(graph(playbook), playbook.start)
    for id, spec in playbook.disclosures.items():
        for state in spec.required_before:
            where = f"disclosures.{id}.required_before"
            if spec.gate is Gate.ON_VERIFIED and PROVED not in found.get(state, ()):
                yield where, f"a way leads to {state} past the verification; close it"
            node = playbook.states[state]
            if spec.gate is Gate.BEFORE_TOOL and not (node.effects or node.tool):
                yield where, f"{state} does nothing that the disclosure could stand before"
        if spec.gate is Gate.BEFORE_TOOL and not (spec.declined and spec.required_before):
            yield f"disclosures.{id}", "a before_tool gate needs `required_before` and `declined`"
    gated = any(spec.gate is Gate.ON_VERIFIED for spec in playbook.disclosures.values())
    if gated and not any(node.verify for node in playbook.states.values()):
        yield "disclosures", "an on_verified gate needs a state that verifies"


def _outcomes(playbook: Playbook, covered: frozenset[str] | None) -> Found:
    given = {node.outcome for node in playbook.states.values() if node.outcome}
    given |= {playbook.voicemail.left, playbook.voicemail.not_left} | GIVEN_BY_US
    for outcome in sorted(given - set(playbook.outcomes)):
        yield "outcomes", f"add {outcome}, which the flow can come to"
    for outcome in sorted(set(playbook.outcomes) - given):
        yield "outcomes", f"nothing comes to {outcome}; remove it"
    unproved = set(playbook.outcomes) - covered if covered is not None else set()
    for outcome in sorted(unproved):
        yield "outcomes", f"no scenario comes to {outcome}; write one"

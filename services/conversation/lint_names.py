"""Every name that a playbook uses must stand for something."""

from collections.abc import Iterator

from services.conversation.effect import EffectKind
from services.conversation.playbook import EffectSpec, Node, Playbook, Response
from services.conversation.predicate import parse
from services.conversation.shape import Scalar
from services.conversation.tools import EFFECTS, FLAGS, TOOLS
from services.conversation.values import REFERENCES

Found = Iterator[tuple[str, str]]


def unknown_names(playbook: Playbook) -> Found:
    """(place, cure) for every state, slot, field, tool, effect or predicate that does not exist."""
    yield from _states_named(playbook)
    for name, node in playbook.states.items():
        yield from _node(playbook, f"states.{name}", node)
    for alarm, response in playbook.guards.items():
        yield from _response(playbook, f"guards.{alarm.value}", response)
    for cmd, response in playbook.anywhere.items():
        yield from _response(playbook, f"anywhere.{cmd.value}", response)
    yield from _whens(playbook)
    yield from _fields(playbook)


def _whens(playbook: Playbook) -> Found:
    yield from _predicate(playbook, "voicemail.when", playbook.voicemail.when)
    for id, disclosure in playbook.disclosures.items():
        yield from _predicate(playbook, f"disclosures.{id}.when", disclosure.when)


def _fields(playbook: Playbook) -> Found:
    named = [("voicemail.needs", field) for field in playbook.voicemail.needs]
    for id, one in playbook.disclosures.items():
        named += [(f"disclosures.{id}.identifies", one.identifies)] if one.identifies else []
    if playbook.stage:
        named.append(("stage.by", playbook.stage.by))
        bounds = list(playbook.stage.bounds.values())
        if bounds != sorted(set(bounds)):
            yield "stage.bounds", "write the bounds in ascending order, each once"
    for place, field in named:
        yield from _field(playbook, place, field)


def _states_named(playbook: Playbook) -> Found:
    named = {"start": playbook.start, "on_limit": playbook.on_limit}
    named |= {"hand_over.to": playbook.hand_over.to, "hand_over.nobody": playbook.hand_over.nobody}
    for id, disclosure in playbook.disclosures.items():
        for state in (*disclosure.required_before, disclosure.declined):
            named[f"disclosures.{id} ({state})"] = state or playbook.start
    for place, state in named.items():
        yield from _state(playbook, place.partition(" ")[0], state)


def _node(playbook: Playbook, place: str, node: Node) -> Found:
    targets = [("to", node.to), ("on_fail", node.on_fail)]
    targets += [(f"next.{n}", branch.to) for n, branch in enumerate(node.next)]
    if node.verify:
        targets.append(("verify.failed", node.verify.failed))
        yield from _verify(playbook, place, node)
    for field, state in targets:
        if state:
            yield from _state(playbook, f"{place}.{field}", state)
    for n, branch in enumerate(node.next):
        yield from _predicate(playbook, f"{place}.next.{n}.when", branch.when)
    for slot in (*node.collect, *node.forget):
        yield from _slot(playbook, place, slot)
    for effect in node.effects:
        yield from _effect(playbook, f"{place}.effects", effect)
    if node.tool:
        yield from _tool(playbook, f"{place}.tool", node)


def _verify(playbook: Playbook, place: str, node: Node) -> Found:
    spec = node.verify
    if spec is None:
        return
    for slot, field in spec.compare.items():
        if slot not in node.collect:
            yield f"{place}.verify", f"collect {slot} here, or do not compare it"
        yield from _field(playbook, f"{place}.verify", field)
    if spec.need > len(spec.compare):
        yield f"{place}.verify.need", "ask for no more than there is to compare"


def _response(playbook: Playbook, place: str, response: Response) -> Found:
    if response.to:
        yield from _state(playbook, f"{place}.to", response.to)
    for effect in response.effects:
        yield from _effect(playbook, f"{place}.effects", effect)


def _effect(playbook: Playbook, place: str, effect: EffectSpec) -> Found:
    if effect.kind not in EFFECTS:
        yield place, f"{effect.kind.value} is done by the engine; remove it"
        return
    needed, allowed = EFFECTS[effect.kind]
    yield from _values(playbook, place, effect.values, (needed, allowed))
    if effect.kind is EffectKind.FLAG and effect.values.get("flag") not in FLAGS:
        yield place, f"write a flag of {sorted(FLAGS)}"
    yield from _predicate(playbook, place, effect.when)


def _tool(playbook: Playbook, place: str, node: Node) -> Found:
    if node.tool is None:
        return
    if node.tool.name not in TOOLS:
        yield place, f"there is no tool {node.tool.name}; take one of {sorted(TOOLS)}"
        return
    yield from _values(playbook, place, node.tool.values, TOOLS[node.tool.name])


def _values(
    playbook: Playbook,
    place: str,
    values: dict[str, Scalar],
    known: tuple[frozenset[str], frozenset[str]],
) -> Found:
    needed, allowed = known
    for name in sorted(needed - set(values)):
        yield place, f"give it the value {name}"
    for name in sorted(set(values) - needed - allowed):
        yield place, f"it takes no value {name}; remove it"
    for reference in values.values():
        yield from _reference(playbook, place, reference)


def _reference(playbook: Playbook, place: str, reference: Scalar) -> Found:
    if isinstance(reference, str) and reference.startswith(REFERENCES):
        root, _, name = reference.partition(".")
        if root == "slot":
            yield from _slot(playbook, place, name)
        if root == "record":
            yield from _field(playbook, place, name)


def _predicate(playbook: Playbook, place: str, text: str) -> Found:
    try:
        terms = parse(text)
    except ValueError as error:
        yield place, str(error)
        return
    for term in terms:
        if term.root == "slot":
            yield from _slot(playbook, place, term.name)
        if term.root == "record":
            yield from _field(playbook, place, term.name)
        if term.root == "stage" and term.equals not in _stages(playbook):
            yield place, f"there is no stage {term.equals}"


def _stages(playbook: Playbook) -> set[str | None]:
    return {*playbook.stage.bounds, playbook.stage.otherwise} if playbook.stage else set()


def _state(playbook: Playbook, place: str, state: str) -> Found:
    if state not in playbook.states:
        yield place, f"there is no state {state}; add it or name another"


def _slot(playbook: Playbook, place: str, slot: str) -> Found:
    if slot not in playbook.slots:
        yield place, f"there is no slot {slot}; add it or name another"


def _field(playbook: Playbook, place: str, field: str) -> Found:
    if field not in playbook.record_fields:
        yield place, f"add {field} to record_fields, or name another field"

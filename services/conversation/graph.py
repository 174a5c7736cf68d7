"""The ways through a playbook, and what every way must pass."""

from collections.abc import Mapping

from services.conversation.playbook import Node, Playbook
from services.conversation.predicate import parse

PROVED = "verified!"  # the moment at which the right party is proved; no state has this name
Graph = Mapping[str, frozenset[str]]


def graph(playbook: Playbook) -> dict[str, frozenset[str]]:
    """Each state to those that may come right after it, alarms, wishes and limits included."""
    edges = {name: _own(playbook, name, node) for name, node in playbook.states.items()}
    everywhere = _everywhere(playbook)
    for name, node in playbook.states.items():
        if node.end is None:
            edges[name] |= everywhere
    edges[PROVED] = {to for n in playbook.states.values() if n.verify for to in _next(n)}
    edges[PROVED] |= {r.to for r in playbook.anywhere.values() if r.to and r.after}
    return {name: frozenset(targets) for name, targets in edges.items()}


def _own(playbook: Playbook, name: str, node: Node) -> set[str]:
    if node.end:
        return {playbook.hand_over.nobody} if node.end == "hand_over" else set()
    declined = {d.declined for d in playbook.disclosures.values() if name in d.required_before}
    own = {to for to in (node.on_fail, *declined) if to}
    if node.verify:
        said = {b.to for b in node.next if any(t.root == "said" for t in parse(b.when))}
        return own | said | {node.verify.failed, PROVED}
    return own | _next(node)


def _next(node: Node) -> set[str]:
    return {branch.to for branch in node.next} | ({node.to} if node.to else set())


def _everywhere(playbook: Playbook) -> set[str]:
    guards = {response.to for response in playbook.guards.values() if response.to}
    wishes = {r.to for r in playbook.anywhere.values() if r.to and not r.after}
    return guards | wishes | {playbook.on_limit}


def reachable(edges: Graph, start: str) -> frozenset[str]:
    seen, todo = {start}, [start]
    while todo:
        new = edges.get(todo.pop(), frozenset()) - seen
        seen |= new
        todo += new
    return frozenset(seen)


def dominators(edges: Graph, start: str) -> dict[str, frozenset[str]]:
    """For each reachable state: those that lie on every way from `start` to it, itself included.
    The greatest fixed point of: mine are those that all my predecessors share, and I."""
    states = reachable(edges, start)
    before = {s: frozenset(p for p in states if s in edges.get(p, ())) for s in states}
    found = {s: frozenset({s}) if s == start else states for s in states}
    changed = True
    while changed:
        changed = False
        for state in states - {start}:
            shared = frozenset.intersection(*(found[p] for p in before[state]))
            if (now := shared | {state}) != found[state]:
                found[state], changed = now, True
    return found


def before_proof(playbook: Playbook) -> frozenset[str]:
    """States that somebody may reach whom nobody has verified."""
    found = dominators(graph(playbook), playbook.start)
    return frozenset(state for state, passed in found.items() if PROVED not in passed)


def endless(playbook: Playbook) -> frozenset[str]:
    """States of a cycle in which nobody need be listened to: no limit would ever count there. A
    state that collects passes on when all is given, unless a state of its cycle forgets it."""
    steps = {n: frozenset(_next(s)) for n, s in playbook.states.items() if not s.end}
    passing = {name for name in steps if not playbook.states[name].ask}
    edges = {name: steps[name] & passing for name in passing}
    loops = _loops(edges)
    heard = {name for name in loops if _asks_again(playbook, name, _cycle(edges, name))}
    quiet = passing - heard
    return _loops({name: edges[name] & quiet for name in quiet})


def _asks_again(playbook: Playbook, name: str, cycle: frozenset[str]) -> bool:
    forgotten = {slot for other in cycle for slot in playbook.states[other].forget}
    return bool(forgotten & set(playbook.states[name].collect))


def _cycle(edges: Graph, name: str) -> frozenset[str]:
    """All that lies on a way from the state back to it."""
    return frozenset(s for s in reachable(edges, name) if name in reachable(edges, s))


def _loops(edges: Graph) -> frozenset[str]:
    return frozenset(n for n in edges if any(n in reachable(edges, to) for to in edges[n]))

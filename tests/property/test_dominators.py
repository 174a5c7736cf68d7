"""A state dominates another exactly when taking it away leaves no way there."""

from hypothesis import given
from hypothesis import strategies as st

from services.conversation.graph import dominators, reachable

NAMES = "abcdefgh"
graphs = st.dictionaries(
    st.sampled_from(NAMES), st.frozensets(st.sampled_from(NAMES), max_size=4), min_size=1
)


@given(graphs)
def test_what_dominates_is_what_no_way_goes_round(edges):
    found = dominators(edges, "a")

    assert set(found) == reachable(edges, "a")
    for state, passed in found.items():
        assert passed == {
            other for other in found if other in (state, "a") or not way_round(edges, other, state)
        }


def way_round(edges, without, to):
    left = {
        name: frozenset(t for t in targets if t != without)
        for name, targets in edges.items()
        if name != without
    }
    return to in reachable(left, "a")

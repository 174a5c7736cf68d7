"""Any query over any rows finds what a plain reading of the rules finds, on both engines."""

from itertools import count

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.ports import Query

SUBJECTS = count()
RANK = {type(None): 0, int: 1, str: 2}
texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=3)
orders = st.one_of(st.none(), st.integers(-3, 3), st.integers(-(2**63), 2**63 - 1), texts)
bounds = st.one_of(st.just((None, None)), st.tuples(st.integers(-3, 3), st.integers(-3, 3)))
texts_bounds = st.tuples(st.one_of(st.none(), texts), st.one_of(st.none(), texts))
ids = st.text("abAB é🏠.:-%\uffee", min_size=1, max_size=3).filter(lambda x: x not in (".", ".."))
rows = st.dictionaries(ids, st.one_of(st.just("no order"), st.tuples(orders)), max_size=8)


def place(order, name):
    """Where a row stands: by kind, then value (text by its UTF-8), then id."""
    value = order.encode() if isinstance(order, str) else order or 0
    return RANK[type(order)], value, name.encode()


def expected(rows, query):
    kinds = {type(bound) for bound in (query.since, query.until) if bound is not None}
    found = []
    for name, (order,) in rows.items():
        here = place(order, name)[:2]
        since = query.since is None or here >= place(query.since, "")[:2]
        until = query.until is None or here < place(query.until, "")[:2]
        if (not kinds or type(order) in kinds) and since and until:
            found.append(((order, name), place(order, name)))
    found.sort(key=lambda row: row[1], reverse=query.descending)
    return [row for row, _ in found]


@settings(
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    rows=rows,
    span=st.one_of(bounds, texts_bounds),
    descending=st.booleans(),
    size=st.integers(1, 3),
)
def test_pages_of_any_query_are_a_plain_reading_of_the_rules(audit, rows, span, descending, size):
    subject = f"s{next(SUBJECTS)}"
    for name, order in rows.items():
        data = {"subject": subject} | ({} if order == "no order" else {"seq": order[0]})
        audit.create("records", f"{name}{subject}", data)
    ordered = {f"{name}{subject}": row for name, row in rows.items() if row != "no order"}
    query = Query("records", (("subject", subject),), "seq", *span, descending, limit=size)

    seen, after = [], None
    while page := audit.query(Query(**{**vars(query), "after": after})):
        seen += [(row.data["seq"], row.id) for row in page]
        after = seen[-1]

    assert seen == expected(ordered, query)

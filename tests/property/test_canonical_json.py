"""Our canonical bytes are RFC 8785's."""

import json

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from services.domain.canonical import NotCanonical, canonical, plain

keys = st.text(st.characters(max_codepoint=127), max_size=8)
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
integers = st.integers(-(2**53) + 1, 2**53 - 1)
values = st.recursive(
    st.none() | st.booleans() | integers | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=4),
    max_leaves=20,
)


@given(values)
def test_canonical_bytes_are_those_of_rfc_8785(value):
    assert canonical(plain(value)) == rfc8785.dumps(value)


@given(values)
def test_canonical_bytes_survive_a_reading(value):
    assert canonical(json.loads(canonical(value))) == canonical(value)


@given(st.text(st.characters(min_codepoint=0xD800, max_codepoint=0xDFFF), min_size=1), texts)
def test_a_lone_surrogate_is_refused_wherever_it_stands(surrogates, text):
    for value in (text + surrogates, [surrogates + text], {"key": {"name": surrogates}}):
        with pytest.raises(NotCanonical):
            plain(value)


@given(st.floats() | st.integers(min_value=2**53) | st.integers(max_value=-(2**53)))
def test_a_number_that_javascript_could_change_is_refused(number):
    with pytest.raises(NotCanonical, match="amount"):
        plain({"amount": number})


def test_every_control_character_is_escaped_as_the_rfc_says():
    text = "".join(map(chr, range(0x21))) + '"\\/\x7f\u2028'

    assert canonical(text) == rfc8785.dumps(text)


def test_a_tuple_is_a_list_and_the_value_is_a_copy():
    inner = {"b": (1, 2)}
    copy = plain({"a": inner})
    inner["b"] = ()

    assert copy == {"a": {"b": [1, 2]}}

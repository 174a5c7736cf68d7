"""The frontier's root is RFC 6962's tree hash, however the leaves came."""

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from services.domain.merkle import EMPTY_ROOT, Frontier, leaf_hash

leaves = st.lists(st.binary(max_size=8), max_size=70)


def tree_hash(hashes):
    """Section 2.1, word by word."""
    if not hashes:
        return hashlib.sha256(b"").digest()
    if len(hashes) == 1:
        return hashes[0]
    split = 1
    while split * 2 < len(hashes):
        split *= 2
    left, right = tree_hash(hashes[:split]), tree_hash(hashes[split:])
    return hashlib.sha256(b"\x01" + left + right).digest()


@given(leaves, st.integers(0, 70))
def test_the_root_is_the_rfcs_wherever_the_leaves_are_cut(found, cut):
    hashes = [leaf_hash(leaf) for leaf in found]
    frontier = Frontier().grown(hashes[:cut]).grown(hashes[cut:])

    assert frontier.root() == tree_hash(hashes)
    assert frontier.size == len(hashes)
    assert len(frontier.hashes) == frontier.size.bit_count()


def test_the_hashes_are_those_of_the_rfcs_first_vectors():
    # github.com/google/certificate-transparency, cpp/merkletree/merkle_tree_test.cc
    assert leaf_hash(b"").hex() == (
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
    )
    assert EMPTY_ROOT.hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

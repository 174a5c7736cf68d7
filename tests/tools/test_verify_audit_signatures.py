"""The stranger's file verifies Ed25519 by itself, as the library does."""

import hashlib

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from hypothesis import given, settings
from hypothesis import strategies as st

from tools.verify_audit import L, signature_holds

seeds = st.binary(min_size=32, max_size=32)


def library_holds(public, message, signature):
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def holds(public, message, signature):
    return signature_holds(public.hex(), message, signature.hex())


@settings(max_examples=50)
@given(seeds, st.binary(max_size=200))
def test_what_the_library_signs_holds(seed, message):
    key = Ed25519PrivateKey.from_private_bytes(seed)

    assert holds(key.public_key().public_bytes_raw(), message, key.sign(message))


@given(seeds, st.binary(min_size=1, max_size=20), st.integers(0, 95), st.integers(1, 255))
def test_a_changed_byte_of_key_or_signature_is_judged_as_by_the_library(seed, message, at, flip):
    key = Ed25519PrivateKey.from_private_bytes(seed)
    raw = bytearray(key.public_key().public_bytes_raw() + key.sign(message))
    raw[at] ^= flip
    public, signature = bytes(raw[:32]), bytes(raw[32:])

    assert holds(public, message, signature) == library_holds(public, message, signature) is False


# RFC 8032, section 7.1: public key, message, signature
VECTORS = [
    (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
        "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
        "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
    (
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
        "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
    ),
]


@pytest.mark.parametrize(("public", "message", "signature"), VECTORS)
def test_the_vectors_of_the_rfc_hold(public, message, signature):
    assert signature_holds(public, bytes.fromhex(message), signature)


def test_a_signature_made_another_by_adding_the_groups_order_does_not_hold():
    public, message, signature = VECTORS[1]
    s = int.from_bytes(bytes.fromhex(signature)[32:], "little") + L
    twin = signature[:64] + s.to_bytes(32, "little").hex()

    assert not signature_holds(public, bytes.fromhex(message), twin)
    assert not library_holds(bytes.fromhex(public), b"\x72", bytes.fromhex(twin))


@pytest.mark.parametrize("public", ["", "zz", "00" * 31, "ff" * 32, None, 7])
@pytest.mark.parametrize("signature", ["", "zz", "00" * 63, "ff" * 64, None, 7])
def test_garbage_does_not_hold_and_does_not_raise(public, signature):
    good = VECTORS[1]
    assert not signature_holds(public, b"", good[2])
    assert not signature_holds(good[0], b"", signature)
    assert not signature_holds(public, hashlib.sha256(b"").digest(), signature)

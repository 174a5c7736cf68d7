from services.crypto_service.signing import Ed25519Signer

# RFC 8032, section 7.1, test 2
SEED = bytes.fromhex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb")
PUBLIC = "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"
SIGNATURE = (
    "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
    "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
)


def test_signatures_are_those_of_the_rfc():
    signer = Ed25519Signer((SEED,))

    assert signer.public_keys == (PUBLIC,)
    assert signer.sign(b"\x72") == SIGNATURE
    assert signer.verified(b"\x72", signature=SIGNATURE, public=PUBLIC)


def test_another_message_key_or_signature_does_not_verify():
    signer = Ed25519Signer((SEED, b"2" * 32))

    assert not signer.verified(b"\x73", signature=SIGNATURE, public=PUBLIC)
    assert not signer.verified(b"\x72", signature=SIGNATURE, public=signer.public_keys[1])
    assert not signer.verified(b"\x72", signature="00" * 64, public=PUBLIC)
    assert not signer.verified(b"\x72", signature="not hex", public=PUBLIC)


def test_the_first_seed_signs():
    signer = Ed25519Signer((b"2" * 32, SEED))

    assert signer.verified(b"x", signature=signer.sign(b"x"), public=signer.public_keys[0])
    assert "222" not in repr(signer)

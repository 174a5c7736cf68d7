import hashlib
import hmac

from services.crypto_service.hashing import do_not_call_key, login_key, number_key

K1, K2 = b"1" * 32, b"2" * 32
NUMBER = "+13125550144"


def test_a_number_key_is_the_first_half_of_its_hmac():
    assert number_key(K1, NUMBER) == hmac.digest(K1, NUMBER.encode(), "sha256").hex()[:32]


def test_the_do_not_call_list_cannot_be_joined_with_the_index():
    assert number_key(K1, NUMBER) != do_not_call_key(K2, NUMBER)


def test_a_login_is_found_whatever_its_capitals():
    assert login_key(K1, " Ana@Example.com ") == login_key(K1, "ana@example.com")
    assert login_key(K1, "ana@example.com") != hashlib.sha256(b"ana@example.com").hexdigest()[:32]

"""Our signature check and Twilio's own agree on every request that we could make up."""

import hashlib
from urllib.parse import urlparse

from hypothesis import given, settings
from hypothesis import strategies as st
from twilio.request_validator import RequestValidator
from werkzeug.datastructures import MultiDict

from services.twilio_service.signature import signed

TOKEN = "12345678901234567890123456789012"
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
hosts = st.sampled_from(["dialer.example", "dialer.example:8443", "DIALER.example", "127.0.0.1:80"])
segments = st.text("abcAB019-_.~%20+é&;=@:", max_size=8)
urls = st.builds(
    lambda scheme, host, path, query: f"{scheme}://{host}/{path}" + (f"?{query}" if query else ""),
    st.sampled_from(["https", "http"]),
    hosts,
    segments,
    st.text("abc=&%20+;", max_size=8),
).filter(lambda url: urlparse(url).geturl() == url)  # Twilio's loses a lone ; at the end
forms = st.dictionaries(texts, st.lists(texts, min_size=1, max_size=3), max_size=5)


@st.composite
def offered(draw):
    """A request, and a signature that somebody offers with it: right, or not quite."""
    url, form = draw(urls), draw(forms)
    signer = RequestValidator(draw(st.sampled_from([TOKEN, TOKEN[::-1]])))
    other_url = draw(st.sampled_from([url, url + "x", url.replace("https", "http")]))
    other_form = draw(st.sampled_from([form, {**form, "More": ["1"]}]))
    signature = signer.compute_signature(other_url, MultiDict(other_form))
    edit = draw(
        st.sampled_from([str, str.lower, lambda s: s[:-1], lambda s: "", lambda s: s + "é"])
    )
    return url, form, edit(signature)


@settings(max_examples=2000)
@given(offered())
def test_forms_are_judged_as_twilio_judges_them(request):
    url, form, signature = request
    judged = RequestValidator(TOKEN).validate(url, MultiDict(form), signature)

    assert signed(url, signature, tokens=[TOKEN.encode()], fields=form) == judged


@settings(max_examples=500)
@given(urls, st.text(st.characters(exclude_categories=["Cs"])), st.booleans(), st.booleans())
def test_other_bodies_are_judged_as_twilio_judges_them(url, body, right_hash, right_body):
    digest = hashlib.sha256(body.encode()).hexdigest() if right_hash else "0" * 64
    url += ("&" if "?" in url else "?") + f"bodySHA256={digest}"
    sent = body if right_body else body + "x"
    signature = RequestValidator(TOKEN).compute_signature(url, {})
    judged = RequestValidator(TOKEN).validate(url, sent, signature)

    assert signed(url, signature, tokens=[TOKEN.encode()], body=sent.encode()) == judged


def test_a_body_without_its_hash_in_the_address_is_not_signed():
    url = "https://dialer.example/x"
    signature = RequestValidator(TOKEN).compute_signature(url, {})

    assert not signed(url, signature, tokens=[TOKEN.encode()], body=b"{}")


@given(st.lists(st.sampled_from([TOKEN, "o" * 32, "n" * 32]), max_size=2))
def test_any_of_the_tokens_of_the_settings_will_do(tokens):
    url = "https://dialer.example/x"
    signature = RequestValidator(TOKEN).compute_signature(url, {"A": "b"})
    known = [token.encode() for token in tokens]

    assert signed(url, signature, tokens=known, fields={"A": ["b"]}) == (TOKEN in tokens)

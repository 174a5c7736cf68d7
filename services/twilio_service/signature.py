"""X-Twilio-Signature: base64(HMAC-SHA1(auth token, URL + each field's name and value, sorted)).

Source: twilio.com/docs/usage/security; twilio-python 9.13 request_validator.py, which the tests
hold this to. Voice requests over https are signed without the port and others with it; as the
libraries do, both are accepted.
"""

import base64
import hashlib
import hmac
from collections.abc import Mapping, Sequence
from urllib.parse import parse_qs, urlsplit


def signed(
    url: str,
    signature: str,
    *,
    tokens: Sequence[bytes],
    fields: Mapping[str, Sequence[str]] | None = None,
    body: bytes | None = None,
) -> bool:
    """Whether one of `tokens` signed this request. `url` is the public one, without fragment.

    `fields` are those of a form, values as they came. A `body` that is no form is signed by its
    SHA-256 in the query (`bodySHA256`); one without is not signed at all.
    """
    if body is not None and not _named_in(url, body):
        return False
    tail = "".join(
        name + value for name in sorted(fields or {}) for value in sorted(set((fields or {})[name]))
    )
    messages = [(u + tail).encode("utf-8", "surrogatepass") for u in _with_and_without_port(url)]
    offered = signature.encode("utf-8", "surrogatepass")
    return any(
        hmac.compare_digest(base64.b64encode(hmac.digest(token, message, "sha1")), offered)
        for token in tokens
        for message in messages
    )


def _named_in(url: str, body: bytes) -> bool:
    named = parse_qs(urlsplit(url).query).get("bodySHA256", [""])[0]
    return hmac.compare_digest(hashlib.sha256(body).hexdigest().encode(), named.encode())


def _with_and_without_port(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    port = 443 if parts.scheme in ("https", "wss") else 80
    if not parts.port:
        return url, parts._replace(netloc=f"{parts.netloc}:{port}").geturl()
    return url, parts._replace(netloc=parts.netloc.rpartition(":")[0]).geturl()

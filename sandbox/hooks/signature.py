"""X-Twilio-Signature: HMAC-SHA1 over the URL and the sorted form fields.

Source: twilio.com/docs/usage/webhooks/webhooks-security. The fragment is not signed. Voice over
https drops credentials and port before signing; over http the URL stays as configured.
"""

import base64
import hashlib
import hmac
from collections.abc import Mapping
from urllib.parse import urlsplit, urlunsplit


def signed_url(url: str) -> str:
    parts = urlsplit(url)
    netloc = parts.netloc
    if parts.scheme == "https":
        netloc = netloc.rpartition("@")[2].partition(":")[0]
    return urlunsplit((parts.scheme, netloc, parts.path, parts.query, ""))


def signature(token: str, url: str, fields: Mapping[str, str]) -> str:
    text = signed_url(url) + "".join(name + fields[name] for name in sorted(fields))
    digest = hmac.new(token.encode(), text.encode(), hashlib.sha1).digest()
    return base64.b64encode(digest).decode()

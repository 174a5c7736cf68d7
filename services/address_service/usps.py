"""Addresses by the United States Postal Service, with the table where it does not answer.

GET /addresses/v3/address with a bearer token of POST /oauth2/v3/token (client credentials), both as
in https://github.com/USPS/api-examples. Unverified against the service itself, which nobody here
has an account of: the host (its pages also say api.usps.com), status codes beyond 200, and its
limit of requests (60 an hour by default, as others report).
"""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import requests

from services.address_ports import CheckedAddress, PostalAddress
from services.address_service.zip_table import ZipTable, state_of

SOURCE = "usps"
BUDGET_S = 1.2  # of the 1.5 that a tool has; token and address together
EARLY_S = 60.0  # a token is renewed before it ends
UNDELIVERABLE = "N"  # DPVConfirmation: Y, D (unit missing), S (unit unknown), N
Json = dict[str, Any]


@dataclass
class Usps:
    """`session` is pooled by one process. `seconds`: a clock that never goes back."""

    base_url: str
    client_id: str
    client_secret: str
    session: requests.Session = field(default_factory=requests.Session)
    seconds: Callable[[], float] = time.monotonic
    fallback: ZipTable = field(default_factory=ZipTable)
    _token: str = field(default="", repr=False)
    _until: float = 0.0
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def check(self, address: PostalAddress) -> CheckedAddress:
        """The service's word; the table's where it did not answer in time, or knows nothing."""
        until = self.seconds() + BUDGET_S
        try:
            said = self._ask(address, until)
        except (requests.RequestException, ValueError, KeyError, TypeError):
            return self.fallback.check(address)
        return said or self.fallback.check(address)

    def _ask(self, address: PostalAddress, until: float) -> CheckedAddress | None:
        query = {
            "streetAddress": address.street,
            "city": address.city,
            "state": address.state or state_of(address.zip),
            "ZIPCode": address.zip,
        }
        answer = self.session.get(
            f"{self.base_url}/addresses/v3/address",
            params={name: value for name, value in query.items() if value},
            headers={"Authorization": f"Bearer {self._bearer(until)}"},
            timeout=self._left(until),
            allow_redirects=False,
        )
        if answer.status_code == 401:
            self._until = 0.0
        if answer.status_code != 200:
            return None
        return _checked(answer.json())

    def _bearer(self, until: float) -> str:
        with self._lock:
            if self.seconds() >= self._until:
                self._renew(until)
            return self._token

    def _renew(self, until: float) -> None:
        asked = {"client_id": self.client_id, "client_secret": self.client_secret}
        answer = self.session.post(
            f"{self.base_url}/oauth2/v3/token",
            json=asked | {"grant_type": "client_credentials"},
            timeout=self._left(until),
            allow_redirects=False,
        )
        answer.raise_for_status()
        said: Json = answer.json()
        self._token = str(said["access_token"])
        self._until = self.seconds() + int(said["expires_in"]) - EARLY_S

    def _left(self, until: float) -> float:
        """Raises requests.Timeout when the budget is spent."""
        left = until - self.seconds()
        if left <= 0:
            raise requests.Timeout("the budget is spent")
        return left


def _checked(said: Json) -> CheckedAddress:
    """Raises KeyError, TypeError for anything that is not the documented answer."""
    found: Json = said["address"]
    more: Json = said.get("addressAdditionalInfo") or {}
    confirmed = more.get("DPVConfirmation")
    street = " ".join(str(found[n]) for n in ("streetAddress", "secondaryAddress") if found.get(n))
    zip_code = "-".join(str(found[n]) for n in ("ZIPCode", "ZIPPlus4") if found.get(n))
    return CheckedAddress(
        deliverable=None if confirmed is None else confirmed != UNDELIVERABLE,
        standard=f"{street}, {found['city']}, {found['state']} {zip_code}",
        state=str(found["state"]),
        source=SOURCE,
    )

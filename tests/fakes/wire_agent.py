"""An agent without a browser: pages and JSON by HTTP, a leg without sound by the sandbox."""

import re
import time
import uuid
from dataclasses import dataclass, field
from typing import Any

import requests

PATIENCE_S = 15


@dataclass
class WireAgent:
    """One signed-in agent. `house` is what `tests.serve.serving` yields."""

    house: Any
    person: Any
    http: requests.Session = field(default_factory=requests.Session)
    csrf: str = ""
    identity: str = ""

    def sign_in(self) -> "WireAgent":
        page = self.http.get(f"{self.house.url}/sign-in", timeout=10)
        form = {"email": self.person["email"], "password": self.person["password"]}
        form["csrf_token"] = token_of(page.text)
        page = self.http.post(f"{self.house.url}/sign-in", data=form, timeout=10)
        self.csrf = token_of(page.text)
        return self

    def sign_out(self) -> None:
        self.ask("POST", "/sign-out")

    def ask(self, method: str, path: str, body: object = None) -> requests.Response:
        headers = {"X-CSRF-Token": self.csrf, "Accept": "application/json"}
        return self.http.request(
            method, f"{self.house.url}{path}", json=body, headers=headers, timeout=15
        )

    def lead(self, item_id: int) -> tuple[str, list[str]]:
        """(lead id, number ids) of the lead's page."""
        page = self.http.get(f"{self.house.url}/workspace/{item_id}", timeout=15)
        page.raise_for_status()
        lead_id = re.search(r'data-lead="([^"]+)"', page.text)[1]
        return lead_id, re.findall(r'name="number" value="([^"]+)"', page.text)

    def place(self, item_id: int, number: int = 0, gates: tuple = ()) -> requests.Response:
        lead_id, numbers = self.lead(item_id)
        order = {"lead_id": lead_id, "number_id": numbers[number], "request_id": uuid.uuid4().hex}
        return self.ask("POST", "/calls", order | {"acknowledgements": list(gates)})

    def connect(self, permit: str, **more: Any) -> str:
        """The softphone connects; the CallSid of its leg."""
        self.identity = self.identity or self.ask("GET", "/softphone/token").json()["identity"]
        order = {"identity": self.identity, "params": {"permit": permit}, **more}
        return self.house.sandbox("POST", "/control/client-calls", order)["sid"]

    def call(self, item_id: int, number: int = 0) -> tuple[str, str]:
        """(call id, CallSid): permitted and connected."""
        answer = self.place(item_id, number)
        assert answer.status_code == 201, answer.text
        return answer.json()["call_id"], self.connect(answer.json()["permit"])

    def show(self, call_id: str) -> dict[str, Any]:
        return self.ask("GET", f"/calls/{call_id}").json()

    def wait(self, call_id: str, *states: str, patience_s: float = PATIENCE_S) -> dict[str, Any]:
        """Until the call is in one of these states."""
        end = time.monotonic() + patience_s
        while (call := self.show(call_id))["state"] not in states:
            assert time.monotonic() < end, f"waited for {states}, is {call}"
            time.sleep(0.05)
        return call

    def wait_for_cause(self, call_id: str, cause: str) -> dict[str, Any]:
        """Until the call has ended for this reason: the first callback may tell less than all."""
        end = time.monotonic() + PATIENCE_S
        while (call := self.show(call_id))["cause"] != cause:
            assert time.monotonic() < end, f"waited for {cause}, is {call}"
            time.sleep(0.05)
        return call

    def hang_up(self, sid: str) -> None:
        self.house.sandbox("DELETE", f"/control/calls/{sid}")

    def dispose(self, call_id: str, code: str = "no_answer", **more: Any) -> requests.Response:
        return self.ask("POST", f"/calls/{call_id}/disposition", {"code": code, **more})


def token_of(page: str) -> str:
    found = re.search(r'name="csrf[_-]token"\s+(?:content|value)="([^"]+)"', page)
    assert found, page[:500]
    return found[1]

"""An agent without a browser: asks, is connected by the sandbox, hangs up, says how it went."""

import re
import time
import uuid
from collections.abc import Mapping

import requests

from tests.serve import Served

TOKEN = re.compile(r'name="csrf-token" content="([^"]+)"')
PATIENCE_S = 20.0


class Phone:
    """One agent who calls one lead, again and again."""

    def __init__(self, house: Served, agent: Mapping[str, str], lead: tuple[int, str]) -> None:
        self.house = house
        self.item_id, self.number = lead
        self.session = requests.Session()
        self.csrf = self._sign_in(agent)
        page = self._get(f"/workspace/{self.item_id}")
        self.lead_id = f"lead-{self.item_id}"
        self.number_id = re.search(r'name="number" value="([^"]+)"', page).group(1)
        self.identity = self._get_json("/softphone/token")["identity"]
        house.sandbox("PUT", f"/control/callees/{self.number}", {"does": "talks", "rings_s": 0.2})

    def calls(self, count: int) -> None:
        for _ in range(count):
            self.call()

    def call(self) -> None:
        """From the question to the outcome. Raises AssertionError when a step does not come."""
        order = {"lead_id": self.lead_id, "number_id": self.number_id, "acknowledgements": []}
        reply = self._post("/calls", order | {"request_id": str(uuid.uuid4())})
        assert reply.status_code == 201, reply.text
        call_id, permit = reply.json()["call_id"], reply.json()["permit"]
        leg = {"identity": self.identity, "params": {"permit": permit}}
        sid = self.house.sandbox("POST", "/control/client-calls", leg)["sid"]
        self._until(call_id, "talking")
        self.house.sandbox("DELETE", f"/control/calls/{sid}")
        self._until(call_id, "ended")
        said = {"code": "voicemail", "notes": "Left a message"}
        reply = self._post(f"/calls/{call_id}/disposition", said)
        assert reply.ok, reply.text

    def _until(self, call_id: str, state: str) -> None:
        deadline = time.monotonic() + PATIENCE_S
        while (found := self._get_json(f"/calls/{call_id}"))["state"] != state:
            assert found["state"] != "ended", f"ended before {state}: {found}"
            assert time.monotonic() < deadline, f"not {state}: {found}"
            time.sleep(0.02)

    def _sign_in(self, agent: Mapping[str, str]) -> str:
        form = {"email": agent["email"], "password": agent["password"], "next": ""}
        token = TOKEN.search(self._get("/sign-in")).group(1)
        url = f"{self.house.url}/sign-in"
        self.session.post(url, data=form | {"csrf_token": token}, timeout=20).raise_for_status()
        return TOKEN.search(self._get("/workspace/" + str(self.item_id))).group(1)

    def _get(self, path: str) -> str:
        answer = self.session.get(f"{self.house.url}{path}", timeout=20)
        answer.raise_for_status()
        return answer.text

    def _get_json(self, path: str) -> Mapping[str, str]:
        return self.session.get(f"{self.house.url}{path}", timeout=20).json()

    def _post(self, path: str, body: Mapping[str, object]) -> requests.Response:
        headers = {"X-CSRF-Token": self.csrf}
        url = f"{self.house.url}{path}"
        return self.session.post(url, json=body, headers=headers, timeout=20)

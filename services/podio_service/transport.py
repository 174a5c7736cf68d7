"""HTTP for pypodio2's areas: requests, TLS, timeouts, one token, one repetition on 401."""

import json
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from services.domain.errors import CrmRetryable
from services.podio_service import answers
from services.podio_service.pausing import Pausing
from services.ports import Clock

if TYPE_CHECKING:
    import requests

EARLY = timedelta(minutes=5)


@dataclass(frozen=True)
class Grant:
    """App authentication: one app, content created in its name."""

    client_id: str
    client_secret: str = field(repr=False)
    app_id: int
    app_token: str = field(repr=False)

    def as_json(self) -> dict[str, Any]:
        return {
            "grant_type": "app",
            "client_id": self.client_id,
            "client_secret": self.client_secret,
            "app_id": self.app_id,
            "app_token": self.app_token,
        }


@dataclass
class RequestsTransport:
    """What the areas call: GET, POST, PUT and DELETE with `url`, and `body` with `type`, or the
    JSON fields as keywords. Raises CrmRetryable, CrmOutcomeUnknown, CrmRejected; the table stands
    in `answers`. Threads share the token and nothing else: a session is each one's own."""

    base_url: str
    grant: Grant
    clock: Clock
    pausing: Pausing
    timeout_s: tuple[float, float] = (5, 20)  # to connect, to answer
    _token: str | None = field(default=None, repr=False)
    _expires: datetime | None = None
    _login: threading.Lock = field(default_factory=threading.Lock, repr=False)
    _local: threading.local = field(default_factory=threading.local, repr=False)
    _sessions: list["requests.Session"] = field(default_factory=list, repr=False)

    def GET(self, *_: Any, url: str, **params: Any) -> Any:
        return self._call("GET", url, {"params": params})

    def POST(self, *_: Any, url: str, **sent: Any) -> Any:
        return self._call("POST", url, _payload(sent))

    def PUT(self, *_: Any, url: str, **sent: Any) -> Any:
        return self._call("PUT", url, _payload(sent))

    def DELETE(self, *_: Any, url: str, handler: Callable[..., Any] | None = None) -> Any:
        return self._call("DELETE", url, {})

    def close(self) -> None:
        """Close every thread's connections. They open again when they are needed."""
        for session in self._sessions:
            session.close()

    def _call(self, method: str, path: str, payload: dict[str, Any]) -> Any:
        writing = method != "GET" and "/filter/" not in path
        token = self._authorized()
        answer = self._send(method, path, payload, token=token, writing=writing)
        if answer.status_code == 401:
            token = self._authorized(refused=token)
            answer = self._send(method, path, payload, token=token, writing=writing)
        return self._read(answer, writing=writing)

    def _authorized(self, refused: str | None = None) -> str:
        """A token that lives five more minutes. One thread at a time asks for a new one."""
        with self._login:
            fresh = self._expires is not None and self.clock.now() < self._expires - EARLY
            if self._token is None or self._token == refused or not fresh:
                self._token, self._expires = self._log_in()
            return self._token

    def _log_in(self) -> tuple[str, datetime]:
        answer = self._send("POST", "/oauth/token/v2", {"json": self.grant.as_json()})
        body = self._read(answer, writing=False)
        try:
            lifetime = timedelta(seconds=int(body["expires_in"]))
            return str(body["access_token"]), self.clock.now() + lifetime
        except (KeyError, TypeError, ValueError):
            raise CrmRetryable(answers.LONG_S) from None

    def _send(
        self,
        method: str,
        path: str,
        payload: dict[str, Any],
        *,
        token: str | None = None,
        writing: bool = False,
    ) -> "requests.Response":
        import requests

        self.pausing.admit()
        headers = {"Authorization": f"OAuth2 {token}"} if token else {}
        try:
            return self._session().request(
                method,
                self.base_url + path,
                headers=headers | payload.get("headers", {}),
                timeout=self.timeout_s,
                allow_redirects=False,
                **{key: value for key, value in payload.items() if key != "headers"},
            )
        except requests.ConnectTimeout:
            self.pausing.failed()
            raise answers.unreached() from None
        except requests.RequestException as error:
            self.pausing.failed()
            failure = answers.unreached() if _refused(error) else None
            raise (failure or answers.unanswered(writing=writing)) from None

    def _read(self, answer: "requests.Response", *, writing: bool) -> Any:
        """The JSON of a good answer; None when it has no body."""
        self._note(answer)
        try:
            body = _whole(answer) if answer.content else None
        except ValueError:
            body = None
            if answer.status_code < 400:
                raise answers.unanswered(writing=writing) from None
        if answer.status_code < 300:
            return body
        if answer.status_code in (420, 429):
            self.pausing.told_to_wait(answers.told_wait(body))
        raise answers.refusal(answer.status_code, body, writing=writing)

    def _note(self, answer: "requests.Response") -> None:
        self.pausing.failed() if answer.status_code >= 500 else self.pausing.answered()
        limit = answer.headers.get("X-Rate-Limit-Limit", "")
        remaining = answer.headers.get("X-Rate-Limit-Remaining", "")
        if limit.isdecimal() and remaining.isdecimal():
            self.pausing.saw(int(limit), int(remaining))

    def _session(self) -> "requests.Session":
        import requests

        if not hasattr(self._local, "session"):
            self._local.session = requests.Session()
            self._sessions.append(self._local.session)
        session: requests.Session = self._local.session
        return session


def _payload(sent: dict[str, Any]) -> dict[str, Any]:
    """The areas give `body` as text with its `type`, or the JSON's fields themselves."""
    if "type" in sent and "body" in sent:
        return {"data": sent["body"], "headers": {"Content-Type": sent["type"]}}
    return {
        "data": json.dumps({key: value for key, value in sent.items() if key != "handler"}),
        "headers": {"Content-Type": "application/json"},
    }


def _refused(error: Exception) -> bool:
    """The connection never stood, so nothing was sent."""
    reason = getattr(error.args[0], "reason", None) if error.args else None
    return type(reason).__name__ in ("NewConnectionError", "NameResolutionError")


def _whole(answer: "requests.Response") -> Any:
    """Half a character, which JSON can spell and no page can show, is read as `?`."""
    body = answer.json()
    if b"\\ud" not in answer.content.lower():
        return body
    return json.loads(json.dumps(body, ensure_ascii=False).encode("utf-8", "replace"))

"""HTTP to an OpenAI-compatible endpoint: one pooled session, one time limit for the whole of it."""

import threading
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as TookTooLong
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

from services.ai_service.outcome import NoAnswer, Outcome

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future

    from requests import PreparedRequest, Response, Session

    from services.ai_service.cutting import Exchange

BUDGET_S = 2.5
MOST_AT_ONCE = 16
LONGEST_ANSWER = 65_536  # bytes
CHUNK = 8_192


@dataclass
class Line:
    """`base_url`: up to and without `/chat/completions`."""

    base_url: str
    key: str = field(repr=False)
    budget_s: float = BUDGET_S
    _threads: ThreadPoolExecutor | None = field(default=None, repr=False)
    _session: "Session | None" = field(default=None, repr=False)
    _opening: threading.Lock = field(default_factory=threading.Lock, repr=False)
    _free: threading.Semaphore = field(
        default_factory=lambda: threading.Semaphore(MOST_AT_ONCE), repr=False
    )

    def ask(self, body: dict[str, Any]) -> bytes:
        """The body of a good answer, within the budget. Raises NoAnswer.

        Source: platform.openai.com/docs/api-reference/chat/create."""
        from services.ai_service.cutting import Exchange

        if not self._free.acquire(blocking=False):
            raise NoAnswer(Outcome.CROWDED)
        exchange = Exchange()
        asked = self._submit(partial(self._exchange, exchange, body))
        try:
            return asked.result(self.budget_s)
        except TookTooLong:
            exchange.cut()
            raise NoAnswer(Outcome.LATE) from None

    def close(self) -> None:
        """Let go of threads and connections. The next question opens them again."""
        with self._opening:
            threads, session = self._threads, self._session
            self._threads = self._session = None
        if threads is not None:
            threads.shutdown(wait=False)
        if session is not None:
            session.close()

    def _submit(self, exchange: "Callable[[], bytes]") -> "Future[bytes]":
        with self._opening:
            if self._threads is None:
                self._threads = ThreadPoolExecutor(MOST_AT_ONCE, thread_name_prefix="model")
            return self._threads.submit(exchange)

    def _exchange(self, exchange: "Exchange", body: dict[str, Any]) -> bytes:
        import requests

        try:
            with exchange, self._post(body) as answer:
                _refuse(answer)
                return _whole(answer)
        except requests.Timeout:
            raise NoAnswer(Outcome.LATE) from None
        except (requests.RequestException, OSError):
            raise NoAnswer(Outcome.UNREACHED) from None
        finally:
            self._free.release()

    def _post(self, body: dict[str, Any]) -> "Response":
        return self._pooled().post(
            f"{self.base_url}/chat/completions",
            json=body,
            timeout=self.budget_s,
            stream=True,
            allow_redirects=False,
        )

    def _pooled(self) -> "Session":
        with self._opening:
            if self._session is None:
                self._session = _session(self._authorize)
            return self._session

    def _authorize(self, request: "PreparedRequest") -> "PreparedRequest":
        request.headers["Authorization"] = f"Bearer {self.key}"
        return request


def _session(auth: "Callable[[PreparedRequest], PreparedRequest]") -> "Session":
    """Its key goes by `auth`: a netrc file of the machine would win over a header."""
    from http.cookiejar import DefaultCookiePolicy

    import requests

    from services.ai_service.cutting import CuttingAdapter

    session = requests.Session()
    session.auth = auth
    session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=()))
    for scheme in ("http://", "https://"):
        session.mount(scheme, CuttingAdapter(pool_maxsize=MOST_AT_ONCE))
    return session


def _refuse(answer: "Response") -> None:
    status = answer.status_code
    if status == 200:
        return
    if status == 429:
        told = answer.headers.get("Retry-After", "")
        wait_s = float(told) if told.isascii() and told.isdecimal() else 0
        raise NoAnswer(Outcome.TOLD_TO_WAIT, wait_s=wait_s, status=status)
    outcome = Outcome.BROKE if status >= 500 else Outcome.REFUSED
    raise NoAnswer(outcome, status=status)


def _whole(answer: "Response") -> bytes:
    body = b""
    for piece in answer.iter_content(CHUNK):
        body += piece
        if len(body) > LONGEST_ANSWER:
            raise NoAnswer(Outcome.MALFORMED)
    return body

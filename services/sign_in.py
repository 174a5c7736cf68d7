"""Signing in and out, each on record before it counts."""

import secrets
from dataclasses import dataclass

from services import sessions
from services.domain.errors import NotSignedIn
from services.domain.user import SignedIn, User
from services.ports import AuditTrail, Deed
from services.sessions import Sessions
from services.throttling import ACCOUNT, ADDRESS, Throttling
from services.users import Passwords, Users

FAILED_PER_MINUTE = 10  # of one account, or of all unknown ones; the rest is counted


@dataclass(frozen=True)
class SignIn:
    users: Users
    sessions: Sessions
    passwords: Passwords
    throttling: Throttling
    trail: AuditTrail

    def enter(self, email: str, password: str, *, address: str) -> str:
        """The value of a new cookie. Raises TooSoon, or NotSignedIn for whatever is wrong, in
        the same time."""
        login = self.users.login(email)
        self.throttling.claim(ADDRESS, address)
        self.throttling.claim(ACCOUNT, login)
        user = self.users.by_email(email)
        if not self._fits(user, password) or user is None:
            self._record_failure(user)
            raise NotSignedIn("this e-mail address and password do not belong together")
        self.throttling.forgive(ACCOUNT, login)
        self.throttling.give_back(ADDRESS, address)
        return self._start(user)

    def leave(self, who: SignedIn) -> None:
        """End the session, and with it permits and token."""
        self._record(who.user_id, "user.signed_out", cause=f"out:{who.session_id}")
        self.sessions.end(who.session_id)

    def _fits(self, user: User | None, password: str) -> bool:
        usable = user.password if user and user.enabled else None
        return self.passwords.match(usable, password)

    def _start(self, user: User) -> str:
        cookie = sessions.new_cookie()
        self._record(user.id, "user.signed_in", cause=f"in:{sessions.id_of(cookie)}")
        self.sessions.start(user, cookie)
        return cookie

    def _record(self, user_id: str, action: str, *, cause: str) -> None:
        self.trail.append(Deed(f"user:{user_id}", action, {}, actor=f"user:{user_id}", cause=cause))

    def _record_failure(self, user: User | None) -> None:
        """As much work for a known as for an unknown account, so that time tells nothing."""
        subject = f"user:{user.id}" if user else "security"
        admitted, missed = self.throttling.admit(f"failed:{subject}", per_minute=FAILED_PER_MINUTE)
        if admitted:
            action = "user.sign_in_failed" if user else "sign_in.unknown"
            cause = f"failed:{secrets.token_hex(8)}"
            body = {"unrecorded": missed}
            self.trail.append(Deed(subject, action, body, actor="anonymous", cause=cause))

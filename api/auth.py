"""Who is asking, and may they."""

from collections.abc import Callable
from ipaddress import ip_network
from typing import Any, cast

from flask import Flask, Response, g, request

from api.container import services, settings
from services.domain.errors import DomainError, Forbidden, NotFound, NotSignedIn
from services.domain.user import ABSOLUTE, Role, SignedIn
from services.sessions import new_cookie

HOME = {Role.AGENT: "/queue", Role.MANAGER: "/manager", Role.AUDITOR: "/audit"}


def init_app(app: Flask) -> None:
    app.context_processor(_person)


def anyone() -> None:
    """The guard of public blueprints: everybody may come in."""


def require(*roles: Role) -> Callable[[], None]:
    """A guard: these roles only; without any, whoever is signed in."""

    def guard() -> None:
        if roles and current_user().role not in roles:
            raise Forbidden("this page belongs to another role")
        current_user()

    return guard


def current_user() -> SignedIn:
    """Raises NotSignedIn."""
    who = signed_in()
    if who is None:
        raise NotSignedIn("please sign in")
    return who


def signed_in() -> SignedIn | None:
    """Read from the store once per request."""
    if "signed_in" not in g:
        held = cookie()
        g.signed_in = services().sessions.who(held) if held else None
    return cast("SignedIn | None", g.signed_in)


def cookie_name() -> str:
    """With `__Host-` a browser takes it from this host alone, over https alone."""
    return "__Host-cleardial" if settings().secure else "cleardial"


def cookie() -> str | None:
    """What the browser holds; it stands for a session only after sign-in."""
    held: str | None = g.get("fresh_cookie") or request.cookies.get(cookie_name())
    return held or None


def fresh_cookie() -> str:
    """For a browser without one, so that the sign-in form has a token to bind to."""
    g.fresh_cookie = new_cookie()
    return str(g.fresh_cookie)


def give_cookie(response: Response, value: str) -> Response:
    response.set_cookie(
        cookie_name(),
        value,
        max_age=int(ABSOLUTE.total_seconds()),
        secure=settings().secure,
        httponly=True,
        samesite="Lax",
    )
    return response


def client_address() -> str:
    """An IPv4 address, or the /64 that one household has of IPv6. The header counts on Vercel
    alone, whose edge writes it; elsewhere anybody may."""
    address = request.remote_addr or ""
    if settings().vercel:
        names = ("X-Vercel-Forwarded-For", "X-Forwarded-For")
        address = next((request.headers[name] for name in names if name in request.headers), "")
    address = address.partition(",")[0].strip()
    try:
        return str(ip_network(f"{address}/64", strict=False)) if ":" in address else address
    except ValueError:
        return address


def _person() -> dict[str, Any]:
    """For templates: `person` is {id, name, role} or None, also when the store is away."""
    try:
        who = signed_in()
        person = who and {"id": who.user_id, "role": who.role.value, "name": _name(who)}
    except DomainError:
        person = None
    return {"person": person}


def _name(who: SignedIn) -> str:
    try:
        return services().users.name_of(who.user_id)
    except NotFound:
        return ""

"""Whether whoever asks may have what is asked for: each address says which right it needs, and is asked about before it does anything."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import Depends, Request
from fastapi.responses import JSONResponse, RedirectResponse, Response
from fastapi.routing import APIRoute
from starlette.routing import BaseRoute

from juesuan.web.people.rights import NAMES_OF_ROLES, NotPermitted, Person, Right, Role
from juesuan.web.people.users import Users

__all__ = ["COOKIE", "NotSignedIn", "Who", "everybody", "needs", "permitted", "sent_away", "unguarded"]

COOKIE = "juesuan"
_KEY = "x-right"
_SAFE = frozenset({"GET", "HEAD"})


class NotSignedIn(Exception):
    """Nobody is signed in where somebody has to be."""


def needs(right: Right) -> dict[str, Any]:
    """What an address is declared with that needs a right: ``openapi_extra=needs(...)``, so that the description says it, too."""
    return {_KEY: str(right)}


def everybody() -> dict[str, Any]:
    """What an address is declared with that anybody may have who reaches the machine: signing in, and nothing else."""
    return {_KEY: ""}


async def permitted(request: Request) -> None:
    """Finds out who asks, before anything is done. What says nothing needs to be looked at.

    Raises:
        NotSignedIn: when nobody does. NotPermitted: when the person's roles are not enough.
    """
    right = _right_of(request.scope["route"])
    if right == "":
        return
    person = _users(request).asking(request.cookies.get(COOKIE, ""))
    if person is None:
        raise NotSignedIn
    wanted = Right(right) if right is not None else Right.LOOK
    if not person.may(wanted):
        roles = "、".join(f"“{NAMES_OF_ROLES[role]}”" for role in Role if Person("", (role,)).may(wanted))
        raise NotPermitted(f"{person.name} 没有这个权限，需要{roles}角色。请向管理员申请。")
    request.state.person = person


def _person(request: Request) -> Person:
    found: Person = request.state.person
    return found


Who = Annotated[Person, Depends(_person)]
"""Who asks, for an address that records it."""


def unguarded(routes: Iterable[BaseRoute]) -> list[str]:
    """The addresses that change something and do not say which right that needs: there must be none."""
    return [
        f"{', '.join(sorted(route.methods or ()))} {route.path}"
        for route in routes
        if isinstance(route, APIRoute) and not (route.methods or set()) <= _SAFE and _right_of(route) is None
    ]


def sent_away(request: Request, error: Exception) -> Response:
    """The answer to whoever may not: programs are told so, people are led to where they can sign in."""
    is_page = request.method in _SAFE and "/api/" not in request.url.path and "hx-target" not in request.headers
    if isinstance(error, NotPermitted):
        return JSONResponse({"detail": str(error)}, 403)
    if not is_page:
        return JSONResponse({"detail": "没有登录，或登录已过期。请重新打开页面登录。"}, 401)
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(f"/login?next={quote(request.url.path + query)}", 303)


def _right_of(route: BaseRoute) -> str | None:
    extra = route.openapi_extra if isinstance(route, APIRoute) else None
    return (extra or {}).get(_KEY)


def _users(request: Request) -> Users:
    found: Users = request.app.state.users
    return found

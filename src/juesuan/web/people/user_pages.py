"""The pages about users: signing in and out, taking up an invitation, another password, and who there is."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import quote

import msgspec
from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from juesuan.web.people.permitting import COOKIE, Who, everybody, needs
from juesuan.web.people.rights import NAMES_OF_ROLES, Right, Role
from juesuan.web.people.users import FIRST, UserProblem, Users
from juesuan.web.showing import Show

__all__ = ["user_pages"]

_Text = Annotated[str, Form()]


def user_pages(users: Users, show: Show) -> APIRouter:
    """All addresses about users."""
    router = APIRouter()

    @router.get("/login", response_class=HTMLResponse, include_in_schema=False, openapi_extra=everybody())
    def login_page(next: str = "/") -> Response:
        if not users.are_on():
            return RedirectResponse("/", 303)
        return show("login.html", next=_local(next), name="", problem="")

    @router.post("/login", response_class=HTMLResponse, include_in_schema=False, openapi_extra=everybody())
    def sign_in(name: _Text = "", password: _Text = "", next: _Text = "/") -> Response:
        try:
            token = users.sign_in(name, password)
        except UserProblem as problem:
            return show("login.html", 403, next=_local(next), name=name, problem=str(problem))
        return _with(token, RedirectResponse(_local(next), 303))

    @router.post("/logout", include_in_schema=False, openapi_extra=everybody())
    def sign_out(request: Request) -> Response:
        users.sign_out(request.cookies.get(COOKIE, ""))
        answer = RedirectResponse("/login", 303)
        answer.delete_cookie(COOKIE)
        return answer

    @router.get("/welcome", response_class=HTMLResponse, include_in_schema=False, openapi_extra=everybody())
    def invitation_page(name: str = "", code: str = "") -> Response:
        return show("welcome.html", name=name, code=code, problem="")

    @router.post("/welcome", response_class=HTMLResponse, include_in_schema=False, openapi_extra=everybody())
    def accept(name: _Text = "", code: _Text = "", password: _Text = "", again: _Text = "") -> Response:
        try:
            if password != again:
                raise UserProblem("两次输入的密码不一样。")
            token = users.accept(name, code, password)
        except UserProblem as problem:
            return show("welcome.html", 403, name=name, code=code, problem=str(problem))
        return _with(token, RedirectResponse("/", 303))

    @router.get("/who", response_class=HTMLResponse, include_in_schema=False)
    def who_part(person: Who) -> Response:
        return show("who.html", person=person, manages=person.may(Right.MANAGE))

    @router.get("/api/who")
    def who_data(person: Who) -> Response:
        """Who asks: name, roles and what they allow, and whether there is nobody else."""
        told = msgspec.structs.asdict(person) | {"rights": [right for right in Right if person.may(right)]}
        return Response(msgspec.json.encode(told), media_type="application/json")

    @router.get("/password", response_class=HTMLResponse, include_in_schema=False)
    def password_page(person: Who) -> Response:
        return show("password.html", person=person, problem="", is_done=False)

    @router.post("/password", response_class=HTMLResponse, include_in_schema=False, openapi_extra=needs(Right.LOOK))
    def change_password(person: Who, old: _Text = "", password: _Text = "", again: _Text = "") -> Response:
        try:
            if password != again:
                raise UserProblem("两次输入的密码不一样。")
            users.change_password(person, old, password)
        except UserProblem as problem:
            return show("password.html", 403, person=person, problem=str(problem), is_done=False)
        return show("password.html", person=person, problem="", is_done=True)

    def users_shown(
        status: int = 200, problem: str = "", invited: str = "", address: str = "", *, is_first: bool = False
    ) -> Response:
        return show(
            "users.html",
            status,
            lines=users.lines(),
            roles=NAMES_OF_ROLES,
            problem=problem,
            invited=invited,
            address=address,
            are_on=users.are_on(),
            is_first=is_first,
        )

    @router.get("/users", response_class=HTMLResponse, include_in_schema=False, openapi_extra=needs(Right.MANAGE))
    def users_page() -> Response:
        return users_shown()

    @router.post(
        "/users/begin", response_class=HTMLResponse, include_in_schema=False, openapi_extra=needs(Right.MANAGE)
    )
    def begin(request: Request) -> Response:
        if users.are_on():
            return RedirectResponse("/users", 303)
        code = users.first_invitation()
        return users_shown(invited=FIRST, address=f"{request.base_url}{invitation(FIRST, code)}", is_first=True)

    @router.post("/users", response_class=HTMLResponse, include_in_schema=False, openapi_extra=needs(Right.MANAGE))
    def set_user(
        person: Who, name: _Text = "", role: Annotated[list[Role] | None, Form()] = None, active: _Text = ""
    ) -> Response:
        try:
            users.set_user(name, role or [], bool(active), person)
        except UserProblem as problem:
            return users_shown(422, str(problem))
        return RedirectResponse("/users", 303)

    @router.post("/users/new", response_class=HTMLResponse, include_in_schema=False, openapi_extra=needs(Right.MANAGE))
    def add(person: Who, name: _Text = "", role: Annotated[list[Role] | None, Form()] = None) -> Response:
        try:
            users.add(name, role or [], person)
        except UserProblem as problem:
            return users_shown(422, str(problem))
        return RedirectResponse("/users", 303)

    @router.post(
        "/users/invitation", response_class=HTMLResponse, include_in_schema=False, openapi_extra=needs(Right.MANAGE)
    )
    def invite(request: Request, person: Who, name: _Text = "") -> Response:
        try:
            code = users.invite(name, person)
        except UserProblem as problem:
            return users_shown(422, str(problem))
        return users_shown(invited=name, address=f"{request.base_url}{invitation(name, code)}")

    return router


def invitation(name: str, code: str) -> str:
    """The address, without machine, at which somebody takes up an invitation."""
    return f"welcome?name={quote(name)}&code={quote(code)}"


def _with(token: str, answer: Response) -> Response:
    answer.set_cookie(COOKIE, token, httponly=True, samesite="strict")
    return answer


def _local(address: str) -> str:
    """An address of ours to go on to; whatever might lead elsewhere leads to the board."""
    is_ours = address.startswith("/") and not address.startswith(("//", "/\\")) and address.isprintable()
    return address if is_ours and "\\" not in address else "/"

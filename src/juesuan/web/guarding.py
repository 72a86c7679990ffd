"""Who may ask: only pages of this workbench itself, on this machine. A page of any other site that the browser shows may not."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import urlsplit

from fastapi import HTTPException, Request
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse

__all__ = ["Guard", "plausible"]

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""Scripts come from our own files alone. Marks on the pictures of pages are placed by style attributes."""
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_UNCHANGING = "/assets/"
"""What may be kept by the browser. Anything else is asked for anew, also on the way back: what was there before is not what is there now."""
_DIGITS = 15
"""Of a number in an address: no workbench gets as far, and every database can count so far."""
_SAFE = frozenset({"GET", "HEAD"})

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]


class Guard:
    """Middleware: refuses foreign hosts and origins, and gives every answer its headers.

    A site that has its own name lead to this machine comes with that name (DNS rebinding): only names of this machine are answered.
    What changes anything must come from a page of ours: browsers say whence a request comes, and forge no ``Origin``.
    """

    def __init__(self, app: App, hosts: frozenset[str]) -> None:
        """``hosts`` are the names by which we are asked, without port."""
        self._app = app
        self._hosts = hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        refusal = self._refusal(scope["method"], Headers(scope=scope))

        async def guarded(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
                if not scope["path"].startswith(_UNCHANGING):
                    headers.setdefault("Cache-Control", "no-store")
            await send(message)

        if refusal:
            await PlainTextResponse(refusal, status_code=403)(scope, receive, guarded)
        else:
            await self._app(scope, receive, guarded)

    def _refusal(self, method: str, headers: Headers) -> str:
        host = headers.get("host", "")
        if _name_of(f"//{host}") not in self._hosts:
            return "只能用本机地址打开（http://127.0.0.1:端口/）。"
        if method in _SAFE:
            return ""
        origin, site = headers.get("origin"), headers.get("sec-fetch-site")
        if origin is not None and urlsplit(origin).netloc != host:
            return "这个请求不是从工作台的页面发出的，没有执行。"
        if origin is None and site not in {None, "same-origin"}:
            return "这个请求不是从工作台的页面发出的，没有执行。"
        return ""


async def plausible(request: Request) -> None:
    """Answers what asks for a number that no database has, or for text that none can keep, before anybody has to deal with it.

    Raises:
        HTTPException: 404.
    """
    for value in request.path_params.values():
        if (value.lstrip("-").isdecimal() and len(value) > _DIGITS) or "\0" in value:
            raise HTTPException(404, "没有这份文件。")


def _name_of(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""

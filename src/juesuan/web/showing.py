"""Shows templates: everything that is put into a page is escaped."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from typing import Any, Protocol

import jinja2
from fastapi.responses import HTMLResponse, Response

from juesuan import __version__

__all__ = ["Show", "shower"]


class Show(Protocol):
    """Makes the answer out of a template and what is put into it."""

    def __call__(self, template: str, /, status: int = 200, **values: Any) -> Response:
        """The page."""


def shower(words: Mapping[str, object]) -> Show:
    """Shows the templates of the workbench, in which ``words`` are known."""
    loader = jinja2.FileSystemLoader(str(files("juesuan.web") / "templates"))
    environment = jinja2.Environment(loader=loader, autoescape=True, undefined=jinja2.StrictUndefined)
    environment.globals |= {"version": __version__, **words}

    def show(template: str, /, status: int = 200, **values: Any) -> Response:
        return HTMLResponse(environment.get_template(template).render(values), status)

    return show

"""The workbench as an application of the web: every page and every file of it, and the addresses that its pages use."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.resources import files
from pathlib import Path

from fastapi import Depends, FastAPI
from fastapi.responses import Response
from fastapi.staticfiles import StaticFiles

from juesuan import __version__
from juesuan.corpus import workers
from juesuan.corpus.previewing import DESK
from juesuan.corpus.worker import USUAL, ProcessLimits
from juesuan.reporting import comparison_html
from juesuan.reporting.html import SCRIPTS, STYLES, asset
from juesuan.web.deciding import deciding
from juesuan.web.guarding import Guard, plausible
from juesuan.web.looking import looking
from juesuan.web.pages import list_pages, pages, workbench_templates
from juesuan.web.people.permitting import NotSignedIn, permitted, sent_away, unguarded
from juesuan.web.people.rights import NotPermitted
from juesuan.web.people.user_pages import user_pages
from juesuan.web.people.users import Users
from juesuan.web.preparing.asking import Asker
from juesuan.web.preparing.desk import Desk
from juesuan.web.preparing.pages import preparing_data, preparing_pages
from juesuan.web.preparing.published_pages import published_pages
from juesuan.web.sending import Sender
from juesuan.web.settings_pages import settings_pages
from juesuan.web.store.database import Database
from juesuan.web.store.reports import Reports
from juesuan.web.store.vault import Vault
from juesuan.web.waiting import JudgingQueue
from juesuan.web.workbench import Workbench

__all__ = ["LOCAL", "application"]

LOCAL = frozenset({"127.0.0.1", "localhost", "::1"})
"""The names of this machine."""
_MEDIA = {".css": "text/css", ".js": "text/javascript"}


def application(
    folder: Path,
    limits: ProcessLimits = USUAL,
    standard: tuple[Path, ...] = (),
    hosts: frozenset[str] = LOCAL,
    *,
    are_users_demanded: bool = False,
    database_address: str = "",
) -> FastAPI:
    """The workbench over a data folder; its queue runs as long as the application does.

    Args:
        folder: where everything is kept; made where it is not there.
        limits: of each document.
        standard: folders that are laid over the built-in standard.
        hosts: names by which it may be asked.
        are_users_demanded: whether people have to sign in though there is no user yet.
        database_address: of a PostgreSQL database; empty: one file in the data folder.

    Raises:
        DatabaseProblem: when the database cannot be used. OSError: when the folder cannot.
    """
    vault, reports = Vault(folder / "originals"), Reports(folder / "reports")
    database = Database(database_address) if database_address else Database.in_folder(folder)
    judging, sending = workers.Workers(limits, standard), workers.Workers(limits, standard)
    saving, making = (workers.Workers(limits, standard, duties=DESK) for _ in range(2))
    queue = JudgingQueue(database, vault, reports, judging)
    workbench = Workbench(database, vault, reports, queue, Sender(vault, database, reports, sending))

    @asynccontextmanager
    async def running(app: FastAPI) -> AsyncIterator[None]:
        with judging, sending, saving, making:
            queue.start()
            yield
            queue.stop()
        queue.join()
        database.close()

    app = FastAPI(title="决算工作台", version=__version__, lifespan=running, docs_url=None, redoc_url=None)
    app.state.workbench = workbench
    app.state.users = users = Users(database, are_users_demanded)
    desk, show = Desk(database, vault, Asker(vault, folder / "working", saving, making)), workbench_templates()
    app.state.desk = desk
    at_documents = (
        pages(workbench, show),
        settings_pages(workbench, show, folder),
        looking(workbench, show),
        deciding(workbench),
    )
    of_people = list_pages(workbench, show), user_pages(users, show)
    preparing = preparing_pages(desk, show), preparing_data(desk), published_pages(desk, show)
    for router in (*at_documents, *of_people, *preparing):
        if open_to_all := unguarded(router.routes):
            raise ValueError(open_to_all)
        app.include_router(router, dependencies=[Depends(plausible), Depends(permitted)])
    for refusal in (NotSignedIn, NotPermitted):
        app.add_exception_handler(refusal, sent_away)
    for name in (*STYLES, *SCRIPTS, *comparison_html.STYLES, *comparison_html.SCRIPTS):
        app.add_api_route(f"/assets/{name}", _constant(asset(name), _MEDIA[Path(name).suffix]), include_in_schema=False)
    app.mount("/assets", StaticFiles(directory=str(files("juesuan.web") / "assets")))
    app.add_middleware(Guard, hosts=hosts)
    return app


def _constant(content: str, media: str):  # type: ignore[no-untyped-def]
    async def answer() -> Response:
        return Response(content, media_type=media)

    return answer

"""``juesuan serve``: the workbench in the browser, on one's own machine."""

from __future__ import annotations

import argparse
import socket
import threading
import webbrowser
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from juesuan.cli.console import complain
from juesuan.cli.limits import add_limits
from juesuan.cli.standard import add_standard, chosen
from juesuan.cli.status import FINE, Refusal
from juesuan.cli.writing import Gate, add_force

if TYPE_CHECKING:
    from juesuan.web.people.users import Users
    from juesuan.web.store.database import Database

__all__ = ["add_to"]

_HOST = "127.0.0.1"
_PORT = 8642
_EVERYWHERE = frozenset({"0.0.0.0", "::", "*"})
"""All addresses of this machine: which of them others use is not known without asking the network."""
_EPILOG = """打开后在浏览器里使用：拖入单位报来的文件或压缩包，逐条作出结论，生成整改通知、核对表和批注副本。
单位自己的决算也在这里编制，不用打开表格软件。
全部数据都在 --data 文件夹里（不给时是用户文件夹下的“决算工作台”），备份时复制这个文件夹即可；程序不联网，只有本机能打开。
按 Ctrl+C 结束；没有核对完的文件下次接着核对。
几个人一起用：加 --users（在本机轮流登录）或 --host 这台电脑的局域网地址（别的电脑也能打开）；第一次启动时屏幕上有设管理员密码的链接。
局域网里的传输不加密，请只在单位内部的网络上使用。"""


def add_to(commands: Any) -> None:
    """Declares the command."""
    parser = commands.add_parser(
        "serve",
        help="在浏览器里使用：收文件、看台账、逐条审核、发整改通知，编制决算公开文件",
        description="启动工作台，在浏览器里使用。",
        epilog=_EPILOG,
    )
    parser.add_argument("--data", type=Path, metavar="文件夹", help="数据放在哪里（默认是用户文件夹下的“决算工作台”）")
    parser.add_argument(
        "--host", default=_HOST, metavar="地址", help="在哪个地址上打开（默认只有本机）；别的电脑也能打开时，要先登录"
    )
    parser.add_argument(
        "--name", action="append", default=[], metavar="名称", help="别的电脑用什么名称打开这台电脑，可以给几次"
    )
    parser.add_argument("--users", action="store_true", help="要先登录，每人只能做自己角色的事")
    parser.add_argument(
        "--database",
        default="",
        metavar="地址",
        help="用 PostgreSQL 数据库（postgresql://用户:密码@服务器/数据库），默认是数据文件夹里的一个文件",
    )
    parser.add_argument("--new-password", metavar="姓名", help="忘了密码：给这个用户一个设密码的链接")
    parser.add_argument(
        "--port", type=_port, default=_PORT, metavar="端口", help=f"默认 {_PORT}，被占用时自动换一个；0 由系统分配"
    )
    parser.add_argument(
        "--restore", type=Path, metavar="备份", help="先把备份（在“设置”里下载的 .zip）恢复到空的数据文件夹"
    )
    parser.add_argument(
        "--backup", type=Path, dest="output", metavar="文件", help="把全部数据备份成一个 .zip，不启动工作台"
    )
    add_force(parser)
    parser.add_argument("--no-browser", action="store_true", help="不自动打开浏览器")
    add_standard(parser)
    add_limits(parser)
    parser.set_defaults(run=run)


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > 65535:
        raise argparse.ArgumentTypeError(f"端口“{text}”应为 0 到 65535 的整数")
    return int(text)


def run(arguments: argparse.Namespace) -> int:
    """Serves until it is interrupted."""
    import uvicorn

    from juesuan.corpus.worker import ProcessLimits
    from juesuan.web.app import LOCAL, application
    from juesuan.web.store.database import DatabaseProblem
    from juesuan.web.store.in_use import FolderInUse, in_use

    gate = Gate.of(arguments)
    if arguments.output is not None:
        gate.admit(arguments.output)
    if arguments.host in _EVERYWHERE:
        raise Refusal(
            f"--host {arguments.host}：请给这台电脑在局域网里的地址，如 192.168.1.20；可以在系统的网络设置里看到。"
        )
    if arguments.standard is not None:
        _ = chosen(arguments).standard  # a folder that cannot be used is told of before anything starts
    folder = arguments.data or Path.home() / "决算工作台"
    is_local = arguments.host in LOCAL
    names = LOCAL | {name.lower() for name in (arguments.host, *arguments.name)}
    limits = ProcessLimits(arguments.time_limit, arguments.memory_limit)
    standard = (arguments.standard,) if arguments.standard is not None else ()
    with ExitStack() as kept:
        try:
            kept.enter_context(in_use(folder))
        except FolderInUse as error:
            raise Refusal(f"{folder}：已经有一个工作台在用这个文件夹。请先结束它，或者用 --data 指定别处。") from error
        except OSError as error:
            raise Refusal(f"{folder}：不能用作数据文件夹（{error.strerror}）。请用 --data 指定别处。") from error
        listening = kept.enter_context(_listening(arguments.host, arguments.port))
        try:
            app = application(
                folder,
                limits,
                standard,
                names,
                are_users_demanded=arguments.users or not is_local,
                database_address=arguments.database,
            )
        except DatabaseProblem as problem:
            raise Refusal(f"{problem}") from problem
        if arguments.restore is not None:
            _restore(arguments.restore, folder, app.state.workbench.database)
        if arguments.output is not None:
            from juesuan.web.store.backup import backed_up

            gate.write(arguments.output, b"".join(backed_up(folder, app.state.workbench.database)))
            complain(f"已备份到 {arguments.output}")
            return FINE
        invited = _invited(app.state.users, arguments.new_password)
        address = f"http://{arguments.host}:{listening.getsockname()[1]}/"
        complain(f"工作台已启动：{address}　数据在 {folder}　按 Ctrl+C 结束")
        if invited:
            complain(f"请打开 {address}{invited} 设密码（链接只能用一次，七天内有效）")
        if not arguments.no_browser:
            threading.Timer(0.5, webbrowser.open, [f"{address}{invited}"]).start()
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", access_log=False))
        with suppress(KeyboardInterrupt):
            server.run([listening])
    complain("工作台已结束。")
    return FINE


def _restore(archive: Path, folder: Path, database: Database) -> None:
    """Puts a backup into an empty workbench.

    Raises:
        Refusal: when it cannot be.
    """
    from juesuan.web.store.backup import BackupProblem, restored

    try:
        with archive.open("rb") as file:
            count = restored(file, folder, database)
    except BackupProblem as problem:
        raise Refusal(f"{archive}：{problem}") from problem
    except OSError as error:
        raise Refusal(f"{archive}：无法读取（{error.strerror}）。") from error
    complain(f"已恢复，操作记录 {count} 条")


def _invited(users: Users, forgotten: str | None) -> str:
    """Where somebody sets a password: the one who forgot it, or the first of all; empty: nobody needs to."""
    from juesuan.web.people.rights import Person
    from juesuan.web.people.user_pages import invitation
    from juesuan.web.people.users import FIRST, PROGRAM, UserProblem

    if forgotten is not None:
        try:
            return invitation(forgotten, users.invite(forgotten, Person(PROGRAM, ())))
        except UserProblem as problem:
            raise Refusal(f"--new-password：{problem}") from problem
    code = users.first_invitation() if users.are_on() else ""
    return invitation(FIRST, code) if code else ""


def _listening(host: str, port: int) -> socket.socket:
    """A socket at the port, or at one that is free where it is taken."""
    for wanted in dict.fromkeys((port, 0)):
        try:
            # It listens from here on: whoever asks before we answer waits, and is not refused. Where connections of an earlier run are still
            # fading, the port is taken all the same.
            return socket.create_server((_HOST if host == "localhost" else host, wanted))
        except OSError:
            continue
    raise Refusal(f"{host} 的端口 {port} 和其他端口都不能打开：请看 --host 是不是这台电脑的地址。")

"""Users: who may sign in, with what, and who is asking."""

from __future__ import annotations

import datetime
import hashlib
import secrets
import threading
from collections.abc import Callable, Sequence

from msgspec import Struct
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from juesuan.web.acts import UserInvited, UserSet
from juesuan.web.people.passwords import complaint_of, hashed, is_right
from juesuan.web.people.rights import Person, Role, nobody_else
from juesuan.web.people.secrets_kept import SecretRow, SessionRow
from juesuan.web.store.database import Database
from juesuan.web.store.log import record
from juesuan.web.store.schema import UserRow

__all__ = ["FIRST", "PROGRAM", "UserLine", "UserProblem", "Users"]

FIRST = "管理员"
"""The user that a workbench with users begins with."""
PROGRAM = "程序"
_SIGNED_IN = datetime.timedelta(hours=12)
_INVITED = datetime.timedelta(days=7)
_TRIES = 5
"""Wrong passwords in a row after which a name has to wait."""
_WAIT = datetime.timedelta(seconds=30)
_LONGEST_WAIT = datetime.timedelta(minutes=15)

Clock = Callable[[], datetime.datetime]


class UserProblem(Exception):
    """Something that a person asked for cannot be; the message says why, in Chinese."""


class UserLine(Struct, frozen=True):
    """A user as a manager sees it; ``has_password`` is false while the invitation has not been taken up."""

    name: str
    roles: tuple[Role, ...]
    is_active: bool
    has_password: bool


def _now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC)


class Users:
    """The users of a workbench. Without any, and where none are demanded, whoever asks is alone and may do everything."""

    def __init__(self, database: Database, are_demanded: bool, clock: Clock = _now) -> None:
        """``are_demanded``: whether people have to sign in though there is no user yet."""
        self._database = database
        self._demanded = are_demanded
        self._clock = clock
        self._failed: dict[str, tuple[int, datetime.datetime]] = {}
        self._lock = threading.Lock()

    def are_on(self) -> bool:
        """Whether people have to sign in."""
        if self._demanded:
            return True
        with self._database.reading() as session:
            return bool(session.scalar(select(func.count()).select_from(UserRow)))

    def asking(self, token: str) -> Person | None:
        """Who asks with the token of a session; None: nobody who is signed in."""
        if not self.are_on():
            return nobody_else()
        if not token:
            return None
        with self._database.reading() as session:
            signed_in = session.get(SessionRow, _digest(token))
            if signed_in is None or signed_in.until < self._stamp():
                return None
            return _person(session.get(UserRow, signed_in.name))

    def sign_in(self, name: str, password: str) -> str:
        """Signs somebody in: the token of the session.

        Raises:
            UserProblem: when name and password do not belong together, or too many were wrong.
        """
        name = name.strip()
        self._refuse_while_waiting(name)
        with self._database.reading() as session:
            secret, user = session.get(SecretRow, name), session.get(UserRow, name)
        kept = secret.password if secret is not None and user is not None and user.is_active else ""
        if not is_right(password, kept):
            self._count_failure(name)
            raise UserProblem("姓名或密码不对。")
        with self._lock:
            self._failed.pop(name, None)
        return self._signed_in(name)

    def sign_out(self, token: str) -> None:
        """Ends a session."""
        with self._database.writing() as session:
            session.execute(delete(SessionRow).where(SessionRow.token == _digest(token)))

    def invite(self, name: str, by: Person) -> str:
        """A code with which the person may set a password, once and within a week; sessions and the old password end.

        Raises:
            UserProblem: when there is no such user.
        """
        code = secrets.token_urlsafe(12)
        with self._database.writing() as session:
            if session.get(UserRow, name) is None:
                raise UserProblem(f"没有“{name}”这个用户。")
            record(session, UserInvited(name), by.name)
            secret = session.get(SecretRow, name) or SecretRow(name=name)
            secret.password, secret.invitation = "", _digest(code)
            secret.invited_until = self._stamp(_INVITED)
            session.add(secret)
            session.execute(delete(SessionRow).where(SessionRow.name == name))
        return code

    def accept(self, name: str, code: str, password: str) -> str:
        """Sets the password for which somebody was invited, and signs in: the token of the session.

        Raises:
            UserProblem: when the code does not hold, or the password will not do.
        """
        complaint = complaint_of(password, name)
        if complaint:
            raise UserProblem(complaint)
        kept = hashed(password)
        with self._database.writing() as session:
            secret = session.get(SecretRow, name)
            holds = secret is not None and bool(secret.invitation) and secret.invited_until >= self._stamp()
            if secret is None or not holds or not secrets.compare_digest(secret.invitation, _digest(code)):
                raise UserProblem("这个链接已经用过或已过期，请向管理员再要一个。")
            secret.password, secret.invitation = kept, ""
        return self._signed_in(name)

    def change_password(self, person: Person, old: str, new: str) -> None:
        """Has a person set another password.

        Raises:
            UserProblem: when the old one is wrong, or the new one will not do.
        """
        self._refuse_while_waiting(person.name)
        with self._database.reading() as session:
            secret = session.get(SecretRow, person.name)
        if not is_right(old, secret.password if secret is not None else ""):
            self._count_failure(person.name)
            raise UserProblem("原来的密码不对。")
        if complaint := complaint_of(new, person.name):
            raise UserProblem(complaint)
        kept = hashed(new)
        with self._database.writing() as session:
            session.get_one(SecretRow, person.name).password = kept

    def add(self, name: str, roles: Sequence[Role], by: Person) -> None:
        """Makes a user.

        Raises:
            UserProblem: when there is one of that name, or no name.
        """
        if any(line.name == name.strip() for line in self.lines()):
            raise UserProblem(f"已经有“{name.strip()}”这个用户，请在上面改他的角色；另一个人请用能分清的姓名。")
        self.set_user(name, roles, True, by)

    def set_user(self, name: str, roles: Sequence[Role], is_active: bool, by: Person) -> None:
        """Makes a user, or gives one other roles; whoever is not active cannot sign in.

        Raises:
            UserProblem: when there is no name, or nobody would be left to manage users.
        """
        name = name.strip()
        if not name or len(name) > 40:
            raise UserProblem("姓名应为 1 到 40 个字。")
        with self._database.writing() as session:
            record(session, UserSet(name, tuple(sorted({str(role) for role in roles})), is_active), by.name)
            if not is_active:
                session.execute(delete(SessionRow).where(SessionRow.name == name))
            if not any(person.roles.count(Role.MANAGER) for person in _active(session)):
                raise UserProblem("至少要留一个能用的“管理”用户。")

    def lines(self) -> tuple[UserLine, ...]:
        """All users, by name."""
        with self._database.reading() as session:
            secrets_of = {secret.name: bool(secret.password) for secret in session.scalars(select(SecretRow))}
            return tuple(
                UserLine(row.name, _roles(row), row.is_active, secrets_of.get(row.name, False))
                for row in session.scalars(select(UserRow).order_by(UserRow.name))
            )

    def first_invitation(self) -> str:
        """The code for the first user, as long as nobody has taken one up that can manage others; else empty."""
        if any(line.has_password and line.is_active and Role.MANAGER in line.roles for line in self.lines()):
            return ""
        self.set_user(FIRST, (Role.MANAGER,), True, Person(PROGRAM, ()))
        return self.invite(FIRST, Person(PROGRAM, ()))

    def _signed_in(self, name: str) -> str:
        token = secrets.token_urlsafe(32)
        with self._database.writing() as session:
            session.execute(delete(SessionRow).where(SessionRow.until < self._stamp()))
            session.add(SessionRow(token=_digest(token), name=name, until=self._stamp(_SIGNED_IN)))
        return token

    def _refuse_while_waiting(self, name: str) -> None:
        with self._lock:
            failed, until = self._failed.get(name, (0, self._clock()))
        if failed >= _TRIES and until > self._clock():
            raise UserProblem("错的次数太多，请过一会儿再试。")

    def _count_failure(self, name: str) -> None:
        with self._lock:
            failed = self._failed.get(name, (0, None))[0] + 1
            wait = min(_LONGEST_WAIT, _WAIT * 2 ** max(0, min(failed - _TRIES, 10)))
            self._failed[name] = (failed, self._clock() + wait)
            while len(self._failed) > 1000:  # names that somebody makes up must not fill the memory
                self._failed.pop(next(iter(self._failed)))

    def _stamp(self, later: datetime.timedelta = datetime.timedelta()) -> str:
        return (self._clock() + later).isoformat(timespec="seconds")


def _person(row: UserRow | None) -> Person | None:
    return Person(row.name, _roles(row)) if row is not None and row.is_active else None


def _roles(row: UserRow) -> tuple[Role, ...]:
    return tuple(Role(role) for role in row.roles.split(",") if role)


def _active(session: Session) -> list[Person]:
    return [person for row in session.scalars(select(UserRow)) if (person := _person(row)) is not None]


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()

"""What the log must not hold: passwords, invitations and sessions. None of it can be read back; all of it can be set anew."""

from __future__ import annotations

from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

__all__ = ["SecretRow", "SecretTable", "SessionRow"]


class SecretTable(DeclarativeBase):
    """What these tables have in common: the log does not make them."""


class SecretRow(SecretTable):
    """How a person proves to be one.

    Attributes:
        name: of the user. password: what is kept of it; empty: none was set.
        invitation: digest of the code with which a password may be set once; empty: none is out. invited_until: UTC, ISO.
    """

    __tablename__ = "secret"
    name: Mapped[str] = mapped_column(primary_key=True)
    password: Mapped[str] = mapped_column(default="")
    invitation: Mapped[str] = mapped_column(default="")
    invited_until: Mapped[str] = mapped_column(default="")


class SessionRow(SecretTable):
    """Somebody is signed in: digest of the token that the browser keeps, whose it is, and until when it holds (UTC, ISO)."""

    __tablename__ = "session"
    token: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(index=True)
    until: Mapped[str]

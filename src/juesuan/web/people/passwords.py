"""Passwords: which will do, and what is kept of them."""

from __future__ import annotations

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

__all__ = ["complaint_of", "hashed", "is_right"]

_SHORTEST = 10
_LONGEST = 200
"""Characters. Hashing takes time by the length: nobody shall keep the workbench busy with a novel."""
_KINDS = 4
"""Different characters, at the least."""
_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
"""What OWASP asks of argon2id at least (Password Storage Cheat Sheet): a slow office machine signs in twenty people at once."""
_NOBODY = "$argon2id$v=19$m=19456,t=2,p=1$gPYZeinpRvUefx7ZzvMxQQ$tUdjq7GdQ9cp3u6rHMMDmDW9ZmSsQ/DzjtE1Zk05Z8k"
"""What the password of an unknown name is held against: the answer takes as long as for a known one."""


def complaint_of(password: str, name: str) -> str:
    """What is wrong with a password for a user; empty when it will do."""
    if not _SHORTEST <= len(password) <= _LONGEST:
        return f"密码应为 {_SHORTEST} 到 {_LONGEST} 个字符。"
    if len(set(password)) < _KINDS:
        return "密码太简单：请用几种不同的字符。"
    if name and name in password:
        return "密码里不要有姓名。"
    return ""


def hashed(password: str) -> str:
    """What is kept of a password: argon2id with a salt of its own."""
    return _HASHER.hash(password)


def is_right(password: str, kept: str) -> bool:
    """Whether a password is the one of which this was kept; an empty ``kept`` (no user, no password yet) never matches."""
    try:
        return _HASHER.verify(kept or _NOBODY, password[: _LONGEST + 1]) and bool(kept)
    except (VerificationError, InvalidHashError):
        return False

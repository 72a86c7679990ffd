"""What people may do: rights, the roles that have them, and the person who asks."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from msgspec import Struct

__all__ = ["NAMES_OF_ROLES", "NotPermitted", "Person", "Right", "Role", "nobody_else"]


class Right(StrEnum):
    """What can be permitted; whoever is signed in may look at everything."""

    LOOK = "look"
    HAND_IN = "hand_in"
    DECIDE = "decide"
    """Say what holds of findings, and move a review on, but for letting it pass."""
    PASS = "pass"
    """Let a document pass that somebody else has reviewed."""
    PREPARE = "prepare"
    PUBLISH = "publish"
    """Publish what somebody else has prepared."""
    MANAGE = "manage"
    """Users and the list of units."""


class Role(StrEnum):
    """What a person is there for; one person may have several roles."""

    PREPARER = "preparer"
    REVIEWER = "reviewer"
    SECOND = "second"
    MANAGER = "manager"
    READER = "reader"


NAMES_OF_ROLES: Mapping[Role, str] = {
    Role.PREPARER: "编制",
    Role.REVIEWER: "审核",
    Role.SECOND: "复核",
    Role.MANAGER: "管理",
    Role.READER: "只读",
}
_RIGHTS: Mapping[Role, frozenset[Right]] = {
    Role.PREPARER: frozenset({Right.LOOK, Right.HAND_IN, Right.PREPARE}),
    Role.REVIEWER: frozenset({Right.LOOK, Right.HAND_IN, Right.DECIDE}),
    Role.SECOND: frozenset({Right.LOOK, Right.HAND_IN, Right.DECIDE, Right.PASS, Right.PUBLISH}),
    Role.MANAGER: frozenset({Right.LOOK, Right.HAND_IN, Right.MANAGE}),
    Role.READER: frozenset({Right.LOOK}),
}


class NotPermitted(Exception):
    """Whoever asks may not; the message says what is missing, in Chinese."""


class Person(Struct, frozen=True):
    """Who asks.

    Attributes:
        name: as it stands in the log.
        roles: what the person is there for.
        is_alone: whether there are no users: then one person does everything, and nobody else is waited for.
    """

    name: str
    roles: tuple[Role, ...]
    is_alone: bool = False

    def may(self, right: Right) -> bool:
        """Whether one of the person's roles has a right."""
        return any(right in _RIGHTS[role] for role in self.roles)


def nobody_else() -> Person:
    """Who works on a machine without users."""
    return Person("本机", tuple(Role), is_alone=True)

"""Identities of findings that survive a re-run on the same numbers."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from juesuan.model import Term

__all__ = ["fingerprint"]


def fingerprint(rule: str, terms: Iterable[Term]) -> str:
    """The same on every run while the rule and the numbers it confronts are the same, wherever they have moved."""
    parts = [rule]
    for term in terms:
        statement = term.statement
        parts.append(f"{statement.id}={statement.amount.raw}" if statement is not None else f"{term.label}={term.text}")
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]

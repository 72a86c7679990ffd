"""Errors with which a document is published all the same."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Adds them."""
    op.create_table(
        "accepted_error",
        sa.Column("preparation_id", sa.Integer, sa.ForeignKey("preparation.id"), primary_key=True),
        sa.Column("fingerprint", sa.String, primary_key=True),
        *(sa.Column(name, sa.String, nullable=False) for name in ("message", "reason", "name", "at", "person")),
    )

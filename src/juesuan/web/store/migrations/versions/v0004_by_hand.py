"""Findings of reviewers, what they change in others, and what is not true in documents of a layout."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Adds them."""
    op.create_table(
        "layout_decision",
        sa.Column("layout", sa.String, primary_key=True),
        sa.Column("subject", sa.String, primary_key=True),
        sa.Column("note", sa.String, nullable=False),
        sa.Column("person", sa.String, nullable=False),
        sa.Column("act_id", sa.Integer, sa.ForeignKey("act.id"), nullable=False),
    )
    op.create_table(
        "own_finding",
        sa.Column("document_id", sa.Integer, sa.ForeignKey("document.id"), primary_key=True),
        sa.Column("fingerprint", sa.String, primary_key=True),
        sa.Column("content", sa.String, nullable=False),
    )
    op.create_table(
        "amendment",
        sa.Column("unit_id", sa.Integer, sa.ForeignKey("unit.id"), primary_key=True),
        sa.Column("fingerprint", sa.String, primary_key=True),
        sa.Column("message", sa.String, nullable=False),
        sa.Column("value", sa.String, nullable=False),
        sa.Column("is_left", sa.Boolean, nullable=False),
        sa.Column("explanation", sa.String, nullable=False),
    )
    op.add_column("document", sa.Column("layout", sa.String, nullable=False, server_default=""))
    op.add_column("finding", sa.Column("subject", sa.String, nullable=False, server_default=""))

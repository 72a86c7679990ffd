"""The first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Makes them."""
    op.create_table(
        "unit",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("key", sa.String, nullable=False, unique=True),
        sa.Column("is_expected", sa.Boolean, nullable=False),
        sa.Column("due", sa.String, nullable=False),
        sa.Column("person", sa.String, nullable=False),
    )
    op.create_table(
        "act",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("at", sa.String, nullable=False),
        sa.Column("person", sa.String, nullable=False),
        sa.Column("content", sa.String, nullable=False),
    )
    op.create_table(
        "document",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("vault", sa.String, nullable=False),
        sa.Column("member", sa.String, nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("received", sa.String, nullable=False),
        sa.Column("receipt", sa.String, nullable=False, index=True),
        sa.Column("copy_of", sa.Integer, sa.ForeignKey("document.id")),
        sa.Column("digest", sa.String, nullable=False, index=True),
        sa.Column("verdict", sa.String, nullable=False),
        sa.Column("conclusion", sa.String, nullable=False),
        sa.Column("message", sa.String, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("unit_id", sa.Integer, sa.ForeignKey("unit.id"), index=True),
        sa.Column("year", sa.Integer),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("errors", sa.Integer, nullable=False),
        sa.Column("warnings", sa.Integer, nullable=False),
        sa.Column("hints", sa.Integer, nullable=False),
        sa.Column("numbers", sa.Integer, nullable=False),
        sa.Column("checked", sa.Integer, nullable=False),
        sa.Column("review", sa.String, nullable=False),
    )
    op.create_index("document_of_unit", "document", ["unit_id", "year"])
    op.create_index("document_of_file", "document", ["vault", "member"])
    op.create_table(
        "finding",
        sa.Column("document_id", sa.Integer, sa.ForeignKey("document.id"), primary_key=True),
        sa.Column("fingerprint", sa.String, primary_key=True),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("severity", sa.String, nullable=False),
        sa.Column("rule", sa.String, nullable=False),
        sa.Column("title", sa.String, nullable=False),
        sa.Column("message", sa.String, nullable=False),
    )
    op.create_table(
        "decision",
        sa.Column("unit_id", sa.Integer, sa.ForeignKey("unit.id"), primary_key=True),
        sa.Column("fingerprint", sa.String, primary_key=True),
        sa.Column("judgement", sa.String, nullable=False),
        sa.Column("note", sa.String, nullable=False),
        sa.Column("person", sa.String, nullable=False),
        sa.Column("act_id", sa.Integer, sa.ForeignKey("act.id"), nullable=False),
    )

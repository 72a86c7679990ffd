"""What is prepared here."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Makes the tables."""
    op.create_table(
        "preparation",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("vault", sa.String, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("saved", sa.String, nullable=False),
        sa.Column("person", sa.String, nullable=False),
        sa.Column("unit", sa.String, nullable=False),
        sa.Column("year", sa.String, nullable=False),
        sa.Column("origin", sa.String, nullable=False),
        sa.Column("source", sa.String, nullable=False),
        sa.Column("layout", sa.String, nullable=False),
        sa.Column("rounding", sa.String, nullable=False),
    )
    op.create_table(
        "attachment",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("preparation_id", sa.Integer, sa.ForeignKey("preparation.id"), nullable=False, index=True),
        sa.Column("role", sa.String, nullable=False),
        sa.Column("vault", sa.String, nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
    )
    op.create_table(
        "publication",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("preparation_id", sa.Integer, sa.ForeignKey("preparation.id"), nullable=False, index=True),
        sa.Column("made", sa.String, nullable=False),
        sa.Column("person", sa.String, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("is_draft", sa.Boolean, nullable=False),
        sa.Column("verdict", sa.String, nullable=False),
    )
    op.create_table(
        "publication_file",
        sa.Column("publication_id", sa.Integer, sa.ForeignKey("publication.id"), primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("vault", sa.String, nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
    )

"""Users, what they sign in with, and who moved a review on."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Adds them."""
    op.create_table(
        "user",
        sa.Column("name", sa.String, primary_key=True),
        sa.Column("roles", sa.String, nullable=False),
        sa.Column("is_active", sa.Boolean, nullable=False),
    )
    op.create_table(
        "secret",
        sa.Column("name", sa.String, primary_key=True),
        sa.Column("password", sa.String, nullable=False),
        sa.Column("invitation", sa.String, nullable=False),
        sa.Column("invited_until", sa.String, nullable=False),
    )
    op.create_table(
        "session",
        sa.Column("token", sa.String, primary_key=True),
        sa.Column("name", sa.String, nullable=False, index=True),
        sa.Column("until", sa.String, nullable=False),
    )
    op.add_column("document", sa.Column("reviewer", sa.String, nullable=False, server_default=""))

"""Files that are used from now on: the bureau's own template for letters."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Adds them."""
    op.create_table(
        "setting",
        sa.Column("key", sa.String, primary_key=True),
        sa.Column("vault", sa.String, nullable=False),
        sa.Column("name", sa.String, nullable=False),
    )

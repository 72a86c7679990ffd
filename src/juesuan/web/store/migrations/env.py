"""Runs the migrations on the connection it is given."""

from __future__ import annotations

from alembic import context

from juesuan.web.store.schema import StoreTable

context.configure(
    connection=context.config.attributes["connection"], target_metadata=StoreTable.metadata, render_as_batch=True
)
with context.begin_transaction():
    context.run_migrations()

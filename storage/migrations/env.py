"""Alembic's entry point: runs the migrations over the connection that storage.schema hands in."""

from alembic import context
from sqlmodel import SQLModel

from storage import tables, watch_tables

__all__ = ["tables", "watch_tables"]  # importing them fills the metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    render_as_batch=True,
    transaction_per_migration=False,
)
with context.begin_transaction():
    context.run_migrations()

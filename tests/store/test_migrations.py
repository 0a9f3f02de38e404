"""Migrations end where the schema stands."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine

from mailbot.store.engine import open_store
from mailbot.store.schema import metadata


def test_the_migrations_make_the_schema(tmp_path):
    url = f"sqlite:///{(tmp_path / 'mailbot.db').as_posix()}"
    open_store(url).close()
    engine = create_engine(url)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"target_metadata": metadata, "compare_type": True})
        assert compare_metadata(context, metadata) == []
    engine.dispose()

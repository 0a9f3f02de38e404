"""Alembic's entry: migrates over the engine that ``migrate.upgrade`` hands in."""

from alembic import context
from sqlalchemy import Engine

from mailbot.store.schema import metadata


def run() -> None:
    engine: Engine = context.config.attributes["engine"]
    with engine.connect() as connection:
        connection.execution_options(mailbot_write=True)
        # One transaction for all, begun before the version is read: another process may be making the same store.
        with connection.begin():
            context.configure(connection=connection, target_metadata=metadata)
            with context.begin_transaction():
                context.run_migrations()


run()

"""Bring a store's tables to this version. The one module that imports Alembic."""

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine


def upgrade(engine: Engine) -> None:
    """Run every migration that the store has not seen, each in one transaction."""
    config = Config()
    config.set_main_option("script_location", "mailbot.store:migrations")
    config.attributes["engine"] = engine
    command.upgrade(config, "head")

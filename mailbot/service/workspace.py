"""What every use case works with: configuration, data folder, store, clock, reader."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from mailbot.errors import StorageError
from mailbot.settings import Account, Config
from mailbot.store.engine import Store, open_store

if TYPE_CHECKING:
    from mailbot.authentication import Resolver
    from mailbot.pipeline import Context, Reads

DKIM_DNS_DAYS: Final = 7
"""Keys are rotated: for older mail a failed look-up says nothing, so none is made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Workspace:
    """An open data folder. ``clock`` gives the present; tests and ``--now`` hand in another."""

    config: Config
    data: Path
    store: Store
    clock: Callable[[], datetime]

    def now(self) -> datetime:
        """The present, aware."""
        return self.clock()

    def account(self, name: str) -> Account:
        """Return an account's settings; defaults for one that only files name."""
        return self.config.account(name) or Account(name=name)

    def reader(self) -> "Reads":
        """Return the classifier, loaded once a process: the user's own model, else the packaged one."""
        return load_reader(self.data)

    def context(self, account: Account, *, sent: bool = False) -> "Context":
        """Return what understanding this account's mail depends on."""
        from mailbot.authentication import Trust  # noqa: PLC0415 - not every command reads mail
        from mailbot.pipeline import Context  # noqa: PLC0415

        return Context(
            reader=self.reader(),
            trust=Trust(authserv_ids=account.trusted_authserv_ids, own_addresses=account.addresses),
            resolver=self._resolver_at,
            timezone=account.timezone,
            sent=sent,
        )

    def _resolver_at(self, received: datetime | None) -> "Resolver | None":
        recent = received is not None and self.now() - received < timedelta(days=DKIM_DNS_DAYS)
        if not (self.config.dkim_dns and recent):
            return None
        from mailbot.dns import resolver  # noqa: PLC0415

        return resolver()


@contextmanager
def open_workspace(config: Config, data: Path, clock: Callable[[], datetime] | None = None) -> Iterator[Workspace]:
    """Open the data folder, creating it where needed; StorageError where the disk refuses."""
    try:
        data.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise StorageError("error.data_folder", path=str(data), detail=error.strerror or str(error)) from error
    store = open_store(config.store_url or f"sqlite:///{(data / 'mailbot.db').as_posix()}")
    try:
        yield Workspace(config=config, data=data, store=store, clock=clock or _present)
    finally:
        store.close()


@lru_cache(maxsize=1)
def load_reader(data: Path) -> "Reads":
    """Load the classifier: the model trained in the data folder, else the packaged one.

    A model that this version cannot use, or that was trained beside another packaged one (an upgrade brought a better one),
    stands aside until training makes a new one: mail is read either way.
    """
    from classifiers import model, packaged, reader  # noqa: PLC0415 - sklearn costs 1 s
    from mailbot.logs import logger  # noqa: PLC0415 - structlog costs 0.1 s

    own = data / "model"
    if (own / model.ABOUT).exists():
        try:
            found = reader.load(own)
        except model.ModelError as error:
            logger().warning("model.unusable", path=str(own), detail=str(error))
        else:
            if found.model.about.get("base") == packaged.digest():
                return found
            logger().warning("model.outdated", path=str(own))
    return reader.load(None)


def forget_reader() -> None:
    """Let the next reading load the model anew."""
    from classifiers import reader  # noqa: PLC0415 - sklearn costs 1 s

    load_reader.cache_clear()
    reader.load.cache_clear()


def _present() -> datetime:
    return datetime.now(UTC)

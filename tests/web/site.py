"""A review page that runs, on a real port, over a workspace with a little mail."""

import http.client
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from mailbot.service import importing
from mailbot.service.workspace import Workspace, open_workspace
from mailbot.settings import Config
from mailbot.web import server
from tests.letters import APPEAL, CLOSURE, ORDER, REFUSAL, START, amazon, mail, own
from tests.service.world import NOW, SHOP

LURE = mail(
    "お客様のアカウントを停止しました。下記よりログインしてください。\nhttps://amazon.account-check.example/login\n",
    "アカウント停止のお知らせ",
    sender="Amazon.co.jp <security@amazon.co.jp.account-check.example>",
    message_id="<lure@account-check.example>",
    when=START + timedelta(days=1),
)
UNPROVEN = amazon(REFUSAL, "出品用アカウントに関するご連絡", 9, when=START + timedelta(days=9), proven=False)
LETTERS = (
    amazon(CLOSURE, "要ご対応:出品アカウント一時停止のご連絡", 1),
    LURE,
    own(
        APPEAL, "Re: 要ご対応:出品アカウント一時停止のご連絡", when=START + timedelta(days=2), reply_to="<letter-1@amazon.co.jp>"
    ),
    amazon(REFUSAL, "出品用アカウントに関するご連絡", 3, when=START + timedelta(days=5)),
    amazon(ORDER, "発送のお知らせ", 4, when=START + timedelta(days=6)),
)


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    text: str


@dataclass(frozen=True, slots=True)
class Site:
    """A running page: its address, and a plain client that knows the cookie."""

    workspace: Workspace
    url: str

    @property
    def base(self) -> str:
        return self.url.partition("/enter")[0]

    @property
    def host(self) -> str:
        return urlsplit(self.base).netloc

    def ask(self, method: str, path: str, headers: Mapping[str, str] | None = None, form: object = None) -> Answer:
        """Send one request as it stands; a Host of one's own replaces the true one."""
        connection = http.client.HTTPConnection(self.host, timeout=30)
        body = None if form is None else urlencode(form, doseq=True)  # type: ignore[arg-type]
        sent = dict(headers or {})
        if body is not None:
            sent.setdefault("Content-Type", "application/x-www-form-urlencoded")
        try:
            connection.request(method, path, body=body, headers=sent)
            response = connection.getresponse()
            return Answer(response.status, {key.lower(): value for key, value in response.getheaders()}, response.read().decode())
        finally:
            connection.close()

    def cookie(self) -> dict[str, str]:
        """Come in by the printed address; return the header to send with what follows."""
        parts = urlsplit(self.url)
        entered = self.ask("GET", f"{parts.path}?{parts.query}")
        return {"Cookie": entered.headers["set-cookie"].partition(";")[0]}

    def get(self, path: str) -> Answer:
        return self.ask("GET", path, self.cookie())


@contextmanager
def site(folder: Path, letters: tuple[bytes, ...] = LETTERS, **config: object) -> Iterator[Site]:
    """Serve a workspace that holds these letters; the language is Japanese unless told otherwise."""
    inbox = folder / "mail"
    inbox.mkdir(parents=True)
    for number, letter in enumerate(letters):
        (inbox / f"{number}.eml").write_bytes(letter)
    settings = Config(**{"language": "ja", "accounts": (SHOP,), "dkim_dns": False, **config})  # type: ignore[arg-type]
    with open_workspace(settings, folder / "data", lambda: NOW) as opened:
        importing.take_in(opened, [inbox], SHOP.name)
        with served(opened) as running:
            yield running


@contextmanager
def served(workspace: Workspace) -> Iterator[Site]:
    stop = threading.Event()
    prepared = server.prepare(workspace, port=0)
    thread = threading.Thread(target=prepared.serve, args=(stop,))
    thread.start()
    try:
        yield Site(workspace, prepared.url)
    finally:
        stop.set()
        thread.join(timeout=20)
        assert not thread.is_alive()

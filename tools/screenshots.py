"""Make the README's pictures: the demo's review page in a real browser, as it looks on one day of the story."""

import os
import sys
import tempfile
import threading
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))
DAY = datetime.fromisoformat("2019-06-21T10:00+09:00")
"""The funds window is open, the last refusal called itself final: the day on which mailbot is worth most."""


def main() -> int:
    """Write docs/images/*.png in both languages."""
    from playwright.sync_api import sync_playwright

    (ROOT / "docs" / "images").mkdir(parents=True, exist_ok=True)
    with sync_playwright() as browsers:
        browser = browsers.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"],
        )
        for language in ("ja", "en"):
            _shoot(browser, language)
        browser.close()
    return 0


def _shoot(browser: object, language: str) -> None:
    from mailbot import config
    from mailbot.demo import settings, story
    from mailbot.demo.inbox import demo_inbox
    from mailbot.service import casefile, review, watch
    from mailbot.service.workspace import open_workspace
    from mailbot.store.drafts import OPEN
    from mailbot.web import server

    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        mails = [mail for mail in story.mails("minato") if mail.received <= DAY]
        servers = {"minato": stack.enter_context(demo_inbox(mails))}
        settings.export_passwords(servers)
        parsed = config.parse(settings.config_text(servers, language=language), "demo")
        opened = stack.enter_context(open_workspace(parsed, folder, lambda: DAY))
        for account in watch.watched(opened):
            watch.look(opened, account, force=True)
        case = casefile.every(opened)[0]
        waiting = [item for item in review.listed(opened) if item.state in OPEN]
        blocked = max(waiting, key=lambda item: (item.draft.step.name.value == "claim_funds", len(item.draft.blockers)))
        prepared = server.prepare(opened, port=0)
        stop = threading.Event()
        thread = threading.Thread(target=prepared.serve, args=(stop,))
        thread.start()
        try:
            page = browser.new_page(viewport={"width": 1280, "height": 860}, device_scale_factor=1)  # type: ignore[attr-defined]
            page.goto(prepared.url)
            base = prepared.url.split("/enter")[0]
            for name, path in (("overview", "/"), ("draft", f"/drafts/{blocked.id}"), ("case", f"/cases/{case.id}")):
                page.goto(f"{base}{path}?lang={language}")
                page.screenshot(path=str(ROOT / "docs" / "images" / f"{name}.{language}.png"))
                print(f"docs/images/{name}.{language}.png")
        finally:
            stop.set()
            thread.join()


if __name__ == "__main__":
    sys.exit(main())

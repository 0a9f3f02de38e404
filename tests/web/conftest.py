from collections.abc import Iterator
from typing import Any

import pytest

from tests.servers.need import need
from tests.web.site import Site, site

QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--no-first-run",
)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """Debian's browser, one for a module's tests; each test opens a context of its own."""
    program = need("chromium")
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=program, args=list(QUIET))
        yield browser
        browser.close()


@pytest.fixture
def running(tmp_path) -> Iterator[Site]:
    with site(tmp_path) as opened:
        yield opened


@pytest.fixture(scope="module")
def shared(tmp_path_factory) -> Iterator[Site]:
    """For tests that only look."""
    with site(tmp_path_factory.mktemp("site")) as opened:
        yield opened

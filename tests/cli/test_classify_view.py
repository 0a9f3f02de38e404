"""What `classify` shows a person: label, verdict and why, the words that decided, deadlines, demands, the letter, what to do."""
# ruff: noqa: E501 - sentences are read as sentences

import re
from pathlib import Path

import pytest

from tests.authentication.forgeries import TRICKS
from tests.authentication.notices import NOTICES
from tests.cli.conftest import Run
from tests.letters import CLOSURE, amazon, mail
from tests.service.refusals import history

SETTINGS = """language = "ja"
[[accounts]]
name = "shop"
addresses = ["seller@example.jp"]
trusted_authserv_ids = ["mx.example.jp"]
"""


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    (tmp_path / "config.toml").write_text(SETTINGS, encoding="utf-8")
    paths = []
    for number, content in enumerate(history()):
        paths.append(tmp_path / f"{number:02d}.eml")
        paths[-1].write_bytes(content)
    return paths


def shown(mailbot: Run, language: str, *paths: Path) -> list[str]:
    """The blocks printed, one a message, blanks folded."""
    out = mailbot("classify", *paths, "--lang", language).out
    return [" ".join(block.split()) for block in re.split(r"\n\s*\n", out) if block.strip()]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "ja",
            ["アカウント停止・閉鎖の通知", "本物", "受信サーバー mx.example.jp が amazon.co.jp の電子署名", "根拠 「", "「お客様の出品用アカウントは停止され",
             "期限 通知から17日 → 2018-09-01まで", "☐ 請求書（365日以内のもの）", "☐ 改善計画書", "回答先 セラーセントラル", "次の手順: 残高と在庫"],
        ),
        (
            "en",
            ["Account suspended or closed", "genuine", "Your mail server mx.example.jp verified", "Because “", "“お客様の出品用アカウントは停止され",
             "17 days after the notice: by 2018-09-01", "☐ invoice (not older than 365 days)", "Answer to Seller Central", "Next: note balance"],
        ),
    ],
)  # fmt: skip
def test_a_closure(language: str, words: list[str], files: list[Path], mailbot: Run) -> None:
    (block,) = shown(mailbot, language, files[0])
    for word in words:
        assert word in block, block


@pytest.mark.parametrize(
    ("language", "fourth", "revision", "new"),
    [
        (
            "ja",
            "同じ定型文の4通目です。こちらの報告に触れた言葉はありません。",
            "以前の定型文の改訂版です",
            "加わった文 次の点について、請求書",
        ),
        (
            "en",
            "Copy 4 of the same form letter; nothing in it refers to your report.",
            "A revision of an earlier form",
            "New 次の点",
        ),
    ],
)
def test_form_letters(language: str, fourth: str, revision: str, new: str, files: list[Path], mailbot: Run) -> None:
    blocks = shown(mailbot, language, *files)
    assert fourth in blocks[8]
    assert revision in blocks[10]
    assert new in blocks[10]


def test_of_a_forged_mail_only_the_warning_and_why(tmp_path: Path, mailbot: Run) -> None:
    path = tmp_path / "lure.eml"
    path.write_bytes(TRICKS[0].play(NOTICES[0]))
    (block,) = shown(mailbot, "ja", path)
    assert "偽物" in block
    assert "amaz0n.co.jp はAmazonのドメインに似せた別のドメインです" in block
    assert "返信せず、リンクも開かないでください" in block
    assert "次の手順" not in block


def test_the_sellers_own_mail_has_no_verdict(files: list[Path], mailbot: Run) -> None:
    (block,) = shown(mailbot, "ja", files[1])
    assert "未確認" not in block
    assert "ご自身が送ったメールです" in block


def test_a_mail_cannot_command_the_terminal(tmp_path: Path, mailbot: Run) -> None:
    hostile = "\x1b]0;owned\x07\x1b[2J[bold red]停止\u202e"
    path = tmp_path / "hostile.eml"
    path.write_bytes(amazon(CLOSURE + hostile, hostile) + b"\x1b[2J")
    out = mailbot("classify", path).out
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e]", out)
    assert "[bold red]" in out


@pytest.mark.parametrize(
    "content",
    [
        mail("x", "x", sender="a@b.example", message_id="<x@y>", **{"X-Long": "a" * 40_000}),
        b"From: a@b.example\r\n" + b"X-A: b\r\n" * 3_000 + b"\r\nx",
        b"\x00\x01",
    ],
)
def test_what_cannot_be_read_is_said_in_words(content: bytes, tmp_path: Path, mailbot: Run) -> None:
    path = tmp_path / "odd.eml"
    path.write_bytes(content)
    (block,) = shown(mailbot, "ja", path)
    assert "読めませんでした" in block
    assert re.search(r"[ぁ-ん）]。", block)

"""Names that letters bear: found by how letters are signed, and nothing else taken for one."""

import pytest

from classifiers.labels import Label
from mailbot.demo import story
from mailbot.i18n import load
from mailbot.service import exporting
from mailbot.service.signatures import signed, titled
from mailbot.settings import Account
from tests.letters import CLOSURE, amazon, own
from tests.service.world import only_case, receive, world
from tests.stories.living import lived

OWN = """アカウントスペシャリスト
ご担当者様

みなと商店の汐見です。
根本的な原因は、納品書の照合をしていなかったことです。

以上
みなと商店
代表 汐見 健一
"""


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (OWN, {"汐見", "汐見 健一"}),
        (
            "Dear Seller Performance Team,\n\nMy name is Dana Reed.\nRoot cause: none.\n\nBest regards,\nDana Reed\n",
            {"Dana Reed"},
        ),
        ("お願いいたします。\n株式会社青葉\n代表取締役 青葉太郎\n", {"青葉太郎"}),
        ("ご確認ください。\nタナカ ハナコ\n", {"タナカ ハナコ"}),
        ("ご確認をお願いいたします。\n以上\n", set()),
        ("Kind regards,\nThe Harbor Goods Team\n", set()),
        ("Amazon Seller Performance\n", set()),
        ("これが根本的な原因です。\n", set()),
    ],
)
def test_how_letters_are_signed(text, names):
    assert set(signed(text)) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("汐見 健一 様\n\nご連絡します。", {"汐見 健一"}),
        ("出品者様\n\nお客様の出品用アカウントは", set()),
        ("ご担当者様\n購入者様\n関係者 様\n", set()),
        ("担当: 山根\n", {"山根"}),
    ],
)
def test_who_is_spoken_to(text, names):
    assert set(titled(text)) == names


def test_without_a_configured_name_none_is_left(tmp_path):
    with world(tmp_path / "data", store_name=None) as opened:
        receive(opened, amazon(f"汐見 健一 様\n\n{CLOSURE}", "停止", 1), own(OWN + CLOSURE, "改善計画の提出", 2))
        receive(opened, own(OWN, "改善計画の提出 再開のお願い", 3, reply_to="<letter-1@amazon.co.jp>"))
        exporting.export(opened, only_case(opened).id, tmp_path / "out", "ja", mask=True)
        written = b"".join(path.read_bytes() for path in (tmp_path / "out").rglob("*.*") if path.suffix != ".pdf").decode()
        assert "汐見" not in written
        assert "健一" not in written
        assert "出品用アカウント" in written


def test_the_founding_story_masked_names_nobody(tmp_path):
    players = story.players("minato")
    seller = Account(
        name="minato", addresses=(players.own.address,), trusted_authserv_ids=(players.server,), timezone="Asia/Tokyo"
    )
    wanted = ("inquiry", "report-1", "closure", "long-report", "reinstatement")
    mails = [(mail.name, mail.content) for mail in story.mails("minato") if mail.name in wanted]
    with lived(tmp_path / "data", seller, mails, story.mails("minato")[-1].received) as told:
        case = told.main()
        assert Label.CLOSURE_NOTICE in {entry.label for entry in case.messages}
        exporting.export(told.workspace, case.id, tmp_path / "out", "ja", mask=True)
    written = b"".join(path.read_bytes() for path in (tmp_path / "out").rglob("*.*") if path.suffix != ".pdf").decode()
    assert [name for name in ("汐見", "健一", players.own.address) if name in written] == []
    assert written.count(load("ja")("mask.name")) > 5

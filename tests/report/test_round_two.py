"""The second round, lived through on the command line: refused as not implemented, the same text is refused here, too."""

import json

import pytest

from tests.report.test_commands import Desk

PROMISES = """Amazon.co.jp アカウントスペシャリスト ご担当者様

ASIN B0FICT0001、B0FICT0002、B0FICT0003 についてご報告します。

1. 根本原因
入荷した商品を、仕入先と請求書の番号ごとに区別して記録する手順がありませんでした。

2. 是正措置
倉庫の在庫をすべて自社に戻し、仕入先と請求書の番号を1個ずつ台帳に記録する予定です。

3. 再発防止策
責任者が毎週月曜日に、入荷台帳と請求書を照合して署名します。

みずいろ商店 水野 みずほ
"""
REFUSAL = """出品者様

お送りいただいた改善計画を確認しましたが、記載された是正措置が実施されていることを確認できませんでした。
そのため、出品用アカウントを再開することはできません。

アカウントを再開する方法
以下の情報をご提出ください。
-- 是正措置を実施したことを示す資料と、実施日

アカウント健全性のページからご提出ください。
Amazon.co.jp アカウントスペシャリスト
"""


@pytest.fixture
def refused(tmp_path, capsys):
    """A desk with the case after the first round, and the number of the draft that answers the refusal."""
    desk = Desk(tmp_path, capsys)
    case = desk.case()
    (tmp_path / "round1.txt").write_text(PROMISES, encoding="utf-8")
    (tmp_path / "refusal.txt").write_text(REFUSAL, encoding="utf-8")
    desk("rounds", "add", case, "--text", tmp_path / "round1.txt", "--at", "2019-08-25T10:00+09:00", now=False)
    words = ("--received", "2019-09-03T09:00+09:00", "--subject", "出品用アカウントに関する重要なお知らせ")
    desk("import", "--text", tmp_path / "refusal.txt", *words)
    desk("facts", "import", tmp_path / "facts.toml", "--case", case)
    (draft,) = json.loads(desk("drafts", "list", "--json", now=False)[1])[-1:]
    return desk, case, draft["id"]


def test_the_deficit_is_answered_first_with_what_was_done_and_its_proof(refused):
    desk, _, draft = refused
    body = json.loads(desk("drafts", "show", draft, "--json", now=False)[1])["body"]
    answered = body.index("1. 是正措置の実施日と、実施を示す資料")
    assert answered < body.index("2. 再発防止策")
    assert "（実施日：2019年9月18日）\n 実施を示す資料：返送明細.pdf" in body
    assert "予定です" not in body


def test_the_same_text_is_refused_and_told_why(refused, tmp_path):
    desk, case, draft = refused
    desk("drafts", "edit", draft, "--body", tmp_path / "round1.txt", now=False)
    code, said = desk("drafts", "approve", draft, now=False)
    assert code == 2
    assert "前回までの文面にない内容" in said
    assert "。。" not in said
    code, said = desk("report", "check", tmp_path / "round1.txt", "--case", case, "--json")
    assert code == 1
    assert {"repeats_earlier", "no_done_action"} <= {item["rule"] for item in json.loads(said)["findings"]}


def test_the_difference_to_the_last_round_is_shown(refused):
    desk, _, draft = refused
    said = desk("drafts", "show", draft, "--diff", now=False)[1].splitlines()
    assert "- 倉庫の在庫をすべて自社に戻し、仕入先と請求書の番号を1個ずつ台帳に記録する予定です。" in said
    assert any(
        line.startswith("+ ・倉庫の在庫をすべて自社に戻し") and line.endswith("（実施日：2019年9月18日）") for line in said
    )
    assert json.loads(desk("drafts", "show", draft, "--diff", "--json", now=False)[1])["difference"] == said


def test_a_better_proposal_stands_beside_what_a_person_edited_with_the_difference(refused, tmp_path):
    desk, case, draft = refused
    (tmp_path / "own.txt").write_text("私の文面です。2019年9月18日に在庫40個を返送しました。", encoding="utf-8")
    desk("drafts", "edit", draft, "--body", tmp_path / "own.txt", now=False)
    (tmp_path / "more.toml").write_text(
        'action.3.text = "入荷台帳を見直しました"\naction.3.date = "2019-10-01"\n', encoding="utf-8"
    )
    desk("facts", "import", tmp_path / "more.toml", "--case", case)
    listed = json.loads(desk("drafts", "list", "--json", now=False)[1])
    better = next(item for item in listed if item["supersedes"] == draft)
    assert "私の文面です。" in json.loads(desk("drafts", "show", draft, "--json", now=False)[1])["body"], "never overwritten"
    told = desk("drafts", "show", better["id"], "--diff", now=False)[1]
    assert f"編集済みの下書き {draft} との違い" in told
    assert "- 私の文面です。2019年9月18日に在庫40個を返送しました。" in told
    assert "+ ・入荷台帳を見直しました（実施日：2019年10月1日）" in told


def test_before_the_first_round_there_is_nothing_to_compare(tmp_path, capsys):
    desk = Desk(tmp_path, capsys)
    desk.case()
    assert "比べる文面がありません" in desk("drafts", "show", 1, "--diff", now=False)[1]


def test_the_report_of_the_second_round_is_new(refused, tmp_path):
    desk, case, _ = refused
    desk("evidence", "import", tmp_path / "evidence", "--case", case, now=False)
    code, said = desk("report", "build", case, "--facts", tmp_path / "facts.toml", "--out", tmp_path / "bundle", "--json")
    built = json.loads(said)
    assert (code, built["blockers"]) == (0, []), said
    assert "nothing_new" not in {item["rule"] for item in built["findings"]}

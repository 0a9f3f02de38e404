"""From files to the bundle by three commands, and what else the commands of facts, evidence and reports say."""

import hashlib
import io
import json
import zipfile
from pathlib import Path

import pytest
from pypdf import PdfReader

from mailbot.cli.app import run
from replies.render.document import Document, Paragraph, Section
from replies.render.pdf import pdf
from replies.render.reading import docx_text
from replies.render.word import docx
from tests.replies.test_lint import FIRST_REPORT_JA
from tests.report.making import contents
from tests.report.stated import FORM

SUBJECT = "要ご対応: 出品用アカウントに関する重要なお知らせ"
NOW = "2019-11-20T10:00+09:00"
CONFIG = """language = "ja"
[[accounts]]
name = "shop"
addresses = ["seller@example.jp"]
store_name = "みずいろ商店"
seller_name = "水野 みずほ"
"""
NOTICE = """出品者様

お客様の出品用アカウントは閉鎖されています。お客様の商品は出品リストから削除されました。

この措置がとられた理由
以下の商品の信憑性について、購入者からお申し出がありました。
-- ASIN: B0FICT0001
-- ASIN: B0FICT0002
-- ASIN: B0FICT0003

アカウントを再開する方法
以下の情報をご提出ください。
-- 過去365日以内に発行された、各商品の請求書または領収書の写し
-- 仕入先の連絡先（名称、電話番号、住所、ウェブサイト）
-- 問題の根本的な原因、実行した是正措置、再発防止策を含む改善計画

アカウント健全性のページからご提出ください。
Amazon.co.jp アカウントスペシャリスト
"""


class Desk:
    """A seller's folder and the command line."""

    def __init__(self, folder: Path, capsys) -> None:
        self.folder, self.capsys = folder, capsys
        (folder / "config.toml").write_text(CONFIG, encoding="utf-8")
        (folder / "notice.txt").write_text(NOTICE, encoding="utf-8")
        (folder / "facts.toml").write_text(
            FORM.read_text(encoding="utf-8") + '\nregistered.name = "株式会社みずいろ"\n', encoding="utf-8"
        )
        evidence = folder / "evidence"
        evidence.mkdir()
        for name, content in contents().items():
            (evidence / name).write_bytes(content)

    def __call__(self, *words: object, now: bool = True) -> tuple[int, str]:
        options = ["--config", self.folder / "config.toml", "--data", self.folder / "data", "--lang", "ja"]
        code = run([*map(str, words), *map(str, options), *(["--now", NOW] if now else [])])
        printed = self.capsys.readouterr()
        return code, printed.out + printed.err

    def case(self) -> str:
        self("import", "--text", self.folder / "notice.txt", "--received", "2019-08-20T09:00+09:00", "--subject", SUBJECT)
        return str(json.loads(self("cases", "--json")[1])[0]["id"])


@pytest.fixture
def desk(tmp_path, capsys):
    return Desk(tmp_path, capsys)


def test_from_files_to_the_bundle_by_three_commands(desk, tmp_path):
    case = desk.case()
    assert desk("evidence", "import", tmp_path / "evidence", "--case", case, now=False)[0] == 0
    assert desk("report", "new", case, "--out", tmp_path / "new.toml")[0] == 0
    code, said = desk(
        "report", "build", case, "--facts", tmp_path / "facts.toml", "--out", tmp_path / "bundle", "--limit", "2000", "--json"
    )
    built = json.loads(said)
    assert (code, built["ok"], built["blockers"]) == (0, True, []), said
    assert "registered.name" in (tmp_path / "new.toml").read_text(encoding="utf-8"), "papers are compared with it"
    assert 'B0FICT0001.title = "ステンレス水筒 500ml 青"' in (tmp_path / "new.toml").read_text(encoding="utf-8")
    made = tmp_path / "bundle" / "attachments"
    _holds_the_originals(made, built)
    _holds_copies_that_say_so(made)
    _is_a_report(made)
    assert len((tmp_path / "bundle" / "text.txt").read_text(encoding="utf-8")) <= 2000
    for layer in (made / "改善報告書.pdf", made / "改善報告書.docx", tmp_path / "bundle" / "text.txt"):
        code, said = desk("report", "check", layer, "--case", case, "--json")
        assert (code, json.loads(said)["ok"]) == (0, True), said


def _holds_the_originals(made: Path, built: dict) -> None:
    listed = {file["name"]: file["sha256"] for file in built["files"]}
    for name, content in contents().items():
        if name.endswith(".pdf"):
            assert (made / name).read_bytes() == content
            assert listed[f"attachments/{name}"] == hashlib.sha256(content).hexdigest()


def _holds_copies_that_say_so(made: Path) -> None:
    copies = sorted(made.glob("写し_*.pdf"))
    assert len(copies) > 70
    for copy in copies[::20]:
        said = PdfReader(copy).pages[0].extract_text()
        assert "写し（原本ではありません）" in said
        assert copy.name.removeprefix("写し_") in said
        assert (made / copy.name.removeprefix("写し_")).read_bytes() != copy.read_bytes()


def _is_a_report(made: Path) -> None:
    pages = PdfReader(made / "改善報告書.pdf").pages
    said = "".join(page.extract_text() for page in pages).replace(" ", "").replace("\n", "")
    words = docx_text((made / "改善報告書.docx").read_bytes())
    assert len(pages) >= 20
    assert len(PdfReader(made / "要約.pdf").pages) == 1
    for number, heading in enumerate(("この度の問題", "対象の商品", "仕入れと納品", "信ぴょう性に関連する返品コメント"), 1):
        assert f"{number}.{heading}" in said
        assert f"{number}. {heading}" in words
    assert "23.お詫び" in said
    assert words.count("入荷した商品を、仕入先と請求書の番号ごとに区別して記録する手順がありませんでした。") == 1


def test_a_bundle_may_be_an_archive_and_says_what_is_missing(desk, tmp_path):
    case = desk.case()
    code, said = desk("report", "build", case, "--out", tmp_path / "bundle.zip")
    assert code == 1
    assert "未記入" in said
    with zipfile.ZipFile(tmp_path / "bundle.zip") as archive:
        report = PdfReader(io.BytesIO(archive.read("attachments/改善報告書.pdf")))
        assert "【要記入" in archive.read("text.txt").decode("utf-8")
    assert any("要記入" in page.extract_text() for page in report.pages)


def _as(kind: str, words: str) -> bytes:
    """A letter as a file of a kind."""
    lines = tuple(Paragraph(text=line) for line in words.splitlines() if line.strip())
    document = Document(title="改善報告書", language="ja", sections=(Section(heading="", blocks=lines),))
    head = "From: a@example.jp\nSubject: test\nContent-Type: text/plain; charset=utf-8\n\n"
    made = {".docx": docx, ".pdf": pdf}
    if kind in made:
        return made[kind](document)
    return ((head if kind == ".eml" else "") + words).encode("utf-8")


@pytest.mark.parametrize("kind", [".txt", ".md", ".docx", ".pdf", ".eml"])
def test_the_story_s_first_letter_fails_the_check(desk, tmp_path, kind):
    letter = tmp_path / f"letter{kind}"
    letter.write_bytes(_as(kind, FIRST_REPORT_JA))
    code, said = desk("report", "check", letter, "--json")
    found = json.loads(said)
    assert (code, found["ok"]) == (1, False)
    rules = {item["rule"] for item in found["findings"]}
    assert {"no_root_cause", "no_papers", "no_prevention", "unsupported_claim", "withdrawal_only", "promise"} <= rules
    assert all(set(item) == {"rule", "severity", "quote", "advice"} and item["advice"] for item in found["findings"])
    assert "要修正" in desk("report", "check", letter)[1]


def test_the_last_page_of_a_long_pdf_is_checked_too(desk, tmp_path):
    blank = Section(heading="", blocks=(Paragraph(text="記録の頁です。"),), new_page=True)
    last = Section(heading="", blocks=(Paragraph(text="家賃が払えず、家族が路頭に迷います。"),), new_page=True)
    long = pdf(Document(title="報告書", language="ja", sections=(*(blank,) * 40, last)))
    assert len(PdfReader(io.BytesIO(long)).pages) > 40
    (tmp_path / "long.pdf").write_bytes(long)
    found = json.loads(desk("report", "check", tmp_path / "long.pdf", "--json")[1])
    assert "pleading" in {item["rule"] for item in found["findings"]}


def test_many_findings_of_one_kind_are_told_once(desk, tmp_path):
    """Without the registered name every paper's buyer is a stranger: one cause, told three times and counted."""
    case = desk.case()
    desk("evidence", "import", tmp_path / "evidence", "--case", case, now=False)
    said = desk("evidence", "reconcile", "--case", case)[1]
    assert said.count("が、登録名「みずいろ商店 / 水野 みずほ」と一致しません。") == 3
    assert "ほか 107 件" in said
    whole = json.loads(desk("evidence", "reconcile", "--case", case, "--json")[1])
    assert sum(item["rule"] == "buyer_name_differs" for item in whole["findings"]) == 110
    assert "書類の照合で、要修正の点が 110 件" in desk("report", "build", case, "--out", tmp_path / "bundle")[1]


def test_facts_are_taken_in_listed_and_asked_for(desk, tmp_path):
    case = desk.case()
    before = desk("facts", "missing", case)[1]
    assert "cause.1.text" in before
    code, said = desk("facts", "import", tmp_path / "facts.toml", "--case", case)
    assert code == 0, said
    assert "cause.1.text" not in desk("facts", "missing", case)[1]
    assert "入荷した商品を" in desk("facts", "list", case, now=False)[1]
    assert "0 件" in desk("facts", "import", tmp_path / "facts.toml", "--case", case)[1]


def test_facts_that_contradict_each_other_are_shown(desk, tmp_path):
    """What the files prove stays, whatever is stated later: the difference is told, and blocks."""
    case = desk.case()
    desk("evidence", "reconcile", tmp_path / "evidence", "--case", case)
    (tmp_path / "one.toml").write_text('goods.B0FICT0002.ordered = "600個"\n', encoding="utf-8")
    desk("facts", "import", tmp_path / "one.toml", "--case", case)
    said = desk("facts", "list", case, now=False)[1]
    (told,) = [line for line in said.splitlines() if line.startswith("! 食い違う事実があります")]
    assert "542個" in told
    assert "600個" in told
    codes = {item["code"] for item in json.loads(desk("drafts", "show", 1, "--json", now=False)[1])["blockers"]}
    assert "contradiction" in codes
    (tmp_path / "one.toml").write_text('goods.B0FICT0002.ordered = "542個（2018年9月2日～2019年8月2日）"\n', encoding="utf-8")
    desk("facts", "import", tmp_path / "one.toml", "--case", case)
    assert "食い違う" not in desk("facts", "list", case, now=False)[1]


def test_evidence_is_reconciled_for_a_case(desk, tmp_path):
    case = desk.case()
    desk("evidence", "import", tmp_path / "evidence", "--case", case, now=False)
    code, said = desk("evidence", "reconcile", "--case", case)
    assert code == 0
    assert "商品ごとの仕入れ・受領・販売・在庫" in said
    assert "goods.B0FICT0001.ordered" in desk("facts", "list", case, now=False)[1]
    assert desk("evidence", "reconcile", "--case", case, "--out", tmp_path / "tables")[0] == 0
    written = {file.name: file.read_text(encoding="utf-8-sig") for file in (tmp_path / "tables").iterdir()}
    assert {"coverage.csv", "stocks.csv", "findings.csv", "B0FICT0001.svg"} <= written.keys()
    assert written["coverage.csv"].splitlines()[0].startswith("ASIN,開始,終了")
    assert "orders.txt" in written["coverage.csv"]
    assert "paper_gap_explained" in written["findings.csv"]
    shape = json.loads(desk("evidence", "reconcile", "--case", case, "--json")[1])
    assert {item["rule"] for item in shape["findings"]} >= {"paper_gap_explained"}


def test_mistakes_end_with_advice_and_2(desk, tmp_path):
    wrong = tmp_path / "wrong.toml"
    wrong.write_text('nothing.like_this = "x"', encoding="utf-8")
    case = desk.case()
    for words in (
        ("facts", "import", wrong, "--case", case),
        ("evidence", "reconcile", "--case", case),
        ("evidence", "import", tmp_path / "none"),
        ("report", "check", tmp_path / "none.txt"),
        ("report", "new", "no-such-case"),
    ):
        code, said = desk(*words, now=words[:2] != ("evidence", "import"))
        assert (code, "Traceback" in said) == (2, False), said


def test_a_timeline_is_printed_as_pdf(desk, tmp_path):
    case = desk.case()
    assert desk("timeline", case, "--format", "pdf")[0] == 2
    assert desk("timeline", case, "--format", "pdf", "--out", tmp_path / "t.pdf")[0] == 0
    assert len(PdfReader(tmp_path / "t.pdf").pages) >= 1

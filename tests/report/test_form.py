"""The form of the report's facts: asked for by section, filled with what is known, read back."""

import tomllib

from replies.fact_form import read
from replies.report.form import form, stated
from replies.report.material import material
from tests.report.making import by_hand, outcome, papers, proven, shop
from tests.report.stated import DAY


def test_it_asks_for_everything_and_holds_what_the_files_tell():
    known = material(shop(), outcome=outcome(), files=papers())
    told = form(known)
    table = tomllib.loads(told)
    assert table["cause"]["1"]["text"] == ""
    assert table["goods"]["B0FICT0001"]["title"] == "ステンレス水筒 500ml 青"
    assert "# 7. 問題の根本的な原因" in told
    assert "# 出典：orders.txt" in told


def test_what_comes_back_unchanged_keeps_its_source():
    known = material(shop(), outcome=outcome(), files=papers())
    back = read(form(known), DAY)
    assert back
    assert stated(back, known.binding().ledger) == ()


def test_lines_and_quotes_survive():
    whole = by_hand()
    before = {fact.key: fact.value for fact in whole.situation.facts}
    after = {fact.key: fact.value for fact in read(form(whole), DAY)}
    assert {key: value for key, value in before.items() if after.get(key) != value and key in after} == {}


def test_each_key_is_asked_for_once():
    lines = [line.partition(" = ")[0] for line in form(proven()).splitlines() if " = " in line and not line.startswith("#")]
    assert len(lines) == len(set(lines))


def test_papers_are_asked_for_by_file_name_and_the_warning_stands_once():
    told = form(material(shop(), outcome=outcome(), files=papers()))
    asked = [line for line in told.splitlines() if line.startswith("#") and "別紙" in line]
    assert len(asked) > 5
    assert [line for line in asked if "自動で付きます" not in line] == []
    assert told.count("ご自身の店の事実を書いてください") == 1
    assert "2019-09-18 の形" in told.partition("# ====")[0]

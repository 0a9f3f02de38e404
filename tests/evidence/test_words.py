"""Every code that the evidence uses has its sentence in both languages."""

import re
from pathlib import Path

import pytest

import replies.evidence
from mailbot import i18n
from replies.evidence import formats, lexicon, readout, tables
from replies.evidence.findings import Unit
from replies.evidence.papers import PaperKind
from replies.evidence.reconcile import reconcile
from tests.evidence import fictional
from tests.evidence.reading import order, orders, read, stranger
from tests.evidence.test_planted_gaps import found

SOURCES = [path.read_text(encoding="utf-8") for path in Path(replies.evidence.__file__).parent.glob("*.py")]


def written(pattern: str) -> set[str]:
    return {code for source in SOURCES for code in re.findall(pattern, source)}


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_every_code_has_a_sentence(language: str) -> None:
    say = i18n.load(language)
    rules = written(r'rule="(\w+)"') | written(r'_finding\(\s*"(\w+)"') | written(r'"(\w+_differ)"')
    rules |= {"file_empty", "file_encrypted", "file_unreadable", "jan_damaged", "jan_impossible"}
    assert len(rules) > 40
    wanted = {f"evidence_finding.{rule}" for rule in rules} | {f"evidence_advice.{rule}" for rule in rules}
    wanted |= {f"evidence_report.{form.name}" for form in formats.load().all}
    wanted |= {f"evidence_word.{word}" for word in [*PaperKind, *(topic.name for topic in lexicon.load())]}
    wanted |= {f"evidence_value.{unit}" for unit in Unit}
    wanted |= written(r'"(evidence_\w+\.\w+)"')
    wanted |= {f"evidence_table.{name}" for name in written(r'table\(\s*"(\w+)"')}
    assert {code for code in wanted if code not in say} == set()


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_every_finding_speaks(language: str) -> None:
    say = i18n.load(language)
    outcome = found(fictional.make(fictional.GAPS))
    assert len({finding.rule for finding in outcome.findings}) > 35
    for finding in outcome.findings:
        assert "{" not in finding.text(say)
        assert finding.advice(say)
        assert finding.rests or finding.rule == "asin_without_paper"
        assert len(finding.rows) == len(finding.rests)


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_reading_is_told(language: str) -> None:
    say = i18n.load(language)
    bad = orders(
        order(1), "x\ty", order(2).replace("2480.00", "free"), order(3).replace("2019-05-03", "never"), order(4) + "\ta\tb\tc"
    )
    damaged = orders(*[order(5)] * 9).encode().replace(b"503-", b"\xff03-", 1)
    told: list[tables.Table | tables.Unrecognised] = [
        read(bad, "orders.txt"),
        read(damaged, "damaged.txt"),
        stranger(b"", "empty.txt"),
    ]
    told.append(stranger(b"amazon-order-id\tpurchase-date\tsku\tasin\n", "near.txt"))
    sentences = list(readout.readout(told, say))
    assert len(sentences) == 1 + 4 + 1 + 1 + 1 + 2
    assert all("{" not in sentence for sentence in sentences)


def test_a_sellers_own_format_is_called_by_its_name() -> None:
    source = tables.Recognised(file="f", format="own", header_line=1, encoding="utf-8", sha256="", unknown=("x",), dropped=("y",))
    table = tables.Table(source=source, rows=(), problems=(), extras={})
    assert "own" in next(readout.readout([table], i18n.load("ja")))
    assert callable(reconcile)

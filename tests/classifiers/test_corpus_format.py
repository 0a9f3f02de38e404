"""The corpus format: what is read, and that every problem is told with its file and line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifiers import corpus
from classifiers.corpus import CorpusError, Family
from classifiers.labels import Act, ClockKind, Deficit, DemandKind, Direction, Label, Start, Unit

NAME = "closure_notice.ja.txt"
HEAD = """=== closure-ja-test
label: closure_notice
era: 2016-2020
from: アカウントスペシャリスト <seller-performance@amazon.co.jp>
subject: 要ご対応
"""
BODY = """
{{name}} 様

アカウントを停止しました。17日以内に、過去365日以内の請求書をお送りください。
"""


def problems(text: str, name: str = NAME) -> tuple[str, ...]:
    with pytest.raises(CorpusError) as caught:
        corpus.parse(text, name)
    return caught.value.problems


def test_a_family() -> None:
    text = (
        HEAD
        + "secondary: funds_withheld\nappealable: yes\ndeficits: documents, root_cause\n"
        + "deadline: due | 17 | days | notice | 17日以内に\n"
        + "demand: invoice | 365 | 過去365日以内の請求書\n"
        + BODY
    )
    (family,) = corpus.parse(text, NAME)
    assert (family.id, family.label, family.direction) == ("closure-ja-test", Label.CLOSURE_NOTICE, Direction.INCOMING)
    assert (family.sender_name, family.sender_address) == ("アカウントスペシャリスト", "seller-performance@amazon.co.jp")
    assert family.secondary == (Label.FUNDS_WITHHELD,)
    assert family.appealable
    assert not family.final
    assert family.deficits == (Deficit.DOCUMENTS, Deficit.ROOT_CAUSE)
    (deadline,) = family.deadlines
    assert (deadline.kind, deadline.length, deadline.unit, deadline.start) == (ClockKind.DUE, 17, Unit.DAYS, Start.NOTICE)
    assert [(demand.kind, demand.age_days) for demand in family.demands] == [(DemandKind.INVOICE, 365)]
    assert family.text.startswith("{{name}} 様")
    assert family.source == "closure_notice.ja.txt:1"


def test_an_outgoing_family_and_an_unknown_sender() -> None:
    text = "=== a\nlabel: out_appeal\nera: 2021-\nfrom: -\nsubject:\n\ntext"
    (family,) = corpus.parse(text, "out_appeal.en.txt")
    assert (family.label, family.direction, family.sender_address) == (Act.APPEAL, Direction.OUTGOING, "")


def test_lines_of_equals_signs_belong_to_the_text() -> None:
    (family,) = corpus.parse(HEAD + "\nHeading\n=======\ntext\n", NAME)
    assert "=======" in family.text


def test_an_absolute_deadline() -> None:
    (family,) = corpus.parse(HEAD + "deadline: due | at 2019-11-30 | 2019年11月30日\n\n2019年11月30日まで\n", NAME)
    assert (family.deadlines[0].at, family.deadlines[0].length) == ("2019-11-30", None)


@pytest.mark.parametrize(
    ("added", "line", "words"),
    [
        ("colour: red\n", 6, "no key"),
        ("era: again\n", 6, "given twice"),
        ("secondary: nonsense\n", 6, "knows no nonsense"),
        ("final: perhaps\n", 6, "yes or no"),
        ("deadline: due | 17 | days\n", 6, "fields"),
        ("deadline: due | many | days | notice | 17日以内に\n", 6, "no whole number"),
        ("deadline: due | 17 | fortnights | notice | 17日以内に\n", 6, "fortnights"),
        ("deadline: due | 17 | days | notice | 18日以内に\n", 6, "do not stand in the text"),
        ("demand: invoice | old | 請求書\n", 6, "neither a number"),
        ("demand: teapot | - | 請求書\n", 6, "teapot"),
        ("note: {{planet}}\n", 6, "unknown placeholder"),
    ],
)
def test_a_problem_names_file_and_line(added: str, line: int, words: str) -> None:
    (problem,) = problems(HEAD + added + BODY)
    assert problem.startswith(f"{NAME}:{line}: ")
    assert words in problem


def test_all_problems_are_told_at_once() -> None:
    found = problems("=== Not An Id\n\ntext\n=== b\nlabel: closure_notice\n\n")
    assert [problem.split(":")[1] for problem in found] == ["1", "4", "4", "4", "6"]


@pytest.mark.parametrize("name", ["closure_notice.txt", "closure_notice.fr.txt", "../closure_notice.ja.txt"])
def test_a_file_name_gives_label_and_language(name: str) -> None:
    assert problems(HEAD + BODY, name) == (f"{name}:1: the name is not <label>.<ja|en|mixed>[.<part>].txt",)


def test_a_label_in_the_wrong_file() -> None:
    assert "in a file of reinstatement" in problems(HEAD + BODY, "reinstatement.ja.txt")[0]


def test_an_empty_text_says_so_in_its_id() -> None:
    assert problems(HEAD + "\n")
    assert corpus.parse(HEAD.replace("closure-ja-test", "closure-ja-empty") + "\n", NAME)[0].text == ""


@given(st.text(max_size=400))
def test_any_text_is_read_or_refused_with_reasons(text: str) -> None:
    told: tuple[str, ...] = ()
    families: tuple[Family, ...] = ()
    try:
        families = corpus.parse(text, NAME)
    except CorpusError as error:
        told = error.problems
    assert bool(families) != bool(told)
    assert all(problem.startswith(f"{NAME}:") for problem in told)


def test_an_unknown_folder() -> None:
    with pytest.raises(CorpusError):
        corpus.load("elsewhere")


def test_the_packaged_corpus_and_gate_can_be_read() -> None:
    families, gate = corpus.load(), corpus.load("gate")
    counts = {label: sum(family.label is label for family in gate) for label in Label}
    assert min(counts.values()) >= 3
    assert len({family.id for family in (*families, *gate)}) == len(families) + len(gate)

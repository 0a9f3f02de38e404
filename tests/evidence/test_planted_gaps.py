"""The fictional evidence set: reconciliation finds every planted gap and no other."""

import io
from functools import cache
from pathlib import Path

import pytest

from replies.evidence import holdings, paper_files, reconcile, tables
from tests.evidence import fictional

SUBJECTS = ("asin", "doc", "after", "settlement", "file")


@cache
def read(content: bytes, name: str) -> tuple[tables.Table | tables.Unrecognised, ...]:
    """Most gaps change one file: the others are read once for all tests."""
    return tables.read(io.BytesIO(content), name)


@cache
def examine(content: bytes, name: str) -> paper_files.PaperFile:
    return paper_files.examine(io.BytesIO(content), name)


def found(made: fictional.Set) -> reconcile.Reconciliation:
    found = [table for name, content in made.tables.items() for table in read(content, name)]
    files = [examine(content, name) for name, content in made.originals.items()]
    return reconcile.reconcile(holdings.collect(found, files), made.question)


def subjects(outcome: reconcile.Reconciliation) -> set[tuple[str, str]]:
    return {
        (finding.rule, next(str(finding.values[name]) for name in SUBJECTS if name in finding.values))
        for finding in outcome.findings
    }


def test_set_is_complete() -> None:
    made = fictional.make()
    assert len(fictional.ASINS) >= 3
    assert len(made.world.sales) >= 2000
    assert len({(sale.at.year, sale.at.month) for sale in made.world.sales}) == 18


def test_clean_set_has_no_findings() -> None:
    assert subjects(found(fictional.make())) == set()


def test_clean_set_with_papers_as_csv_has_no_findings() -> None:
    assert subjects(found(fictional.make(workbook=False))) == set()


@pytest.mark.parametrize("seed", [2, 3, 4])
def test_other_shops_are_clean_too(seed: int) -> None:
    assert subjects(found(fictional.make(seed=seed))) == set()


@pytest.mark.parametrize("gap", fictional.GAPS)
def test_each_gap_alone(gap: str) -> None:
    made = fictional.make([gap])
    assert made.expected
    assert subjects(found(made)) == made.expected


def test_all_gaps_together() -> None:
    made = fictional.make(fictional.GAPS)
    assert subjects(found(made)) == made.expected


def test_the_set_can_be_laid_out_as_files(tmp_path: Path) -> None:
    made = fictional.make()
    fictional.lay_out(made, tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {*made.tables, "papers"}
    assert len(list((tmp_path / "papers").iterdir())) == len(made.originals) > 100

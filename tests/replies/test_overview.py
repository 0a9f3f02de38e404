"""The tables of the documentation are computed from the playbook."""

from classifiers.labels import Deficit, Label
from replies import overview, rules


def test_every_label_deficit_and_rule_has_its_row_and_no_cell_is_empty_handed():
    table = overview.markdown()
    rows = [line.strip("| ").split(" | ") for line in table.splitlines() if line]
    assert {row[0] for row in rows} >= {*Label, *rules.load().named}
    assert {row[1] for row in rows if row[0] == Label.TEMPLATE_REJECTION} >= set(Deficit)

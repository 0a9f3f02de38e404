"""What an inventory notice says of the goods."""

import pytest

from mailbot.casebook.stock import quantity, stock_cues


@pytest.mark.parametrize(
    ("text", "cues"),
    [
        ("在庫は廃棄いたしました。", {"disposed"}),
        ("30日以内にご依頼がない場合、在庫は廃棄されます。", set()),
        ("期限までに手続きされない場合は廃棄しました扱いとなります。", set()),
        ("返送または所有権の放棄をご依頼ください。", {"removal"}),
        ("ご依頼の在庫は返送いたしました。", {"removal", "returned"}),
        ("Your inventory has been disposed of.", {"disposed"}),
        ("If you do not act, the units may have been disposed of.", set()),
        ("Create a removal order within 30 days.", {"removal"}),
        ("Your units are no longer on hold.", {"freed", "held"}),
        ("FBA在庫について審査を行っております。", {"held"}),
        ("Disposal order RMV-1 is complete.", {"disposed"}),
    ],
)
def test_cues(text: str, cues: set[str]) -> None:
    assert set(stock_cues(text)) == cues


@pytest.mark.parametrize(("text", "units"), [("120点", 120), ("1,200 units", 1200), ("3点と5点", None), ("在庫", None)])
def test_quantity(text: str, units: int | None) -> None:
    assert quantity(text) == units

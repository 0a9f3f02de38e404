"""What an outgoing mail is for."""

import pytest

from classifiers import reader
from classifiers.labels import Act, Direction
from classifiers.reader import Reader
from classifiers.sample import Sample


@pytest.fixture(scope="module")
def first() -> Reader:
    return Reader(reader.load().model, second=None)


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("根本原因は検品の不備でした。再発防止策として検品表を設けました。アカウントの再開をお願いいたします。", Act.APPEAL),
        ("閉鎖から90日が経過しましたので、残高の売上金をお支払いくださいますよう請求いたします。", Act.FUNDS_REQUEST),
        ("ご依頼の請求書3通と仕入先の連絡先を添付いたします。ご査収ください。", Act.DOCUMENTS),
        ("先日お送りした書類の審査状況を教えていただけますでしょうか。いつ頃お返事をいただけますか。", Act.INQUIRY),
        ("The root cause was poor inspection. We trained our staff to prevent it. Please reinstate my account.", Act.APPEAL),
        ("More than 90 days have passed. Please disburse the balance of my account to my bank.", Act.FUNDS_REQUEST),
        ("As requested, attached are four invoices and the contact details of our supplier.", Act.DOCUMENTS),
        ("Could you tell me whether my appeal has been looked at yet, and when I will hear from you?", Act.INQUIRY),
    ],
)
def test_acts(first: Reader, text: str, act: Act) -> None:
    assert first.judge(Sample(text=text, direction=Direction.OUTGOING)).word is act

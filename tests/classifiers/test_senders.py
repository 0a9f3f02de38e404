"""Who a From address names."""

import pytest

from classifiers import senders
from classifiers.sample import SenderKind


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("seller-performance@amazon.co.jp", SenderKind.AMAZON),
        ("no-reply@sell.amazon.com", SenderKind.AMAZON),
        ("x@amazon.com.au", SenderKind.AMAZON),
        ("x@amazonsellerservices.com", SenderKind.AMAZON),
        ("A@AMAZON.DE.", SenderKind.AMAZON),
        ("k7v2@marketplace.amazon.co.jp", SenderKind.RELAY),
        ("k7v2@m.marketplace.amazon.co.jp", SenderKind.RELAY),
        ("x@amazon.co.jp.example.cn", SenderKind.OTHER),
        ("x@myamazon.com", SenderKind.OTHER),
        ("x@amazon-support.com", SenderKind.OTHER),
        ("x@amazon.example", SenderKind.OTHER),
        ("", SenderKind.UNKNOWN),
        ("amazon", SenderKind.OTHER),
    ],
)
def test_kind(address: str, kind: SenderKind) -> None:
    assert senders.kind_of(address) is kind

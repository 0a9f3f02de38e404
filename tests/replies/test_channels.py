"""Where an answer goes: only what the notice names, and only where it suits."""

import pytest

from classifiers.labels import ChannelKind, Deficit, Track
from replies.channels import CONSOLE, choose
from tests.replies.making import notice

EMAIL = ChannelKind.EMAIL
REPLY = (ChannelKind.REPLY, None)


def chosen(*channels, track=Track.ACCOUNT, **more):
    return choose(notice(channels=channels, **more), track)


def test_the_first_named_is_taken():
    assert chosen(REPLY, CONSOLE) == (ChannelKind.REPLY, "seller-performance@amazon.co.jp")
    assert chosen(CONSOLE, REPLY) == CONSOLE


def test_nothing_named_is_the_console():
    assert chosen() == CONSOLE
    assert choose(None, Track.ACCOUNT) == CONSOLE


def test_money_goes_to_the_address_for_money_and_nothing_else_does():
    funds = (EMAIL, "disbursement-appeals@amazon.co.jp")
    assert chosen(CONSOLE, funds, track=Track.FUNDS) == funds
    assert chosen(funds, track=Track.ACCOUNT) == CONSOLE


@pytest.mark.parametrize(
    "address",
    [
        "x@marketplace.amazon.co.jp",
        "rights@brand.example.com",
        "appeals@amazon.co.jp.example.com",
        "appeals@arnazon.co.jp",
        "appeals@notamazon.co.jp",
        "no-reply@amazon.co.jp",
        "donotreply@amazon.com",
        "",
        None,
    ],
)
def test_an_address_that_is_not_amazon_s_or_never_reads_is_not_written_to(address):
    assert chosen((EMAIL, address)) == CONSOLE


def test_a_reply_to_a_robot_is_no_reply():
    assert chosen(REPLY, sender="no-replies-appeals@amazon.com") == CONSOLE


def test_a_sender_with_a_name_is_its_address():
    assert (
        chosen(REPLY, sender="アカウントスペシャリスト <seller-performance@amazon.co.jp>")[1] == "seller-performance@amazon.co.jp"
    )


def test_an_unproven_notice_and_a_wrong_channel_leave_the_console():
    assert chosen(REPLY, believed=False) == CONSOLE
    assert chosen(REPLY, deficits=(Deficit.WRONG_CHANNEL,)) == CONSOLE

"""The demo from the installed wheel, in an empty folder: the whole story, its drafts, and the lures it did not answer."""

import json

import pytest

MILESTONES = [
    ("2018-08-06", "authenticity_inquiry"),
    ("2018-08-13", "appeal"),
    ("2018-08-15", "closure_notice"),
    ("2018-11-15", "funds_request"),
    ("2018-11-19", "template_rejection"),
    ("2018-11-28", "template_rejection"),
    ("2018-12-05", "template_rejection"),
    ("2019-01-17", "template_rejection"),
    ("2019-03-11", "funds_withheld"),
    ("2019-06-20", "funds_appeal_window"),
    ("2020-02-05", "reinstatement"),
    ("2020-03-14", "funds_released"),
]
"""The founding story's points, each on its day."""
ANSWERED = {"answer_inquiry", "appeal_closure", "answer_rejection", "claim_funds"}


@pytest.fixture
def ran(mailbot, tmp_path):
    data = tmp_path / "data"
    done = mailbot("demo", "--once", "--lang", "en", "--data", data)
    assert done.returncode == 0, done.stderr
    return done.stdout, data


def test_the_demo_tells_the_founding_story(ran, mailbot):
    printed, data = ran
    told = json.loads(mailbot("timeline", "--json", "--data", data).stdout)
    (case,) = [case for case in told["cases"] if case["account"] == "minato"]
    happened = [(event["at"][:10], event["label"]) for event in case["events"] if event["kind"] in ("message", "submission")]
    assert [point for point in MILESTONES if point not in happened] == []
    assert sorted(happened) == happened
    long_report = [event for event in case["events"] if event["kind"] == "submission" and event["at"].startswith("2020-01")]
    assert long_report
    assert case["tracks"]["account"]["state"] == "reopened"
    assert case["tracks"]["funds"]["state"] == "released"
    assert "2018-08-15" in printed


def test_drafts_exist_for_the_points_that_need_one(ran, mailbot):
    _, data = ran
    drafts = json.loads(mailbot("drafts", "--json", "--data", data).stdout)
    assert {draft["step"] for draft in drafts} >= ANSWERED


def test_phishing_has_no_draft_and_says_why(ran, mailbot):
    printed, data = ran
    messages = [json.loads(line) for line in mailbot("messages", "--json", "--data", data).stdout.splitlines()]
    forged = [message for message in messages if message.get("authenticity", {}).get("verdict") == "forged"]
    assert len(forged) >= 8
    assert all(message["disposition"] == "quarantined" and message["case"] is None for message in forged)
    assert all(message["authenticity"]["reasons"] for message in forged)
    answered = {draft["answers"] for draft in json.loads(mailbot("drafts", "--json", "--data", data).stdout)}
    assert not answered & {message["sha256"] for message in forged}
    assert all(message["sender"]["address"] in printed for message in forged)

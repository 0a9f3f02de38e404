"""What the pages say, asked for without a browser."""

import re
from dataclasses import replace
from datetime import timedelta
from email.message import EmailMessage
from importlib.resources import files

import pytest
from structlog.testing import capture_logs

from mailbot.i18n import LANGUAGES, load
from mailbot.service import page as service
from mailbot.service import review
from mailbot.settings import ImapSettings, Secret
from mailbot.store import messages, runs
from mailbot.store.drafts import DraftState
from mailbot.store.runs import AccountState
from tests.letters import CLOSURE, SELLER, SERVER, START, amazon
from tests.service.world import NOW, SHOP
from tests.web.site import LETTERS, UNPROVEN, site
from tests.web.test_guard import csrf_of, posted, waiting

HOSTILE = '"><script>alert(1)</script><img src=https://evil.example/x onerror=alert(2)>'


def hostile_letter():
    letter = EmailMessage()
    letter["Authentication-Results"] = f"{SERVER}; dkim=pass header.d=amazon.co.jp; dmarc=pass header.from=amazon.co.jp"
    letter["From"] = f'"{"Amazon <b>x</b>"}" <seller-performance@amazon.co.jp>'
    letter["To"] = SELLER
    letter["Subject"] = "出品アカウント停止のご連絡 " + HOSTILE
    letter["Date"] = START
    letter["Message-ID"] = "<hostile@amazon.co.jp>"
    letter.set_content(f"{CLOSURE}\n{HOSTILE}\n{{{{ 7*7 }}}} {{% raw %}}\n")
    html = f'<p>停止されました</p><script>alert(3)</script><a href="javascript:alert(4)">{HOSTILE.replace("<", "&lt;")}</a>'
    letter.add_alternative(html, subtype="html")
    letter.add_attachment(b"x", maintype="application", subtype="pdf", filename=HOSTILE + ".pdf")
    return letter.as_bytes()


def test_a_mail_is_shown_as_text_and_nothing_of_it_runs(tmp_path):
    """Failure modes 87 and 88: no remote image, no stored script; and no text of a mail becomes a template."""
    with site(tmp_path, (hostile_letter(),)) as found:
        key = waiting(found)
        (case,) = service.standing(found.workspace).cases
        paths = ["/", "/messages", "/messages/1", f"/cases/{case.id}", "/drafts", f"/drafts/{key}", f"/drafts/{key}?all=1"]
        for path in paths:
            answer = found.get(path)
            assert answer.status == 200, path
            tags = re.findall(r"<(script|img|iframe|object|style|b|form|a)\b([^>]*)>", answer.text)
            assert all("evil.example" not in attributes and "javascript:" not in attributes for _, attributes in tags), path
            assert {name for name, _ in tags} <= {"script", "form", "a"}, path
            assert all('src="/static/' in attributes for name, attributes in tags if name == "script"), path
            assert not re.search(r"<[a-z]+[^>]*\son[a-z]+=", answer.text), path
            assert "style=" not in answer.text, path
        message = found.get("/messages/1").text
        assert "{{ 7*7 }}" in message
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in message


def test_no_link_leads_out_of_the_page(shared):
    for path in ("/", "/messages", "/messages/1", "/messages/2", "/drafts"):
        for target in re.findall(r'(?:href|src|action|formaction)="([^"]*)"', shared.get(path).text):
            assert target.startswith(("/", "#", "?")), (path, target)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_of_the_templates_is_in_the_catalogue(language):
    words = load(language)
    folder = files("mailbot.web") / "templates"
    used = set()
    for template in folder.iterdir():
        used |= set(re.findall(r'say(?:\.get)?\("([a-z_]+\.[a-z_]+)"[,)]', template.read_text(encoding="utf-8")))
    assert sorted(code for code in used if code not in words) == []
    refused = {
        f"page_refused.{code}" for code in ("host", "entry", "origin", "csrf", "method", "too_large", "address", "form", "bug")
    }
    assert refused <= words.codes


def test_the_first_page_says_what_waits(tmp_path):
    with site(tmp_path, (*LETTERS, UNPROVEN)) as found:
        text = found.get("/").text
        (case,) = service.standing(found.workspace).cases
        assert f'href="/cases/{case.id}"' in text
        assert "停止・閉鎖" in text or "再開を却下" in text
        assert f'href="/drafts/{waiting(found)}"' in text
        assert "本物か確かめられていないメール" in text


def test_trouble_of_an_account_stands_first(tmp_path):
    mailbox = ImapSettings(host="127.0.0.1", port=1, security="none", username="x", password=Secret(env="X"))
    with site(tmp_path, (), accounts=(replace(SHOP, imap=mailbox),)) as found:
        with found.workspace.store.write() as connection:
            run = runs.start(connection, "shop", NOW - timedelta(days=2))
            runs.finish(connection, run, NOW - timedelta(days=2), {})
            run = runs.start(connection, "shop", NOW)
            runs.finish(connection, run, NOW, {}, error="error.refused")
        assert "長く確認できていません" in found.get("/").text
        status = found.get("/status").text
        assert "error.refused" in status
        with found.workspace.store.write() as connection:
            runs.set_state(connection, "shop", AccountState(stopped="authentication", auth_failures=3))
        assert "確認を停止しています" in found.get("/").text


def test_messages_are_filtered(shared):
    assert len(re.findall(r'<td class="when">', shared.get("/messages").text)) == len(LETTERS)
    forged = shared.get("/messages?verdict=forged").text
    assert "アカウント停止のお知らせ" in forged
    assert "要ご対応" not in forged
    assert "隔離" in shared.get("/messages?disposition=quarantined").text
    assert "当てはまるメールはありません" in shared.get("/messages?label=funds_released").text
    for query in ("page=0", "page=99999999", "page=x", "case=%27", "verdict=%00"):
        assert shared.get(f"/messages?{query}").status == 200


def test_a_forged_mail_says_why_and_offers_no_confirmation(shared):
    (lure,) = [item for item in shared.get("/messages?verdict=forged").text.split("<tr") if 'class="aside"' in item]
    number = re.search(r"/messages/(\d+)", lure)[1]
    text = shared.get(f"/messages/{number}").text
    assert "偽物" in text
    assert "似せた別のドメイン" in text or "Amazonのもの" in text or "名乗って" in text
    assert 'action="/messages/confirm"' not in text
    key = csrf_of(shared)
    answer = posted(shared, "/messages/confirm", csrf=key, message=number)
    assert answer.status == 409
    assert "偽装" in answer.text


def test_a_case_is_told_with_links_to_its_messages(shared):
    (case,) = service.standing(shared.workspace).cases
    text = shared.get(f"/cases/{case.id}").text
    assert 'class="ref" href="/messages/1"' in text
    assert "<svg" in text
    markdown = shared.get(f"/cases/{case.id}/timeline.md")
    assert markdown.headers["content-type"].startswith("text/markdown")
    assert case.id in markdown.text
    assert shared.get(f"/cases/{case.id}/timeline.json").headers["content-type"].startswith("application/json")
    assert shared.get(f"/cases/{case.id}/timeline.html").status == 404


@pytest.mark.parametrize("path", ["/messages/999", "/drafts/999", "/cases/none", "/nothing", "/messages/x"])
def test_what_is_not_there_is_said_clearly(shared, path):
    answer = shared.get(path)
    assert answer.status == 404
    assert "表示できません" in answer.text


def test_the_language_can_be_switched_and_stays(shared):
    answer = shared.get("/?lang=en")
    assert '<html lang="en">' in answer.text
    chosen = answer.headers["set-cookie"].partition(";")[0]
    cookie = {"Cookie": f"{shared.cookie()['Cookie']}; {chosen}"}
    assert "Messages" in shared.ask("GET", "/messages", cookie).text
    assert '<html lang="ja">' in shared.get("/?lang=xx").text


def test_a_submission_by_hand_is_noted_in_the_cases_zone(running):
    (case,) = service.standing(running.workspace).cases
    form = {
        "csrf": csrf_of(running),
        "text": "再度ご説明いたします。",
        "at": "2018-08-30T09:15",
        "act": "appeal",
        "channel": "console",
    }
    answer = posted(running, f"/cases/{case.id}/rounds", **form)
    assert answer.status == 303
    rounds = service.standing(running.workspace).cases[0].rounds
    assert rounds[-1].at.isoformat() == "2018-08-30T00:15:00+00:00"
    for wrong in ({"text": " "}, {"at": "tomorrow"}, {"act": "other"}, {"channel": "pigeon"}):
        refused = posted(running, f"/cases/{case.id}/rounds", **{**form, **wrong})
        assert refused.status == 409
        assert 'role="alert"' in refused.text
    assert len(service.standing(running.workspace).cases[0].rounds) == len(rounds)


def test_a_draft_that_changed_meanwhile_keeps_what_was_typed(running):
    key = waiting(running)
    form = {"csrf": csrf_of(running), "expected": service.draft(running.workspace, key).digest}
    review.edit(running.workspace, key, "別の窓での文面", "別の件名")
    answer = posted(running, f"/drafts/{key}/save", **form, subject="私の件名", body="私の文面\r\n二行目 & <三>")
    assert answer.status == 409
    assert "変更されました" in answer.text
    assert "私の文面\n二行目 &amp; &lt;三&gt;</textarea>" in answer.text
    assert "<del>別の窓での文面" in answer.text
    assert review.shown(running.workspace, key)[0].draft.body == "別の窓での文面"
    approving = posted(running, f"/drafts/{key}/approve", **form, subject="別の件名", body="別の窓での文面")
    assert approving.status == 409
    assert review.shown(running.workspace, key)[0].state is DraftState.READY
    now = service.draft(running.workspace, key).digest
    again = posted(running, f"/drafts/{key}/save", csrf=form["csrf"], expected=now, subject="私の件名", body="私の文面")
    assert again.status == 303
    assert review.shown(running.workspace, key)[0].draft.body == "私の文面"


def test_what_is_approved_is_what_was_seen(running):
    """A text changed in the box and approved at once is kept and shown again, not approved unseen."""
    key = waiting(running)
    review.edit(running.workspace, key, "保存済みの文面", "件名")
    form = {"csrf": csrf_of(running), "expected": service.draft(running.workspace, key).digest, "subject": "件名"}
    first = posted(running, f"/drafts/{key}/approve", **form, body="直したばかりの文面")
    assert first.headers["location"].endswith("done=saved_first")
    assert review.shown(running.workspace, key)[0].state is DraftState.READY
    form["expected"] = service.draft(running.workspace, key).digest
    second = posted(running, f"/drafts/{key}/approve", **form, body="直したばかりの文面")
    assert second.headers["location"].endswith("done=approved")
    shown = running.get(f"/drafts/{key}?done=approved").text
    assert "まだ送信されていません" in shown
    (written,) = (running.workspace.data / "bundles").glob("*/text.txt")
    assert "直したばかりの文面" in written.read_text(encoding="utf-8")
    third = posted(running, f"/drafts/{key}/approve", **form, body="直したばかりの文面")
    assert third.status == 409


def test_a_blocked_draft_is_not_approved_by_a_form_made_by_hand(running):
    key = waiting(running)
    found = service.draft(running.workspace, key)
    draft = found.stored.draft
    answer = posted(
        running, f"/drafts/{key}/approve", csrf=csrf_of(running), expected=found.digest, subject=draft.subject, body=draft.body
    )
    assert answer.status == 409
    assert "まだ承認できません" in answer.text


def test_an_answer_whose_gap_is_gone_is_not_lost(running):
    key = waiting(running)
    form = {"csrf": csrf_of(running), "expected": service.draft(running.workspace, key).digest, "subject": "件名"}
    fill = {"body": "欄のない文面", "gap": "【要記入:残高】", "fill": "123円"}
    answer = posted(running, f"/drafts/{key}/save", **form, **fill)
    assert answer.status == 409
    assert "123円" in answer.text
    assert review.shown(running.workspace, key)[0].draft.body == "欄のない文面"


def test_a_bug_is_shown_as_one_and_logged_without_a_mails_words(tmp_path):
    with site(tmp_path, (amazon("秘密の本文です。お客様の出品用アカウントは停止されました。", "秘密の件名"),)) as found:
        with found.workspace.store.write() as connection:
            messages.set_understanding(connection, 1, {"parsed": "秘密の本文"})
        with capture_logs() as logged:
            answer = found.get("/messages/1")
    assert answer.status == 500
    assert "mailbot の不具合" in answer.text
    (event,) = [item for item in logged if item["event"] == "page.bug"]
    assert event["log_level"] == "error"
    assert any("page.py" in frame for frame in event["traceback"])
    assert "秘密" not in str(event)

"""A person at the page, in a real browser: reading, filling in, approving, rejecting, with and without JavaScript."""

from contextlib import contextmanager

import pytest

from mailbot.service import page as service
from mailbot.service import review
from mailbot.store.drafts import DraftState
from tests.letters import CLOSURE, amazon
from tests.web.site import LETTERS, UNPROVEN, served, site
from tests.web.test_guard import waiting
from tests.web.test_pages import hostile_letter


@contextmanager
def visit(chromium, found, **options):
    """Come in as a person does: by the printed address."""
    context = chromium.new_context(**options)
    page = context.new_page()
    page.set_default_timeout(20_000)
    page.goto(found.url)
    try:
        yield page
    finally:
        context.close()


@pytest.fixture(params=[True, False], ids=["javascript", "plain"])
def page(request, chromium, running):
    with visit(chromium, running, java_script_enabled=request.param) as opened:
        yield opened


def notice(page):
    return page.locator(".flash").first.inner_text()


def test_from_the_list_to_the_bundle(page, running):
    key = waiting(running)
    page.get_by_role("navigation").get_by_role("link", name="下書き").click()
    page.locator(f'a[href="/drafts/{key}"]').click()
    assert page.get_by_role("button", name="承認して置く").is_disabled()
    gaps = page.locator("textarea[name=fill]")
    assert gaps.count() > 3
    for number in range(gaps.count()):
        gaps.nth(number).fill(f"2018年8月{number + 1}日に倉庫で確認した事実{number}")
    page.get_by_role("button", name="保存").click()
    page.locator(".flash", has_text="保存しました").wait_for()
    assert review.shown(running.workspace, key)[0].state is DraftState.READY
    assert page.locator("textarea[name=fill]").count() == 0
    assert "倉庫で確認した事実0" in page.locator("#body").input_value()
    page.get_by_role("button", name="承認して置く").click()
    page.locator(".flash", has_text="まだ送信されていません").first.wait_for()
    (written,) = (running.workspace.data / "bundles").glob("*/text.txt")
    assert str(written.parent) in page.locator("main").inner_text()
    stored = review.shown(running.workspace, key)[0]
    assert stored.state is DraftState.DELIVERED
    assert stored.draft.body in written.read_text(encoding="utf-8")
    assert page.locator("textarea").count() == 0


def test_the_whole_text_can_be_edited(page, running):
    key = waiting(running)
    page.goto(f"{running.base}/drafts/{key}")
    page.get_by_text("文面全体を編集する").click()
    page.locator("#body").fill("一行目\n\n三行目 <b>&amp;")
    page.get_by_role("button", name="保存").click()
    page.locator(".flash", has_text="保存しました").wait_for()
    assert review.shown(running.workspace, key)[0].draft.body == "一行目\n\n三行目 <b>&amp;"
    page.get_by_text("変わったところ").first.click()
    assert page.locator(".history ins", has_text="三行目").is_visible()
    page.get_by_text("前回送った文面との違い").click()
    assert page.locator("details[open] ins", has_text="三行目").count() == 2


def test_a_draft_is_rejected_with_a_reason(page, running):
    key = waiting(running)
    page.goto(f"{running.base}/drafts/{key}")
    page.get_by_text("この下書きを使わない").click()
    page.get_by_label("理由").fill("自分で書きます")
    page.get_by_role("button", name="却下する").click()
    page.locator(".flash", has_text="却下しました").wait_for()
    assert review.shown(running.workspace, key)[0].state is DraftState.REJECTED


@pytest.mark.parametrize("scripts", [True, False])
def test_an_unproven_notice_is_confirmed(chromium, tmp_path, scripts):
    with site(tmp_path, (*LETTERS, UNPROVEN)) as found, visit(chromium, found, java_script_enabled=scripts) as page:
        page.get_by_role("button", name="選んだものは").click()
        page.locator(".flash", has_text="選ばれていません").wait_for()
        page.get_by_role("checkbox").first.check()
        page.get_by_role("button", name="選んだものは").click()
        page.locator(".flash", has_text="確認済みにしました").wait_for()
        assert service.standing(found.workspace).doubtful == ()
        assert page.get_by_role("checkbox").count() == 0


def test_a_label_is_corrected(page, running):
    page.goto(f"{running.base}/messages?label=template_rejection")
    page.locator("tbody a").first.click()
    page.get_by_label("正しい種類").select_option("funds_withheld")
    page.get_by_role("button", name="この種類に訂正する").click()
    page.locator(".flash", has_text="種類を訂正しました").wait_for()
    assert "売上金留保の通知" in page.locator("main").inner_text()


def test_a_submission_is_noted(page, running):
    (case,) = service.standing(running.workspace).cases
    page.goto(f"{running.base}/cases/{case.id}")
    page.get_by_text("コンソールなどから送ったものを記録する").click()
    page.get_by_label("送った日時").fill("2018-08-31T10:00")
    page.get_by_label("送った文面").fill("コンソールに貼り付けた文面です。")
    page.get_by_role("button", name="記録する").click()
    page.locator(".flash", has_text="記録しました").wait_for()
    (case,) = service.standing(running.workspace).cases
    assert case.rounds[-1].text == "コンソールに貼り付けた文面です。"


def test_a_text_changed_elsewhere_is_told_and_nothing_typed_is_lost(page, running):
    key = waiting(running)
    page.goto(f"{running.base}/drafts/{key}")
    page.get_by_text("文面全体を編集する").click()
    page.locator("#body").fill("ここで入力した文面")
    review.edit(running.workspace, key, "別の窓で保存した文面", "別の件名")
    page.get_by_role("button", name="保存").click()
    page.get_by_role("alert").filter(has_text="変更されました").wait_for()
    assert page.locator("#body").input_value() == "ここで入力した文面"
    assert page.locator("del", has_text="別の窓で保存した文面").is_visible()
    page.get_by_role("button", name="保存").click()
    page.locator(".flash", has_text="保存しました").wait_for()
    assert review.shown(running.workspace, key)[0].draft.body == "ここで入力した文面"


def test_the_keyboard_suffices(chromium, running):
    key = waiting(running)
    with visit(chromium, running) as page:
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        page.keyboard.press("Enter")
        page.goto(f"{running.base}/drafts/{key}")
        gap = page.locator("textarea[name=fill]").first
        gap.focus()
        page.keyboard.type("2018年8月1日に確認")
        page.keyboard.press("Control+s")
        page.locator(".flash", has_text="保存しました").wait_for()
        assert "2018年8月1日に確認" in review.shown(running.workspace, key)[0].draft.body
        assert page.evaluate("document.activeElement.className").startswith("flash")
        for _ in range(60):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.textContent.trim()") == "保存":
                break
        else:
            pytest.fail("the save button cannot be reached by the keyboard")
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


def test_unsaved_words_are_not_left_behind_unasked(chromium, running):
    key = waiting(running)
    with visit(chromium, running) as page:
        page.goto(f"{running.base}/drafts/{key}")
        page.locator("textarea[name=fill]").first.press_sequentially("途中")
        asked = []
        page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
        page.get_by_role("navigation").get_by_role("link", name="メール").click(no_wait_after=True)
        page.wait_for_function("document.activeElement !== null")
        page.wait_for_timeout(200)
        assert asked == ["beforeunload"]
        assert page.url.endswith(f"/drafts/{key}")
        page.evaluate("document.getElementById('draft-form').reset()")


def test_an_action_loads_no_page_anew(chromium, running):
    key = waiting(running)
    with visit(chromium, running) as page:
        page.goto(f"{running.base}/drafts/{key}")
        page.evaluate("window.here = true")
        page.locator("textarea[name=fill]").first.fill("事実")
        page.get_by_role("button", name="保存").click()
        page.locator(".flash", has_text="保存しました").wait_for()
        assert page.evaluate("window.here") is True


def test_words_survive_a_session_that_ended(chromium, running):
    key = waiting(running)
    with visit(chromium, running) as page:
        page.goto(f"{running.base}/drafts/{key}")
        page.locator("textarea[name=fill]").first.fill("失いたくない事実")
        page.context.clear_cookies()
        page.get_by_role("button", name="保存").click()
        page.get_by_role("alert").filter(has_text="mailbot が起動時に表示したアドレス").wait_for()
        assert page.locator("textarea[name=fill]").first.input_value() == "失いたくない事実"
        page.context.new_page().goto(running.url)
        page.get_by_role("button", name="保存").click()
        page.locator(".flash", has_text="保存しました").wait_for()
        assert "失いたくない事実" in review.shown(running.workspace, key)[0].draft.body


def test_words_survive_a_mailbot_that_stopped(chromium, shared):
    with served(shared.workspace) as second, visit(chromium, second) as page:
        page.goto(f"{second.base}/drafts/{waiting(second)}")
        page.locator("textarea[name=fill]").first.fill("失いたくない事実")
        page.route("**/save", lambda route: route.abort())
        page.get_by_role("button", name="保存").click()
        page.get_by_role("alert").filter(has_text="返事がありません").wait_for()
        assert page.locator("textarea[name=fill]").first.input_value() == "失いたくない事実"


def test_a_delivery_that_failed_is_told_and_made_good(page, running):
    key = waiting(running)
    review.edit(running.workspace, key, "整った文面", "件名")
    blocked = running.workspace.data / "bundles"
    blocked.write_text("a file where the folder should be", encoding="utf-8")
    page.goto(f"{running.base}/drafts/{key}")
    page.get_by_role("button", name="承認して置く").click()
    page.get_by_role("alert").filter(has_text="書き込めません").wait_for()
    assert review.shown(running.workspace, key)[0].state is DraftState.APPROVED
    blocked.unlink()
    page.get_by_role("button", name="もう一度置く").click()
    page.locator(".flash", has_text="まだ送信されていません").first.wait_for()
    assert review.shown(running.workspace, key)[0].state is DraftState.DELIVERED


def test_what_was_approved_can_be_copied(chromium, running):
    key = waiting(running)
    review.edit(running.workspace, key, "一行目\n二行目 <b>", "件名")
    with visit(chromium, running, permissions=["clipboard-read", "clipboard-write"]) as page:
        page.goto(f"{running.base}/drafts/{key}")
        page.get_by_role("button", name="承認して置く").click()
        page.get_by_role("button", name="文面をコピー").click()
        page.get_by_role("button", name="コピーしました").wait_for()
        assert page.evaluate("navigator.clipboard.readText()") == "一行目\n二行目 <b>"


def every_path(found):
    (case,) = service.standing(found.workspace).cases
    return ("/", "/status", "/cases", f"/cases/{case.id}", "/messages", "/messages/1", "/drafts", f"/drafts/{waiting(found)}")


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("language", ["ja", "en"])
def test_no_page_breaks_its_own_rules(chromium, tmp_path, width, language):
    """No script error, no breach of the policy, no request to anywhere else, nothing wider than the screen, all fields named."""
    with (
        site(tmp_path, (hostile_letter(), amazon(CLOSURE, "停止", 2)), language=language) as found,
        visit(chromium, found, viewport={"width": width, "height": 800}) as page,
    ):
        said, asked = [], []
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("request", lambda request: asked.append(request.url))
        for path in every_path(found):
            page.goto(found.base + path)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
            assert page.locator("h1").count() == 1, path
            assert page.evaluate(UNNAMED) == [], path
            assert page.evaluate("[...document.querySelectorAll('[id]')].map(e => e.id)") == page.evaluate(
                "[...new Set([...document.querySelectorAll('[id]')].map(e => e.id))]"
            ), path
            assert page.evaluate(FAINT) == [], path
        assert said == []
        assert [url for url in asked if not url.startswith(found.base + "/")] == []
        assert page.evaluate("document.documentElement.lang") == language


UNNAMED = """[...document.querySelectorAll('input:not([type=hidden]), select, textarea')]
  .filter(e => !(e.labels && e.labels.length && [...e.labels].some(l => l.textContent.trim()))).map(e => e.outerHTML)"""
"""Fields without a label."""

FAINT = """(() => {
  const light = c => { const [r, g, b] = c.map(v => { v /= 255; return v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4 });
    return .2126 * r + .7152 * g + .0722 * b };
  const colour = s => s.match(/[\\d.]+/g).map(Number);
  const ground = e => { for (; e; e = e.parentElement) { const c = colour(getComputedStyle(e).backgroundColor);
    if (c.length < 4 || c[3] > .99) return c.slice(0, 3) } return [255, 255, 255] };
  const found = new Set();
  for (const e of document.querySelectorAll('body *')) {
    if (e.closest('svg') || e.matches(':disabled') || !e.checkVisibility()) continue;
    if (![...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim())) continue;
    const [a, b] = [light(colour(getComputedStyle(e).color).slice(0, 3)), light(ground(e))];
    const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
    if (ratio < 4.5) found.add(`${e.tagName}.${e.className} ${ratio.toFixed(2)}`);
  }
  return [...found];
})()"""
"""Texts with less contrast than WCAG 2.2 asks for (1.4.3: 4.5 to 1)."""


def test_the_dark_scheme_has_contrast_as_well(chromium, tmp_path):
    with (
        site(tmp_path, (*LETTERS, UNPROVEN)) as found,
        visit(chromium, found, color_scheme="dark") as page,
    ):
        for path in every_path(found):
            page.goto(found.base + path)
            assert page.evaluate(FAINT) == [], path


def test_a_hostile_mail_stays_text_in_the_browser(chromium, tmp_path):
    with site(tmp_path, (hostile_letter(),)) as found, visit(chromium, found) as page:
        dialogs = []
        page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
        page.goto(f"{found.base}/messages/1")
        assert "<script>alert(1)</script>" in page.locator("h1").inner_text()
        assert "onerror=alert(2)" in page.locator(".text").first.inner_text()
        assert "onerror=alert(2)" in page.locator(".head").inner_text()
        assert page.locator("main img, main iframe, main script").count() == 0
        assert dialogs == []


def test_another_site_cannot_act_for_the_user(chromium, running, tmp_path):
    """A page of another origin posts a form at ours, in the browser that holds our cookie."""
    key = waiting(running)
    with visit(chromium, running) as page:
        page.route(
            "http://evil.example/**",
            lambda route: route.fulfill(
                content_type="text/html",
                body=f'<form method="post" action="{running.base}/drafts/{key}/reject"><button>win</button></form>',
            ),
        )
        page.goto("http://evil.example/")
        page.get_by_role("button").click()
        page.wait_for_url(f"{running.base}/drafts/{key}/reject")
        assert "表示できません" in page.content()
        assert review.shown(running.workspace, key)[0].state is DraftState.BLOCKED

"""Who comes in, and what other people's pages cannot do (design §6; failure modes 87 and 88)."""

import re
import threading
import urllib.parse
from dataclasses import replace

import pytest

from mailbot.errors import UsageError
from mailbot.service import review
from mailbot.store.drafts import DraftState
from mailbot.web import guard, server
from tests.web.site import served, site

PAGES = ("/", "/status", "/messages", "/messages/1", "/cases", "/drafts", "/drafts/1")


def csrf_of(found):
    return re.search(r'name="csrf" value="([^"]+)"', found.get("/drafts/" + str(waiting(found))).text)[1]


def waiting(found):
    return review.listed(found.workspace, states=(DraftState.BLOCKED, DraftState.READY))[-1].id


def posted(found, path, *, headers=(), **form):
    return found.ask("POST", path, {"Origin": found.base, **found.cookie(), **dict(headers)}, form)


def finish(prepared):
    """Serve what was prepared, for a moment, and free its port."""
    stop = threading.Event()
    stop.set()
    thread = threading.Thread(target=prepared.serve, args=(stop,))
    thread.start()
    thread.join(timeout=20)
    assert not thread.is_alive()


@pytest.mark.parametrize("path", PAGES)
def test_without_the_cookie_nothing_is_shown(shared, path):
    answer = shared.ask("GET", path)
    assert answer.status == 403
    assert "/enter?token=" in answer.text
    assert "一時停止のご連絡" not in answer.text


def test_a_wrong_token_sets_no_cookie(shared):
    for path in ("/enter", "/enter?token=", "/enter?token=guess", "/enter?token=%E3%81%82"):
        answer = shared.ask("GET", path)
        assert answer.status == 403
        assert "set-cookie" not in answer.headers


def test_the_right_token_sets_a_cookie_that_scripts_and_other_sites_do_not_get(shared):
    parts = urllib.parse.urlsplit(shared.url)
    answer = shared.ask("GET", f"{parts.path}?{parts.query}")
    assert (answer.status, answer.headers["location"]) == (303, "/")
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert parts.query.removeprefix("token=") not in answer.headers["set-cookie"]


def test_a_made_up_cookie_does_not_open(shared):
    name = f"mailbot-{urllib.parse.urlsplit(shared.base).port}"
    for value in ("", "x", '"', "a=b; c"):
        assert shared.ask("GET", "/", {"Cookie": f"{name}={value}"}).status == 403


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:{port}", "127.0.0.1", "127.0.0.1:1", "127.0.0.1.evil.example:{port}", ""]
)
def test_another_host_name_is_refused(shared, host):
    """DNS rebinding: a name of the attacker's that resolves to the loopback."""
    port = urllib.parse.urlsplit(shared.base).port
    answer = shared.ask("GET", "/", {**shared.cookie(), "Host": host.format(port=port)})
    assert answer.status in (400, 403)
    assert "一時停止のご連絡" not in answer.text


def test_every_answer_carries_the_protecting_headers(shared):
    for path in (*PAGES, "/nothing", "/static/style.css", "/healthz"):
        for headers in (shared.cookie(), {}):
            answer = shared.ask("GET", path, headers)
            for name, value in guard.HEADERS.items():
                assert answer.headers[name.lower()] == value, (path, name)
    policy = shared.get("/").headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "https://{host}", "http://{host}.evil.example", None])
def test_a_form_from_elsewhere_changes_nothing(shared, origin):
    headers = {} if origin is None else {"Origin": origin.format(host=shared.host)}
    key = waiting(shared)
    form = {"csrf": csrf_of(shared), "reason": "x"}
    answer = shared.ask("POST", f"/drafts/{key}/reject", {**shared.cookie(), **headers}, form)
    assert answer.status == 403
    assert waiting(shared) == key


def test_a_form_without_our_token_changes_nothing(shared):
    key = waiting(shared)
    for form in ({}, {"csrf": ""}, {"csrf": "guess"}, {"csrf": "あ"}):
        assert posted(shared, f"/drafts/{key}/reject", **form).status == 403
    assert waiting(shared) == key


def test_a_form_with_a_referer_and_no_origin_is_ours(running):
    key = waiting(running)
    headers = {**running.cookie(), "Referer": running.base + "/drafts"}
    answer = running.ask("POST", f"/drafts/{key}/reject", headers, {"csrf": csrf_of(running)})
    assert answer.status == 303
    assert review.shown(running.workspace, key)[0].state is DraftState.REJECTED


def test_changes_need_a_form_not_a_link(shared):
    for path in ("/drafts/1/approve", "/drafts/1/reject", "/messages/confirm", "/messages/1/correct"):
        assert shared.get(path).status in (404, 405)
    for method in ("PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"):
        assert shared.ask(method, "/drafts/1", {**shared.cookie(), "Origin": shared.base}).status == 405


def test_a_huge_form_is_not_read(shared):
    headers = {"Origin": shared.base, **shared.cookie(), "Content-Length": str(guard.MAX_BODY + 1)}
    assert shared.ask("POST", "/drafts/1/save", headers).status == 413


def test_nothing_outside_the_static_files_is_served(shared):
    for path in ("/static/../app.py", "/static/%2e%2e/app.py", "/static//etc/passwd", "/static/nothing.js"):
        assert shared.get(path).status == 404


def test_a_taken_port_says_so(shared):
    port = urllib.parse.urlsplit(shared.base).port
    with pytest.raises(UsageError) as caught:
        server.prepare(shared.workspace, port=port)
    assert (caught.value.code, caught.value.values) == ("error.port_taken", {"port": port})


def test_serving_ends_when_told_to_and_frees_the_port(shared):
    with served(shared.workspace) as second:
        port = urllib.parse.urlsplit(second.base).port
        assert second.ask("GET", "/healthz").text == "ok\n"
    finish(server.prepare(shared.workspace, port=port))


def test_two_pages_on_one_machine_keep_their_cookies_apart(shared):
    with served(shared.workspace) as second:
        assert shared.cookie().keys() == second.cookie().keys()
        both = {"Cookie": f"{shared.cookie()['Cookie']}; {second.cookie()['Cookie']}"}
        assert shared.ask("GET", "/", both).status == second.ask("GET", "/", both).status == 200
        assert second.ask("GET", "/", shared.cookie()).status == 403


def test_it_listens_on_the_loopback_that_is_configured(tmp_path):
    with site(tmp_path, ()) as found:
        settings = replace(found.workspace.config, web=replace(found.workspace.config.web, host="localhost"))
        prepared = server.prepare(replace(found.workspace, config=settings), port=0)
        assert urllib.parse.urlsplit(prepared.url).hostname in ("127.0.0.1", "::1")
        finish(prepared)

"""Which part is read, what is carried, and what of an HTML part a person can see."""

import hashlib

import pytest

from mailbot.messages import Link
from mailbot.parsing.markup import render
from tests.parsing.mail import base64_part, letter, multipart, parsed, part

NOTICE = "出品者様\n\n出品用アカウントを停止しました。理由は請求書を確認できなかったためです。" * 4
PAGE = "<html><body>" + "".join(f"<p>{line}</p>" for line in NOTICE.split("\n") if line) + "</body></html>"


def _alternative(plain: str, page: str) -> bytes:
    kind, body = multipart("alternative", part("text/plain; charset=utf-8", plain), part("text/html; charset=utf-8", page))
    return letter(body, kind)


@pytest.mark.parametrize(
    "stub",
    [
        "",
        " \r\n\u00a0",
        "このメールはHTML形式です。ブラウザで表示してください。",
        "View this email in your browser: https://x.example/1",
    ],
)
def test_a_stub_gives_way_to_the_html_part(stub: str) -> None:
    assert "理由は請求書" in parsed(_alternative(stub, PAGE)).text


def test_plain_text_is_preferred_and_the_links_come_from_the_html() -> None:
    found = parsed(
        _alternative(NOTICE, PAGE.replace("</body>", '<a href="https://sellercentral.amazon.co.jp/">こちら</a></body>'))
    )
    assert found.text == NOTICE
    assert found.links == (Link(shown="こちら", target="https://sellercentral.amazon.co.jp/"),)
    assert "alternatives_differ" not in found.defects


def test_two_versions_that_say_different_things_are_noticed() -> None:
    other = (
        "<p>" + "Your payment method could not be verified. Please sign in within twenty-four hours to keep your account. " * 3
    )
    assert "alternatives_differ" in parsed(_alternative(NOTICE, other)).defects


def test_html_source_sent_as_plain_text() -> None:
    assert parsed(letter(PAGE, "text/plain; charset=utf-8")).text.startswith("出品者様")


def test_flowed_text_is_joined() -> None:
    body = "This account has \r\nbeen deactivated. \r\nSee below.\r\n\r\n> quoted \r\n> too\r\n-- \r\nsig"
    assert parsed(letter(body, "text/plain; charset=utf-8; format=flowed")).text == (
        "This account has been deactivated. See below.\n\n-- \nsig".replace("-- ", "--")
    )
    squeezed = parsed(letter("アカウ \r\nント", "text/plain; charset=utf-8; format=flowed; delsp=yes"))
    assert squeezed.text == "アカウント"


def test_signature_stays_in_the_text() -> None:
    assert parsed(letter("本文\n\n-- \nAmazon.co.jp アカウントスペシャリスト")).text.endswith("アカウントスペシャリスト")


def test_attachments_are_named_counted_and_digested() -> None:
    data = b"%PDF-1.4 invoice"
    kind, body = multipart(
        "mixed",
        part("text/plain; charset=utf-8", "請求書です。"),
        base64_part(
            "application/pdf", data, ("Content-Disposition", "attachment; filename*=utf-8''%E8%AB%8B%E6%B1%82%E6%9B%B8.pdf")
        ),
    )
    (found,) = parsed(letter(body, kind)).attachments
    assert (found.filename, found.content_type, found.size) == ("請求書.pdf", "application/pdf", len(data))
    assert found.sha256 == hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize(
    ("disposition", "name"),
    [
        ('attachment; filename="=?ISO-2022-JP?B?GyRCQEE1YT1xGyhCLnBkZg==?="', "請求書.pdf"),
        ("attachment; filename==?utf-8?B?6KuL5rGC5pu4LnBkZg==?=", "請求書.pdf"),
        ("attachment; filename*0*=utf-8''%E8%AB%8B%E6%B1;\r\n filename*1*=%82%E6%9B%B8;\r\n filename*2=.pdf", "請求書.pdf"),
        ("attachment; filename*=shift_jis'ja'%90%BF%8B%81%8F%91.pdf", "請求書.pdf"),
        (b'attachment; filename="' + "請求書①.pdf".encode("cp932") + b'"', "請求書①.pdf"),
        ('attachment; filename="../../etc/passwd"', "passwd"),
        ('attachment; filename="C:\\\\Users\\\\a.pdf"', "a.pdf"),
        ('attachment; filename="a;b.pdf"', "a;b.pdf"),
        ("attachment", ""),
        ('attachment; filename="x\u202efdp.exe"', "xfdp.exe"),
    ],
)
def test_names_of_attachments(disposition: str | bytes, name: str) -> None:
    kind, body = multipart(
        "mixed", part("text/plain", "x"), base64_part("application/pdf", b"1", ("Content-Disposition", disposition))
    )
    found = parsed(letter(body, kind))
    assert [one.filename for one in found.attachments] == [name]
    assert found == parsed(letter(body, kind))  # nothing random


def test_a_named_inline_text_is_read_and_listed() -> None:
    kind, body = multipart("mixed", part("text/plain; name=a.txt", "本文", ("Content-Disposition", "inline; filename=a.txt")))
    found = parsed(letter(body, kind.replace("mixed", "mixed")))
    assert found.text == "本文"
    assert found.attachments[0].filename == "a.txt"


def test_an_attached_text_is_not_what_the_mail_says() -> None:
    attached = part("text/plain; charset=utf-8", "添付の文", ("Content-Disposition", "attachment; filename=a.txt"))
    kind, body = multipart("mixed", part("text/plain; charset=utf-8", "本文"), attached)
    assert parsed(letter(body, kind)).text == "本文"


def test_html_with_pictures_and_a_document_between() -> None:
    inner_kind, inner = multipart(
        "mixed",
        part("text/html; charset=utf-8", "<p>はじめ</p>"),
        base64_part("application/pdf; name=a.pdf", b"1"),
        part("text/html; charset=utf-8", "<p>おわり</p>"),
        boundary="inner",
    )
    kind, body = multipart("alternative", part("text/plain; charset=utf-8", ""), part(inner_kind, inner))
    found = parsed(letter(body, kind))
    assert found.text == "はじめ\n\nおわり"
    assert len(found.attachments) == 1


_SEEN = {
    "blocks": ("<div>a</div><div>b</div><p>c</p>d<br>e", "a\nb\n\nc\n\nd\ne"),
    "lists": ("<ul><li>a<li>b</ul><ol><li>c<li>d</ol>", "- a\n- b\n\n1. c\n2. d"),
    "tables": ("<table><tr><td>ASIN</td><td>B01</td></tr><tr><td>理由</td><td>真贋</td></tr></table>", "ASIN B01\n理由 真贋"),
    "spaces": ("<p>a&nbsp;&nbsp;b\r\n   c</p>", "a b c"),
    "entities": ("<p>&lt;b&gt; &amp; &#12354; &yen;</p>", "<b> & あ ¥"),
    "scripts": ("<script>alert(1)</script><style>p{}</style><p>a</p><noscript>n</noscript>", "a"),
    "pictures": ('<img src="http://x/y.gif" alt="バナー"><p>a</p>', "バナー\n\na"),
    "display": ('<div style="display: none !important">x</div>a', "a"),
    "class": ("<style>.pre, p.q {display:none}</style><p class='pre'>x</p><p class=q>y</p><div class=q>a</div>", "a"),
    "media": ("<style>@media print {.a {display:none}} .b{color:red}</style><p class=a>a</p>", "a"),
    "size": ("<span style='font-size:0px'>x</span><span style='font-size:1px'>y</span>a", "a"),
    "size restored": ("<div style='font-size:0'><div style='font-size:14px'>a</div></div>", "a"),
    "white": ("<p style='color:#ffffff'>x</p><p style='color:#FEFEFE'>y</p><font color=white>z</font><p>a</p>", "a"),
    "white on dark": ("<table bgcolor='#232f3e'><tr><td style='color:#fff'>a</td></tr></table>", "a"),
    "white on picture": ("<div style=\"background:url('x.png')\"><b style='color:white'>a</b></div>", "a"),
    "same colour": ("<p style='color:#123456;background-color:#123456'>x</p>a", "a"),
    "clipped": ("<div style='max-height:0;overflow:hidden;mso-hide:all'>x</div>a", "a"),
    "away": ("<div style='position:absolute;left:-9999px'>x</div>a", "a"),
    "attribute": ("<p hidden>x</p>a", "a"),
    "opacity": ("<p style='opacity:0'>x</p><p style='opacity:0.5'>a</p>", "a"),
    "outlook": ("<p class=MsoNormal>a<o:p></o:p></p>", "a"),
}


@pytest.mark.parametrize("name", _SEEN)
def test_what_a_person_sees_of_html(name: str) -> None:
    document, seen = _SEEN[name]
    assert render(document).text == seen


def test_links_show_where_they_lead() -> None:
    page = render('<a href="https://evil.example/">https://www.<b>amazon</b>.co.jp/</a> <a href="#top">x</a> <a name=y>z</a>')
    assert page.links == (Link(shown="https://www.amazon.co.jp/", target="https://evil.example/"),)


def test_words_below_any_depth_are_still_seen() -> None:
    assert "hidden below" in render("<div>" * 5_000 + "hidden below").text


@pytest.mark.parametrize(
    "quote",
    [
        '<blockquote type="cite"><div>古い文</div></blockquote>',
        '<div class="gmail_quote"><div class="gmail_attr">2019年3月14日(木) 10:00 A &lt;a@amazon.co.jp&gt;:<br></div>'
        '<blockquote class="gmail_quote">古い文</blockquote></div>',
        '<div id="appendonsend"></div><hr><div id="divRplyFwdMsg"><b>差出人:</b> A &lt;a@amazon.co.jp&gt;<br>'
        "<b>送信日時:</b> 2019年3月14日<br><b>宛先:</b> s<br><b>件名:</b> x</div><div>古い文</div>",
        '<div style="border:none;border-top:solid #E1E1E1 1.0pt"><p class=MsoNormal><b>From:</b> A &lt;a@amazon.co.jp&gt;<br>'
        "<b>Sent:</b> Thursday<br><b>To:</b> s<br><b>Subject:</b> x</p></div><p>古い文</p>",
        '<div class="moz-cite-prefix">On 2019/03/14 10:00, A wrote:<br></div>'
        '<blockquote type="cite" cite="mid:x"><p>古い文</p></blockquote>',
    ],
)
def test_quoted_history_of_html_mailers(quote: str) -> None:
    found = parsed(letter(f"<html><body><div>新しい文</div><br>{quote}</body></html>", "text/html; charset=utf-8"))
    assert found.text == "新しい文"
    assert "古い文" in found.quoted

"""HTML mail to text: the lines a person sees, the links, and nothing that is hidden from them.

Quoted history of HTML mailers comes out with ``> `` before its lines, so that ``history`` treats both kinds alike.
Pure: nothing is loaded, nothing is followed.
"""

import re
from dataclasses import dataclass, field
from typing import Final

from lxml import etree, html

from mailbot.messages import Link
from mailbot.parsing import limits
from mailbot.parsing.styles import Look, Sheet, look_of, sheet

_BLOCK: Final = frozenset(
    """address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure footer
    form h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav ol p pre section summary table tbody tfoot thead tr
    ul""".split()  # noqa: SIM905 - a word list is read as words
)
_APART: Final = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "table", "ul", "ol", "dl", "blockquote", "pre", "hr"})
_DROPPED: Final = frozenset(
    """script style head title meta link noscript template object embed applet iframe svg math map select textarea audio
    video""".split()  # noqa: SIM905 - a word list is read as words
)
_QUOTE_CLASS: Final = re.compile(
    r"\b(?:gmail_quote|yahoo_quoted|protonmail_quote|moz-cite|tutanota_quote|zmail_extra|mail-quote)\b", re.I
)
_SPACES: Final = re.compile("[ \t\r\n\f\v\u00a0]+")
_BLANK_LINES: Final = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
_TAG: Final = re.compile(r"<[^<>]{0,2000}>")
_MARKS: Final = {0: 0xFFFD, 1: None, 2: None}
"""NUL ends a document for the parser; 1 and 2 are our own marks around quoted history."""
_XML_DECLARATION: Final = re.compile(r"\A\s*<\?xml[^>]{0,200}\?>")


@dataclass(frozen=True, slots=True)
class Rendered:
    """The visible text, lines separated by ``\\n``, and the links in it."""

    text: str
    links: tuple[Link, ...] = ()


@dataclass(slots=True)
class _Page:
    sheet: Sheet
    pieces: list[str] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    open_links: list[tuple[str, int]] = field(default_factory=list)
    quote: int = 0
    length: int = 0
    preformatted: int = 0

    def write(self, text: str) -> None:
        if self.length < limits.TEXT_CHARS:
            self.pieces.append(text)
            self.length += len(text)

    def line(self, apart: bool = False) -> None:
        self.write("\n\n" if apart else "\n")


def render(document: str) -> Rendered:
    """Return what a reader of the HTML ``document`` sees. Never raises."""
    source = _XML_DECLARATION.sub("", document[: limits.TEXT_CHARS * 3]).translate(_MARKS)
    if not source.strip():
        return Rendered("")
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True, no_network=True)
    try:
        tree = html.document_fromstring(source.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return Rendered(_tidy(_TAG.sub(" ", source)))
    page = _Page(sheet(" ".join(node.text or "" for node in tree.iter("style"))))
    _walk(tree, page)
    return Rendered(_tidy("".join(page.pieces)), tuple(page.links))


def _walk(tree: etree._Element, page: _Page) -> None:
    """Visit the nodes in order with a stack of our own: hostile mail nests deeper than Python recurses."""
    stack: list[tuple[etree._Element, Look, bool]] = [(tree, Look(), False)]
    while stack:
        node, look, leaving = stack.pop()
        if leaving:
            _leave(node, page)
            if node.tail:
                _say(node.tail, look, page)
            continue
        tag = node.tag if isinstance(node.tag, str) else ""
        inner = look_of(node, look, page.sheet) if tag and tag not in _DROPPED else None
        if inner is None or inner.gone:
            if node.tail:
                _say(node.tail, look, page)
            continue
        _enter(node, tag, page)
        if node.text:
            _say(node.text, inner, page)
        stack.append((node, look, True))
        stack.extend((child, inner, False) for child in reversed(node))


def _say(text: str, look: Look, page: _Page) -> None:
    if not look.visible:
        return
    page.write(text.replace("\r\n", "\n") if page.preformatted else _SPACES.sub(" ", text))


def _enter(node: etree._Element, tag: str, page: _Page) -> None:
    if tag == "br":
        page.line()
    elif tag in ("td", "th"):
        page.write(" ")
    elif tag in _BLOCK:
        page.line(tag in _APART)
    if tag == "li":
        page.write(_bullet(node))
    elif tag == "pre":
        page.preformatted += 1
    elif tag == "img" and (shown := (node.get("alt") or "").strip()):
        page.write(f" {shown[:200]} ")
    elif tag == "a" and node.get("href"):
        page.open_links.append((node.get("href", "")[: limits.LINK_CHARS].strip(), len(page.pieces)))
    if _is_quote(node, tag):
        page.quote += 1
        page.write("\n\x01")


def _leave(node: etree._Element, page: _Page) -> None:
    tag = node.tag
    if tag == "a" and node.get("href") and page.open_links:
        target, start = page.open_links.pop()
        shown = _SPACES.sub(" ", "".join(page.pieces[start:]).replace("\x01", "").replace("\x02", "")).strip()
        if len(page.links) < limits.LINKS and not target.startswith("#"):
            page.links.append(Link(shown=shown[: limits.LINK_CHARS], target=target))
    if tag == "pre":
        page.preformatted -= 1
    if _is_quote(node, tag):
        page.quote -= 1
        page.write("\x02\n")
    if tag in _BLOCK:
        page.line(tag in _APART)


def _bullet(node: etree._Element) -> str:
    parent = node.getparent()
    if parent is None or parent.tag != "ol":
        return "- "
    if len(parent) > limits.LINKS:
        return "- "
    number = sum(1 for _ in node.itersiblings("li", preceding=True)) + 1
    return f"{number}. "


def _is_quote(node: etree._Element, tag: str) -> bool:
    if tag != "blockquote":
        return False
    named = f"{node.get('class', '')} {node.get('id', '')}"
    return (node.get("type") or "").lower() == "cite" or bool(node.get("cite")) or bool(_QUOTE_CLASS.search(named))


def _tidy(text: str) -> str:
    """Strip the lines, fold blank runs to one blank line, and put ``> `` before quoted lines."""
    lines: list[str] = []
    depth = 0
    for raw in text.split("\n"):
        depth += raw.count("\x01")
        shown = raw.replace("\x01", "").replace("\x02", "").strip(" \t\r\u00a0")
        lines.append(("> " * min(depth, 5) + shown) if depth and shown else shown)
        depth = max(0, depth - raw.count("\x02"))
    return _BLANK_LINES.sub("\n\n", "\n".join(lines)).strip("\n")

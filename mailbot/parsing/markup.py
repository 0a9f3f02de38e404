"""HTML mail to text: the lines a person sees, the links, and nothing that is hidden from them.

Quoted history of HTML mailers comes out with ``> `` before its lines, so that ``history`` treats both kinds alike.
Pure: nothing is loaded, nothing is followed.
"""

import re
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from mailbot.messages import Link
from mailbot.parsing import limits
from mailbot.parsing.grids import is_grid
from mailbot.parsing.styles import PLAIN, Look, Looks, Sheet, look_of, sheet

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
_BLANKS: Final = " \t\r\u00a0"
_BLANK_LINES: Final = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
_TAG: Final = re.compile(r"<[^<>]{0,2000}>")
_QUOTE, _UNQUOTE, _EDGE, _PARAGRAPH = "\x01", "\x02", "\x03", "\x04"
"""Our own marks in the text: quoted history begins and ends; a line ends here; a paragraph does."""
_MARKS: Final = (("\x00", "\ufffd"), (_QUOTE, ""), (_UNQUOTE, ""), (_EDGE, ""), (_PARAGRAPH, ""))
_OURS: Final = re.compile("[\x01-\x04]")
_BREAKS: Final = re.compile(f"(?:[{_EDGE}{_PARAGRAPH}\n][ \t\r\u00a0]*)+")
_XML_DECLARATION: Final = re.compile(r"\A\s*<\?xml[^>]{0,200}\?>")


@dataclass(frozen=True, slots=True)
class Rendered:
    """The visible text, lines separated by ``\\n``, and the links in it."""

    text: str
    links: tuple[Link, ...] = ()


@dataclass(slots=True)
class _Page:
    sheet: Sheet
    looks: Looks = field(default_factory=dict)
    pieces: list[str] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    open_links: list[tuple[str, int]] = field(default_factory=list)
    counts: list[int] = field(default_factory=list)
    """Items so far of each open list; -1 for one without numbers."""
    length: int = 0
    preformatted: int = 0
    grids: list[bool] = field(default_factory=list)
    """Of each open table: is it a table of data?"""

    def write(self, text: str) -> None:
        if self.length < limits.TEXT_CHARS:
            self.pieces.append(text)
            self.length += len(text)

    def bullet(self) -> str:
        if not self.counts or self.counts[-1] < 0:
            return "- "
        self.counts[-1] += 1
        return f"{self.counts[-1]}. "

    def line(self, apart: bool = False) -> None:
        self.write(_PARAGRAPH if apart else _EDGE)


def render(document: str) -> Rendered:
    """Return what a reader of the HTML ``document`` sees. Never raises."""
    source = _XML_DECLARATION.sub("", document[: limits.TEXT_CHARS * 3])
    for mark, instead in _MARKS:
        source = source.replace(mark, instead)
    if not source.strip():
        return Rendered("")
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True, no_network=True)
    try:
        tree = etree.fromstring(source.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        tree = None
    if tree is None or any(entry.level == etree.ErrorLevels.FATAL for entry in parser.error_log):
        # Nested deeper than the parser goes: what stands below would be lost, and is what somebody hides there.
        return Rendered(_tidy(_TAG.sub(" ", source)))
    page = _Page(sheet(" ".join(node.text or "" for node in tree.iter("style"))))
    _walk(tree, page)
    return Rendered(_tidy("".join(page.pieces)), tuple(page.links))


def _walk(tree: etree._Element, page: _Page) -> None:
    """Visit the nodes in order with a stack of our own: hostile mail nests deeper than Python recurses."""
    stack: list[tuple[etree._Element, Look, bool]] = [(tree, PLAIN, False)]
    while stack:
        node, look, leaving = stack.pop()
        if leaving:
            _leave(node, page)
        else:
            tag = node.tag if isinstance(node.tag, str) else ""
            inner = look_of(node, look, page.sheet, page.looks) if tag and tag not in _DROPPED else None
            if inner is not None and not inner.gone:
                _enter(node, tag, page)
                if node.text:
                    _say(node.text, inner, page)
                if len(node):
                    stack.append((node, look, True))
                    stack.extend([(child, inner, False) for child in reversed(node)])
                    continue
                _leave(node, page)
        if node.tail:
            _say(node.tail, look, page)


def _say(text: str, look: Look, page: _Page) -> None:
    if not look.visible:
        return
    page.write(text.replace("\r\n", "\n") if page.preformatted else _SPACES.sub(" ", text))


def _enter(node: etree._Element, tag: str, page: _Page) -> None:
    if tag == "br":
        page.write("\n")
    elif tag in ("td", "th"):
        page.write(" | " if page.grids and page.grids[-1] and node.getprevious() is not None else " ")
    elif tag in _BLOCK:
        page.line(tag in _APART)
    if tag == "li":
        page.write(page.bullet())
    elif tag in ("ol", "ul"):
        page.counts.append(0 if tag == "ol" else -1)
    elif tag == "table":
        page.grids.append(is_grid(node))
    elif tag == "pre":
        page.preformatted += 1
    elif tag == "img" and (shown := (node.get("alt") or "").strip()):
        page.write(f" {shown[:200]} ")
    elif tag == "a" and node.get("href"):
        page.open_links.append((node.get("href", "")[: limits.LINK_CHARS].strip(), len(page.pieces)))
    if tag == "blockquote" and _is_quote(node):
        page.write(f"\n{_QUOTE}")


def _leave(node: etree._Element, page: _Page) -> None:
    tag = node.tag
    if tag == "a" and node.get("href") and page.open_links:
        target, start = page.open_links.pop()
        shown = _SPACES.sub(" ", _OURS.sub(" ", "".join(page.pieces[start:]))).strip()
        if len(page.links) < limits.LINKS and not target.startswith("#"):
            page.links.append(Link(shown=shown[: limits.LINK_CHARS], target=target))
    if tag == "pre":
        page.preformatted -= 1
    elif tag in ("ol", "ul"):
        page.counts.pop()
    elif tag == "table":
        page.grids.pop()
    if tag == "blockquote" and _is_quote(node):
        page.write(f"{_UNQUOTE}\n")
    if tag in _BLOCK:
        page.line(tag in _APART)


def _is_quote(node: etree._Element) -> bool:
    named = f"{node.get('class', '')} {node.get('id', '')}"
    return (node.get("type") or "").lower() == "cite" or bool(node.get("cite")) or bool(_QUOTE_CLASS.search(named))


def _tidy(text: str) -> str:
    """Turn our marks into line ends, fold blank runs to one blank line, and put ``> `` before quoted lines."""
    text = _BREAKS.sub(_line_ends, text)
    if _QUOTE not in text:
        return "\n".join(raw.strip(_BLANKS) for raw in text.split("\n")).strip("\n")
    lines: list[str] = []
    depth = 0
    for raw in text.split("\n"):
        depth += raw.count(_QUOTE)
        shown = raw.replace(_QUOTE, "").replace(_UNQUOTE, "").strip(_BLANKS)
        lines.append(("> " * min(depth, 5) + shown) if depth and shown else shown)
        depth = max(0, depth - raw.count(_UNQUOTE))
    return _BLANK_LINES.sub("\n\n", "\n".join(lines)).strip("\n")


def _line_ends(match: re.Match[str]) -> str:
    """A paragraph or two line breaks make a blank line; edges of blocks, however many, one line end."""
    return "\n\n" if _PARAGRAPH in match[0] or match[0].count("\n") > 1 else "\n"

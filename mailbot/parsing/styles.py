"""What of an HTML mail can be seen: enough of CSS to tell hidden words from shown ones. Pure, linear in its input.

Hidden text is how preheaders are made, and how phishing pads its words past filters.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Final

from lxml import etree

_CSS_CHARS: Final = 100_000
_STYLE_CHARS: Final = 4_000
_SELECTOR: Final = re.compile(r"(?:([a-z0-9]+)?([.#])([\w-]+))\Z", re.IGNORECASE)
_ZERO: Final = re.compile(r"0*\.?0+(?:px|pt|em|rem|ex|%)?\Z|0*1px\Z")
_HEX: Final = re.compile(r"#([0-9a-f]{3}|[0-9a-f]{6})\Z")
_RGB: Final = re.compile(r"rgba?\(\s*(\d{1,3})\s*,\s*(\d{1,3})\s*,\s*(\d{1,3})\s*(?:,\s*([\d.]{1,6})\s*)?\)\Z")
_NAMED: Final = {"white": (255, 255, 255), "black": (0, 0, 0), "transparent": None, "snow": (255, 250, 250),
                 "ivory": (255, 255, 240), "whitesmoke": (245, 245, 245), "ghostwhite": (248, 248, 255),
                 "red": (255, 0, 0), "blue": (0, 0, 255), "gray": (128, 128, 128), "grey": (128, 128, 128),
                 "silver": (192, 192, 192), "navy": (0, 0, 128), "orange": (255, 165, 0), "green": (0, 128, 0)}  # fmt: skip
_NEAR: Final = 12
"""Channels that differ by no more than this look alike to an eye."""

Colour = tuple[int, int, int]
Sheet = dict[str, str]
"""Simple selectors to the text of their declarations."""


@dataclass(frozen=True, slots=True, eq=False)
class Look:
    """How text looks at a place of the document; None for a background that cannot be told (an image).

    Compared by identity: looks are asked for by the hundred thousand, and the same way to one gives the same object.
    """

    colour: Colour = (0, 0, 0)
    ground: Colour | None = (255, 255, 255)
    zero_size: bool = False
    invisible: bool = False
    gone: bool = False
    """The element and all it contains are not shown."""
    visible: bool = field(init=False)

    def __post_init__(self) -> None:
        same = self.ground is not None and all(abs(a - b) <= _NEAR for a, b in zip(self.colour, self.ground, strict=True))
        object.__setattr__(self, "visible", not (self.gone or self.zero_size or self.invisible or same))


Looks = dict[tuple[Look, object, tuple[tuple[str, str], ...]], Look]
"""What was worked out for an element: by the look around it, its tag and its attributes."""
PLAIN: Final = Look()
"""How text looks where nothing says otherwise."""


def sheet(css: str) -> Sheet:
    """Return the declarations of simple class and id selectors outside of media queries: ``.a``, ``#b``, ``p.c``."""
    found: Sheet = {}
    for selectors, body in _rules(_uncommented(css[:_CSS_CHARS])):
        for selector in selectors.split(",")[:50]:
            if match := _SELECTOR.match(selector.strip()):
                key = (match[1] or "").lower() + match[2] + match[3]
                found[key] = f"{found[key]};{body[:_STYLE_CHARS]}" if key in found else body[:_STYLE_CHARS]
    return found


def look_of(node: etree._Element, around: Look, rules: Sheet, known: Looks) -> Look:
    """Return the look inside ``node``, given the look around it; ``known`` remembers those of one document."""
    attributes = tuple(node.items())
    if not attributes:
        return around
    key = (around, node.tag, attributes)
    found = known.get(key)
    if found is None:
        found = known[key] = _look_of(node, dict(attributes), around, rules)
    return found


def _look_of(node: etree._Element, attributes: dict[str, str], around: Look, rules: Sheet) -> Look:
    style = attributes.get("style", "")[:_STYLE_CHARS]
    if rules and ("class" in attributes or "id" in attributes):
        style = ";".join([*(rules[key] for key in _keys(node) if key in rules), style])[: 2 * _STYLE_CHARS]
    colour = attributes.get("color", "") if node.tag == "font" else ""
    ground = attributes.get("bgcolor", "") or ("url(" if "background" in attributes else "")
    hidden = "hidden" in attributes
    if not (style or colour or ground or hidden):
        return around
    return replace(around, gone=True) if hidden else _look(style, colour[:40], ground[:40], around)


@lru_cache(maxsize=1_024)
def _look(css: str, shown: str, behind: str, around: Look) -> Look:
    """Work out a look; one mail repeats few of them over hundreds of cells."""
    style = _declarations(css)
    if _is_gone(style):
        return replace(around, gone=True)
    colour, ground = around.colour, around.ground
    if (read := _colour(style.get("color") or shown)) is not None:
        colour = read
    behind = style.get("background-color") or style.get("background") or behind
    if behind:
        ground = _ground(behind, ground)
    if "(" in style.get("background-image", ""):
        ground = None
    size, seen = style.get("font-size"), style.get("visibility")
    return Look(
        colour=colour,
        ground=ground,
        zero_size=bool(_ZERO.match(size)) if size else around.zero_size,
        invisible=seen in ("hidden", "collapse") if seen else around.invisible,
    )


def _keys(node: etree._Element) -> Iterable[str]:
    for name in (node.get("class") or "").split()[:20]:
        yield f".{name}"
        yield f"{node.tag}.{name}"
    if name := node.get("id"):
        yield f"#{name}"
        yield f"{node.tag}#{name}"


def _is_gone(style: dict[str, str]) -> bool:
    if style.get("display") == "none" or style.get("mso-hide") == "all":
        return True
    if "opacity" in style and _ZERO.match(style["opacity"]):
        return True
    clipped = style.get("overflow") == "hidden"
    small = any(name in style and _ZERO.match(style[name]) for name in ("max-height", "height", "max-width", "width"))
    places = [style.get(name, "") for name in ("left", "top", "text-indent", "margin-left")]
    away = any(place.startswith("-") and len(place) > 5 for place in places)
    return (clipped and small) or away


def _ground(value: str, around: Colour | None) -> Colour | None:
    if "url(" in value or "gradient" in value:
        return None
    words = [value] if value.startswith("rgb") else value.split()
    for word in words[:6]:
        if word in ("none", "transparent", "inherit", "initial"):
            return around
        read = _colour(word)
        if read is not None:
            return read
    return None


def _colour(value: str) -> Colour | None:
    text = value.strip().lower()
    if match := _HEX.match(text):
        digits = match[1] if len(match[1]) == 6 else "".join(char * 2 for char in match[1])
        return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)
    if match := _RGB.match(text):
        return int(match[1]), int(match[2]), int(match[3])
    return _NAMED.get(text)


def _declarations(body: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for item in body.split(";")[:60]:
        name, colon, value = item.partition(":")
        if colon:
            found[name.strip().lower()] = value.strip().lower().removesuffix("!important").strip()
    return found


def _uncommented(css: str) -> str:
    pieces: list[str] = []
    position = 0
    while (opening := css.find("/*", position)) >= 0:
        pieces.append(css[position:opening])
        closing = css.find("*/", opening + 2)
        if closing < 0:
            return " ".join(pieces)
        position = closing + 2
    pieces.append(css[position:])
    return " ".join(pieces)


def _rules(css: str) -> Iterable[tuple[str, str]]:
    """Yield (selectors, declarations) of the outermost level; what stands inside @media is passed over."""
    position = 0
    while (opening := css.find("{", position)) >= 0:
        head = css[position:opening].strip()
        closing = css.find("}", opening)
        if closing < 0:
            return
        if head.startswith("@"):
            position = _end_of_block(css, opening)
            continue
        yield head, css[opening + 1 : closing]
        position = closing + 1


def _end_of_block(css: str, opening: int) -> int:
    depth, position = 0, opening
    while position < len(css):
        if css[position] == "{":
            depth += 1
        elif css[position] == "}":
            depth -= 1
            if depth == 0:
                return position + 1
        position += 1
    return len(css)

"""Variants of a family: the same wording with other names, dates and ids, and with the scars that mail takes on its way.

Deterministic: the same family, number and seed give the same sample. Variants multiply nothing that counts; they keep the
model from learning a name, a wrap or a charset.
"""

import re
from dataclasses import replace
from random import Random
from typing import Final

from classifiers import fictions
from classifiers.corpus import Family
from classifiers.fictions import Fiction
from classifiers.labels import Direction
from classifiers.normalise import JAPANESE
from classifiers.sample import Sample, SenderKind, Signal
from classifiers.senders import kind_of

_PLACEHOLDER: Final = re.compile(r"\{\{\s*(\w+)\s*\}\}")
_HEADING: Final = re.compile(r"^\s*(?:[■◆●▼【]|[^\n]{4,60}[??:]\s*$)")
_WIDE: Final = {code: code + 0xFEE0 for code in map(ord, "0123456789:()")}


def plain(family: Family, seed: int = 0) -> Sample:
    """Return the family with its placeholders filled, and nothing else changed (of a real message, nothing at all)."""
    return _sample(family, _filled(family, fictions.of(Random(f"{seed}:{family.id}"), family.language)))


def variants(family: Family, count: int, seed: int = 0) -> tuple[Sample, ...]:
    """Return ``count`` samples of a family: the plain one first, then scarred ones.

    Of a confirmed real message, one: the message itself.
    """
    if family.confirmed:
        return (plain(family, seed),)
    return tuple(_variant(family, number, seed) for number in range(count))


def _variant(family: Family, number: int, seed: int) -> Sample:
    if number == 0:
        return plain(family, seed)
    random = Random(f"{seed}:{number}:{family.id}")
    fiction = fictions.of(random, family.language)
    subject, text = _filled(family, fiction)
    text = _scarred(text, random, fiction)
    if random.random() < 0.15:
        subject = random.choice(("Re: ", "Fwd: ", "FW: ", "[EXTERNAL] ")) + subject
    if random.random() < 0.2:
        subject = ""
    return _sample(family, (subject, text))


def without_sender(sample: Sample) -> Sample:
    """Return the sample as a pasted text, whose sender nobody knows."""
    return Sample(text=sample.text, subject=sample.subject, direction=sample.direction)


def posing(sample: Sample) -> Sample:
    """Return the sample as a stranger who poses as Amazon would send it: who wrote it changes the verdict, not the label."""
    name = sample.sender_name or "Amazon"
    return replace(sample, sender_name=name, sender_address="notice@amazon-desk.example", sender_kind=SenderKind.OTHER)


def _filled(family: Family, fiction: Fiction) -> tuple[str, str]:
    if family.confirmed:
        return family.subject, family.text

    def value(match: re.Match[str]) -> str:
        return fiction[match[1]]

    return _PLACEHOLDER.sub(value, family.subject), _PLACEHOLDER.sub(value, family.text)


def _sample(family: Family, words: tuple[str, str]) -> Sample:
    kind = kind_of(family.sender_address) if family.sender_address else SenderKind.UNKNOWN
    if family.sender_address.startswith("{{"):
        kind = SenderKind.OTHER
    incoming = family.direction is Direction.INCOMING
    return Sample(
        subject=words[0],
        text=words[1],
        sender_name="" if "{{" in family.sender_name else family.sender_name,
        sender_address="" if "{{" in family.sender_address else family.sender_address,
        sender_kind=kind,
        direction=family.direction,
        signals=frozenset({Signal.RELAYED}) if incoming and kind is SenderKind.RELAY else frozenset(),
    )


def _scarred(text: str, random: Random, fiction: Fiction) -> str:
    japanese = len(JAPANESE.findall(text)) > len(text) / 8
    if random.random() < 0.3:
        text = _shuffled(text, random)
    if random.random() < 0.35:
        text = _framed(text, random, fiction, japanese=japanese)
    if random.random() < 0.3:
        text = _shortened(text, random)
    if random.random() < 0.4:
        text = _rewrapped(text, random, japanese=japanese)
    if random.random() < 0.3:
        text = _respelled(text, random, japanese=japanese)
    if random.random() < 0.25:
        text = _noisy(text, random)
    return text


def _shuffled(text: str, random: Random) -> str:
    """Change the order of headed sections after the first: stacks of headings differ from mail to mail."""
    blocks = re.split(r"\n\s*\n", text)
    starts = [number for number, block in enumerate(blocks) if _HEADING.match(block)]
    if len(starts) < 3:
        return text
    groups = [blocks[start:end] for start, end in zip(starts, [*starts[1:], len(blocks)], strict=True)]
    middle = groups[1:-1]
    random.shuffle(middle)
    ordered = [blocks[: starts[0]], groups[0], *middle, groups[-1]]
    return "\n\n".join(block for group in ordered for block in group)


def _framed(text: str, random: Random, fiction: Fiction, *, japanese: bool) -> str:
    greeting = random.choice(fictions.GREETINGS_JA if japanese else fictions.GREETINGS_EN)
    footer = random.choice(fictions.FOOTERS_JA if japanese else fictions.FOOTERS_EN)
    if random.random() < 0.5:
        text = greeting.format(name=fiction["name"], store=fiction["store"]) + "\n\n" + text
    if random.random() < 0.6:
        text = text + "\n\n" + footer
    return text


def _shortened(text: str, random: Random) -> str:
    """Drop a paragraph, not the first two and not of a short text: people paste parts."""
    blocks = re.split(r"\n\s*\n", text)
    if len(blocks) < 6:
        return text
    del blocks[random.randrange(3, len(blocks))]
    return "\n\n".join(blocks)


def _rewrapped(text: str, random: Random, *, japanese: bool) -> str:
    width = random.choice((28, 35, 38)) if japanese else random.choice((60, 68, 72, 76))
    return "\n".join(_wrapped(line, width, japanese=japanese) for line in text.split("\n"))


def _wrapped(line: str, width: int, *, japanese: bool) -> str:
    if len(line) <= width:
        return line
    if japanese:
        return "\n".join(line[at : at + width] for at in range(0, len(line), width))
    lines: list[str] = [""]
    for word in line.split(" "):
        if lines[-1] and len(lines[-1]) + len(word) >= width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}" if lines[-1] else word
    return "\n".join(lines)


def _respelled(text: str, random: Random, *, japanese: bool) -> str:
    if japanese:
        return text.translate(_WIDE) if random.random() < 0.5 else text.replace("～", "〜").replace("－", "−")
    swaps = random.choice(((("'", "’"), ('"', "”"), ("--", "—")), (("’", "'"), ("–", "-"), ("é", "e"))))
    for old, new in swaps:
        text = text.replace(old, new)
    return text


def _noisy(text: str, random: Random) -> str:
    """What is left of HTML when somebody else turned it into text."""
    lines = text.split("\n")
    for _ in range(random.randint(1, 3)):
        lines.insert(random.randrange(len(lines) + 1), random.choice(fictions.NOISE))
    if random.random() < 0.3:
        lines = [line + random.choice(("", " ", "\u3000", "\u200b")) for line in lines]
    return "\n".join(lines)

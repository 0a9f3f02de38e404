"""Letters from facts: a step of the playbook and its template become a draft. The one module that imports Jinja2.

Nothing is invented here: each checkable statement comes from the ledger, and what the ledger lacks is printed as a gap and
blocks the draft until a person fills or strikes it. A mail's words reach a template as values only, never as a template.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import jinja2
from jinja2 import meta, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from classifiers.labels import ChannelKind
from replies import blockers
from replies.binding import Binding
from replies.facts import known
from replies.novelty import novelty
from replies.situation import Draft, Situation, Step, StepName
from replies.templates import LANGUAGES, Source, TemplateError, read_source, sources
from replies.threading import bare_subject, reply_subject

SILENT: Final = frozenset({StepName.WAIT, StepName.NONE})
"""Steps that no letter belongs to."""

_REPEATING: Final = frozenset({StepName.CHASE, StepName.SWITCH_CHANNEL, StepName.CONFIRM_AUTHENTICITY})
"""Steps whose letter is not meant to bring anything new."""

_NAMES: Final = frozenset(
    {"fact", "field", "has", "items", "papers", "owes", "differs", "says"}
    | {
        "asins",
        "asked",
        "channel",
        "deficits",
        "demanded",
        "label",
        "rule",
        "rounds",
        "track",
        "quiet_days",
        "marketplace",
        "subject",
        "today",
    }
)
_BLANK_LINES: Final = re.compile(r"\n{3,}")
_TRAILING: Final = re.compile(r"[ \t]+$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Library:
    """The compiled letters by (language, step); made by ``load``."""

    letters: Mapping[tuple[str, str], jinja2.Template]
    subjects: Mapping[tuple[str, str], jinja2.Template]

    def language(self, situation: Situation) -> str:
        """Return the language a letter is written in: the situation's, else Japanese for Amazon.co.jp, else English."""
        if situation.language in LANGUAGES:
            return situation.language
        return "ja" if situation.marketplace.endswith(".jp") else "en"


def load(language: str | None = None, *, own: Mapping[str, str] = MappingProxyType({})) -> Library:
    """Read, compile and check the letters of one language or of both; once, at start-up.

    ``own`` replaces letters by the user's: ``{"ja/chase": "{#…#}…"}``. They run in the same sandbox under the same checks.
    Raises TemplateError with every problem found.
    """
    letters: dict[tuple[str, str], jinja2.Template] = {}
    subjects: dict[tuple[str, str], jinja2.Template] = {}
    problems: list[str] = []
    for one in LANGUAGES if language is None else (language,):
        read = dict(sources(one))
        for place, text in own.items():
            folder, _, name = place.partition("/")
            if folder == one:
                read[name] = read_source(one, name, text)
        environment = _environment(read)
        macros = _macros(environment.parse(source.text) for name, source in read.items() if name.startswith("_"))
        problems += [f"{one}/{step}: missing" for step in StepName if step not in SILENT and step not in read]
        for name, source in read.items():
            try:
                problems += _problems(source, environment, macros)
                if not name.startswith("_"):
                    letters[one, name] = environment.get_template(name)
                    subjects[one, name] = environment.from_string(source.subject)
            except jinja2.TemplateSyntaxError as error:
                problems.append(f"{one}/{name} line {error.lineno}: {error.message}")
    if problems:
        raise TemplateError("; ".join(problems))
    return Library(letters, subjects)


def draft(situation: Situation, step: Step, library: Library) -> Draft | None:
    """Return the letter of a step with everything that blocks it; None where no letter may or need be written.

    A forged notice, a bounce, a list and a robot are never answered.
    """
    language = library.language(situation)
    binding = Binding.of(situation, step, language)
    notice = binding.notice
    if step.name in SILENT or (language, step.name) not in library.letters:
        return None
    if notice is not None and (notice.forged or not notice.answerable):
        return None
    subject = _subject(binding, library)
    body = _tidy(library.letters[language, step.name].render(binding.names() | {"subject": subject.removeprefix("Re: ")}))
    share = _novelty(situation, step, library, body)
    return Draft(
        step=step,
        language=language,
        to=step.to,
        subject=subject,
        body=body,
        attachments=tuple(binding.attached),
        cited=tuple(binding.cited),
        blockers=blockers.of(binding, share),
        novelty=share,
        template=f"{language}/{step.name}",
    )


def _environment(read: Mapping[str, Source]) -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        loader=jinja2.DictLoader({name: source.text for name, source in read.items()}),
        undefined=jinja2.StrictUndefined,
        autoescape=False,  # plain text of a mail, never HTML
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals = {"namespace": environment.globals["namespace"]}
    return environment


def _subject(binding: Binding, library: Library) -> str:
    """The thread's subject where the answer goes by mail, else the template's own."""
    own = bare_subject(library.subjects[binding.language, binding.step.name].render(binding.names()))
    if binding.step.channel in (ChannelKind.REPLY, ChannelKind.EMAIL) and binding.notice is not None:
        return reply_subject(binding.notice.subject) or own
    return own


def _novelty(situation: Situation, step: Step, library: Library, body: str) -> float | None:
    """The share of new content; what the template says in every case counts neither as new nor as old."""
    if not situation.submissions or step.name in _REPEATING:
        return None
    language = library.language(situation)
    empty = Binding.of(situation, step, language, empty=True)
    frame = library.letters[language, step.name].render(empty.names() | {"subject": ""})
    return novelty(body, [sent.text for sent in situation.submissions], frame=frame)


def _tidy(text: str) -> str:
    return _BLANK_LINES.sub("\n\n", _TRAILING.sub("", text)).strip() + "\n"


def _problems(source: Source, environment: ImmutableSandboxedEnvironment, macros: Mapping[str, nodes.Macro]) -> Iterator[str]:
    """Yield what is wrong with a template: unknown names, unknown facts, facts used and not declared or the reverse."""
    place = f"{source.language}/{source.name}"
    tree = environment.parse(source.text)
    for name in sorted(meta.find_undeclared_variables(tree) - _NAMES - set(environment.globals)):
        yield f"{place}: unknown name {name}"
    declared = {*source.facts, *source.optional, *(key for keys in source.when.values() for key in keys)}
    yield from (f"{place}: unknown fact {key}" for key in sorted(declared) if not known(key, source.language))
    if source.name.startswith("_"):
        return
    used = set(_used(tree, macros)) | set(_used(environment.parse(source.subject), {}))
    yield from (f"{place}: {key} is used and not declared" for key in sorted(used - declared))
    yield from (f"{place}: {key} is declared and not used" for key in sorted(declared - used))


def _macros(parts: Iterable[nodes.Template]) -> dict[str, nodes.Macro]:
    return {macro.name: macro for part in parts for macro in part.find_all(nodes.Macro)}


def _used(tree: nodes.Node, macros: Mapping[str, nodes.Macro], seen: frozenset[str] = frozenset()) -> Iterator[str]:
    """Yield the keys that a template asks for, those of the macros that it calls included."""
    for call in tree.find_all(nodes.Call):
        name = call.node.name if isinstance(call.node, nodes.Name) else getattr(call.node, "attr", "")
        if name in _KEY_OF:
            yield _KEY_OF[name](*(_literal(argument) for argument in call.args))
        elif name in macros and name not in seen:
            yield from _used(macros[name], macros, seen | {name})


def _literal(node: nodes.Expr) -> str:
    if isinstance(node, nodes.Concat):
        return "".join(map(_literal, node.nodes))
    return str(node.value) if isinstance(node, nodes.Const) else "*"


_KEY_OF: Final[Mapping[str, Callable[..., str]]] = {
    "fact": lambda key: key,
    "has": lambda key, _item="", name="": f"{key}.*.{name}" if name else key,
    "field": lambda group, _item, name: f"{group}.*.{name}",
    "papers": lambda: "document.*",
    "owes": lambda: "document.*",
}

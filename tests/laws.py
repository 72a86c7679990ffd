"""The first law on made documents: what nobody understands accuses nobody (“ignorance never accuses”).

A consistent document is published as a web page, something in its prose is made unknown, or a piece of what recognises prose is taken out
of the standard, and it is read and checked: neither error nor warning may come of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec.structs import replace

import juesuan
from juesuan.model import Report, Severity
from juesuan.publishing import publish
from juesuan.standard import Standard, builtin
from juesuan.standard.narrative import Grammar
from tests import unknown
from tests.departments import Chance, document

__all__ = ["CHANGES", "alarms", "judged", "knocked_out", "page", "pieces", "printed", "what_is_read"]

_PARAGRAPH = re.compile(r"(?<=<p>)[^<]*\d[^<]*。[^<]*(?=</p>)")
_MARKED = re.compile(r'<span class="n"[^>]*>([^<]*)</span>')
_STOP = re.compile(r"。")
_SUBJECT = re.compile(
    r"(?:基本支出|项目支出|财政拨款收入|其他收入|事业收入|人员经费|公用经费|公务接待费(?:支出)?|公务用车运行(?:维护)?费?(?:支出)?|"
    r"机关运行经费(?:支出)?|政府采购(?:货物|服务)支出|收、支总计|支出合计|收入合计)(?=(?:决算|均|为|是)*\d)"
)
_MOST_SENTENCES = 6


@lru_cache(maxsize=64)
def page(seed: int, most: int = 12) -> str:
    """The web page of the consistent document of a seed, its prose as plain text: our own pages mark each number of it."""
    return _MARKED.sub(r"\1", printed(seed, ".html", most))


def printed(seed: int, suffix: str, most: int = 12) -> str:
    """The consistent document of a seed in a format that is text."""
    made = document(seed, most)
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"made{suffix}"
        publish(made.disclosure, made.layout, path, builtin())
        return path.read_text(encoding="utf-8")


def _inserted(text: str, chance: Chance) -> str:
    """Sentences of unknown things between the sentences of the explanation."""
    for _ in range(chance.randint(1, _MOST_SENTENCES)):
        where = chance.choice(list(_PARAGRAPH.finditer(text)))
        places = [where.start(), *(where.start() + stop.end() for stop in _STOP.finditer(where[0]))]
        place = chance.choice(places)
        text = text[:place] + unknown.sentence(chance) + text[place:]
    return text


def _added(text: str, chance: Chance) -> str:
    """Something said of an unknown thing at the end of a sentence."""
    where = chance.choice(list(_PARAGRAPH.finditer(text)))
    place = where.start() + chance.choice([stop.start() for stop in _STOP.finditer(where[0])])
    return text[:place] + unknown.asides(chance) + text[place:]


def _renamed(text: str, chance: Chance) -> str:
    """A subject called by words that nobody knows."""
    subjects = [m for where in _PARAGRAPH.finditer(text) for m in _SUBJECT.finditer(text, where.start(), where.end())]
    if not subjects:
        return text
    one = chance.choice(subjects)
    return text[: one.start()] + unknown.subject(chance) + text[one.end() :]


CHANGES: Mapping[str, Callable[[str, Chance], str]] = {"inserted": _inserted, "added": _added, "renamed": _renamed}
"""What is made unknown, by name: a page to another."""


def pieces(grammar: Grammar) -> Iterator[tuple[str, Grammar]]:
    """The grammar without one of its measures, counts or headings, and what is missing: each is something that a place may call otherwise."""
    for index, word in enumerate(grammar.words):
        if word.kind == "measure":
            rest = (*grammar.words[:index], *grammar.words[index + 1 :])
            yield f"measure {word.label} {index}", replace(grammar, words=rest)
    for index, count in enumerate(grammar.counts):
        rest_of_counts = (*grammar.counts[:index], *grammar.counts[index + 1 :])
        yield f"count {count.label} {index}", replace(grammar, counts=rest_of_counts)


def knocked_out(grammar: Grammar) -> Standard:
    """The built-in standard with another grammar of prose."""
    less = Standard(builtin().layers)
    vars(less).update({**vars(builtin()), "grammar": grammar})
    return less


def judged(text: str, standard: Standard | None = None, suffix: str = ".html") -> Report:
    """What is said of a page, or of another file that is text, read by a standard."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"made{suffix}"
        path.write_text(text, encoding="utf-8")
        return juesuan.check(juesuan.read(path, standard=standard or builtin()))


def alarms(text: str, standard: Standard | None = None, suffix: str = ".html") -> list[str]:
    """Errors and warnings of a page, or of another file that is text, read by a standard."""
    found = judged(text, standard, suffix).findings
    return [f"{finding.rule}: {finding.message}" for finding in found if finding.severity is not Severity.INFO]


def what_is_read(text: str, standard: Standard | None = None) -> object:
    """What a page is read as by a standard, to be compared: statements, claims, sections, forms."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "made.html"
        path.write_text(text, encoding="utf-8")
        read = juesuan.read(path, standard=standard or builtin())
    statements = sorted(f"{stated.fact} {stated.amount.raw}" for stated in read.statements)
    forms = sorted(f"{reading.form} {reading.state}" for reading in read.readings)
    return statements, len(read.claims), [section.id for section in read.sections], forms, read.info.profile

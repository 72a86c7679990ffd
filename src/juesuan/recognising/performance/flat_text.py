"""The running texts of flattened forms: where the goals end and the results begin, and the tasks."""

from __future__ import annotations

from collections.abc import Sequence

from juesuan.model import Passage
from juesuan.model.expressions import expression
from juesuan.recognising.performance.flat_words import FlatWord, passage_of_tokens

__all__ = ["goals_and_results", "tasks_in"]

_FIRST_ITEM = expression(r"(?:目标)?(?:1|一)[.、．:：]")
_ITEM = expression(r"(?<![\d.])(\d{1,2})[.、．](?!\d)")
_SAME_OPENING = 4
_SAME_ENDING = 10


def goals_and_results(tokens: Sequence[FlatWord]) -> tuple[Passage, Passage | None]:
    """The two texts that stood side by side; no results when nothing tells where they begin."""
    cut = _restart(tokens) or _repetition(tokens) or _single_stop(tokens)
    if not cut:
        return passage_of_tokens(tokens), None
    return passage_of_tokens(tokens[:cut]), passage_of_tokens(tokens[cut:])


def _restart(tokens: Sequence[FlatWord]) -> int:
    """Where the numbering begins again."""
    firsts = [index for index in range(len(tokens)) if _FIRST_ITEM.match(_from(tokens, index))]
    firsts = [index for index in firsts if index - 1 not in firsts]
    return firsts[1] if len(firsts) == 2 and firsts[0] == 0 else 0


def _from(tokens: Sequence[FlatWord], index: int) -> str:
    return "".join(token.text for token in tokens[index : index + 3])


def _repetition(tokens: Sequence[FlatWord]) -> int:
    """Where the text begins again with the words it began with, as results do that report on a goal."""
    whole = "".join(token.text for token in tokens)
    best, longest, offset = 0, _SAME_OPENING - 1, 0
    for index, token in enumerate(tokens):
        same = _common_prefix(whole, whole[offset:]) if index else 0
        if same > longest:
            best, longest = index, same
        offset += len(token.text)
    return best


def _common_prefix(one: str, other: str) -> int:
    length = 0
    while length < min(len(one), len(other)) and one[length] == other[length]:
        length += 1
    return length


def _single_stop(tokens: Sequence[FlatWord]) -> int:
    """The only place inside where a sentence ends and a blank or line break follows."""
    stops = [index + 1 for index, token in enumerate(tokens[:-1]) if token.text.endswith("。")]
    return stops[0] if len(stops) == 1 else 0


def tasks_in(tokens: Sequence[FlatWord], results: Passage | None) -> list[tuple[Passage, Passage, Passage]]:
    """Tasks: name, content, result.

    In numbered tasks content and result ran together; where the results of the whole form repeat a task's content, its end
    tells where the task's own result begins. Tasks without numbers are taken apart where sentences end.
    """
    whole = passage_of_tokens(tokens)
    starts = _item_starts(whole.text)
    if not starts:
        return _by_sentences(tokens)
    tasks = []
    for start, end in zip(starts, [*starts[1:], len(whole.text)], strict=False):
        name_end = whole.text.find("。", start, end) + 1 or end
        cut = _content_end(whole.text[start:end], results.text if results else "")
        cut = start + cut if cut and start + cut > name_end else end
        tasks.append((whole.part(start, name_end), whole.part(name_end, cut), whole.part(cut, end)))
    return tasks


def _by_sentences(tokens: Sequence[FlatWord]) -> list[tuple[Passage, Passage, Passage]]:
    """A name, a content that ends with a full stop, a result that ends with one; nothing when that does not come out even."""
    ends = [index + 1 for index, token in enumerate(tokens) if token.text.endswith("。")]
    if not ends or len(ends) % 2 or ends[-1] != len(tokens):
        return []
    starts = [0, *ends[1:-1:2]]
    return [
        (tokens[start].passage, passage_of_tokens(tokens[start + 1 : middle]), passage_of_tokens(tokens[middle:end]))
        for start, middle, end in zip(starts, ends[::2], ends[1::2], strict=True)
    ]


def _item_starts(text: str) -> list[int]:
    """Offsets of 1. 2. 3. … in order."""
    starts: list[int] = []
    for match in _ITEM.finditer(text):
        if int(match[1]) == len(starts) + 1:
            starts.append(match.start())
    return starts


def _content_end(task: str, results: str) -> int:
    number = _ITEM.match(task)
    if number is None or not results:
        return 0
    starts = _item_starts(results)
    index = int(number[1]) - 1
    if index >= len(starts):
        return 0
    paragraph = results[starts[index] : starts[index + 1] if index + 1 < len(starts) else len(results)]
    at = task.find(paragraph[-_SAME_ENDING:])
    return at + _SAME_ENDING if at >= 0 else 0

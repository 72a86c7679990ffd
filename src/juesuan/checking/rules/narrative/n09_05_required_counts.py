"""N09-05 “三公”经费没有写明必须公开的数量.

团组数和人次、购置数和保有量、国内接待批次和人次 (as the layout requires) must be stated, zeros too, unless the text says that there was
no such spending (财预〔2016〕143号). All amounts zero and the counts left out is what many templates do: then a warning.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from juesuan.checking.absences import why_unsure_in
from juesuan.checking.context import Context, not_applicable, passed, undecidable
from juesuan.checking.three_public import stated_counts
from juesuan.checking.unread import counts_unread
from juesuan.model import DenialClaim, FactKey, Outcome, RemarkClaim, Section, Severity, State, Term
from juesuan.model.expressions import expression

RULE = "N09-05"
LIMITS = True
_DENIES = expression(r"(?:也|均|均为|全年|本年)?(?:没有|没|无|未|不)")


def check(context: Context) -> Iterator[Outcome]:
    """One outcome per item of 三公."""
    wanted = {fact: count.label for count in context.layout.counts for fact in count.evidence}
    section = context.section("N09")
    if not wanted:
        yield not_applicable("本版式不公开“三公”经费")
        return
    if section is None:
        yield undecidable("没有找到“三公”经费的文字说明")
        return
    denied = {fact for claim in context.claims("N09", DenialClaim) for fact in claim.facts}
    whole = context.standard.bookkeeping.facts.three_public
    if whole in denied:
        yield not_applicable("文中写明没有“三公”经费支出")
        return
    total = context.cell("T09", "*", "C7")
    nothing, lacking = total is not None and not total.value, dict[str, list[str]]()
    for item, facts in _counts_by_item(wanted, context).items():
        if whole.but(item=item) in denied:
            continue
        wanting = [fact for fact in facts if fact not in {str(one) for one in denied}]
        gaps = [fact for fact in wanting if not stated_counts(context, fact)]
        missing = "、".join(wanted[fact] for fact in gaps)
        if not missing:
            yield passed([s for fact in facts for s in stated_counts(context, fact)])
            continue
        if unsure := why_unsure_in("N09", context):
            yield undecidable(f"没有读到{missing}，但{unsure}")
            continue
        if counts_unread(context, "N09"):
            yield undecidable(f"“三公”经费说明中还有未能识别的数量，可能是{missing}")
            continue
        if any(_DENIES.match(claim.text) for claim in context.claims("N09", RemarkClaim)):
            yield undecidable(f"“三公”经费说明写有没有发生的事项，未能识别，可能是{missing}")
            continue
        lacking[item] = gaps
    gaps_told = list(lacking.values())
    if nothing and lacking:  # all that is not there of one paragraph about nothing is one gap
        gaps_told = [[fact for gaps in gaps_told for fact in gaps]]
    for gaps in gaps_told:
        yield _gap(gaps, [wanted[fact] for fact in gaps], section, context)


def _counts_by_item(wanted: Collection[str], context: Context) -> dict[str, list[str]]:
    """What must be counted of each of the “三公”; what belongs to a part of one is the whole one's."""
    known, measure = context.standard.bookkeeping, context.standard.bookkeeping.facts.three_public.measure
    found: dict[str, list[str]] = {}
    for item, counts in known.counted.items():
        whole = [above for above in context.standard.vocabulary.chain(measure, "item", item) if above][-1]
        found.setdefault(whole, []).extend(fact for fact in counts if fact in wanted)
    return found


def _gap(counts: Sequence[str], names: Sequence[str], section: Section, context: Context) -> Outcome:
    """What is not counted, where what was spent on it is told: a zero is asked for only of what cost nothing."""
    known, whole = context.standard.bookkeeping, context.standard.bookkeeping.facts.three_public
    items = [item for item, counted in known.counted.items() if set(counts) & set(counted)]
    parts = {str(fact) for fact in context.by_fact if _is_of(fact, items, whole, context)}
    stated = [s for fact in parts for s in context.by_fact[fact]]
    spent = any(s.value for s in stated)
    total = context.cell("T09", "*", "C7")
    missing, zeros = "、".join(names), "" if spent else "；没有发生的也应写 0"
    told = [s for s in context.prose("N09") if s in stated]
    last = max(told, key=lambda s: (s.place.page or 0, s.place.line or 0), default=None)
    place = last.place if last is not None else section.place
    return Outcome(
        State.FAIL,
        terms=(Term(1, missing, None, place, section.heading),),
        message=f"“三公”经费说明没有写明{missing}{zeros}。",
        severity=Severity.WARNING if total is not None and not total.value else None,
        hint=f"在说明中补写{missing}{'' if spent else '，没有发生的写 0'}。",
    )


def _is_of(fact: str, items: Sequence[str], whole: FactKey, context: Context) -> bool:
    """Whether a fact is what was spent on one of the items, or on a part of one."""
    key = FactKey.parse(fact)
    chain = context.standard.vocabulary.chain(whole.measure, "item", key.get("item") or "")
    return key.measure == whole.measure and key.get("stage") is None and bool(set(items) & {key.get("item"), *chain})

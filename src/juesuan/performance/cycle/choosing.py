"""Which form a place prints at a stage, and what is to be said of the choice."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from juesuan.performance.cycle.record import Cycle
from juesuan.standard import Standard
from juesuan.standard.performance_templates import Template
from juesuan.standard.stage_forms import STAGES, StageForm

__all__ = ["FormChoice", "form_of", "layouts_of", "named_form", "scoring_of_place"]

_MINISTRY = "mof-2022"


class FormChoice(Struct, frozen=True):
    """A form; ``notes`` say on what it rests, ``refusal`` why it is not printed unless it is asked for by its name."""

    form: StageForm
    notes: tuple[str, ...] = ()
    refusal: str = ""


def layouts_of(cycle: Cycle, layout: str | None, standard: Standard) -> tuple[str, ...]:
    """The layouts whose forms the place prints: what it prints its accounts in, then those that are only known for their forms."""
    if layout is not None:
        return (layout,)
    province = standard.places.province_of(cycle.place)
    only = [
        item.id
        for item in standard.layouts
        if item.applies.document == "performance"
        and {province, cycle.place} & set(item.applies.places)
        and (item.applies.first_year or cycle.year) <= cycle.year <= (item.applies.last_year or cycle.year)
    ]
    return (*only, standard.layouts.of_place(cycle.place, cycle.year, cycle.level).id)


def form_of(cycle: Cycle, stage: str, kind: str, layout: str | None, standard: Standard) -> FormChoice | None:
    """What the place prints at a stage; None where nobody prints anything of the kind."""
    names = layouts_of(cycle, layout, standard)
    found = standard.stage_forms.of_layouts(names, stage, kind)
    if found is None:
        return None
    if not found.is_sourced:
        refusal = (
            f"{found.data.title}：依据不足，{found.data.doubt}默认不生成；确要用这个表式，请加 --form {found.id}。"
        )
        return FormChoice(found, refusal=refusal)
    if found.layout == _MINISTRY and names[0] != _MINISTRY:
        where = standard.layouts.named(names[0]).label
        note = f"{where}：{STAGES[stage]}的表没有找到当地公开的依据（依据不足），按{found.data.basis}的表式。"
        return FormChoice(found, (note,))
    return FormChoice(found)


def named_form(name: str, standard: Standard) -> StageForm | str:
    """The form with that id, or the message that there is none."""
    found = standard.stage_forms.by_id.get(name)
    return found if found is not None else f"没有名为“{name}”的表式，可选：{'、'.join(standard.stage_forms.by_id)}。"


def scoring_of_place(cycle: Cycle, layout: str | None, standard: Standard) -> Mapping[str, Template]:
    """What scores the place's self-evaluations, by kind of work."""
    names = layouts_of(cycle, layout, standard)
    forms = {kind: standard.stage_forms.of_layouts(names, "self", kind) for kind in ("project", "overall")}
    return {kind: form.template for kind, form in forms.items() if form is not None}

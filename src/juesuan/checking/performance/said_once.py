"""What many project forms of a document have in common, said once: how many of how many, and the first of them by name."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from juesuan.checking.context import Context, not_applicable, passed
from juesuan.checking.performance.views import FormView, performance_forms
from juesuan.model import Outcome, State, Term

__all__ = ["forms_named", "said_once"]

_LISTED = 4


def said_once(context: Context, look: Callable[[FormView], Sequence[Term] | None], what: str) -> Iterator[Outcome]:
    """One outcome for all project forms.

    Args:
        context: the document.
        look: what is found in a form; nothing where it is as it should be, None where that cannot be told of it.
        what: what is wrong, as a sentence goes on behind the number of forms: ``的完成情况照抄预期目标``.
    """
    looked = [(view, terms) for view in performance_forms(context, "PP") if (terms := look(view)) is not None]
    found = [(view, terms) for view, terms in looked if terms]
    if not looked:
        yield not_applicable("没有可以这样看的项目自评表")
    elif not found:
        yield passed()
    else:
        terms = tuple(term for _, some in found for term in some)
        message = f"{len(looked)} 份项目自评表中有 {len(found)} 份{what}：{forms_named([view for view, _ in found])}。"
        yield Outcome(State.FAIL, terms=terms, message=message)


def forms_named(views: Sequence[FormView]) -> str:
    """``《…》《…》等 7 份``."""
    names = "、".join(view.name.removesuffix("自评表") for view in views[:_LISTED])
    return f"{names}等" if len(views) > _LISTED else names

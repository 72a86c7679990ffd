"""What a text says of the forms of its projects: how many are published here, and how many, or that some, are not."""

from __future__ import annotations

from msgspec import Struct

from juesuan.checking.context import Context
from juesuan.model import Statement, Term
from juesuan.model.expressions import expression

__all__ = ["FormsToldOf", "publication"]

_WITHHELD = expression(
    r"[^。；]*(?:项目|自评)[^。；]*?(?:[不未免](?:再|予|宜|对外|作|便|进行|得)*(?:以)?(?:对外)?(?:公开|公布))"
    r"|[^。；]*除[^，。；]{0,12}(?:涉密|秘密|不宜公开)[^，。；]{0,12}外[^。；]*(?:项目|自评)"
    r"|[^。；]*(?:涉密|不宜公开)[^。；]{0,12}项目[^。；]{0,20}[不未](?:公开|公布|附)"
)


class FormsToldOf(Struct, frozen=True):
    """What is said of the forms.

    Attributes:
        published, withheld: numbers of forms that are, and that are not, published.
        kept: where the text says that some are not, with a number or without.
    """

    published: tuple[Statement, ...] = ()
    withheld: tuple[Statement, ...] = ()
    kept: tuple[Term, ...] = ()

    @property
    def is_partial(self) -> bool:
        """Whether not all that was evaluated is said to be here."""
        return bool(self.published or self.withheld or self.kept)


def publication(context: Context) -> FormsToldOf:
    """What the section on performance says of them."""
    facts = context.standard.bookkeeping.facts
    kept: list[Term] = []
    for section in context.sections("N13"):
        for match in _WITHHELD.finditer(section.body.text):
            place = section.body.place(match.start(), match.end())
            kept.append(Term(1, section.heading, None, place, match[0]))
    return FormsToldOf(
        tuple(context.by_fact.get(str(facts.published_forms), ())),
        tuple(context.by_fact.get(str(facts.withheld_forms), ())),
        tuple(kept),
    )

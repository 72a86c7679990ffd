"""What the data cite by name or write in a fixed way: the types of such texts."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal, TypeAlias

import msgspec

from juesuan.standard.loading import EntryName

__all__ = [
    "BasisKey",
    "BudgetName",
    "Document",
    "EconomicCode",
    "Economics",
    "Figure",
    "FormId",
    "FunctionCode",
    "Functional",
    "FundName",
    "ItemName",
    "MeasureName",
    "NatureName",
    "SectionId",
    "SourceName",
    "StageName",
    "StageWord",
    "Text",
    "Year",
]


class FormId(EntryName):
    """The id of a form."""


class SectionId(EntryName):
    """The id of a section of the prose, or what a section's ids begin with (``N09``)."""


class BasisKey(EntryName):
    """The key of a legal basis."""


class MeasureName(EntryName):
    """A measure of the vocabulary."""


class FundName(EntryName):
    """A fund of the vocabulary."""


class SourceName(EntryName):
    """A source of income of the vocabulary."""


class NatureName(EntryName):
    """A nature of spending of the vocabulary."""


class StageWord(EntryName):
    """A stage of the vocabulary, or ``budget``: that of an unnamed stage."""


class BudgetName(EntryName):
    """A stage before the accounts, with which the prose compares them."""


class StageName(EntryName):
    """A stage of the vocabulary."""


class ItemName(EntryName):
    """An item of some measure."""


class FunctionCode(EntryName):
    """A functional code that the lists know."""


class EconomicCode(EntryName):
    """An economic code that the lists know."""


Text: TypeAlias = Annotated[str, msgspec.Meta(min_length=1)]
Functional: TypeAlias = Annotated[str, msgspec.Meta(pattern=r"^\d{3}(\d\d){0,2}$")]
Economics: TypeAlias = Annotated[str, msgspec.Meta(pattern=r"^\d{3}(\d\d)?$")]
Year: TypeAlias = Annotated[int, msgspec.Meta(ge=1949, le=2199)]
Figure: TypeAlias = Decimal
Document: TypeAlias = Literal["final_accounts", "budget", "performance", "internal"]

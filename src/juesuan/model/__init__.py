"""The nouns of Juesuan: frozen, without I/O, without third-party types."""

from juesuan.fault import Fault
from juesuan.model.amount import Amount, Interval, Unit
from juesuan.model.disclosure import Disclosure, DocumentInfo, FormReading, Problem
from juesuan.model.fact import FactKey
from juesuan.model.finding import (
    Band,
    Finding,
    Outcome,
    OutcomeName,
    Reason,
    Repair,
    RepairKind,
    Report,
    RuleResult,
    Severity,
    State,
    Substitution,
    Suspect,
    Term,
)
from juesuan.model.narrative import Claim, NumberSeen, Section
from juesuan.model.performance import FormField, Indicator, ManagementRow, PerformanceForm
from juesuan.model.place import Passage, Piece, Place, cell_name
from juesuan.model.slip import Slip, SlipKind
from juesuan.model.statement import Statement
from juesuan.model.table import Cell, Column, Row, Table

__all__ = [
    "Amount",
    "Band",
    "Cell",
    "Claim",
    "Column",
    "Disclosure",
    "DocumentInfo",
    "FactKey",
    "Fault",
    "Finding",
    "FormField",
    "FormReading",
    "Indicator",
    "Interval",
    "ManagementRow",
    "NumberSeen",
    "Outcome",
    "OutcomeName",
    "Passage",
    "PerformanceForm",
    "Piece",
    "Place",
    "Problem",
    "Reason",
    "Repair",
    "RepairKind",
    "Report",
    "Row",
    "RuleResult",
    "Section",
    "Severity",
    "Slip",
    "SlipKind",
    "State",
    "Statement",
    "Substitution",
    "Suspect",
    "Table",
    "Term",
    "Unit",
    "cell_name",
]

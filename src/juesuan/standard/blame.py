"""How likely which mistakes are: the weights of the blame. Data in ``data/blame.toml``, fitted on planted mistakes."""

from collections.abc import Container, Mapping
from decimal import Decimal

from juesuan.standard.layers import Layers
from juesuan.standard.loading import DataError, DataTable, read_toml

__all__ = ["Costs", "SlipEvidence", "Slips", "Weights", "load_weights"]


class Costs(DataTable, frozen=True):
    """What it costs to call a number wrong, and to leave a failure unexplained."""

    number: Decimal
    per_equation: Decimal
    zero: Decimal
    rate: Decimal
    copied: Decimal
    unexplained: Decimal


class SlipEvidence(DataTable, frozen=True):
    """What makes a number likelier to be the wrong one, in natural logarithms."""

    zero: Decimal
    unfilled: Decimal
    nothing_meant: Decimal
    repeated: Decimal
    settles: Decimal
    unknown: Decimal
    in_prose: Decimal
    odd_form: Decimal
    spread: Decimal
    explained: Decimal


class Slips(DataTable, frozen=True):
    """How much likelier a value is that a slip of the hand turns into what is printed, in natural logarithms."""

    digit: Decimal
    swapped: Decimal
    dropped: Decimal
    doubled: Decimal
    cut: Decimal
    point: Decimal
    unit: Decimal
    sign: Decimal
    row_above: Decimal
    item_above: Decimal
    last_year: Decimal
    blank: Decimal
    addend: Decimal
    elsewhere: Decimal


class Weights(DataTable, frozen=True):
    """All weights of the blame; by rule the one that it follows from where both differ in the same direction, and the one whose words it repeats
    where both speak of the same.
    """

    costs: Costs
    evidence: SlipEvidence
    slips: Slips
    follows: Mapping[str, str] = {}
    repeats: Mapping[str, str] = {}


def load_weights(layers: Layers, rules: Container[str]) -> Weights:
    """The weights of the last layer that has some.

    Raises:
        DataError: when one follows from, or repeats, a rule that there is not, or is no rule itself.
    """
    file = layers.files("blame.toml")[-1]
    weights = read_toml(file, Weights)
    for table, pairs in (("follows", weights.follows), ("repeats", weights.repeats)):
        for behind, lead in pairs.items():
            unknown = next((rule for rule in (behind, lead) if rule not in rules), None)
            if unknown is not None:
                raise DataError(file.name, f"{table}.{behind}", f"没有规则“{unknown}”")
    return weights

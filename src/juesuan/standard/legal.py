"""The legal basis of the rules. Data in ``data/legal.csv``; rules cite by key."""

from collections.abc import Mapping

from juesuan.standard.layers import Layers
from juesuan.standard.loading import DataTable, read_csv
from juesuan.standard.references import Text

__all__ = ["Basis", "load_bases"]


class Basis(DataTable, frozen=True):
    """One source of obligation.

    Attributes:
        key: how the register cites it (``BL14``).
        citation: how a report cites it.
        title: its full title.
        content: what of it becomes a check.
    """

    key: Text
    citation: Text
    title: Text
    content: Text


def load_bases(layers: Layers) -> Mapping[str, Basis]:
    """All sources by key."""
    rows = (row for file in layers.files("legal.csv") for row in read_csv(file, Basis, key="key"))
    return {basis.key: basis for _, basis in rows}

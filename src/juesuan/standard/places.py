"""Provinces and prefectures, and which province a name belongs to. Data in ``data/places.csv``."""

from collections.abc import Mapping
from typing import Annotated

import msgspec
from msgspec import Struct

from juesuan.standard.layers import Layers
from juesuan.standard.loading import DataTable, read_csv
from juesuan.standard.references import Text

__all__ = ["Places", "load_places"]


class _Place(DataTable, frozen=True):
    """A row of ``places.csv``: 行政区划代码, name, and the province it is in."""

    code: Annotated[str, msgspec.Meta(pattern=r"^\d{6}$")]
    name: Text
    province: Text


class Places(Struct, frozen=True, eq=False):
    """The province of every place by its name."""

    provinces: Mapping[str, str]

    def province_of(self, name: str) -> str:
        """The province of a place or department name that begins with a province or a prefecture; empty if unknown."""
        found = [place for place in self.provinces if name.startswith(place)]
        return self.provinces[max(found, key=len)] if found else ""


def load_places(layers: Layers) -> Places:
    """All places.

    Raises:
        DataError: when a place is in a province that is none.
    """
    rows = [item for file in layers.files("places.csv") for item in read_csv(file, _Place, key="name")]
    known = {place.province for _, place in rows if place.name == place.province}
    for row, place in rows:
        if place.province not in known:
            raise row.error(f"province：没有名为“{place.province}”的省级行政区")
    return Places({place.name: place.province for _, place in rows})

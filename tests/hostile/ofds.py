"""Crafted OFD files: more of everything than a page bears, and packages that lead nowhere."""

from __future__ import annotations

from collections.abc import Iterator

from tests.formats.ofd.made import NAMESPACE, layered, package
from tests.hostile.kinds import Crafted, kinds

__all__ = ["CRAFTED"]


def _word(said: str, more: str = "") -> str:
    return f'<ofd:TextObject Boundary="20 20 9 9" Size="4" {more}><ofd:TextCode X="0" Y="4">{said}</ofd:TextCode></ofd:TextObject>'


def _line(y: float) -> str:
    return f'<ofd:PathObject Boundary="0 0 9 9"><ofd:AbbreviatedData>M 20 {y} L 90 {y} M {y} 20 L {y} 90</ofd:AbbreviatedData></ofd:PathObject>'


def _nested(depth: int) -> bytes:
    return package([layered(f"{'<ofd:PageBlock>' * depth}{_word('甲')}{'</ofd:PageBlock>' * depth}")])


def _units(count: int) -> bytes:
    """Units that draw each other ten times."""
    drawn = "".join(
        f'<ofd:CompositeGraphicUnit ID="{n}"><ofd:Content>{f"""<ofd:CompositeObject ResourceID="{n + 1}"/>""" * 10}</ofd:Content>'
        "</ofd:CompositeGraphicUnit>"
        for n in range(count)
    )
    resources = f"<ofd:Res {NAMESPACE}><ofd:CompositeGraphicUnits>{drawn}</ofd:CompositeGraphicUnits></ofd:Res>"
    page = layered('<ofd:CompositeObject ResourceID="0"/>')
    return package([page], "<ofd:PublicRes>R.xml</ofd:PublicRes>", {"Doc_0/R.xml": resources})


def _all() -> Iterator[Crafted]:
    yield from kinds("ofd", "words-many", lambda n: package([layered(_word("甲") * n)]), (10, 200_000))
    yield from kinds("ofd", "long-word", lambda n: package([layered(_word("甲" * n))]), (10, 1_000_000))
    yield from kinds("ofd", "lines-many", lambda n: package([layered("".join(map(_line, range(n))))]), (10, 100_000))
    yield from kinds(
        "ofd",
        "distances-repeated",
        lambda n: package([layered(_word("甲").replace("Y=", f'DeltaX="g {n} 0.0001" Y='))]),
        (9, 10**9),
    )
    yield from kinds("ofd", "nested", _nested, (10, 5000))
    yield from kinds("ofd", "units", _units, (3, 11))
    yield from kinds("ofd", "pages-many", lambda n: package([layered(_word("甲"))] * n), (3, 3000))
    yield from kinds(
        "ofd",
        "pages-one-part",
        lambda n: package([layered("")]).replace(b"Page_0", b"Page_0" if n else b"Page_9"),
        (0,),
    )
    yield from kinds("ofd", "root-elsewhere", lambda n: package([], "", {"OFD.xml": "../" * n + "x"}), (1, 1000))
    yield from kinds(
        "ofd",
        "entities",
        lambda n: package([f'<!DOCTYPE a [<!ENTITY b "{"甲" * n}">]>{layered(_word("&b;" * 9))}']),
        (9, 9000),
    )


CRAFTED = tuple(_all())

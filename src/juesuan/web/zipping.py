"""Letters, forms and checklists of many units as one archive, given out while it is being made: nobody waits for the last to get the first."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence

from juesuan.web.store.passing import PassingOn
from juesuan.web.workbench import OUTGOING, Workbench

__all__ = ["zipped"]

_LONG_AGO = (1980, 1, 1, 0, 0, 0)


def zipped(workbench: Workbench, documents: Sequence[int], kinds: Sequence[str]) -> Iterator[bytes]:
    """The archive, piece by piece: a folder a unit, and a list that accounts for every one that was asked for."""
    out = PassingOn()
    told, names = list[str](), set[str]()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in documents:
            state = workbench.document(number)
            for kind in kinds:
                made = workbench.outgoing(number, kind)
                unit = state.unit if state is not None else f"第 {number} 号"
                if made is None or not made.content:
                    told.append(f"{unit}\t{OUTGOING[kind]}\t没有生成：{made.complaint if made else '没有这份文件。'}")
                    continue
                name = _free(made.name, names)
                archive.writestr(zipfile.ZipInfo(name, _LONG_AGO), made.content, zipfile.ZIP_DEFLATED)
                told.append(f"{unit}\t{OUTGOING[kind]}\t{name}")
                yield out.taken()
            if state is not None and (left := state.undecided) and (left.errors or left.warnings or left.asked):
                told.append(
                    f"{state.unit}\t注意\t还有 {left.errors} 个错误、{left.warnings} 个警告没有作出结论，{left.asked} 个在等单位说明"
                )
        listing = "\ufeff单位\t什么\t文件\n" + "\n".join(told) + "\n"
        archive.writestr(zipfile.ZipInfo("清单.txt", _LONG_AGO), listing.encode(), zipfile.ZIP_DEFLATED)
    yield out.taken()


def _free(name: str, taken: set[str]) -> str:
    """The name, with a number where there is one of it already."""
    stem, _, suffix = name.rpartition(".")
    free, number = name, 2
    while free in taken:
        free, number = f"{stem}（{number}）.{suffix}", number + 1
    taken.add(free)
    return free

"""How many of the forms of projects a text says are published, and how many are not."""

from __future__ import annotations

import pytest

from tests.recognising.narrative.telling import amounts, one

FIRST = "对6个项目进行自评。"


@pytest.mark.parametrize(
    ("text", "published", "withheld"),
    [
        ("本次公开自评表1份。", "1", None),
        ("本次公开项目自评表1份，详见附件。", "1", None),
        ("公开2份自评表，其余4份不公开。", "2", "4"),
        ("现将其中1个重点项目的自评表予以公开。", "1", None),
        ("选取1个项目公开自评结果。", "1", None),
        ("按照要求，公开1个项目的自评表，其余5个项目自评表因涉密不予公开。", "1", "5"),
        ("其余5个项目涉及国家秘密，自评表未公开。", None, "5"),
        ("6个项目中5个不宜公开。", None, "5"),
        ("后附3个项目自评表。", "3", None),
        ("附整体支出自评表1份。", None, None),
        ("填报自评表6份。", None, None),
    ],
)
def test_numbers_of_forms(text: str, published: str | None, withheld: str | None) -> None:
    told = amounts(one("N13", FIRST + text))

    assert told.pop("projects") == "6"
    assert told.get("projects[item=published]") == published
    assert told.get("projects[item=withheld]") == withheld

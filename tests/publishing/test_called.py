"""What a web page shows of a number is in words: no key of a fact, no code without its name."""

from __future__ import annotations

import json
import re
from pathlib import Path

from juesuan.preparing.compose import compose
from juesuan.preparing.example import example_books
from juesuan.publishing import publish_html
from juesuan.standard import builtin


def test_every_number_has_a_chinese_name_and_charts_show_names(tmp_path: Path) -> None:
    layout = builtin().layouts.named("henan-2022")
    publish_html(compose(example_books(builtin()), layout), layout.style, tmp_path / "页.html", builtin())
    page = (tmp_path / "页.html").read_text(encoding="utf-8")
    found = re.search(r'<script type="application/json" id="called">(.*?)</script>', page, re.DOTALL)
    assert found is not None
    called = json.loads(found[1])
    stated = set(re.findall(r'data-fact="([^"]+)"', page))

    assert stated <= called.keys()
    assert not [name for name in called.values() if re.search(r"[A-Za-z]|\b\d{3}(\d\d){0,2}\b", name)]
    labels = re.findall(r'class="label"[^>]*>([^<]+)<', page)
    assert labels
    assert not [label for label in labels if re.fullmatch(r"[\d…]+|[a-z_]+", label)]

"""A document goes between processes as bytes and is decoded by type: whatever the model gets, it comes back as it was."""

from __future__ import annotations

from juesuan.corpus.reading import Packed
from juesuan.demo import demo_disclosure, flawed
from juesuan.standard import builtin


def test_a_document_comes_back_as_it_was() -> None:
    for document in (demo_disclosure(builtin()), flawed(demo_disclosure(builtin()))):
        packed = Packed.of(document)

        assert packed.info == document.info
        assert packed.unpacked() == document

"""A sample of the kills: ended at any moment, a command has harmed nothing, and the next one clears up."""

from __future__ import annotations

import random

import pytest

from tests.hostile.kills import Scene

pytestmark = pytest.mark.processes

SAMPLE = (
    ("check", True),
    ("check", False),
    ("folder", True),
    ("folder", False),
    ("package", False),
    ("template", True),
)
"""One result, several, a folder that is one result, and one that is made of nothing; with earlier results there (False) and without."""


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    """Where the commands are at work."""
    return Scene(tmp_path_factory.mktemp("kills"))


@pytest.mark.parametrize(("name", "anew"), SAMPLE)
def test_an_ended_command_harms_nothing(scene: Scene, name: str, anew: bool) -> None:
    assert scene.kill(name, random.Random(f"{name} {anew}"), anew=anew).wrong == []

"""A sample of the kills: ended at any moment, a command has harmed nothing, and the next one clears up."""

from __future__ import annotations

import random

import pytest

from tests.hostile.kills import Scene

pytestmark = pytest.mark.processes

SAMPLE = ("check", "folder", "package", "template")


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    """Where the commands are at work."""
    return Scene(tmp_path_factory.mktemp("kills"))


@pytest.mark.parametrize("anew", [True, False])
@pytest.mark.parametrize("name", SAMPLE)
def test_an_ended_command_harms_nothing(scene: Scene, name: str, anew: bool) -> None:
    assert scene.kill(name, random.Random(f"{name} {anew}"), anew=anew).wrong == []

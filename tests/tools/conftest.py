"""The developers' tools, importable as they are when they are run: each is a script that finds its neighbours beside it."""

from __future__ import annotations

import sys
from pathlib import Path

TOOLS = Path(__file__).resolve().parents[2] / "tools"
sys.path.insert(0, str(TOOLS))

"""Which number is wrong, and what it should be (DESIGN, "Blame")."""

from juesuan.checking.blame.verdict import Verdict, blame

__all__ = ["Verdict", "blame"]

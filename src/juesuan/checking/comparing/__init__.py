"""The re-check of a corrected version: what was mended, what is left, what is new, and which numbers changed."""

from juesuan.checking.comparing.changes import Change
from juesuan.checking.comparing.comparison import Comparison, compare
from juesuan.checking.comparing.fates import Compared, Fate, Proposal, Rewrite
from juesuan.checking.comparing.kinship import Kinship, kinship
from juesuan.checking.comparing.version import Version

__all__ = [
    "Change",
    "Compared",
    "Comparison",
    "Fate",
    "Kinship",
    "Proposal",
    "Rewrite",
    "Version",
    "compare",
    "kinship",
]

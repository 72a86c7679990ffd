"""The prose of a disclosure: sections, what they state, what they claim, and every number in them."""

from juesuan.recognising.narrative.whole_narrative import NarrativeRead, read_narrative

__all__ = ["NarrativeRead", "read_narrative"]

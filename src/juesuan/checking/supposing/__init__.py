"""What may have happened to a table — a row too many or too few, a wrong code, a wrong unit — tried on the document itself.

A number that is wrong is found by arithmetic over the numbers that are printed (:mod:`juesuan.checking.blame`). A row that is not there, or
that stands there twice, is no wrong number: no value of the others would be right. So it is supposed, put right in a copy of the
document, and the copy is judged: what closes has this cause.
"""

from juesuan.checking.supposing.causes import Structural, structural_causes
from juesuan.checking.supposing.proposed import with_what_proposals_close
from juesuan.checking.supposing.proving import proved
from juesuan.checking.supposing.trials import Trials

__all__ = ["Structural", "Trials", "proved", "structural_causes", "with_what_proposals_close"]

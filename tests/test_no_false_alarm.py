"""Nothing is wrong in a consistent disclosure: no error is found in random departments, published and read back."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings

import juesuan
from juesuan.model import Severity
from juesuan.publishing import layouts, publish
from tests.strategies import Made, disclosures


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(disclosures())
def test_no_error_in_a_consistent_disclosure(made: Made) -> None:
    """Warnings may be: a random department is not always a plausible one (cars without money, wages without staff)."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "made.html"
        publish(made.disclosure, layouts()[made.edition.layout], path)
        report = juesuan.check(juesuan.read(path))

    assert [finding.message for finding in report.findings if finding.severity is Severity.ERROR] == []

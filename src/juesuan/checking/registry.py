"""Finds the code rules: every module in ``checking/rules/<family>/`` that has ``RULE`` and ``check``.

A rule file looks like this, and nothing else::

    \"\"\"N05-15 年初预算为零却印有完成率.

    <What it means when it fails, exclusions, source: two to six lines.>
    \"\"\"

    RULE = "N05-15"

    def check(context: Context) -> Iterator[Outcome]:
        ...

The file is named after its id and subject: ``n05_15_zero_budget.py``. One file may serve two or three ids that are one
check seen from several places; then ``RULES = {"N05-15": check_a, …}`` instead of ``RULE``.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache

from juesuan.checking import rules as package
from juesuan.checking.context import Context
from juesuan.model import Outcome

__all__ = ["Check", "code_rules"]

Check = Callable[[Context], Iterator[Outcome]]


@lru_cache(maxsize=1)
def code_rules() -> Mapping[str, Check]:
    """The code rules by id.

    Raises:
        ValueError: when two files claim one id, or a file declares none.
    """
    found: dict[str, Check] = {}
    for module_info in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        if module_info.ispkg:
            continue
        module = importlib.import_module(module_info.name)
        declared: Mapping[str, Check] = getattr(module, "RULES", None) or {module.RULE: module.check}
        for rule, check in declared.items():
            if rule in found:
                raise ValueError(f"two files implement {rule}")
            found[rule] = check
    return found

"""The rules in code: one file each in ``checking/rules/<family>/``, of one shape.

A rule file looks like this, and nothing else::

    \"\"\"N05-18 五（三）条目没有按科目次序连续编号.

    <What it means when it fails, exclusions, source: two to six lines.>
    \"\"\"

    RULE = "N05-18"
    LIMITS = True  # only where other values of the same numbers would pass as well

    def check(context: Context) -> Iterator[Outcome]:
        ...

Its name is the id and the subject: ``n05_18_order.py``. The register of the program has the id, without an assertion, and every such row
has its file; in a folder of the user's own an assertion may take its place. What several rules look at is a module of its own outside
``rules``, which knows no ids.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from types import ModuleType

from juesuan.checking.context import Context
from juesuan.model import Outcome

__all__ = ["Check", "code_rules", "found_in", "limits_only"]

Check = Callable[[Context], Iterator[Outcome]]

_RULES, _PACKAGE = Path(__file__).parent / "rules", "juesuan.checking.rules"


@lru_cache(maxsize=1)
def code_rules() -> Mapping[str, Check]:
    """The rules in code by id.

    Raises:
        ValueError: when a file is not of the one shape, or two are one rule.
    """
    return found_in(_modules())


@lru_cache(maxsize=1)
def limits_only() -> frozenset[str]:
    """The rules in code that hold numbers to limits, to words or to being there: other values would do as well."""
    return frozenset(str(module.RULE) for module in _modules() if getattr(module, "LIMITS", False))


def _modules() -> Iterator[ModuleType]:
    # By their names, for what Python has to walk through packages imports half of its compiler.
    for family in sorted(folder for folder in _RULES.iterdir() if folder.is_dir()):
        for file in sorted(family.iterdir()):
            if file.suffix == ".py" and file.stem != "__init__":
                yield importlib.import_module(f"{_PACKAGE}.{family.name}.{file.stem}")


def found_in(modules: Iterable[ModuleType]) -> dict[str, Check]:
    """The checks of some rule files by id.

    Raises:
        ValueError: as :func:`code_rules`; with the file and what is wrong with it.
    """
    found: dict[str, Check] = {}
    for module in modules:
        rule = _declared(module)
        if rule in found:
            raise ValueError(f"{module.__name__}: another file is {rule} too")
        found[rule] = module.check
    return found


def _declared(module: ModuleType) -> str:
    """The id that a rule file declares, after a look at its shape."""
    rule = str(getattr(module, "RULE", ""))
    if not rule or not callable(getattr(module, "check", None)):
        raise ValueError(f"{module.__name__}: a rule file has RULE, an id, and check(context)")
    if not module.__name__.rpartition(".")[2].startswith(rule.lower().replace("-", "_") + "_"):
        raise ValueError(f"{module.__name__}: the name of the file begins with {rule}")
    if module.__doc__ is not None and not module.__doc__.startswith(
        f"{rule} "
    ):  # None where Python leaves them out (-OO)
        raise ValueError(f"{module.__name__}: the docstring begins with {rule}")
    return rule

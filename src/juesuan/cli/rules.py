"""``juesuan rules``: the catalogue of rules and facts."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from juesuan.cli.console import columns
from juesuan.cli.standard import add_standard, chosen
from juesuan.cli.status import FINE, Refusal

if TYPE_CHECKING:
    from juesuan.standard.register import Register
    from juesuan.standard.rules import Rule

__all__ = ["add_to"]


def add_to(commands: Any) -> None:
    """Declares the command."""
    parser = commands.add_parser(
        "rules",
        help="查看核对规则",
        description="列出全部规则；给出编号则说明这一条：检查什么、算式、示例、怎样改、依据。",
    )
    parser.add_argument("ids", nargs="*", metavar="编号", help="规则编号，如 T01-01")
    parser.add_argument("--facts", action="store_true", help="列出全部数据键")
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", metavar="格式", help="text（默认）或 json"
    )
    add_standard(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Prints the catalogue, some rules of it, or the facts."""
    from juesuan.reporting.rule_catalogue import Catalogue

    catalogue = Catalogue(chosen(arguments).standard)
    as_json = arguments.format == "json"
    if arguments.facts:
        sys.stdout.write(_json(catalogue.facts_object()) if as_json else catalogue.facts_text())
        return FINE
    asked = _chosen(arguments.ids, catalogue.standard.rules)
    if as_json:
        sys.stdout.write(_json([catalogue.rule_object(rule) for rule in asked]))
    elif arguments.ids:
        sys.stdout.write("\n".join(catalogue.rule_text(rule, columns(sys.stdout)) for rule in asked))
    else:
        sys.stdout.write(catalogue.rules_text(columns(sys.stdout)))
    return FINE


def _chosen(ids: Sequence[str], register: Register) -> list[Rule]:
    """The rules of these ids, or all.

    Raises:
        Refusal: when there is no such rule.
    """
    unknown = [name for name in ids if name.upper() not in register]
    if unknown:
        raise Refusal(f"没有编号为 {'、'.join(unknown)} 的规则。用 juesuan rules 查看全部规则。")
    return [register[name.upper()] for name in ids] or list(register.values())


def _json(value: object) -> str:
    import json

    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"

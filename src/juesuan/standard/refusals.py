"""What the decoder of data files says, in Chinese."""

from __future__ import annotations

import re

from juesuan.model.expressions import expression

__all__ = ["AT", "in_chinese", "type_of"]

AT = expression(r" - at (?:`key` in )?`\$\.?(.*)`$")
"""How the decoder's message ends: the path, without the root."""

_UNKNOWN_KEY = expression(r"Object contains unknown field `(.*)`")
_MESSAGES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"Object missing required field `(.*)`"), "缺少 {0}"),
    (re.compile(r"Invalid enum value (.*)"), "不认识的值 {0}"),
    (re.compile(r"Expected `(.*)`, got `(.*)`"), "应为{0}，实为{1}"),
    (re.compile(r"Expected `array` of length (.*), got (.*)"), "应有 {0} 项，实有 {1} 项"),
    (re.compile(r"Expected `array` of length >= (.*)"), "至少应有 {0} 项"),
    (re.compile(r"Expected `str` of length >= 1"), "不能为空"),
    (re.compile(r"Expected `str` matching regex (.*)"), "写法不对，应符合 {0}"),
    (re.compile(r"Expected `(?:int|decimal)` >= (.*)"), "不能小于 {0}"),
    (re.compile(r"Expected `(?:int|decimal)` <= (.*)"), "不能大于 {0}"),
    (re.compile(r"Invalid decimal string"), "不是数"),
)
_TYPES = {
    "str": "文字",
    "int": "整数",
    "float": "小数",
    "decimal": "数",
    "bool": "true 或 false",
    "array": "列表",
    "object": "表",
    "null": "空",
}


def type_of(value: object) -> str:
    """What a plain value is, in Chinese."""
    kinds = {bool: "bool", int: "int", float: "float", list: "array", dict: "object"}
    return _TYPES.get(kinds.get(type(value), ""), "其他类型的值")


def in_chinese(text: str) -> tuple[str, str]:
    """The message of a decoder in Chinese, and the path it ends with."""
    at = AT.search(text)
    message, path = (text[: at.start()], at[1]) if at else (text, "")
    unknown = _UNKNOWN_KEY.fullmatch(message)
    if unknown:
        return f"不认识的项“{unknown[1]}”", f"{path}.{unknown[1]}" if path else unknown[1]
    for pattern, words in _MESSAGES:
        if match := pattern.fullmatch(message):
            return words.format(*(_types(part) for part in match.groups())), path
    return message, path


def _types(text: str) -> str:
    return " 或 ".join(_TYPES.get(part, part) for part in text.split(" | "))

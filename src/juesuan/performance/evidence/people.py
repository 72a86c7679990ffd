"""What in evidence is about people: columns that look so, and the last look at what is going to be published.

Such columns come into the database as numbers that stand for what is in them: people can be counted, and never told. Numbers of identity
cards have a check digit (GB 11643-1999, ISO 7064 MOD 11-2), those of bank cards another (Luhn, ISO/IEC 7812-1).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from juesuan.model.expressions import expression
from juesuan.standard.evidence import EvidenceField, PeopleWords, plain_header

__all__ = [
    "Secrets",
    "has_account",
    "has_identity",
    "has_phone",
    "is_about_people",
    "is_name",
    "looks_personal",
    "masked",
    "tells_of_people",
]

_IDENTITY = expression(
    r"(?<!\d)([1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx])(?![\dA-Za-z])"
)
_PHONE = expression(r"(?<!\d)(1[3-9]\d{9})(?!\d)")
_ACCOUNT = expression(r"(?<![\d.])(\d{16,19})(?![\d.])")
_GAPS = expression(r"(?<=\d)[ \u3000\-](?=\d)")
_BETWEEN = expression(r"[、,，;；/\s和与及]+")
_SPACED = expression(r"(?<=[\u3400-\u9fff])[ \u3000]+(?=[\u3400-\u9fff])")
_HAN = expression(r"[\u3400-\u9fff·]{2,8}")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_LONGEST_NAME, _LEAST_DIGITS = 4, 7


def has_identity(text: str) -> list[str]:
    """The numbers of identity cards in a text, with a right check digit."""
    return [found for found in _IDENTITY.findall(_GAPS.sub("", text)) if _is_identity(found)]


def has_phone(text: str) -> list[str]:
    """The numbers of mobile phones in a text."""
    return _PHONE.findall(_GAPS.sub("", text))


def has_account(text: str) -> list[str]:
    """The numbers of bank cards in a text, with a right check digit."""
    return [found for found in _ACCOUNT.findall(_GAPS.sub("", text)) if _is_card(found)]


def looks_personal(text: str) -> tuple[str, list[str]]:
    """What kind of personal number stands in a text, and which; an empty name when there is none."""
    for name, search in (("身份证号", has_identity), ("手机号", has_phone), ("银行卡号", has_account)):
        found = search(text)
        if found:
            return name, found
    return "", []


def is_about_people(title: str, field: EvidenceField | None, words: PeopleWords) -> bool:
    """Whether a column is about people by what it is called."""
    if field is not None:
        return field.person
    plain = plain_header(title)
    return any(word in plain for word in words.columns)


def _is_identity(number: str) -> bool:
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, number, strict=False))
    return _CHECKS[total % 11] == number[-1].upper()


def _is_card(number: str) -> bool:
    digits = [int(digit) for digit in reversed(number)]
    doubled = (sum(divmod(2 * digit, 10)) for digit in digits[1::2])
    return len(set(number)) > 2 and (sum(digits[::2]) + sum(doubled)) % 10 == 0


def masked(secret: str) -> str:
    """Enough of it to find it by."""
    return f"{secret[0]}{'*' * (len(secret) - 1)}" if len(secret) <= _LONGEST_NAME else f"{secret[:3]}***{secret[-2:]}"


def tells_of_people(text: str, words: PeopleWords) -> bool:
    """Whether a text may give somebody away: by a number, or by what may be a name."""
    return bool(looks_personal(text)[0]) or any(
        is_name(run[start : start + size], words)
        for run in _HAN.findall(text)
        for size in (2, 3, 4)
        for start in range(len(run) - size + 1)
    )


@dataclass(frozen=True)
class Secrets:
    """What stands in columns about people, each with the column that it is from."""

    known: dict[str, str]

    @classmethod
    def of(cls, values: Iterable[tuple[str, str]], words: PeopleWords) -> Secrets:
        """Of the cells of such columns with where they stand: names, and numbers long enough to be nothing else."""
        found: dict[str, str] = {}
        for text, where in values:
            for part in (*_BETWEEN.split(text), _SPACED.sub("", text.strip())):
                if is_name(part, words) or sum(character.isdecimal() for character in part) >= _LEAST_DIGITS:
                    found.setdefault(_GAPS.sub("", part), where)
        return cls(found)

    def within(self, texts: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Secrets that a text gives away, and numbers of identity cards wherever they come from: masked, with where they are from."""
        sizes = sorted({len(secret) for secret in self.known})
        seen: set[str] = set()
        for text in texts:
            plain = _GAPS.sub("", text)
            found = dict.fromkeys(has_identity(plain), "文中")
            for size in sizes:
                found |= {
                    part: self.known[part]
                    for start in range(len(plain) - size + 1)
                    if (part := plain[start : start + size]) in self.known and _stands_alone(plain, start, size)
                }
            for secret, where in found.items():
                if secret not in seen:
                    seen.add(secret)
                    yield masked(secret), where


def is_name(text: str, words: PeopleWords) -> bool:
    """Whether it is a person's name, and not that of an office."""
    return (
        bool(_HAN.fullmatch(text))
        and len(text) <= _LONGEST_NAME
        and (text[0] in words.surnames or (len(text) > 2 and text[:2] in words.compounds))
        and not text.endswith(words.bodies)
    )


def _stands_alone(text: str, start: int, size: int) -> bool:
    """A number within a longer one is another number."""
    if not text[start].isdecimal():
        return True
    before, behind = text[start - 1 : start], text[start + size : start + size + 1]
    return not before.isdecimal() and not behind.isdecimal()

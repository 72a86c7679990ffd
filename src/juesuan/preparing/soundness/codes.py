"""Codes: known, in force in the year, down to 项 and 款, and in the budget they belong to."""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.preparing.soundness.complaint import NOTE, Complaint, Examined

__all__ = ["codes"]

_ITEM_DIGITS, _ECONOMIC_DIGITS = 7, 5


def codes(examined: Examined) -> Iterator[Complaint]:
    """Every functional and economic code that the books use."""
    books = examined.books
    yield from _words(examined)
    used = {(item.function, item.source) for item in books.income}
    used |= {(item.function, item.fund) for item in books.spending}
    used |= {(item.function, item.fund) for item in books.initial}
    used |= {(item.function, item.fund) for item in books.opening if item.function}
    for code in sorted({code for code, _ in used}):
        yield from _functional(code, examined)
    for code in sorted({item.economic for item in books.basic}):
        yield from _economic(code, examined)
    for code, fund in sorted(used):
        yield from _fund(code, fund, examined)


def _words(examined: Examined) -> Iterator[Complaint]:
    """Sources, funds and natures are those that the forms know."""
    books, kept = examined.books, examined.kept
    funds = {item.fund for item in books.spending} | {item.fund for item in books.initial}
    funds |= {item.fund for item in (*books.opening, *books.closing)}
    for what, used, known in (
        ("收入来源", {item.source for item in books.income}, kept.sources),
        ("资金来源", funds, (*kept.funds, kept.own)),
        ("支出性质", {item.nature for item in books.spending}, kept.natures),
    ):
        for word in sorted(used - set(known)):
            yield Complaint(f"{what}“{word}”不认识。请改为决算表中的名称。")


def _functional(code: str, examined: Examined) -> Iterator[Complaint]:
    known = examined.standard.codes
    if len(code) != _ITEM_DIGITS or not code.isdigit():
        yield Complaint(f"功能分类科目“{code}”不是七位的项级科目。决算要列到项级，请改用项级科目。")
        return
    if not known.valid_class(code[:3], examined.year):
        yield Complaint(f"功能分类科目“{code}”的类 {code[:3]} 在 {examined.year} 年部门决算中不存在。请核对编码。")
        return
    for part in (code[:3], code[:5], code):
        if known.function_name(part, examined.year):
            continue
        if known.is_known(part):
            yield Complaint(f"科目 {part} 在 {examined.year} 年不使用。请改用当年的科目。")
        elif part in examined.books.names:
            yield Complaint(
                f"科目 {part} 不在科目表中，名称用账上的“{examined.books.names[part]}”，请再核对一遍。", NOTE
            )
        else:
            yield Complaint(f"科目 {part} 不在科目表中。请核对编码；编码无误的，请填写它的科目名称。")


def _economic(code: str, examined: Examined) -> Iterator[Complaint]:
    form, known = examined.edition.form("T06"), examined.standard.codes
    if len(code) != _ECONOMIC_DIGITS or not code.isdigit():
        yield Complaint(f"经济分类科目“{code}”不是五位的款级科目。基本支出要列到款级，请改用款级科目。")
    elif code[:3] in examined.kept.capital:
        yield Complaint(f"基本支出不含基本建设类科目 {code}。属于项目支出的请移出基本支出明细。")
    elif not known.economic_name(code, examined.year):
        todo = "在这一年不使用，请改用当年的科目" if known.is_known(code) else "不在科目表中，请核对编码"
        yield Complaint(f"经济分类科目 {code} {todo}。")
    elif form is not None and form.form.row(code) is None:
        yield Complaint(f"基本支出决算表没有 {code} {known.economic_name(code, examined.year)} 这一行。请核对科目。")


def _fund(code: str, fund: str, examined: Examined) -> Iterator[Complaint]:
    """A code of one budget only must not stand in another."""
    kept, codes = examined.kept, examined.standard.codes
    only = codes.fund_of(code, examined.year)
    if only and fund in kept.funds and fund != only:
        name = examined.name(code)
        yield Complaint(f"科目 {name} 只属于{examined.fund_name(only)}，不能记在别的预算下。请改正资金来源或科目。")
    own = [known for known, of in codes.class_funds.items() if of == fund] if fund in kept.own_classes else []
    if own and code[:3] not in own:
        yield Complaint(
            f"{examined.fund_name(fund)}只列 {'、'.join(own)} 类科目，{examined.name(code)} 不属于它。请改正资金来源或科目。"
        )

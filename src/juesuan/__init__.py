"""Juesuan: final-accounts disclosures of Chinese government departments, checked and made.

The public functions load what they need when they are called, so that importing the package stays quick.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from juesuan.release import __version__

if TYPE_CHECKING:
    from juesuan.model import Disclosure, Report
    from juesuan.preparing.books import Books
    from juesuan.preparing.prepare import Prepared
    from juesuan.standard import Standard
    from juesuan.standard.layouts import Layout

__all__ = ["__version__", "check", "prepare", "publish", "read"]


def read(path: str | Path, profile: str | None = None, standard: Standard | None = None) -> Disclosure:
    """Reads a published document (.pdf .docx .doc .xlsx .xls .html .txt).

    Args:
        path: the file, or the folder of a data package.
        profile: name of the layout; recognised from the document when None.
        standard: what it is read by, as :func:`juesuan.standard.load` gives it; None: the built-in one.

    Raises:
        juesuan.formats.errors.ReadError: with a Chinese message for the user, when the file cannot be read at all.
    """
    from juesuan.recognising.file_to_disclosure import read as read_document
    from juesuan.standard import builtin

    return read_document(Path(path), standard or builtin(), profile)


def check(
    disclosure: Disclosure,
    previous: Disclosure | None = None,
    budget: Disclosure | None = None,
    days_to_publication: int | None = None,
    standard: Standard | None = None,
    *,
    against: Disclosure | None = None,
    units: tuple[Disclosure, ...] = (),
) -> Report:
    """Judges a disclosure; see :func:`juesuan.checking.engine.check`.

    Args:
        disclosure: the document, as read or as prepared.
        previous: last year's disclosure of the same unit, if at hand.
        budget: this year's published budget of the same unit, if at hand.
        days_to_publication: days from 批复 to publication, if known.
        standard: what it is judged by, as :func:`juesuan.standard.load` gives it; None: the built-in one.
        against: the approved figures of the same unit and year (批复, 财决), if at hand.
        units: the accounts of the department's units of the same year.
    """
    from juesuan.checking.engine import check as check_disclosure
    from juesuan.standard import builtin

    return check_disclosure(
        disclosure, previous, budget, days_to_publication, against, units=units, standard=standard or builtin()
    )


def prepare(
    books: Books,
    layout: Layout | None = None,
    rounding: str = "plain",
    *,
    draft: bool = False,
    standard: Standard | None = None,
) -> Prepared:
    """Prepares a disclosure; see :func:`juesuan.preparing.prepare.prepare`.

    Args:
        books: of one year.
        layout: that it is printed in, with the standard that it is of; None: that of the place and year of the books.
        rounding: ``plain`` ``footing`` ``given``.
        draft: what only the accountant can say may be missing.
        standard: that the layout is chosen from, as :func:`juesuan.standard.load` gives it; None: the built-in one.
    """
    from juesuan.preparing.prepare import prepare as prepare_books
    from juesuan.standard import builtin

    if layout is None:
        department = books.department
        layout = (standard or builtin()).layouts.of_place(department.place, books.year, department.level)
    return prepare_books(books, layout, rounding, draft=draft)


def publish(
    disclosure: Disclosure, path: str | Path, layout: Layout | None = None, standard: Standard | None = None
) -> None:
    """Writes a disclosure in the format of the path's suffix (.pdf .docx .xlsx .html .txt).

    Args:
        disclosure: the document, as prepared or as read.
        path: the file.
        layout: that draws it, with the standard that it is of; None: the one that the document says it is of.
        standard: that the layout is chosen from, as :func:`juesuan.standard.load` gives it; None: the built-in one.

    Raises:
        KeyError: when there is no such format.
    """
    from juesuan.publishing import publish as publish_document
    from juesuan.standard import builtin

    layout = layout or (standard or builtin()).layouts.of_document(disclosure.info.profile)
    publish_document(disclosure, layout.style, Path(path), layout.standard)

"""Copies of the user's own file in which every finding is marked where it stands. The file itself is never touched."""

from __future__ import annotations

from juesuan.formats.refusal import Unmarkable
from juesuan.reporting.annotated.finding_remarks import remarks
from juesuan.reporting.dossier import Dossier

__all__ = ["Unmarkable", "annotate"]

_CONVERT = {
    "doc": "旧版 Word 文件（.doc）不能加批注。请用 Word 或 WPS 另存为 .docx，再核对一次。",
    "xls": "旧版 Excel 工作簿（.xls）不能加批注。请用 Excel 或 WPS 另存为 .xlsx，再核对一次。",
    "txt": "纯文本没有批注。请核对原来的 .docx、.xlsx 或 PDF 文件。",
    "html": "网页不能加批注。请在浏览器中打印为 PDF 后再核对一次；也可以看带标记的网页报告。",
    "ofd": "OFD 文件不能加批注。请用阅读器导出为 PDF 后再核对一次；也可以看网页报告。",
    "rtf": "RTF 文件不能加批注。请用 Word 或 WPS 另存为 .docx，再核对一次。",
    "wordml": "XML 格式的 Word 文件不能加批注。请用 Word 或 WPS 另存为 .docx，再核对一次。",
}


def annotate(dossier: Dossier, data: bytes, kind: str, everything: bool = False) -> bytes:
    """The copy of a file.

    Args:
        dossier: what was found in the file.
        data: its content.
        kind: its format: ``pdf``, ``docx`` …
        everything: mark hints of severity info too.

    Raises:
        Unmarkable: when files of this format, or this file, cannot carry notes.
    """
    found = remarks(dossier, everything)
    match kind:  # each format needs a library that takes longer to import than a small file takes to annotate
        case "pdf":
            from juesuan.formats.pdf.annotating import annotate_pdf  # noqa: PLC0415

            return annotate_pdf(data, found)
        case "docx":
            from juesuan.formats.word.annotating import annotate_docx  # noqa: PLC0415

            return annotate_docx(data, found)
        case "xlsx":
            from juesuan.formats.excel.annotating import annotate_xlsx  # noqa: PLC0415

            return annotate_xlsx(data, found)
        case _:
            raise Unmarkable(_CONVERT.get(kind, "这种文件不能加批注。请另存为 .docx、.xlsx 或 PDF 后再核对一次。"))

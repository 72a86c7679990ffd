"""The order in which Word insists on the children of an element (ECMA-376, transitional): enough of it for what we write."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

ORDER = {
    "pPr": (
        "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
        "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid "
        "spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl "
        "divId cnfStyle rPr sectPr pPrChange"
    ),
    "rPr": (
        "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish "
        "webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout"
    ),
    "tblPr": (
        "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd tblBorders "
        "shd tblLayout tblCellMar tblLook tblCaption tblDescription"
    ),
    "tblBorders": "top left bottom right insideH insideV",
    "tblCellMar": "top left bottom right",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
    "sectPr": (
        "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType cols "
        "formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings"
    ),
    "style": (
        "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked personal "
        "personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr"
    ),
    "styles": "docDefaults latentStyles style",
    "font": "altName panose1 charset family notTrueType pitch sig embedRegular",
    "settings": (
        "writeProtection view zoom removePersonalInformation embedTrueTypeFonts mirrorMargins defaultTabStop autoHyphenation "
        "evenAndOddHeaders characterSpacingControl footnotePr endnotePr compat docVars rsids themeFontLang clrSchemeMapping"
    ),
    "tbl": "bookmarkStart tblPr tblGrid tr bookmarkEnd",
    "tr": "tblPrEx trPr tc",
    "tc": "tcPr p tbl",
    "sdt": "sdtPr sdtEndPr sdtContent",
}
_FIRST = {"p": "pPr", "r": "rPr", "tc": "tcPr", "tr": "trPr", "tbl": "tblPr"}


def misplaced(root: Any) -> Iterator[str]:
    """Children that stand where Word does not expect them, and properties that do not come first."""
    for element in root.iter(etree.Element):
        name = element.tag.removeprefix(W)
        children = [child.tag.removeprefix(W) for child in element]
        first = _FIRST.get(name)
        if first in children[1:]:
            yield f"{name}: {first} is not first"
        order = ORDER.get(name, "").split()
        if not order or name in {"tc"}:
            continue
        unknown = [child for child in children if child not in order]
        if unknown:
            yield f"{name}: unexpected {unknown}"
            continue
        ranks = [order.index(child) for child in children]
        if ranks != sorted(ranks):
            yield f"{name}: {children}"

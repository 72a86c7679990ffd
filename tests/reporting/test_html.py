"""The HTML report, without a browser."""

from __future__ import annotations

from base64 import b64decode

from lxml import html
from msgspec.structs import replace

from juesuan.formats.html.elements import Markup, fragment, tag
from juesuan.model import Finding, Severity, State
from juesuan.reporting.dossier import Dossier
from juesuan.reporting.html import SCRIPTS, PageImage, render
from juesuan.reporting.html.page_pictures import MOST_PAGES
from juesuan.standard import builtin
from tests.reporting.made import clean_dossier, dossier


def _image(number: int, fine: bool) -> PageImage | None:
    return PageImage(b"%s of page %d" % (b"fine" if fine else b"small", number), 600.0, 800.0)


def _parsed(text: str) -> html.HtmlElement:
    return html.document_fromstring(text)


def test_text_is_escaped() -> None:
    """What a document prints never becomes markup."""
    assert tag("p", "<b>", class_="x", data_id='"') == '<p class="x" data-id="&quot;">&lt;b&gt;</p>'
    assert fragment(Markup("<b>"), None, "&") == "<b>&amp;"


def test_nothing_comes_from_the_network() -> None:
    """One file: no address but data, and a policy that forbids any."""
    text = render(dossier(), _image)
    addresses = [node.get(name) for node in _parsed(text).xpath("//*[@src or @href]") for name in ("src", "href")]

    assert all(address.startswith(("data:", "#")) for address in addresses if address)
    assert "default-src 'none'" in _parsed(text).xpath("string(//meta[@http-equiv]/@content)")
    assert "http://" not in text.replace("http://www.w3.org", "")


def test_all_pages_are_there_to_leaf_through() -> None:
    """Those without findings small, so that a report on a long document stays small."""
    page = _parsed(render(dossier(), _image))
    pictures = {
        figure.get("id"): b64decode(figure.find(".//img").get("src").partition(",")[2])
        for figure in page.xpath("//figure")
    }

    assert list(pictures) == [f"p{number}" for number in range(1, dossier().disclosure.info.pages + 1)]
    assert [name for name, picture in pictures.items() if picture.startswith(b"fine")] == ["p5", "p7", "p12"]


def test_of_an_endless_document_the_rest_is_said() -> None:
    """Pages with findings are there wherever they stand."""
    made = dossier()
    info = replace(made.disclosure.info, pages=MOST_PAGES + 7)
    long = Dossier(replace(made.disclosure, info=info), made.report, builtin())
    page = _parsed(render(long, _image))

    assert len(page.xpath("//figure")) == MOST_PAGES
    assert "另有 7 页没有画出" in page.text_content()


def test_a_mark_is_over_all_lines() -> None:
    """Words that run over two lines have two boxes in one mark."""
    made = dossier()
    first, *rest = made.report.findings
    term = first.terms[0]
    box = (60.0, 300.0, 160.0, 312.0)
    place = replace(term.place, further=(box,))
    finding = replace(first, terms=(replace(term, place=place), *first.terms[1:]))
    page = _parsed(render(Dossier(made.disclosure, replace(made.report, findings=(finding, *rest)), builtin()), _image))

    assert max(len(mark.find_class("box")) for mark in page.find_class("mark")) == 2


def test_what_was_not_judged_stands_beside_the_verdict() -> None:
    """Counts, not hidden below; and they lead to the list."""
    (said,) = _parsed(render(dossier(), _image)).find_class("unjudged")

    assert said.getparent().get("class") == "masthead"
    assert said.get("data-tab") == "reading"
    assert f"{dossier().report.counts[State.UNDECIDABLE]} 处检查未能判断" in said.text
    assert "没有得出结果" in said.text


def test_the_first_sentence_names_the_accused_number() -> None:
    """And its place is the one in the head."""
    article = _parsed(render(dossier(), _image)).get_element_by_id("f-sum")

    assert "印为 1,236.70，疑应为 1,235.70" in article.find_class("message")[0].text_content()
    assert "本年收入合计" in article.find_class("where")[0].text


def test_every_link_has_its_mark() -> None:
    """Each operand in the list leads to a box or a page, in both kinds of picture."""
    for text in (render(dossier(), _image), render(dossier())):
        page = _parsed(text)
        ids = set(page.xpath("//@id"))
        links = [node.get("href")[1:] for node in page.find_class("go")]

        assert links
        assert set(links) <= ids


def test_every_mark_leads_back_to_a_finding() -> None:
    """Also a mark that only a consequence mentions."""
    page = _parsed(render(dossier(), _image))
    known = {finding.id for finding in dossier().report.findings}

    assert page.find_class("mark")
    assert all(set(mark.get("data-findings").split()) <= known for mark in page.find_class("mark"))


def test_a_box_stands_where_the_number_is() -> None:
    """In percent of the page, so that it follows the picture's size."""
    page = _parsed(render(dossier(), _image))
    link = next(node for node in page.get_element_by_id("f-sum").find_class("go") if node.text == "1,236.70")
    box = page.get_element_by_id(link.get("href")[1:])

    assert box.find_class("box")[0].get("style") == "left:19.750%;top:28.312%;width:10.833%;height:2.000%"


def test_one_article_for_each_cause() -> None:
    """Consequences are inside; the article knows what the filters ask for."""
    page = _parsed(render(dossier(), _image))
    article = page.get_element_by_id("f-sum")

    assert len(page.find_class("case")) == 5
    assert article.get("data-rules") == "T01-01 N02-01 N02-04"
    assert article.get("data-forms") == "T01 N02"
    assert len(article.xpath(".//ul/li")) == 2


def test_without_pages_the_document_is_written_out() -> None:
    """Tables and prose with the same marks."""
    page = _parsed(render(dossier()))

    assert page.xpath("//figure") == []
    assert page.xpath("//p/a/text()")[:3] == ["1236.70", "1200.50", "91.07%"]
    assert "1,236.70" in page.xpath("//section//td/a/text()")


def test_hostile_text_stays_text() -> None:
    """A script in a cell is shown, not run."""
    evil = Finding("e", "X-99", "language", Severity.ERROR, "<script>alert(1)</script>", "</script>", ())
    made = dossier()
    text = render(Dossier(made.disclosure, replace(made.report, findings=(evil,)), builtin()))

    assert "<script>alert" not in text
    assert text.count("</script>") == 1 + len(SCRIPTS)  # the data of the numbers, and ours


def test_a_clean_report_says_so() -> None:
    """No empty list."""
    assert "没有发现问题" in render(clean_dossier())

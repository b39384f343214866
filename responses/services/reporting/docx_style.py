"""How a DOCX looks: Word's own styles in the hub's fonts and colours, so that whoever edits it keeps the look."""

from typing import cast

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Pt, RGBColor
from docx.styles.style import ParagraphStyle

from .colours import GREY, INK, LINE, LINE_2

BULLET, BULLETS = "•", "w:abstractNum/w:lvl[w:numFmt/@w:val='bullet']"
FONT, FALLBACK = "Noto Sans", "Segoe UI,Arial"
LANGUAGES = {"en": "en-GB", "fr": "fr-FR"}
TABLE = "Report Table"
SIDES = ("top", "left", "bottom", "right")
AFTER_GROUND = ("w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")  # in the properties of a paragraph
LEFT_OUT = "w:pPr/w:pBdr | w:pPr/w:tabs | w:pPr/w:contextualSpacing | w:rPr/w:spacing | w:rPr/w:kern"
# Built-in and own: size, bold, colour, points before and after.
STYLES = {
    "Normal": (10, False, INK, 0, 4),
    "Title": (20, True, INK, 0, 2),
    "Subtitle": (10, False, INK, 0, 2),
    "Heading 1": (14, True, INK, 16, 4),
    "Heading 2": (11, True, INK, 10, 2),
    "Heading 3": (10, True, INK, 8, 2),
    "List Bullet": (10, False, INK, 0, 3),
    "Caption": (8, False, GREY, 3, 4),
    "Header": (8, True, INK, 0, 0),
    "Footer": (8, False, GREY, 0, 0),
    "Table Text": (9, False, INK, 1.5, 1.5),
    "Table Head": (8, True, GREY, 1.5, 1.5),
    "Table Figure": (20, True, INK, 2, 0),
}
TABLE_STYLE = f"""
<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="ReportTable"><w:name w:val="{TABLE}"/>
<w:basedOn w:val="TableNormal"/><w:uiPriority w:val="99"/><w:qFormat/><w:tblPr><w:tblBorders>
<w:bottom w:val="single" w:sz="4" w:space="0" w:color="{LINE_2}"/>
<w:insideH w:val="single" w:sz="2" w:space="0" w:color="{LINE}"/></w:tblBorders><w:tblCellMar>
<w:left w:w="57" w:type="dxa"/><w:right w:w="57" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>
"""
FONT_TABLE = f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:fonts {nsdecls("w")}><w:font w:name="{FONT}"><w:altName w:val="{FALLBACK}"/><w:charset w:val="00"/>
<w:family w:val="swiss"/><w:pitch w:val="variable"/></w:font></w:fonts>"""


def dress(document: Document, language: str) -> None:
    """Styles, fonts and the language of all that is not marked as written in another."""
    styles, settings = document.styles.element, document.settings.element
    _drop(styles, "w:style//w:rFonts")
    for fonts in styles.xpath("w:docDefaults//w:rFonts"):
        fonts.attrib.clear()
        for script in ("ascii", "hAnsi", "eastAsia", "cs"):
            fonts.set(qn(f"w:{script}"), FONT)
    for lang in [*styles.xpath("w:docDefaults//w:lang"), *settings.xpath("w:themeFontLang")]:
        lang.set(qn("w:val"), LANGUAGES[language])
    lists = document.part.numbering_part.element
    for sign in lists.xpath(f"{BULLETS}/w:lvlText"):
        sign.set(qn("w:val"), BULLET)
    _drop(lists, f"{BULLETS}/w:rPr")  # a font of signs, which not every machine has
    document.part.part_related_by(RELATIONSHIP_TYPE.FONT_TABLE)._blob = FONT_TABLE.encode()
    for name in STYLES:
        _style(document, name)
    styles.append(parse_xml(TABLE_STYLE))


def _drop(within: BaseOxmlElement, path: str) -> None:
    for found in within.xpath(path):
        found.getparent().remove(found)


def _style(document: Document, name: str) -> None:
    size, is_bold, colour, before, after = STYLES[name]
    known = {style.name for style in document.styles}
    style = document.styles[name] if name in known else document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    assert isinstance(style, ParagraphStyle)
    _drop(style.element, LEFT_OUT)
    style.font.size, style.font.bold, style.font.italic = Pt(size), is_bold, False
    style.font.color.rgb = RGBColor.from_string(colour)
    shape = style.paragraph_format
    shape.space_before, shape.space_after, shape.line_spacing = Pt(before), Pt(after), 1.15
    shape.keep_with_next = name.startswith(("Heading", "Table Head"))


def spoken(language: str) -> BaseOxmlElement:
    """For the properties of a run: that it is written in this language."""
    return element("lang", val=LANGUAGES.get(language, language))


def element(tag: str, *within: BaseOxmlElement, **attributes: str | int) -> BaseOxmlElement:
    """A piece of Word's own: element("shd", val="clear", fill="FFE27A")."""
    made = OxmlElement(f"w:{tag}", {qn(f"w:{name}"): str(value) for name, value in attributes.items()})
    made.extend(within)
    return cast("BaseOxmlElement", made)


def ground(colour: str) -> BaseOxmlElement:
    """Of a cell or a paragraph: what it is filled with."""
    return element("shd", val="clear", color="auto", fill=colour)


def edge(side: str, colour: str, eighths: int, kind: str = "single") -> BaseOxmlElement:
    """A line so many eighths of a point thick."""
    return element(side, val=kind, sz=eighths, space=0, color=colour)

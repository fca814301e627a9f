"""The parts of a .docx around its text: content types, relations, properties, settings; and the zip they go into. Pure.

Written by hand, so that the file holds what we mean and nothing else: no template's hundred styles, thumbnail or dates.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping
from xml.sax.saxutils import escape

from system_review.documents.writers.docx_styles import FONTS, STYLES, style
from system_review.documents.writers.pages import Paper
from system_review.texts import shown

_START = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OPEN = "http://schemas.openxmlformats.org"
_WORD = f'xmlns:w="{_OPEN}/wordprocessingml/2006/main" xmlns:r="{_OPEN}/officeDocument/2006/relationships"'
_RELATION = f"{_OPEN}/officeDocument/2006/relationships"
_MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_EARLIEST = (1980, 1, 1, 0, 0, 0)  # the first date that a zip file can hold

REFERENCES = '<w:headerReference w:type="default" r:id="rId3"/><w:footerReference w:type="default" r:id="rId4"/>'
NARROW_REFERENCES = REFERENCES.replace("rId3", "rId5").replace("rId4", "rId6")


def package(paper: Paper, *, body: str, head: str, foot: str, narrow: tuple[str, str] | None = None) -> bytes:
    """The whole file: `body` is the markup of the text, `head` and `foot` those of the running lines.

    `narrow` are head and foot of the pages on A4, where there are any.
    """
    running = {"header1": head, "footer1": foot}
    if narrow:
        running |= {"header2": narrow[0], "footer2": narrow[1]}
    parts = {
        "[Content_Types].xml": _content_types(running),
        "_rels/.rels": _package_relations(),
        "docProps/core.xml": _properties(paper),
        "docProps/app.xml": _application(paper),
        "word/document.xml": f"<w:document {_WORD}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": _text_relations(running),
        "word/styles.xml": _styles(paper.language),
        "word/settings.xml": _settings(paper.language),
        **{f"word/{name}.xml": _running(name, markup) for name, markup in running.items()},
    }
    return zipped({name: (_START + text).encode() for name, text in parts.items()})


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """A zip file whose bytes depend on its content alone: no member is stamped with the clock or the system."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            member = zipfile.ZipInfo(name, _EARLIEST)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.create_system = 0
            file.writestr(member, content)
    return made.getvalue()


def _running(name: str, markup: str) -> str:
    tag = "hdr" if name.startswith("header") else "ftr"
    return f"<w:{tag} {_WORD}>{markup}</w:{tag}>"


def _content_types(running: Iterable[str]) -> str:
    parts = {
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        "/docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
        "/word/document.xml": f"{_MAIN_TYPE}.document.main+xml",
        "/word/styles.xml": f"{_MAIN_TYPE}.styles+xml",
        "/word/settings.xml": f"{_MAIN_TYPE}.settings+xml",
        **{f"/word/{name}.xml": f"{_MAIN_TYPE}.{name[:-1]}+xml" for name in running},
    }
    overrides = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in parts.items())
    return (
        f'<Types xmlns="{_OPEN}/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _relations(targets: Mapping[str, str]) -> str:
    each = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (target, kind) in enumerate(targets.items(), 1)
    )
    return f'<Relationships xmlns="{_OPEN}/package/2006/relationships">{each}</Relationships>'


def _package_relations() -> str:
    return _relations(
        {
            "word/document.xml": f"{_RELATION}/officeDocument",
            "docProps/core.xml": f"{_OPEN}/package/2006/relationships/metadata/core-properties",
            "docProps/app.xml": f"{_RELATION}/extended-properties",
        }
    )


def _text_relations(running: Iterable[str]) -> str:
    names = {"styles.xml": "styles", "settings.xml": "settings"} | {f"{name}.xml": name[:-1] for name in running}
    return _relations({target: f"{_RELATION}/{kind}" for target, kind in names.items()})


def _properties(paper: Paper) -> str:
    day = f"{paper.reviewed_on.isoformat()}T00:00:00Z"
    return (
        f'<cp:coreProperties xmlns:cp="{_OPEN}/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{_plain(paper.title)}</dc:title><dc:creator>{_plain(paper.author)}</dc:creator>"
        f"<dc:language>{paper.language}</dc:language>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{day}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{day}</dcterms:modified></cp:coreProperties>'
    )


def _application(paper: Paper) -> str:
    return (
        f'<Properties xmlns="{_OPEN}/officeDocument/2006/extended-properties">'
        f"<Application>{_plain(paper.author)}</Application></Properties>"
    )


def _settings(language: str) -> str:
    uri = "http://schemas.microsoft.com/office/word"
    options = {
        "compatibilityMode": "15",
        "overrideTableStyleFontSizeAndJustification": "1",
        "enableOpenTypeFeatures": "1",
        "doNotFlipMirrorIndents": "1",
    }
    compat = "".join(
        f'<w:compatSetting w:name="{name}" w:uri="{uri}" w:val="{value}"/>' for name, value in options.items()
    )
    return (
        f'<w:settings {_WORD}><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/>'
        f'<w:characterSpacingControl w:val="doNotCompress"/><w:compat>{compat}</w:compat>'
        f'<w:themeFontLang w:val="{language}"/><w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>'
    )


def _styles(language: str) -> str:
    defaults = (
        f'<w:docDefaults><w:rPrDefault><w:rPr>{FONTS}<w:sz w:val="20"/><w:szCs w:val="20"/>'
        f'<w:lang w:val="{language}" w:eastAsia="{language}" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        '<w:pPrDefault><w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr></w:pPrDefault>'
        "</w:docDefaults>"
    )
    normal = style("Normal", "Normal", size=10)
    others = (
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/><w:unhideWhenUsed/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/>'
        '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/></w:tblPr></w:style>'
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/></w:style>'
    )
    return f"<w:styles {_WORD}>{defaults}{normal}{others}{''.join(STYLES)}</w:styles>"


def _plain(text: str) -> str:
    return escape(shown(text))

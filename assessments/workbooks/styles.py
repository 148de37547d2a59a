"""Colours, named cell styles, table style and theme: the same in every workbook of the program."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from openpyxl.styles import Font, PatternFill, Side
    from openpyxl.workbook import Workbook

FONT = "Calibri"

COLOURS = {
    "bg": "FFFFFF", "surface": "F3F4F7", "text": "131525", "muted": "51577A", "border": "6E7597",
    "divider": "C0C3D5", "hair": "DFE1EA", "action": "2044AA", "tint": "E5EBF7",
    "focus": "454B6B", "others": "B2C4E9", "warn": "925400", "warn_bg": "FFE7B6",
    "services": "2044AA", "processes": "008767", "competences": "D58100", "white": "FFFFFF",
}  # fmt: skip
"""The light tokens (screens.md A2, A3), as RRGGBB."""

_FIVE = ("E5EBF7", "B2C4E9", "7694D5", "3A5EB9", "03007F")
_EIGHT = ("EFF3FA", "D8E1F4", "B2C4E9", "97AFE1", "6788CF", "3A5EB9", "1537A1", "06005D")
_WHITE_FROM = {_FIVE: 3, _EIGHT: 5}
CALM = ("EFF3FA", "D8E1F4", "B2C4E9", "97AFE1")
"""Four steps for shares and counts, all under dark text."""

COUNT, SHARE, WHOLE_SHARE, DAY = "#,##0", r"0.0\ %", r"0\ %", "DD.MM.YYYY"


def colour(name: str) -> str:
    """Return a token or an RRGGBB value as RRGGBB."""
    return COLOURS.get(name, name)


def ramp(levels: int) -> tuple[tuple[str, str], ...]:
    """Return fill and text colour for every level, lowest first; at most eight levels."""
    fills = _FIVE if levels <= len(_FIVE) else _EIGHT
    if levels > len(fills):
        raise ValueError(levels)
    white = _WHITE_FROM[fills]
    return tuple(
        (fill, COLOURS["white" if n >= white else "text"]) for n, fill in enumerate(fills[:levels])
    )


class CellStyle(StrEnum):
    """The named styles, as a person finds them in Excel's list."""

    SHEET_NAME = "SC Blattname"
    COVER_TITLE = "SC Titel groß"
    TITLE = "SC Titel"
    SUBTITLE = "SC Unterzeile"
    STATEMENT = "SC Aussage"
    SECTION = "SC Abschnitt"
    TEXT = "SC Text"
    TEXT_STRONG = "SC Text stark"
    HINT = "SC Hinweis"
    STEP = "SC Schritt"
    LINK = "SC Verweis"
    FIGURE = "SC Zahl groß"
    MARK = "SC Marke"
    HEAD = "SC Kopf"
    HEAD_NUMBER = "SC Kopf Zahl"
    HEAD_CENTRED = "SC Kopf Mitte"
    CELL = "SC Zelle"
    CELL_QUIET = "SC Zelle ruhig"
    CELL_STRONG = "SC Zelle stark"
    NUMBER = "SC Zahl"
    NUMBER_STRONG = "SC Zahl stark"
    CENTRED = "SC Mitte"
    LEVEL = "SC Stufe"
    DATE = "SC Datum"
    SHARE = "SC Anteil"
    SHARE_STRONG = "SC Anteil stark"
    WHOLE_SHARE = "SC Anteil ganz"


RIGHT = frozenset({
    CellStyle.NUMBER, CellStyle.NUMBER_STRONG, CellStyle.DATE, CellStyle.SHARE,
    CellStyle.SHARE_STRONG, CellStyle.WHOLE_SHARE,
})  # fmt: skip
CENTRE = frozenset({CellStyle.CENTRED, CellStyle.LEVEL})
STRONG = frozenset({CellStyle.CELL_STRONG, CellStyle.LEVEL, CellStyle.NUMBER_STRONG,
                    CellStyle.SHARE_STRONG})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Spec:
    """How a named style looks; colours are tokens."""

    size: float = 10
    ink: str = "text"
    bold: bool = False
    across: str = "left"
    down: str = "center"
    wrap: bool = False
    line: str = ""
    """Colour of the line below."""
    ground: str = ""
    pattern: str = ""
    underlined: bool = False


_HAIR = "hair"
SPECS: dict[CellStyle, Spec] = {
    CellStyle.SHEET_NAME: Spec(10, "muted"),
    CellStyle.COVER_TITLE: Spec(26, bold=True),
    CellStyle.TITLE: Spec(20, bold=True),
    CellStyle.SUBTITLE: Spec(11, "muted", down="top"),
    CellStyle.STATEMENT: Spec(15, "action", bold=True),
    CellStyle.SECTION: Spec(14, bold=True, down="bottom", line="border"),
    CellStyle.TEXT: Spec(11, down="top", wrap=True),
    CellStyle.TEXT_STRONG: Spec(11, bold=True, down="top", wrap=True),
    CellStyle.HINT: Spec(10, "muted", down="top", wrap=True),
    CellStyle.STEP: Spec(11, "action", bold=True, across="center", down="top"),
    CellStyle.LINK: Spec(11, "action", down="top", underlined=True),
    CellStyle.FIGURE: Spec(30, "action", bold=True, pattern="0"),
    CellStyle.MARK: Spec(10, "warn", bold=True, across="right"),
    CellStyle.HEAD: Spec(10, "muted", bold=True, down="top", wrap=True, line="border",
                         ground="surface"),
    CellStyle.HEAD_NUMBER: Spec(10, "muted", bold=True, across="right", down="top", wrap=True,
                                line="border", ground="surface"),
    CellStyle.HEAD_CENTRED: Spec(10, "muted", bold=True, across="center", down="top", wrap=True,
                                 line="border", ground="surface"),
    CellStyle.CELL: Spec(wrap=True, line=_HAIR),
    CellStyle.CELL_QUIET: Spec(ink="muted", wrap=True, line=_HAIR),
    CellStyle.CELL_STRONG: Spec(bold=True, wrap=True, line=_HAIR),
    CellStyle.NUMBER: Spec(across="right", line=_HAIR, pattern=COUNT),
    CellStyle.NUMBER_STRONG: Spec(bold=True, across="right", line=_HAIR, pattern=COUNT),
    CellStyle.CENTRED: Spec(across="center", wrap=True, line=_HAIR),
    CellStyle.LEVEL: Spec(11, bold=True, across="center", line=_HAIR, pattern="0"),
    CellStyle.DATE: Spec(across="right", line=_HAIR, pattern=DAY),
    CellStyle.SHARE: Spec(across="right", line=_HAIR, pattern=SHARE),
    CellStyle.SHARE_STRONG: Spec(bold=True, across="right", line=_HAIR, pattern=SHARE),
    CellStyle.WHOLE_SHARE: Spec(across="right", line=_HAIR, pattern=WHOLE_SHARE),
}  # fmt: skip

TABLE_STYLE = "Selbstcheck"


def font(size: float = 11, ink: str = "text", *, bold: bool = False) -> Font:
    """Return the font in this size and colour."""
    from openpyxl.styles import Font

    return Font(name=FONT, size=size, bold=bold, color="FF" + colour(ink))


def ground(name: str) -> PatternFill:
    """Return an even fill, for cells and for conditional formats."""
    from openpyxl.styles import PatternFill

    full = "FF" + colour(name)
    return PatternFill("solid", fgColor=full, bgColor=full)


def side(name: str = _HAIR) -> Side:
    """Return a thin line in this colour."""
    from openpyxl.styles import Side

    return Side(style="thin", color="FF" + colour(name))


def install(workbook: Workbook) -> None:
    """Give a new workbook the program's theme, named styles and table style."""
    from openpyxl.styles import Alignment, Border, Font, NamedStyle

    workbook.loaded_theme = THEME
    private: Any = workbook  # the base font and the table styles have no public way
    normal = private._named_styles["Normal"]  # noqa: SLF001
    normal.font = font(11)  # the unit of column width is a digit of this font
    private._fonts[0] = font(11)  # noqa: SLF001
    for name, spec in SPECS.items():
        style = NamedStyle(name=str(name))
        style.font = Font(
            name=FONT, size=spec.size, bold=spec.bold, color="FF" + colour(spec.ink),
            underline="single" if spec.underlined else None,
        )  # fmt: skip
        style.alignment = Alignment(
            horizontal=spec.across, vertical=spec.down, wrap_text=spec.wrap
        )  # fmt: skip
        if spec.line:
            style.border = Border(bottom=side(spec.line))
        if spec.ground:
            style.fill = ground(spec.ground)
        if spec.pattern:
            style.number_format = spec.pattern
        workbook.add_named_style(style)
    _install_table_style(workbook)


def _install_table_style(workbook: Workbook) -> None:
    """Serve rows that people add in Excel; cells carry the same, since not all programs know it."""
    from openpyxl.styles import Border
    from openpyxl.styles.differential import DifferentialStyle
    from openpyxl.styles.table import TableStyle, TableStyleElement, TableStyleList

    private: Any = workbook
    known = private._differential_styles  # noqa: SLF001
    head = known.add(
        DifferentialStyle(
            font=font_of_head(), fill=ground("surface"), border=Border(bottom=side("border"))
        )
    )
    whole = known.add(DifferentialStyle(border=Border(horizontal=side(), bottom=side("border"))))
    elements = [
        TableStyleElement(type="wholeTable", dxfId=whole),
        TableStyleElement(type="headerRow", dxfId=head),
    ]
    private._table_styles = TableStyleList(  # noqa: SLF001
        count=1, defaultTableStyle=TABLE_STYLE, defaultPivotStyle="PivotStyleLight16",
        tableStyle=[TableStyle(name=TABLE_STYLE, pivot=False, count=2, tableStyleElement=elements)],
    )  # fmt: skip


def font_of_head() -> Font:
    """Return the font of heads in a table style."""
    from openpyxl.styles import Font

    return Font(bold=True, color="FF" + COLOURS["muted"])


def _theme() -> str:
    colours = {
        "dk1": "text", "lt1": "bg", "dk2": "muted", "lt2": "surface", "accent1": "services",
        "accent2": "7694D5", "accent3": "processes", "accent4": "competences",
        "accent5": "006B8C", "accent6": "muted", "hlink": "action", "folHlink": "04158D",
    }  # fmt: skip
    scheme = "".join(
        f'<a:{key}><a:srgbClr val="{colour(value)}"/></a:{key}>' for key, value in colours.items()
    )
    fonts = "".join(
        f'<a:{part}Font><a:latin typeface="{FONT}"/><a:ea typeface=""/><a:cs typeface=""/>'
        f"</a:{part}Font>"
        for part in ("major", "minor")
    )
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    formats = "".join(
        f"<a:{name}>{part * 3}</a:{name}>"
        for name, part in (
            ("fillStyleLst", fill),
            ("lnStyleLst", f'<a:ln w="9525">{fill}</a:ln>'),
            ("effectStyleLst", effect),
            ("bgFillStyleLst", fill),
        )
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
        f'name="{TABLE_STYLE}"><a:themeElements><a:clrScheme name="{TABLE_STYLE}">{scheme}'
        f'</a:clrScheme><a:fontScheme name="{TABLE_STYLE}">{fonts}</a:fontScheme>'
        f'<a:fmtScheme name="{TABLE_STYLE}">{formats}</a:fmtScheme></a:themeElements></a:theme>'
    )


THEME = _theme()

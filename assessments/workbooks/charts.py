"""Native bar charts with caches and alt text, in the program's look.

A chart shows cells of its own sheet; names and values are cached in it, so that a preview shows
them too. Every bar carries its number; hatched means provisional. No grid lines, no value axis,
no second kind of chart.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from assessments.workbooks.kit import letter
from assessments.workbooks.styles import FONT, colour

if TYPE_CHECKING:
    from openpyxl.chart import BarChart as NativeChart
    from openpyxl.chart.axis import _BaseAxis
    from openpyxl.chart.label import DataLabelList
    from openpyxl.chart.layout import Layout
    from openpyxl.chart.series import Series as NativeSeries
    from openpyxl.chart.shapes import GraphicalProperties
    from openpyxl.chart.text import RichText
    from openpyxl.drawing.spreadsheet_drawing import TwoCellAnchor
    from openpyxl.drawing.text import CharacterProperties
    from openpyxl.worksheet.worksheet import Worksheet

    from assessments.workbooks.kit import Book

    Box = tuple[float, float, float, float]
    """x, y, width, height as shares of the chart."""

HATCH = "hatch"
"""Fill of a bar that is provisional or capped: lines on white."""
LINE = 9525
"""0.75 pt in EMU, which is one pixel."""
HIDE_ZERO, SHOW_ZERO = "0;;", "0"


@dataclass(frozen=True, slots=True)
class Bars:
    """One series: `cells` such as `B36:B37`; `label` is the colour of its numbers, empty: none."""

    name: str
    cells: str
    fill: str
    label: str = "text"
    position: Literal["ctr", "inEnd", "outEnd", "inBase"] = "ctr"


@dataclass(frozen=True, slots=True)
class BarChart:
    """A bar chart from the cell `start` to the cell `end`, both (column, row), 1-based.

    It ends inside the column and the row before `end`, since one more column widens the print.
    """

    title: str
    """The computed sentence; empty where the chart stands on the rows of a table."""
    name: str
    """Short title, read before the alt text."""
    alt_text: str
    start: tuple[int, int]
    end: tuple[int, int]
    categories: str
    series: tuple[Bars, ...]
    grouping: Literal["stacked", "percentStacked", "clustered"] = "stacked"
    gap: int = 40
    horizontal: bool = True
    legend: bool | Box = False
    """True: above the bars; a box: exactly there."""
    plot: Box | None = None
    maximum: float | None = None
    numbers: str = HIDE_ZERO
    label_size: float = 10
    names_size: float = 10
    axis: bool = True
    """Show the names; without, the chart stands on table rows that name them."""


def draw(book: Book, sheet: Worksheet, spec: BarChart) -> None:
    """Put the chart on the sheet and keep its alt text."""
    from openpyxl.chart import BarChart as NativeChart
    from openpyxl.chart.shapes import GraphicalProperties

    chart = NativeChart()
    chart.type = "bar" if spec.horizontal else "col"
    chart.grouping = spec.grouping
    chart.overlap = None if spec.grouping == "clustered" else 100
    chart.gapWidth = spec.gap
    chart.varyColors = False
    chart.roundedCorners = False
    chart.graphical_properties = _no_frame(GraphicalProperties())
    chart.plot_area.graphicalProperties = _no_frame(GraphicalProperties())
    for bars in spec.series:
        chart.series.append(_series(book, sheet, spec, bars))
    _set_axes(chart, spec)
    _set_title(chart, spec)
    _set_legend(chart, spec)
    if spec.plot is not None:
        chart.layout = _layout(spec.plot, inner=True)
    placed: Any = chart  # its type knows only the anchor by name
    placed.anchor = _anchor(sheet, spec)
    sheet.add_chart(chart)
    book.describe(chart, spec.name, spec.alt_text)


def _no_frame(properties: GraphicalProperties) -> GraphicalProperties:
    from openpyxl.drawing.line import LineProperties

    properties.noFill = True
    properties.line = LineProperties(noFill=True)
    return properties


def _characters(size: float, ink: str = "text", *, bold: bool = False) -> CharacterProperties:
    from openpyxl.drawing.text import CharacterProperties, Font

    return CharacterProperties(
        latin=Font(typeface=FONT), sz=int(size * 100), b=bold, solidFill=colour(ink), lang="de-DE"
    )


def _rich(size: float, ink: str = "text", *, bold: bool = False) -> RichText:
    from openpyxl.chart.text import RichText
    from openpyxl.drawing.text import Paragraph, ParagraphProperties, RichTextProperties

    letters = _characters(size, ink, bold=bold)
    paragraph = Paragraph(pPr=ParagraphProperties(defRPr=letters), endParaRPr=letters)
    return RichText(bodyPr=RichTextProperties(), p=[paragraph])


def _layout(box: Box, *, inner: bool = False) -> Layout:
    from openpyxl.chart.layout import Layout, ManualLayout

    x, y, width, height = box
    manual = ManualLayout(xMode="edge", yMode="edge", x=x, y=y, w=width, h=height)
    if inner:
        manual.layoutTarget = "inner"
    return Layout(manualLayout=manual)


def _series(book: Book, sheet: Worksheet, spec: BarChart, bars: Bars) -> NativeSeries:
    from openpyxl.chart.data_source import (
        AxDataSource,
        NumData,
        NumDataSource,
        NumRef,
        NumVal,
        StrData,
        StrRef,
        StrVal,
    )
    from openpyxl.chart.series import Series, SeriesLabel

    values, names = _contents(book, sheet, bars.cells), _contents(book, sheet, spec.categories)
    points = [NumVal(idx=n, v=v) for n, v in enumerate(values) if isinstance(v, int | float)]
    cache = NumData(formatCode="General", ptCount=len(values), pt=points)
    words = [StrVal(idx=n, v=str(name or "")) for n, name in enumerate(names)]
    series = Series(
        val=NumDataSource(numRef=NumRef(f=_reference(sheet, bars.cells), numCache=cache)),
        tx=SeriesLabel(v=bars.name),
    )
    series.cat = AxDataSource(
        strRef=StrRef(
            f=_reference(sheet, spec.categories), strCache=StrData(ptCount=len(words), pt=words)
        )
    )
    series.graphicalProperties = _fill(bars.fill)
    series.invertIfNegative = False
    series.dLbls = _labels(spec, bars)
    return series


def _fill(fill: str) -> GraphicalProperties:
    from openpyxl.chart.shapes import GraphicalProperties
    from openpyxl.drawing.colors import ColorChoice
    from openpyxl.drawing.fill import PatternFillProperties
    from openpyxl.drawing.line import LineProperties

    properties = GraphicalProperties()
    properties.line = LineProperties(solidFill=colour("focus"), w=LINE)
    even: Any = ColorChoice  # takes text, its type wants an element
    if fill == HATCH:
        properties.pattFill = PatternFillProperties(
            prst="wdUpDiag",
            fgClr=even(srgbClr=colour("border")),
            bgClr=even(srgbClr=colour("white")),
        )
    else:
        properties.solidFill = colour(fill)
    return properties


def _labels(spec: BarChart, bars: Bars) -> DataLabelList:
    from openpyxl.chart.label import DataLabelList
    from openpyxl.chart.shapes import GraphicalProperties
    from openpyxl.drawing.line import LineProperties

    labels = DataLabelList()
    labels.showVal = bool(bars.label)
    labels.showSerName = labels.showCatName = labels.showLegendKey = False
    labels.showPercent = labels.showLeaderLines = False
    if bars.label:
        labels.numFmt = spec.numbers
        labels.txPr = _rich(spec.label_size, bars.label, bold=True)
        labels.dLblPos = bars.position
    if bars.label and bars.fill == HATCH:
        plate = GraphicalProperties(solidFill=colour("white"))
        plate.line = LineProperties(noFill=True)
        labels.spPr = plate
    return labels


def _set_axes(chart: NativeChart, spec: BarChart) -> None:
    from openpyxl.chart.shapes import GraphicalProperties
    from openpyxl.drawing.line import LineProperties

    names: _BaseAxis = chart.x_axis
    values = chart.y_axis
    # Said in both: left out, Excel hides the axis.
    names.delete, values.delete = not spec.axis, True
    names.scaling.orientation = "maxMin" if spec.horizontal else "minMax"
    names.majorTickMark = names.minorTickMark = "none"
    names.txPr = _rich(spec.names_size)
    base = GraphicalProperties()
    base.line = (
        LineProperties(noFill=True)
        if spec.horizontal
        else LineProperties(solidFill=colour("border"), w=LINE)
    )
    names.graphicalProperties = base
    values.majorGridlines = None
    values.scaling.min = 0
    top = 1 if spec.grouping == "percentStacked" else spec.maximum
    if top:
        values.scaling.max = top


def _set_title(chart: NativeChart, spec: BarChart) -> None:
    if not spec.title:
        return
    from openpyxl.chart.layout import Layout, ManualLayout
    from openpyxl.chart.text import RichText, Text
    from openpyxl.chart.title import Title
    from openpyxl.drawing.text import (
        Paragraph,
        ParagraphProperties,
        RegularTextRun,
        RichTextProperties,
    )

    letters = _characters(13, bold=True)
    run = RegularTextRun(rPr=letters, t=spec.title)
    paragraph = Paragraph(pPr=ParagraphProperties(algn="l", defRPr=letters), r=[run])
    chart.title = Title(
        tx=Text(rich=RichText(bodyPr=RichTextProperties(), p=[paragraph])),
        overlay=False,
        layout=Layout(manualLayout=ManualLayout(xMode="edge", yMode="edge", x=0.0, y=0.0)),
    )


def _set_legend(chart: NativeChart, spec: BarChart) -> None:
    if not spec.legend or chart.legend is None:
        chart.legend = None
        return
    chart.legend.position = "t"
    chart.legend.txPr = _rich(10)
    chart.legend.overlay = False
    if not isinstance(spec.legend, bool):
        chart.legend.layout = _layout(spec.legend)


def _anchor(sheet: Worksheet, spec: BarChart) -> TwoCellAnchor:
    from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, TwoCellAnchor

    (first, top), (after, below) = spec.start, spec.end
    inside = int(sheet.column_dimensions[letter(after - 1)].width * 7 - 2)
    return TwoCellAnchor(
        editAs="twoCell",
        _from=AnchorMarker(col=first - 1, row=top - 1),
        to=AnchorMarker(col=after - 2, colOff=LINE * inside, row=below - 1),
    )


def _contents(book: Book, sheet: Worksheet, area: str) -> list[object]:
    from openpyxl.utils.cell import range_boundaries

    left, top, right, bottom = (int(n or 0) for n in range_boundaries(area))
    return [
        book.content(sheet, row, column)
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
    ]


def _reference(sheet: Worksheet, area: str) -> str:
    quoted = sheet.title.replace("'", "''")
    return f"'{quoted}'!" + re.sub(r"([A-Z]+)(\d+)", r"$\1$\2", area)

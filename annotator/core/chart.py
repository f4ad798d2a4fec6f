"""Small charts as SVG: lines over a number, and means with their intervals."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from collections.abc import Sequence

COLORS = ("#1f6fb2", "#c8541b", "#2c8a4b", "#8a4fb0", "#a08a10", "#666666")
WIDTH, HEIGHT = 640, 400
LEFT, RIGHT, TOP, BOTTOM = 64, 170, 44, 52


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a chart: name, points, and whether it is a reference that others are held to.

    `spread` holds a lower and an upper value for every point, for an interval around it.
    """

    name: str
    x: Sequence[float]
    y: Sequence[float]
    is_reference: bool = False
    spread: Sequence[tuple[float, float]] = ()


def line_chart(title: str, x_title: str, y_title: str, lines: Sequence[Line]) -> str:
    """Draw lines over a number, y from what is there to 1 at most; SVG text.

    Points whose value is nan are left out.
    """
    xs = sorted({float(x) for line in lines for x in line.x})
    known = [v for line in lines for v in line.y if not math.isnan(v)]
    known += [v for line in lines for pair in line.spread for v in pair if not math.isnan(v)]
    low, high, step = axis_scale(known)
    first, last = (xs[0], xs[-1]) if xs else (0.0, 1.0)
    width, height = WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM

    def place(x: float, y: float) -> tuple[float, float]:
        across = 0.5 if last == first else (x - first) / (last - first)
        return LEFT + across * width, TOP + (high - y) / (high - low) * height

    parts = [_text(LEFT, 24, title, size=15)]
    for number in range(round((high - low) / step) + 1):
        value = low + number * step
        y = place(first, value)[1]
        parts.append(_rule(LEFT, y, LEFT + width, y))
        parts.append(_text(LEFT - 8, y + 4, f"{value:.10g}"[:6], anchor="end"))
    for x in xs:
        parts.append(_text(place(x, low)[0], TOP + height + 18, f"{x:g}", anchor="middle"))
    parts.append(_text(LEFT + width / 2, HEIGHT - 12, x_title, anchor="middle"))
    middle = TOP + height / 2
    turned = f'<g transform="rotate(-90 16 {middle:.1f})">'
    parts.append(f"{turned}{_text(16, middle, y_title, anchor='middle')}</g>")
    for number, line in enumerate(lines):
        color = COLORS[number % len(COLORS)]
        dash = ' stroke-dasharray="6 4"' if line.is_reference else ""
        dots = [place(x, y) for x, y in zip(line.x, line.y, strict=True) if not math.isnan(y)]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in dots)
        parts.append(
            f'<polyline points="{path}" fill="none" stroke="{color}"{dash} stroke-width="2"/>'
        )
        for x, (below, above) in zip(line.x, line.spread, strict=False):
            if not math.isnan(below + above):
                parts.append(_rule(*place(x, below), *place(x, above), color))
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{color}"/>' for x, y in dots]
        y = TOP + 12 + 20 * number
        start = LEFT + width + 16
        parts.append(
            f'<line x1="{start}" y1="{y}" x2="{start + 22}" y2="{y}" stroke="{color}"{dash} '
            'stroke-width="2"/>'
        )
        parts.append(_text(start + 28, y + 4, line.name))
    return _svg(parts)


@dataclass(frozen=True, slots=True)
class Interval:
    """A mean of one series in one group, with its interval (nan for none)."""

    group: str
    series: str
    mean: float
    low: float
    high: float


def interval_chart(title: str, x_title: str, intervals: Sequence[Interval]) -> str:
    """Draw means with their intervals, a block of rows per group and a colour per series; SVG."""
    groups = list(dict.fromkeys(item.group for item in intervals))
    series = list(dict.fromkeys(item.series for item in intervals))
    known = [v for item in intervals for v in (item.mean, item.low, item.high) if v == v]
    low, high, step = axis_scale(known)
    block = 16 * len(series) + 14
    width, height = WIDTH - LEFT - RIGHT - 60, block * len(groups)

    def across(value: float) -> float:
        return LEFT + 60 + (value - low) / (high - low) * width

    parts = [_text(16, 24, title, size=15)]
    for number in range(round((high - low) / step) + 1):
        x = across(low + number * step)
        parts.append(_rule(x, TOP, x, TOP + height))
        text = f"{low + number * step:.10g}"[:6]
        parts.append(_text(x, TOP + height + 18, text, anchor="middle"))
    parts.append(_text(LEFT + 60 + width / 2, TOP + height + 40, x_title, anchor="middle"))
    for number, group in enumerate(groups):
        middle = TOP + block * (number + 0.5)
        parts.append(_text(LEFT + 50, middle + 4, group[:18], anchor="end"))
    for item in intervals:
        place = series.index(item.series)
        color = COLORS[place % len(COLORS)]
        y = TOP + block * groups.index(item.group) + 15 + 16 * place
        if item.low == item.low:
            parts.append(_rule(across(item.low), y, across(item.high), y, color))
        parts.append(f'<circle cx="{across(item.mean):.1f}" cy="{y}" r="4" fill="{color}"/>')
    for place, name in enumerate(series):
        y, start = TOP + 12 + 20 * place, WIDTH - RIGHT + 16
        color = COLORS[place % len(COLORS)]
        parts.append(f'<circle cx="{start + 8}" cy="{y}" r="4" fill="{color}"/>')
        parts.append(_text(start + 20, y + 4, name))
    return _svg(parts, TOP + max(height, 20 * len(series)) + BOTTOM)


def axis_scale(values: Sequence[float]) -> tuple[float, float, float]:
    """Lowest and highest value of an axis, and the distance of its rules: round numbers."""
    low, high = (min(values), max(values)) if values else (0.0, 1.0)
    span = max(high - low, 1e-6)
    step = 10 ** math.floor(math.log10(span))
    step = next(s for s in (step / 5, step / 2, step, step * 2) if span / s <= 6)
    first = math.floor(low / step + 1e-9)
    return first * step, max(first + 1, math.ceil(high / step - 1e-9)) * step, step


def _text(x: float, y: float, text: str, *, size: int = 12, anchor: str = "start") -> str:
    place = f'x="{x:.1f}" y="{y:.1f}" font-size="{size}" text-anchor="{anchor}"'
    return f'<text {place} font-family="sans-serif" fill="#222222">{escape(text)}</text>'


def _rule(x1: float, y1: float, x2: float, y2: float, color: str = "#dddddd") -> str:
    ends = f'x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"'
    return f'<line {ends} stroke="{color}"/>'


def _svg(parts: Sequence[str], height: int = HEIGHT) -> str:
    size = f'width="{WIDTH}" height="{height}" viewBox="0 0 {WIDTH} {height}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {size}>'
    return "\n".join([head, '<rect width="100%" height="100%" fill="white"/>', *parts, "</svg>\n"])

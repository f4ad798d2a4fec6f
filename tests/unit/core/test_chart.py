"""Charts as SVG: what is drawn where."""

from __future__ import annotations

import math
from xml.etree import ElementTree as ET

import pytest

from annotator.core.chart import HEIGHT, WIDTH, Line, line_chart

SVG = "{http://www.w3.org/2000/svg}"


def points(svg: str) -> list[list[tuple[float, float]]]:
    lines = ET.fromstring(svg).findall(f"{SVG}polyline")
    return [
        [tuple(map(float, pair.split(","))) for pair in line.get("points", "").split()]
        for line in lines
    ]


def test_higher_values_lie_higher_and_equal_ones_level() -> None:
    svg = line_chart("T", "n", "Dice", [Line("a", [2, 4, 6], [0.5, 0.9, 0.9])])
    (first, second, third) = points(svg)[0]
    assert first[1] > second[1] == third[1]
    assert second[0] - first[0] == pytest.approx(third[0] - second[0], abs=0.1)
    assert all(0 < x < WIDTH and 0 < y < HEIGHT for x, y in points(svg)[0])


def test_a_reference_is_dashed_and_names_are_escaped() -> None:
    lines = [Line("A & B", [1, 2], [0, 1]), Line("base", [1, 2], [0.5, 0.5], is_reference=True)]
    root = ET.fromstring(line_chart("<T>", "n", "Dice", lines))
    dashed = [line.get("stroke-dasharray") for line in root.findall(f"{SVG}polyline")]
    assert dashed[0] is None
    assert dashed[1] is not None
    texts = [text.text for text in root.iter(f"{SVG}text")]
    assert {"<T>", "A & B", "base"} <= set(texts)


def test_points_without_a_value_are_left_out() -> None:
    svg = line_chart("T", "n", "Dice", [Line("a", [1, 2, 3], [0.5, math.nan, 0.7])])
    assert len(points(svg)[0]) == 2
    assert points(line_chart("T", "n", "Dice", [Line("a", [1], [math.nan])])) == [[]]

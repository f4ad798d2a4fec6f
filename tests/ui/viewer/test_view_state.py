from dataclasses import fields, replace

import pytest

from annotator.core.patch import MaskPatch
from annotator.ui.viewer.tools import Tool
from annotator.ui.viewer.view_state import Look, Part, ViewState, redraw

STATE = ViewState(0, (4, 10, 12))


@pytest.mark.parametrize(
    ("change", "parts"),
    [
        ({}, Part.NOTHING),
        ({"cursor": (5, 10, 12)}, Part.SLICE | Part.CROSSHAIR),
        ({"cursor": (4, 11, 12)}, Part.CROSSHAIR),
        ({"window": (50.0, 80.0)}, Part.IMAGE | Part.TEXT),
        ({"smooth": False}, Part.IMAGE | Part.TEXT),
        ({"opacity": 0.1}, Part.LABELS | Part.PROPOSAL),
        ({"overlay_visible": False}, Part.LABELS | Part.PROPOSAL),
        ({"iteration": 2}, Part.PROPOSAL | Part.TEXT),
        ({"show_change": True}, Part.PROPOSAL | Part.TEXT),
        ({"tool": Tool.FILL}, Part.BRUSH),
        ({"radius_mm": 9.0}, Part.BRUSH),
        ({"look": Look.SPLIT}, Part.IMAGE | Part.TEXT),
        ({"split": 0.3}, Part.SPLIT),
    ],
)
def test_each_change_asks_for_its_parts_only(change, parts):
    assert redraw(STATE, replace(STATE, **change)) == parts


def test_every_field_is_drawn():
    shown = {f.name for f in fields(ViewState)} - {
        "axis",
        "intensity_range",
        "paint_over",
        "clicker",
    }  # all but the first are read by strokes
    others = {
        "cursor": (0, 0, 0),
        "window": (1.0, 2.0),
        "inverted": True,
        "opacity": 0.9,
        "overlay_visible": False,
        "proposal_visible": False,
        "outlines": True,
        "iteration": 1,
        "show_change": True,
        "tool": Tool.PICK,
        "radius_mm": 1.0,
        "smooth": False,
        "crosshair": False,
        "painting": True,
        "draft": MaskPatch((0, 0, 0), (1, 1, 1), b"", b""),
        "look": Look.DENOISED,
        "split": 0.2,
    }
    assert shown == set(others)
    for name, value in others.items():
        assert redraw(STATE, replace(STATE, **{name: value})), name

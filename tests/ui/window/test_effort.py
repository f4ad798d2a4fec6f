"""The effort ledger in the window: nothing without the user's wish, a row when an image is left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.helpers.windows import paint

if TYPE_CHECKING:
    from pathlib import Path

    from annotator.ui.main_window import MainWindow


def test_is_written_only_on_request(opened: MainWindow, tmp_path: Path) -> None:
    ledger = tmp_path / "data" / "effort.csv"
    opened.actions_by_name["tool_brush"].trigger()
    paint(opened, [(18.0, 20.0), (20.0, 26.0)])
    opened.effort.set_document(opened.document)
    assert not ledger.exists()
    opened.actions_by_name["effort"].trigger()
    opened.session.close_image()
    lines = ledger.read_text("utf-8").splitlines()
    assert len(lines) == 2
    assert lines[0].startswith("case,label,name,seconds,strokes")
    assert lines[1].split(",")[4] == "1"
    assert opened.settings.values.effort

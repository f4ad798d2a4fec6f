"""Settings: whatever lies in the file, the window starts, and what is damaged is a default."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSettings

from annotator.ui.settings import ImageWindow, Settings, Values
from tests.helpers.windows import FakeDialogs, make_window

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def settings(folder: Path) -> Settings:
    return Settings(QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat))


def test_what_was_changed_is_there_again(tmp_path: Path) -> None:
    first = settings(tmp_path)
    first.change(
        opacity=0.25, geometry=b"\x00\xff", recent=["/a, b/ä.nii", "c"]
    )  # as earlier versions kept them
    first.set_shortcut("fit", "Ctrl+,")
    first.set_window("abc", ImageWindow(1.0, 2.0, inverted=True))
    first.sync()
    again = settings(tmp_path)
    assert again.values == first.values
    again.add_recent(Path("/scan"), "1.2.3")
    again.add_recent(Path("/scan"), "1.2.4")
    again.add_recent(Path("/scan"), "1.2.3")
    again.sync()
    assert [(image.path, image.series) for image in settings(tmp_path).recent()] == [
        ("/scan", "1.2.3"),
        ("/scan", "1.2.4"),
        ("/a, b/ä.nii", ""),
        ("c", ""),
    ]
    assert again.window("abc") == ImageWindow(1.0, 2.0, inverted=True)
    again.set_shortcut("fit", None)
    assert again.shortcut("fit") is None


def test_windows_of_old_images_are_forgotten(tmp_path: Path) -> None:
    kept = settings(tmp_path)
    for number in range(60):
        kept.set_window(str(number), ImageWindow(number, 1.0))
    assert kept.window("9") is None
    assert kept.window("10") == ImageWindow(10.0, 1.0)


DAMAGED = [
    "opacity=nan\nbrush_mm=NaN\niterations=nan\n",
    "opacity=1e999\nbrush_mm=-5\niterations=1000000\nsuggested_slices=0\n",
    'opacity=a, b, c\nrecent=7\nshortcuts=[1]\nwindows={\ngeometry="???"\n',
    "opacity=@Rect(1 2)\nsmooth=@Invalid()\nmethod=@ByteArray(\\xff)\n",
    'windows="{\\"a\\":{\\"center\\":0,\\"width\\":0}}"\ngeometry="\\"AAAA\\""\n',
    "opacity=0.5\nopacity",
]


@pytest.mark.parametrize("content", DAMAGED)
def test_damaged_settings_cost_settings_and_never_the_start(
    content: str, tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "settings.ini").write_text(f"[General]\n{content}", "utf-8")
    read = settings(tmp_path).values
    assert read == Values(geometry=read.geometry)
    window = make_window(tmp_path, FakeDialogs())
    qtbot.addWidget(window)
    window.show()
    assert window.viewer.views[0].state.radius_mm == 5.0
    window.close()


def test_values_out_of_range_are_not_remembered(tmp_path: Path) -> None:
    store = settings(tmp_path)
    with pytest.raises(ValueError, match="float"):
        store.change(opacity=float("nan"))
    assert store.values.opacity == 0.5

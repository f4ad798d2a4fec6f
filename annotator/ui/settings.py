"""What the window remembers between sessions."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import msgspec
from msgspec import Meta
from PySide6.QtCore import QSettings

from annotator.ui.language import LanguageName  # msgspec reads it

if TYPE_CHECKING:
    from collections.abc import Mapping

log = logging.getLogger(__name__)

RECENT_FILES = 10
REMEMBERED_IMAGES = 50
UID_END = 8

Share = Annotated[float, Meta(ge=0.0, le=1.0)]
Finite = Annotated[float, Meta(ge=-1e9, le=1e9)]
Width = Annotated[float, Meta(gt=0.0, le=1e9)]


class ImageWindow(msgspec.Struct, frozen=True):
    """Grey levels of one image: centre and width in its unit, and whether black is white."""

    center: Finite
    width: Width
    inverted: bool = False


class RecentImage(msgspec.Struct, frozen=True):
    """An image that was open: its path, and of DICOM files the key of its series."""

    path: str
    series: str = ""

    @property
    def title(self) -> str:
        """Folder and name, and how the series' UID ends."""
        return f"{Path(self.path).parent.name} / {Path(self.path).name}{self.series_end}"

    @property
    def series_end(self) -> str:
        """What tells two series of one folder apart."""
        return f" · …{self.series[-UID_END:]}" if self.series else ""


class Values(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that is remembered; each value out of its range is replaced by its default.

    Attributes
    ----------
    geometry
        Of the window, as Qt describes it.
    tour_seen
        Whether the tour was shown.
    theme, language
        Colours of the window; its language, from the next start on.
    folder, recent
        Folder and images opened last, newest first.
    opacity, brush_mm, smooth, crosshair
        Of the masks, 0..1; diameter of the brush; whether voxels are blended; whether the
        crosshair is drawn.
    layout
        How the views lie beside each other.
    pen_pressure
        Whether a pen paints with a smaller brush the less it is pressed.
    guidance, suggested_slices
        Whether slices are judged in the background, and how many are suggested.
    method, iterations, adapt, stop_at_ends
        Of a run.
    effort
        Whether an effort ledger is kept.
    cluster
        Address of a Dask cluster that images may be sent to; "" for none.
    least_certain_first
        Whether review begins at the least certain slice.
    prefill_new
        Whether cases that nobody has begun are prefilled when they are opened.
    shortcuts
        Keys that the user chose, by action; "" for none.
    windows
        Grey levels that the user chose, by content of the image, newest last.
    """

    geometry: bytes = b""
    tour_seen: bool = False
    theme: Literal["dark", "light", "system"] = "dark"
    language: LanguageName = "system"
    folder: str = ""
    recent: list[RecentImage | str] = []
    opacity: Share = 0.5
    brush_mm: Annotated[float, Meta(ge=0.5, le=100.0)] = 10.0
    smooth: bool = True
    crosshair: bool = True
    layout: Literal["planes", "large", "support", "grid"] = "planes"
    pen_pressure: bool = False
    guidance: bool = True
    suggested_slices: Annotated[int, Meta(ge=2, le=9)] = 3
    method: str = "fused"
    iterations: Annotated[int, Meta(ge=1, le=10)] = 4
    adapt: bool = True
    stop_at_ends: bool = True
    least_certain_first: bool = True
    prefill_new: bool = False
    effort: bool = False
    cluster: str = ""
    shortcuts: dict[str, str] = {}
    windows: dict[str, ImageWindow] = {}


class Settings:
    """Reads and writes `Values` through a `QSettings` store; what is damaged counts as absent.

    Parameters
    ----------
    store
        Default: the user's own settings; tests pass a file in a temporary folder.
    """

    def __init__(self, store: QSettings | None = None) -> None:
        self._store = store or QSettings("catnet-annotator", "annotator")
        self._values = Values(**self._read())

    @property
    def file(self) -> Path:
        """Where it is all kept."""
        return Path(self._store.fileName())

    @property
    def values(self) -> Values:
        """What is remembered now."""
        return self._values

    def change(self, **changes: Any) -> None:
        """Remember other values; fields of `Values` by name.

        Raises
        ------
        msgspec.ValidationError
            If a value is none of its field's.
        """
        fields = {field.name: field.type for field in msgspec.structs.fields(Values)}
        checked = {name: msgspec.convert(value, fields[name]) for name, value in changes.items()}
        self._values = msgspec.structs.replace(self._values, **checked)
        for name, value in checked.items():
            self._store.setValue(name, msgspec.json.encode(value).decode())

    def recent(self) -> list[RecentImage]:
        """Recently opened images, newest first."""
        return [
            RecentImage(item) if isinstance(item, str) else item for item in self._values.recent
        ]

    def add_recent(self, path: Path, series: str = "") -> None:
        """Put a path, or a DICOM series there, at the top of the recent images."""
        new = RecentImage(str(path), series)
        rest = [item for item in self.recent() if item != new]
        self.change(recent=[new, *rest][:RECENT_FILES])

    def shortcut(self, action: str) -> str | None:
        """Key sequence that the user chose for an action, or None for the default."""
        return self._values.shortcuts.get(action)

    def set_shortcut(self, action: str, keys: str | None) -> None:
        """Store the user's key sequence of an action; None goes back to the default."""
        rest = {name: own for name, own in self._values.shortcuts.items() if name != action}
        self.change(shortcuts=rest if keys is None else {**rest, action: keys})

    def window(self, image: str) -> ImageWindow | None:
        """Grey levels that the user chose for an image, by its content."""
        return self._values.windows.get(image)

    def set_window(self, image: str, window: ImageWindow | None) -> None:
        """Remember the grey levels of an image; None forgets them."""
        rest = {key: own for key, own in self._values.windows.items() if key != image}
        kept = rest if window is None else {**rest, image: window}
        self.change(windows=dict(list(kept.items())[-REMEMBERED_IMAGES:]))

    def sync(self) -> None:
        """Write to disk now."""
        self._store.sync()

    def _read(self) -> Mapping[str, Any]:
        found: dict[str, Any] = {}
        for field in msgspec.structs.fields(Values):
            text = self._store.value(field.name)
            if text is None:
                continue
            try:
                found[field.name] = msgspec.json.decode(str(text), type=field.type)
            except (msgspec.MsgspecError, ValueError) as error:
                log.warning("the setting %s is damaged and was dropped: %s", field.name, error)
        return found

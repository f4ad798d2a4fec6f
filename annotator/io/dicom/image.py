"""A DICOM series as an opened image file, and its thumbnail."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from annotator.core.errors import UserError
from annotator.core.texts import tr
from annotator.io.dicom.catalogue import SeveralSeries, read_catalogue
from annotator.io.dicom.files import no_tick
from annotator.io.dicom.pixels import PixelReader, check_size, stored_type
from annotator.io.image_file import LARGEST_FACTOR, ImageFile, slab_thickness
from annotator.io.orientation import RAS_TO_LPS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray

    from annotator.io.dicom.catalogue import Catalogue, Series
    from annotator.io.dicom.files import Tick
    from annotator.io.dicom.header import Frame
    from annotator.io.image_file import Slab

THUMBNAIL_PERCENTILES = (2.0, 99.5)


class UnevenSpacing(UserError):  # noqa: N818  (what was found)
    """Slices are missing or unevenly spaced, and the user has not said to open them all the same.

    `sentence` gives the numbers; `catalogue` and `series` tell what was to be opened.
    """

    def __init__(self, catalogue: Catalogue, series: Series) -> None:
        self.sentence = series.stack.uneven
        super().__init__(
            f"{catalogue.path.name}: {self.sentence} "
            "Use --allow-uneven to open it as if evenly spaced."
        )
        self.catalogue = catalogue
        self.series = series.key


def open_dicom(
    path: Path, series: str = "", *, allow_uneven: bool = False, tick: Tick = no_tick
) -> ImageFile:
    """Headers of a DICOM series; pixels stay on disk.

    Parameters
    ----------
    path
        A folder, a zip archive, a DICOMDIR, or a file of the series.
    series
        Key of the series (`Series.key`), needed if there are several.
    allow_uneven
        Whether to open it though slices are missing or unevenly spaced, as if they were even.
    tick
        As for `read_catalogue`; also told ``(slices read, slices in all)`` while pixels are read.

    Raises
    ------
    SeveralSeries
        If there are several and none was chosen.
    UnevenSpacing
        If slices are missing or unevenly spaced.
    UserError
        If there is no image.
    """
    catalogue = read_catalogue(path, tick)
    return open_series(catalogue, series, allow_uneven=allow_uneven, tick=tick)


def open_series(
    catalogue: Catalogue, series: str = "", *, allow_uneven: bool = False, tick: Tick = no_tick
) -> ImageFile:
    """`open_dicom` for what was found before."""
    chosen = _choose(catalogue, series)
    stack, header = chosen.stack, chosen.header
    if stack.uneven and not allow_uneven:
        raise UnevenSpacing(catalogue, chosen)
    warnings = []
    if stack.uneven:
        warnings.append(
            tr(
                "{uneven} They were opened as if {spacing_mm:.4g} mm apart, so lengths "
                "and volumes are not exact.",
                uneven=stack.uneven,
                spacing_mm=chosen.spacing_mm[2],
            )
        )
    if stack.tilt_degrees:
        warnings.append(
            tr(
                "The gantry was tilted by {tilt_degrees:.3g}°: each slice is shifted "
                "against the one before, which is kept exactly.",
                tilt_degrees=stack.tilt_degrees,
            )
        )
    frames = stack.frames
    intercepts = [frame.intercept for frame in frames]
    if header.modality == "CT" and min(intercepts) < max(intercepts):
        warnings.append(
            tr(
                "The slices have different rescale intercepts ({least:g} to {most:g}), as their "
                "files say; check that none is brighter or darker than its neighbours.",
                least=min(intercepts),
                most=max(intercepts),
            )
        )
    for file in dict.fromkeys(frame.header for frame in frames):
        check_size(file)
    dtype = _value_type(frames)

    def slabs(_time_point: int) -> Iterator[Slab]:
        yield from _read_slabs(frames, dtype, tick)

    return ImageFile(
        path=catalogue.path,
        format="DICOM",
        shape_ijk=chosen.shape_ijk,
        time_points=1,
        dtype=dtype,
        affine_ras=np.asarray(RAS_TO_LPS @ stack.affine_lps),
        slabs=slabs,
        warnings=tuple(warnings),
        notes=catalogue.aside,
        modality={"CT": "CT", "MR": "MR"}.get(header.modality),  # type: ignore[arg-type]
        extra={"dicom": chosen},
    )


def _choose(catalogue: Catalogue, series: str) -> Series:
    if series:
        return catalogue.find(series)
    if not catalogue.series:
        raise UserError(
            " ".join(
                [
                    tr(
                        "{name} holds no CT or MR series that can be opened.",
                        name=catalogue.path.name,
                    ),
                    *catalogue.aside,
                ]
            )
        )
    if len(catalogue.series) > 1:
        raise SeveralSeries(catalogue)
    return catalogue.series[0]


def _value_type(frames: tuple[Frame, ...]) -> np.dtype[Any]:
    """Smallest type that holds all values after rescaling, float32 if they are not whole."""
    low, high = 0.0, 0.0
    kinds = {(f.header.bits_stored, f.header.signed, f.slope, f.intercept): f for f in frames}
    for frame in kinds.values():
        stored = stored_type(frame.header)
        factors = (frame.slope, frame.intercept)
        if not all(np.isfinite(factors)):
            raise UserError(
                tr("{name} has a damaged rescale slope or intercept.", name=frame.header.file.name)
            )
        whole = all(f.is_integer() and abs(f) < LARGEST_FACTOR for f in factors)
        if stored.kind == "f" or not whole:
            return np.dtype(np.float32 if stored.itemsize < 4 else np.float64)
        half = 1 << (frame.header.bits_stored - 1)
        limits = (-half, half - 1) if frame.header.signed else (0, 2 * half - 1)
        values = [frame.slope * limit + frame.intercept for limit in limits]
        low, high = min(low, *values), max(high, *values)
    for kind in (np.int16, np.int32, np.int64):
        info = np.iinfo(kind)
        if info.min <= low and high <= info.max:
            return np.dtype(kind)
    return np.dtype(np.float64)


def _read_slabs(frames: tuple[Frame, ...], dtype: np.dtype[Any], tick: Tick) -> Iterator[Slab]:
    header = frames[0].header
    step = slab_thickness((header.columns, header.rows, len(frames)), dtype)
    with PixelReader() as reader:
        for start in range(0, len(frames), step):
            some = frames[start : start + step]
            slab = np.empty((len(some), header.rows, header.columns), dtype)
            for number, frame in enumerate(some):
                tick(start + number, len(frames))
                rescale(reader.read(frame), frame, slab[number])
            yield slice(start, start + len(some)), slab.transpose(2, 1, 0)


def rescale(stored: NDArray[Any], frame: Frame, values: NDArray[Any]) -> None:
    """Put slope · stored + intercept into `values`."""
    kind: Any = float if values.dtype.kind == "f" else int
    np.copyto(values, stored, casting="unsafe")
    if frame.slope != 1.0:
        values *= kind(frame.slope)
    if frame.intercept != 0.0:
        values += kind(frame.intercept)


def thumbnail(series: Series, side: int = 96) -> NDArray[np.uint8]:
    """Middle slice of a series as a small grey picture, uint8 ``(row, column)``.

    Raises
    ------
    UserError
        If it cannot be read.
    """
    frame = series.stack.frames[len(series.stack.frames) // 2]
    with PixelReader() as reader:
        pixels = reader.read(frame)
    rows, columns = pixels.shape
    step = max(1, -(-max(rows, columns) // side))
    small = pixels[step // 2 :: step, step // 2 :: step].astype(np.float64) * frame.slope
    low, high = np.nanpercentile(small, THUMBNAIL_PERCENTILES)
    grey = (small - low) / max(high - low, 1e-12) * 255.0
    return np.asarray(np.nan_to_num(np.clip(grey, 0, 255)), np.uint8)

"""Charts put into files: SVG as it is, PNG drawn from it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from annotator.core.errors import UserError
from annotator.io.replacing import replacing, write_text

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

SUFFIXES = (".svg", ".png")
SHARPER = 2  # pixels per unit of the SVG


def check_picture(path: Path) -> None:
    """Refuse names of pictures that cannot be written."""
    if path.suffix.lower() not in SUFFIXES:
        raise UserError(f"{path.name} must end in .svg or .png.")


def png_bytes(picture: NDArray[np.uint8]) -> bytes:
    """Return an uint8 ``(h, w, 3)`` picture as PNG."""
    from PySide6.QtCore import QBuffer, QByteArray, QIODevice
    from PySide6.QtGui import QImage, QImageWriter

    height, width = picture.shape[:2]
    image = QImage(picture.data, width, height, 3 * width, QImage.Format.Format_RGB888)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(buffer.data().data())


def save_chart(path: Path, svg: str) -> None:
    """Write a chart as SVG or PNG, by the file's name; raises `UserError` if that fails."""
    check_picture(path)
    if path.suffix.lower() == ".svg":
        write_text(path, svg)
        return
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # needs no screen
    from PySide6.QtCore import QByteArray
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer
    from PySide6.QtWidgets import QApplication

    app = QApplication.instance() or QApplication([])  # fonts
    renderer = QSvgRenderer(QByteArray(svg.encode()))
    image = QImage(renderer.defaultSize() * SHARPER, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    with replacing(path.resolve()) as (whole,):
        image.save(str(whole))
    del app

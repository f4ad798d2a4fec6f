"""A document in three linked views."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from annotator.ui.viewer.viewer_widget import ViewerWidget
from tests.helpers.documents import EditList, make_document
from tests.helpers.pointer import Pointer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from annotator.services.document import Document
    from annotator.ui.viewer.slice_view import SliceView


@pytest.fixture
def document() -> Document:
    return make_document()


@pytest.fixture
def edits(document: Document) -> EditList:
    return EditList(document)


@pytest.fixture
def viewer(qtbot: QtBot, document: Document) -> Iterator[ViewerWidget]:
    widget = ViewerWidget()
    qtbot.addWidget(widget)
    widget.resize(900, 600)
    widget.set_document(document)
    widget.show()
    qtbot.waitExposed(widget)
    yield widget
    widget.set_document(None)


@pytest.fixture
def view(viewer: ViewerWidget) -> SliceView:
    """The axial view, on slice 4 of 8 (index 4)."""
    return viewer.views[0]


@pytest.fixture
def pointer(view: SliceView) -> Pointer:
    return Pointer(view)

"""Pixels of the layers, drawn into images of a fixed size."""

import numpy as np
import pytest
from PySide6.QtGui import QImage, QPainter, QTransform
from PySide6.QtWidgets import QStyleOptionGraphicsItem

from annotator.core.labels import LabelClass
from annotator.ui.viewer.image_layer import ImageLayer
from annotator.ui.viewer.label_overlay import LabelOverlay, color_table
from annotator.ui.viewer.proposal_overlay import GAINED, LOST, ProposalOverlay

CLASSES = [LabelClass(1, "Liver", (255, 0, 0)), LabelClass(2, "Spleen", (0, 200, 100))]
SHAPE = (12, 17)  # an odd width: rows of a QImage are padded


@pytest.fixture(autouse=True)
def application(qapp):
    """Images need no window, but Qt wants an application."""


def drawn(layer, scale=1.0, background=0xFF000000):
    """The layer on black, as uint8 (h, w, 3) in red, green, blue."""
    height, width = (round(n * scale) for n in SHAPE)
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(background)
    painter = QPainter(image)
    painter.setWorldTransform(QTransform.fromScale(scale, scale))
    option = QStyleOptionGraphicsItem()
    option.exposedRect = layer.boundingRect()
    layer.paint(painter, option)
    painter.end()
    words = np.frombuffer(image.constBits(), np.uint32).reshape(height, -1)[:, :width]
    return np.stack([(words >> shift) & 255 for shift in (16, 8, 0)], axis=-1).astype(np.uint8)


def overlay(kind=LabelOverlay, alpha=0.5, classes=CLASSES):
    layer = kind()
    layer.resize(SHAPE, (1.0, 1.0))
    layer.set_table(color_table(classes, alpha))
    return layer


def some_labels(seed=0):
    return np.random.default_rng(seed).integers(0, 3, SHAPE).astype(np.uint8)


def test_labels_have_their_colours_and_background_stays():
    layer, labels = overlay(), some_labels()
    layer.recolor(labels)
    pixels = drawn(layer)
    assert (pixels[labels == 0] == 0).all()
    assert np.allclose(pixels[labels == 1], (128, 0, 0), atol=1)
    assert np.allclose(pixels[labels == 2], (0, 100, 50), atol=1)


def test_hidden_classes_are_not_drawn():
    hidden = [LabelClass(1, "Liver", (255, 0, 0), visible=False), CLASSES[1]]
    layer, labels = overlay(classes=hidden), some_labels()
    layer.recolor(labels)
    assert (drawn(layer)[labels == 1] == 0).all()
    assert (drawn(layer)[labels == 2] > 0).any()


@pytest.mark.parametrize("kind", [LabelOverlay, ProposalOverlay])
def test_boxes_add_up_to_the_whole(kind):
    whole, parts = overlay(kind), overlay(kind)
    labels = np.zeros(SHAPE, dtype=np.uint8)
    parts.recolor(labels)
    for box in (
        (slice(2, 7), slice(3, 9)),
        (slice(5, 12), slice(8, 17)),
        (slice(0, 3), slice(0, 4)),
    ):
        labels[box] = some_labels(box[0].start)[box]
        parts.recolor(labels[box], box)
    whole.recolor(labels)
    assert np.array_equal(drawn(parts, 2.7), drawn(whole, 2.7))


def test_slice_without_masks_after_one_with_masks_is_empty():
    layer = overlay()
    layer.recolor(some_labels())
    layer.recolor(np.zeros(SHAPE, np.uint8))
    assert not drawn(layer).any()
    box = (slice(4, 6), slice(4, 6))
    layer.recolor(np.ones((2, 2), np.uint8), box)
    assert (drawn(layer)[..., 0] > 0).sum() == 4  # and nothing of the slice before


def test_proposals_are_striped_and_masks_are_not():
    square = np.zeros(SHAPE, dtype=np.uint8)
    square[2:10, 3:13] = 1
    mask, proposed = overlay(), overlay(ProposalOverlay)
    mask.recolor(square)
    proposed.recolor(square)
    solid, striped = (drawn(layer, 8.0)[24:72, 32:96, 0] for layer in (mask, proposed))
    assert len(np.unique(solid)) == 1
    assert len(np.unique(striped)) == 2
    share = (striped == striped.max()).mean()
    assert 0.3 < share < 0.5  # stripes of 3 in 8 pixels, whatever the zoom
    outside = drawn(proposed, 8.0)[:14]
    assert not outside.any()


def test_change_map_shows_gained_lost_and_kept():
    before, after = np.zeros(SHAPE, np.uint8), np.zeros(SHAPE, np.uint8)
    before[2:6, 2:10] = 1
    after[4:8, 2:10] = 1
    layer = overlay(ProposalOverlay)
    layer.show_change(after, before)
    assert (layer.pixels[2:4, 2:10] == LOST).all()
    assert (layer.pixels[6:8, 2:10] == GAINED).all()
    assert len(np.unique(layer.pixels[4:6, 2:10])) == 1
    assert drawn(layer)[5, 5].any()
    layer.show_change(after, before, 0.5)
    assert (layer.pixels[6:8, 2:10] >> 24 == round((GAINED >> 24) / 2)).all()


def image(dtype=np.int16):
    layer = ImageLayer()
    layer.resize(SHAPE, (1.0, 1.0))
    values = np.arange(np.prod(SHAPE)).reshape(SHAPE) * 10 - 1000
    return layer, values.astype(dtype)


@pytest.mark.parametrize("dtype", [np.int16, np.float32])
def test_window_maps_values_to_grey(dtype):
    layer, values = image(dtype)
    layer.set_window((0.0, 1000.0))
    layer.show_slice(values)
    pixels = drawn(layer)
    expected = np.clip((values + 500.0) / 1000.0 * 255.0, 0, 255)
    assert np.abs(pixels[..., 0] - expected).max() <= 1
    assert (pixels[..., 0] == pixels[..., 2]).all()


def test_not_a_number_is_black():
    layer, values = image(np.float32)
    values[3, 3], values[4, 4], values[5, 5] = np.nan, np.inf, -np.inf
    layer.set_window((0.0, 1000.0))
    layer.show_slice(values)
    pixels = drawn(layer)[..., 0]
    assert (pixels[3, 3], pixels[4, 4], pixels[5, 5]) == (0, 255, 0)


def test_strided_slices_are_shown_as_they_are():
    volume = np.random.default_rng(0).integers(-900, 900, (*SHAPE, 5)).astype(np.int16)
    layer = image()[0]
    layer.show_slice(volume[:, :, 3])
    strided = layer.pixels
    layer.show_slice(np.ascontiguousarray(volume[:, :, 3]))
    assert np.array_equal(strided, layer.pixels)

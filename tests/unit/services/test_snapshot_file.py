"""Snapshots read back as they were written, and nothing that is damaged or made up gets through."""

from __future__ import annotations

import tracemalloc
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.core.geometry import Region
from annotator.services.run_supports import run_supports
from annotator.services.slice_status import status_strip
from annotator.services.snapshot import Snapshot
from annotator.services.snapshot_file import (
    DIGEST_BYTES,
    HEAD,
    KIND,
    DamagedSnapshotError,
    OtherFormatError,
    _digest,
    decode,
    encode,
)
from tests.helpers.documents import make_document, make_volume
from tests.helpers.snapshots import box_of, worked_on

if TYPE_CHECKING:
    from annotator.services.document import Document

VOLUME = make_volume()
GOOD = encode(Snapshot.of(worked_on(), box_of(worked_on())))
START = len(HEAD) + DIGEST_BYTES


def sealed(body: bytes) -> bytes:
    """A file made by hand: any body, with the digest that belongs to it."""
    return HEAD + _digest(body) + body


def used(document: Document) -> None:
    """Do with a document what the window does with it."""
    for item in document.classes:
        status_strip(document, item.value)
        document.slice_voxels(item.value)
    run_supports(document)
    proposal = document.review.proposal
    if proposal is not None:
        for index in proposal.indices():
            for iteration in range(proposal.iterations()):
                document.review.labels(proposal.axis, index, iteration)
    document.accept(None)
    document.add_label()


def test_everything_is_there_again() -> None:
    document = worked_on()
    snapshot = decode(GOOD, VOLUME)
    recovered = snapshot.restore(VOLUME)
    assert np.array_equal(recovered.labelmap.voxels, document.labelmap.voxels)
    assert np.array_equal(recovered.labelmap.origins, document.labelmap.origins)
    assert recovered.classes == document.classes
    assert recovered.marks == document.marks
    assert recovered.active_label == document.active_label
    used(recovered)


def test_what_waits_for_review_is_there_again() -> None:
    document = worked_on()
    before = document.review.proposal
    assert before is not None
    restored = decode(GOOD, VOLUME).restore(VOLUME)
    after = restored.review.proposal
    assert after is not None
    assert after.indices() == before.indices() == [4, 6]
    assert after.iterations() == 2
    for index in before.indices():
        for iteration in range(2):
            expected = before.slices[index].labels(iteration)
            assert np.array_equal(after.slices[index].labels(iteration), expected)
            assert after.slices[index].stats[iteration] == before.slices[index].stats[iteration]
        assert after.slices[index].values == before.slices[index].values
    assert (after.axis, after.run_labels, after.method) == (0, (1, 2), "fused")
    assert after.learned == before.learned
    (told, told_before) = after.supports[0], before.supports[0]
    assert [item.index for item in told.slices] == [item.index for item in told_before.slices]
    assert np.array_equal(told.slices[0].mask, told_before.slices[0].mask)
    assert restored.accept([4]) is not None
    assert restored.review.waiting == 1


def test_a_proposal_goes_on_without_its_copy() -> None:
    document = worked_on()
    snapshot = Snapshot.of(document, box_of(document))
    document.reject(None)
    assert snapshot.proposal is not None
    assert snapshot.proposal.indices() == [4, 6]
    assert Snapshot.of(document, box_of(document)).proposal is None


def test_names_that_utf8_cannot_hold() -> None:
    document = worked_on()
    name = b"/data/gr\xf6\xdfe.nii.gz".decode("utf-8", "surrogateescape")
    document.labels_path = Path(name)
    restored = decode(encode(Snapshot.of(document, box_of(document))), VOLUME).restore(VOLUME)
    assert str(restored.labels_path) == name


def test_a_file_of_another_version_is_told_apart() -> None:
    with pytest.raises(OtherFormatError):
        decode(KIND + b"3\n" + GOOD[len(HEAD) :], VOLUME)


@pytest.mark.parametrize("keep", [0, 3, len(HEAD), START, START + 1, len(GOOD) - 1])
def test_a_file_cut_short_is_found_out(keep: int) -> None:
    with pytest.raises(DamagedSnapshotError):
        decode(GOOD[:keep], VOLUME)


@settings(max_examples=60, deadline=None)
@given(place=st.integers(0, len(GOOD) - 1), flip=st.integers(1, 255))
def test_a_flipped_byte_is_found_out(place: int, flip: int) -> None:
    data = bytearray(GOOD)
    data[place] ^= flip
    with pytest.raises((DamagedSnapshotError, OtherFormatError)):
        decode(bytes(data), VOLUME)


@settings(max_examples=100, deadline=None)
@given(body=st.binary(max_size=60))
def test_made_up_bytes_are_found_out(body: bytes) -> None:
    with pytest.raises(DamagedSnapshotError):
        decode(sealed(body), VOLUME)


VALUES = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(-(2**63), 2**64 - 1),
        st.integers(-1, 300),
        st.floats(),
        st.text(max_size=5),
        st.binary(max_size=5),
        st.integers(0, 900).map(lambda size: zlib.compress(bytes(size))),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.one_of(st.text(max_size=3), st.integers(-1, 300)), inner, max_size=3),
    ),
    max_leaves=6,
)


def places(tree: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Paths of every part of nested lists and dictionaries."""
    if isinstance(tree, dict):
        inside = list(tree.items())
    else:
        inside = list(enumerate(tree)) if isinstance(tree, list) else []
    return [path] + [found for key, item in inside for found in places(item, (*path, key))]


def replaced(tree: Any, path: tuple[Any, ...], value: Any) -> Any:
    """Copy of a tree with the part at a path replaced."""
    if not path:
        return value
    copy = tree.copy()
    copy[path[0]] = replaced(tree[path[0]], path[1:], value)
    return copy


def part(tree: Any, path: tuple[Any, ...]) -> Any:
    """The part of a tree at a path."""
    for key in path:
        tree = tree[key]
    return tree


TREE = msgspec.msgpack.decode(GOOD[START:], strict=False)
PLACES = places(TREE)[1:]


@st.composite
def edits(draw: st.DrawFn) -> tuple[tuple[Any, ...], Any]:
    """A place in a good file and what stands there instead: mostly of the same type."""
    place = draw(st.sampled_from(PLACES))
    like: dict[type, st.SearchStrategy[Any]] = {
        int: st.integers(0, 260),
        float: st.floats(),
        str: st.text(),
        bytes: st.binary(max_size=1000).map(zlib.compress),
        bool: st.booleans(),
        list: st.lists(st.sampled_from(part(TREE, place) or [0]), max_size=4)
        if isinstance(part(TREE, place), list)
        else VALUES,
    }
    return place, draw(like.get(type(part(TREE, place)), VALUES) | VALUES)


@settings(max_examples=120, deadline=None)
@given(changes=st.lists(edits(), min_size=1, max_size=2, unique_by=lambda edit: edit[0][0]))
def test_whatever_gets_through_can_be_worked_with(changes: list[tuple[Any, Any]]) -> None:
    """Parts of a good file are replaced by something else, and the digest is made to fit."""
    tree = TREE
    for place, value in changes:
        tree = replaced(tree, place, value)
    try:
        snapshot = decode(sealed(msgspec.msgpack.encode(tree)), VOLUME)
    except DamagedSnapshotError:
        return
    snapshot.summary()
    used(snapshot.restore(make_volume()))


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("classes", 0, "color"), [300, 0, 0]),
        (("classes", 0, "color"), "red"),
        (("classes", 0, "value"), 255),
        (("marks", "axis"), 3),
        (("marks", "absent"), {1: [99]}),
        (("marks", "ranges"), {1: [5, 2]}),
        (("start",), [9, 0, 0]),
        (("stop",), [8, 20, 2**31 - 1]),
        (("shape_zyx",), [2**31 - 1] * 3),
        (("saved_at",), 1e300),
        (("saved_at",), float("nan")),
        (("labels_path",), b"a\0b"),
        (("proposal", "slices", 0, "index"), 8),
        (("proposal", "slices", 0, "iterations"), []),
        (("proposal", "slices", 0, "iterations", 0, "labels", "rows"), [0, 21]),
        (("proposal", "supports", 0, "slices"), []),
        (("content_id",), "0123"),
    ],
)
def test_values_that_do_not_fit_are_refused(place: tuple[Any, ...], value: Any) -> None:
    data = sealed(msgspec.msgpack.encode(replaced(TREE, place, value)))
    with pytest.raises(DamagedSnapshotError):
        decode(data, VOLUME)


def test_nesting_without_end_is_refused() -> None:
    deep = b"\x91" * 100_000 + b"\xc0"
    with pytest.raises(DamagedSnapshotError):
        decode(sealed(deep), VOLUME)
    with pytest.raises(DamagedSnapshotError):
        decode(sealed(b"\x81\xa1x" + deep), VOLUME)


@pytest.mark.parametrize(
    "place", [("voxels",), ("proposal", "slices", 0, "iterations", 0, "labels", "voxels")]
)
def test_no_more_is_unpacked_than_the_image_has_room_for(place: tuple[Any, ...]) -> None:
    bomb = zlib.compress(bytes(16 * 2**20), 1)
    data = sealed(msgspec.msgpack.encode(replaced(TREE, place, bomb)))
    del bomb
    tracemalloc.start()
    try:
        with pytest.raises(DamagedSnapshotError, match="fill"):
            decode(data, VOLUME)
        assert tracemalloc.get_traced_memory()[1] < 4 * 2**20
    finally:
        tracemalloc.stop()


def test_summary_names_what_is_there() -> None:
    document = worked_on()
    snapshot = Snapshot.of(document, box_of(document))
    assert snapshot.summary() == "It holds Liver, Spleen, and 2 proposed slices to review."
    document.reject([4])
    snapshot = Snapshot.of(document, box_of(document))
    assert snapshot.summary() == "It holds Liver, Spleen, and 1 proposed slice to review."
    empty = Snapshot.of(make_document(), Region((0, 0, 0), (1, 1, 1)))
    assert empty.summary() == "It holds no painted voxels."


def test_slices_that_a_run_has_not_come_to_stay_so() -> None:
    document = worked_on()
    proposal = document.review.proposal
    assert proposal is not None
    proposal.slices[4].stage = "preview"
    found = decode(encode(Snapshot.of(document, box_of(document))), VOLUME).proposal
    assert found is not None
    assert {i: entry.stage for i, entry in found.slices.items()} == {4: "preview", 6: "refined"}

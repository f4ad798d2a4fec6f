from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.core.errors import UserError
from annotator.core.labels import LabelClass
from annotator.io.label_files import read_label_file, write_itksnap_labels, write_slicer_colors

ITKSNAP = """\
################################################
# ITK-SnAP Label Description File
# IDX   -R-  -G-  -B-  -A--  VIS MSH  LABEL
################################################
    0     0    0    0        0  0  0    "Clear Label"
    1   221  130  101        1  1  1    "liver"
   12     0    5  255        1  0  1    "left kidney (upper pole)"
"""
SLICER = """\
0 background 0 0 0 0
1 liver 221 130 101 255
12 left_kidney_(upper_pole) 0 5 255 0
"""
LABELS = [
    LabelClass(1, "liver", (221, 130, 101)),
    LabelClass(12, "left kidney (upper pole)", (0, 5, 255), visible=False),
]
FORMATS = pytest.mark.parametrize(
    ("write", "text"),
    [(write_itksnap_labels, ITKSNAP), (write_slicer_colors, SLICER)],
    ids=["itksnap", "slicer"],
)


@pytest.fixture
def file(tmp_path):
    return tmp_path / "labels.txt"


@FORMATS
def test_written_exactly_as_the_other_program_expects(file, write, text):
    write(file, LABELS)
    assert file.read_bytes() == text.encode()


@FORMATS
def test_read_whatever_the_suffix_and_line_ends(tmp_path, write, text):
    for suffix in (".label", ".ctbl", ".txt"):
        file = tmp_path / f"labels{suffix}"
        file.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
        assert read_label_file(file) == LABELS


@FORMATS
def test_no_labels(file, write, text):
    write(file, [])
    assert read_label_file(file) == []


names = st.lists(
    st.text(st.characters(codec="utf-8", exclude_characters='_"', categories="LNPS"), min_size=1),
    min_size=1,
    max_size=3,
).map(" ".join)
classes = st.builds(
    LabelClass,
    value=st.integers(1, 254),
    name=names,
    color=st.tuples(*[st.integers(0, 255)] * 3),
    visible=st.booleans(),
)


@pytest.mark.parametrize("write", [write_itksnap_labels, write_slicer_colors])
@settings(max_examples=20, deadline=None)
@given(labels=st.lists(classes, unique_by=lambda label: label.value))
def test_labels_survive_the_round_trip(tmp_path_factory, write, labels):
    file = tmp_path_factory.getbasetemp() / f"{write.__name__}.txt"
    write(file, labels)
    assert read_label_file(file) == sorted(labels, key=lambda label: label.value)


def test_names_that_a_format_cannot_hold(file):
    labels = [LabelClass(1, 'a "b"\nc', (1, 2, 3)), LabelClass(2, "", (1, 2, 3))]
    write_itksnap_labels(file, labels)
    assert [label.name for label in read_label_file(file)] == ["a 'b' c", ""]
    write_slicer_colors(file, labels)
    assert [label.name for label in read_label_file(file)] == ['a "b" c', "Label 2"]


def test_opacity_may_be_a_fraction(file):
    file.write_text('7 1 2 3 0.35 1 0 "mass"\n')
    assert read_label_file(file) == [LabelClass(7, "mass", (1, 2, 3))]


def test_background_is_ignored_and_the_last_line_of_a_label_counts(file):
    file.write_text(
        "# colours\n\n0 air 9 9 9 255\n3 old 1 1 1 255\n2 b 2 2 2 255\n3 new 3 3 3 255\n"
    )
    assert [(label.value, label.name) for label in read_label_file(file)] == [(2, "b"), (3, "new")]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("1 liver 221 130", r"line 2: expected"),
        ('1 221 130 101 1 1 1 "liver', r"line 2: expected"),
        ("1 liver 256 0 0 255", r"line 2: .* 0 to 255, not 256"),
        ("309 cyst 205 205 100 255", r"line 2: .* 1\.\.254, not 309"),
        ("-1 liver 1 1 1 255", r"line 2: expected"),
    ],
)
def test_a_bad_line_is_named(file, line, message):
    file.write_text(f"# colours\n{line}\n")
    with pytest.raises(UserError, match=message):
        read_label_file(file)


def test_files_that_are_no_label_files(tmp_path):
    with pytest.raises(UserError, match="cannot be read"):
        read_label_file(tmp_path / "missing.txt")
    image = tmp_path / "image.txt"
    image.write_bytes(b"\x89PNG\xff\xfe")
    with pytest.raises(UserError, match="no text in UTF-8"):
        read_label_file(image)
    with pytest.raises(UserError, match="There is no folder"):
        write_slicer_colors(tmp_path / "nowhere" / "labels.ctbl", LABELS)

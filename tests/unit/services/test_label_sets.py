"""Label sets: what comes with the program, and what users save."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.core.errors import UserError
from annotator.core.labels import LabelClass
from annotator.services.label_sets import (
    LabelSet,
    label_set_path,
    label_sets_in,
    load_label_set,
    save_label_set,
)

SETS = Path(__file__).parents[3] / "resources" / "label_sets"


@pytest.mark.parametrize("path", sorted(SETS.glob("*.toml")), ids=lambda path: path.stem)
def test_packaged_sets_have_names_in_two_languages_and_colours_of_their_own(path: Path) -> None:
    english, latin = load_label_set(path), load_label_set(path, latin=True)
    for labels in (english.labels, latin.labels):
        assert len({label.name for label in labels}) == len(labels)
        assert len({label.color for label in labels}) == len(labels)
    assert [label.value for label in english.labels] == [label.value for label in latin.labels]
    assert english.labels != latin.labels


def test_regions_that_people_label_are_there() -> None:
    names = {name for name, _ in label_sets_in(SETS)}
    assert {"Abdomen", "Chest", "Head and neck", "Brain", "Pelvis", "Spine", "Whole body"} <= names


def test_saved_set_comes_back_with_its_values(tmp_path: Path) -> None:
    labels = (LabelClass(2, 'Milz "klein"', (1, 2, 3)), LabelClass(69, "Übrig", (4, 5, 6)))
    chosen = LabelSet("Liver/arteries: 50 %", labels)
    path = save_label_set(tmp_path / "own", chosen)
    assert load_label_set(path) == chosen
    assert label_sets_in(tmp_path / "own") == [(chosen.name, path)]


def test_names_that_differ_do_not_share_a_file(tmp_path: Path) -> None:
    names = ["a b", "a_b", "a/b", "a:b", "../a", "ä"]
    paths = {label_set_path(tmp_path, name) for name in names}
    assert len(paths) == len(names)
    assert all(path.parent == tmp_path for path in paths)


@pytest.mark.parametrize(
    "text",
    [
        "name = ",
        "[[label]]\nname = 'x'",
        "name = 'x'\n[[label]]\nname = 'y'\ncolor = [1, 2]",
        "name = 'x'\n[[label]]\nname = 'y'\ncolor = [1, 2, 999]",
        "name = 'x'\n[[label]]\nvalue = 900\nname = 'y'\ncolor = [1, 2, 3]",
        "name = 'x'\nlabel = 3",
        "name = 'x'\nlabel = [3]",
    ],
)
def test_a_damaged_set_costs_itself(tmp_path: Path, text: str) -> None:
    whole = save_label_set(tmp_path, LabelSet("Whole", (LabelClass(1, "a", (1, 2, 3)),)))
    damaged = tmp_path / "broken.toml"
    damaged.write_text(text)
    assert set(label_sets_in(tmp_path)) == {("Whole", whole), ("broken.toml (damaged)", damaged)}
    with pytest.raises(UserError, match="broken"):
        load_label_set(damaged)

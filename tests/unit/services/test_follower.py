"""Whoever follows the open document hears of that one alone."""

from __future__ import annotations

from annotator.services.follower import Follower
from tests.helpers.documents import make_document


def test_only_the_document_followed_is_heard() -> None:
    heard: list[int] = []
    follower = Follower(lambda document: [(document.active_label_changed, heard.append)])
    first, second = make_document(), make_document()
    follower.follow(first)
    first.set_active_label(2)
    follower.follow(second)
    first.set_active_label(1)
    assert heard == [2]
    second.set_active_label(2)
    follower.follow(None)
    second.set_active_label(1)
    assert heard == [2, 2]

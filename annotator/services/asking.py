"""What a session asks and tells the user."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, Protocol, TypeVar

from annotator.core.errors import UserError
from annotator.core.texts import tr
from annotator.services.opening import OpeningQuestions

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from annotator.services.lanes import Call

ResultT = TypeVar("ResultT")


class Questions(OpeningQuestions, Protocol):
    """Puts a session's questions to the user; the window's dialogs, or a script."""

    def ask_unsaved(
        self, name: str, painted: bool, proposed: int
    ) -> Literal["save", "discard", "cancel"]:
        """Ask what to do with unsaved work on image `name`.

        `painted`: the mask has changes. `proposed`: number of slices that wait for review.
        """

    def ask_recover(self, when: str, summary: str) -> bool:
        """Ask whether unsaved work of an earlier session shall be taken over."""

    def ask_own_mask(self, path: Path) -> bool:
        """Ask whether to open the mask that was saved for the image just opened."""

    def ask_save(self, title: str, suggestion: str) -> Path | None:
        """Let the user choose a file to write."""

    def ask_replace(self, path: Path) -> Literal["replace", "elsewhere", "cancel"]:
        """Ask whether a mask, or its names, that were there before may be replaced."""

    def ask_dropped(self, path: Path) -> Literal["mask", "image", "cancel"]:
        """Ask whether a label map on the grid of the open image is its mask, or another image."""

    def show_problem(self, sentence: str) -> None:
        """Show a problem."""


class Asking:
    """Keeps answers of the lanes back while a question is on the screen.

    Parameters
    ----------
    post
        Makes a call in this thread, later.
    """

    def __init__(self, post: Callable[[Call], None]) -> None:
        self._post = post
        self._asking = False
        self._held: list[Call] = []

    def ask(self, question: Callable[[], ResultT]) -> ResultT:
        """Ask the user; what came meanwhile is dealt with after the answer."""
        if self._asking:
            return question()
        self._asking = True
        try:
            return question()
        finally:
            self._asking = False
            held, self._held = self._held, []
            for call in held:
                self._post(call)

    def hold(self, call: Call) -> None:
        """Make a call now, or when the user has answered."""
        if self._asking:
            self._held.append(call)
        else:
            call()


def failure_text(error: Exception) -> str:
    """Say what went wrong; nothing was changed."""
    if isinstance(error, UserError):
        return str(error)
    return tr(
        "That did not work. Nothing was changed. {kind}: {error}",
        kind=type(error).__name__,
        error=error,
    )

"""An image with its mask, for scripts: what it does not offer is done on its `document`.

That is the one that the window edits. Networks and torch are loaded when something needs them.
"""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from annotator.app.case_clicks import CaseClicks
from annotator.app.cli_gate import is_gated
from annotator.app.model_folders import open_model_store
from annotator.core.cancel import CancelToken
from annotator.core.denoising import DenoiseOptions
from annotator.core.errors import UserError
from annotator.core.labelmap import LabelMap
from annotator.core.patch import Change, Edit, MaskPatch
from annotator.core.proposal import IterationResult, Proposal, RunProgress
from annotator.core.run_options import RunOptions
from annotator.core.support import PropagationRequest
from annotator.core.volume import Volume
from annotator.io.session_record import RunRecord
from annotator.services.across import labels_of, requests_across, run_all
from annotator.services.document import Document
from annotator.services.document_files import read_labels_of
from annotator.services.propagation import supports_to_fill
from annotator.services.run_supports import run_supports, supports_across

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import ArrayLike, NDArray

    from annotator.core.slice_scores import SliceDescriptions
    from annotator.core.support import Bounds
    from annotator.io.write import ExportReport
    from annotator.services.ports import Denoiser, Propagator
    from annotator.training.evaluation import Score


class Case:
    """An image with its mask: opened, labelled, propagated, saved.

    Parameters
    ----------
    document
        The image and everything drawn on it.
    models
        One more folder to look for models in.

    Attributes
    ----------
    document
        What the window would edit.
    """

    def __init__(self, document: Document, models: Path | None = None) -> None:
        self.document = document
        self._models = models
        self._propagator: Propagator | None = None
        self._denoiser: Denoiser | None = None
        self._clicks = CaseClicks(models)

    @property
    def volume(self) -> Volume:
        """The image; voxels ``(z, y, x)``, axes towards the patient's left, back and head."""
        return self.document.volume

    @property
    def mask(self) -> NDArray[np.uint8]:
        """Label map, uint8 ``(z, y, x)``: a copy."""
        return self.document.labelmap.voxels.copy()

    @property
    def proposal(self) -> Proposal | None:
        """What the last run suggests."""
        return self.document.review.proposal

    def labels(self, source: str | Path | ArrayLike, axis: int | None = None) -> Case:
        """Take a label map, painted by hand unless its sidecar says otherwise; returns this case.

        Parameters
        ----------
        source
            File on the image's grid, or label values ``(z, y, x)`` from 0 to 254.
        axis
            Propagation axis 0 (z), 1 (y) or 2 (x); None for the one whose slices are painted.

        Raises
        ------
        UserError
            If the file cannot be read, or the labels do not fit the image.
        """
        if isinstance(source, str | Path):
            found = read_labels_of(self.volume, (), Path(source))
            if isinstance(found, UserError):
                raise found
            self.document, _ = found
        else:
            voxels = _label_values(source, self.volume.voxels.shape)
            self.document = Document(self.volume, LabelMap(self.volume.geometry, voxels))
        if axis is not None:
            self.document.set_axis(axis)
        return self

    def paint(self, index: int, mask: ArrayLike, label: int = 1) -> Edit | None:
        """Paint a label on slice `index` along the propagation axis: bool ``(h, w)``; undoable."""
        document, axis = self.document, self.document.axis
        while document.label_class(label) is None:
            document.add_label()
        start = [0, 0, 0]
        start[axis] = index
        region = tuple(slice(index, index + 1) if a == axis else slice(None) for a in range(3))
        before = np.stack([document.labelmap.voxels[region], document.labelmap.origins[region]])
        after = before.copy()
        painted = np.expand_dims(np.asarray(mask, np.bool_), axis)
        after[0][painted], after[1][painted] = label, 1
        patch = MaskPatch.between((start[0], start[1], start[2]), before, after)
        if patch is None:
            return None
        edit = Edit(f"Paint {document.label_name(label)}", (patch,))
        document.commit(edit)
        return edit

    def click(
        self,
        index: int,
        inside: Sequence[tuple[float, float]],
        outside: Sequence[tuple[float, float]] = (),
        label: int = 1,
        *,
        model: str | None = None,
    ) -> Edit | None:
        """Paint a label on slice `index` along the propagation axis by clicks; undoable.

        Parameters
        ----------
        index
            Slice, from 0.
        inside, outside
            Places ``(row, column)`` in voxels: in the structure, and where it does not reach.
        label
            Label value.
        model
            Network that answers, None for the default one.

        Raises
        ------
        UserError
            If nothing lies inside, a place is beside the slice, nothing is found around the
            places, or no network for clicks is installed.
        """
        return self.paint(index, self.click_answers(index, inside, outside, model=model)[0], label)

    def click_answers(
        self,
        index: int,
        inside: Sequence[tuple[float, float]],
        outside: Sequence[tuple[float, float]] = (),
        *,
        model: str | None = None,
    ) -> list[NDArray[np.bool_]]:
        """Masks ``(h, w)`` that clicks may mean, for `paint`; nothing is painted.

        The first one is what `click` paints; the others, if any, follow from narrow to wide. As
        `click` otherwise.
        """
        axis = self.document.axis
        return self._clicks.answers(self.volume, axis, index, inside, outside, model)

    def propagate(
        self, options: RunOptions | None = None, **changes: Any
    ) -> Iterator[IterationResult | RunProgress]:
        """Fill the slices that are not painted; yields every slice after every iteration.

        The results become this case's `proposal`; `accept` takes them into the mask. Leaving the
        loop early keeps what has arrived.

        Parameters
        ----------
        options
            How to run; default `RunOptions()`.
        changes
            Fields of the options to change, such as ``method="interpolation"``.

        Raises
        ------
        UserError
            If nothing is painted, nothing is left to fill, or there is no such model or device.
        """
        options = replace(options or RunOptions(), **changes)
        document = self.document
        document.finish_stroke()
        ends = self._suggested_ends(options)
        across, axis = requests_across(document, options, ends=ends), document.axis
        supports = supports_to_fill(document, options, ends, across=bool(across))
        request = None
        if supports:
            locked = document.labelmap.locked_voxels()
            request = PropagationRequest(self.volume, axis, supports, locked, options)
        values = labels_of(supports, across)
        new = Proposal(axis, values, options.method, supports, options)
        old = document.review.proposal
        propagator = self._open_propagator()
        new.model = propagator.model_of(options)
        document.commit(Edit("Propagate", proposal=Change(old, new)))
        at_s, token = document.open_s, CancelToken()
        for step in run_all(propagator, request, across, axis, token, at_s, time.monotonic):
            if isinstance(step, RunRecord):
                document.record = document.record.with_run(step)
                continue
            if isinstance(step, IterationResult):
                new.add(step)
                document.review.notify(step.slice_index)
            elif step.learned is not None:
                new.learned[step.learned.label] = step.learned
            yield step

    def accept(self, slices: list[int] | None = None, iteration: int | None = None) -> Edit | None:
        """Take slices of the proposal into the mask: all, or some, after an iteration or the last.

        What was painted stays as it is.
        """
        return self.document.accept(slices, iteration)

    def denoise(
        self, strength: float | None = None, *, model: str | None = None, device: str = "auto"
    ) -> Volume:
        """Return the denoised image; `strength` times the noise found is removed, None for 1."""
        options = DenoiseOptions("auto", strength, model, device)
        result = self.volume
        for step in self._open_denoiser().denoise_volume(self.volume, options, CancelToken()):
            if isinstance(step, Volume):
                result = step
        return result

    def classify(
        self, axis: int | None = None, *, model: str | None = None, device: str = "auto"
    ) -> SliceDescriptions:
        """Tell what each slice along an axis shows: modality, region, structures."""
        from annotator.inference.cloformer.slice_scorer import CloFormerScorer

        scorer = CloFormerScorer(open_model_store(self._models), model)
        chosen = self.document.axis if axis is None else axis
        for news in scorer.describe(self.volume, chosen, CancelToken(), device):
            if not isinstance(news, RunProgress):
                return news
        raise UserError("The slices could not be classified.")

    def evaluate(
        self, reference: str | Path | ArrayLike, supports: int = 3, **changes: Any
    ) -> list[Score]:
        """Measure a run that starts from `supports` slices of a reference; this mask is not used.

        Parameters
        ----------
        reference
            Complete label map: a file on the image's grid, or label values ``(z, y, x)``.
        supports
            Slices per label to start from, evenly spaced.
        changes
            Fields of `RunOptions`.
        """
        from annotator.training.evaluation import evaluate

        if isinstance(reference, str | Path):
            from annotator.io.label_map import read_labels

            truth = read_labels(Path(reference), self.volume)
        else:
            truth = _label_values(reference, self.volume.voxels.shape)
        return evaluate(
            self._open_propagator().propagate,
            self.volume,
            truth,
            supports=supports,
            axis=self.document.axis,
            options=replace(RunOptions(), **changes),
        )

    def save(self, path: str | Path) -> ExportReport:
        """Write the mask on the grid of the image's file; it is read back before it counts.

        Names of the labels and a sidecar with the state of every slice lie beside it.

        Raises
        ------
        UserError
            If it cannot be written, or `path` is the image.
        """
        from annotator.io.mask_file import save_mask

        document, labelmap = self.document, self.document.labelmap
        report = save_mask(
            Path(path),
            labelmap.voxels,
            self.volume,
            document.classes,
            "leave",
            labelmap.origins,
            document.marks,
            document.record,
            document.label_axes(),
        )
        document.mark_saved(Path(path))
        return report

    def _suggested_ends(self, options: RunOptions) -> dict[int, Bounds]:
        """Where the slice classifier expects the painted labels; nothing with the gate off."""
        if options.range == "between" or not is_gated(options, self._models):
            return {}
        from annotator.inference.cloformer.slice_scorer import CloFormerScorer

        scorer, ends = CloFormerScorer(open_model_store(self._models)), {}
        by_axis = {
            self.document.axis: run_supports(self.document, options.labels),
            **supports_across(self.document, options.labels),
        }
        for axis, supports in by_axis.items():
            for item in supports:
                for news in scorer.presence(self.volume, axis, item, CancelToken(), options.device):
                    if not isinstance(news, RunProgress):
                        ends[item.label] = news.bounds
        return ends

    def _open_propagator(self) -> Propagator:
        if self._propagator is None:
            from annotator.inference.catnet.propagator import CatNetPropagator

            self._propagator = CatNetPropagator(open_model_store(self._models))
        return self._propagator

    def _open_denoiser(self) -> Denoiser:
        if self._denoiser is None:
            from annotator.inference.grl.denoiser import GrlDenoiser

            self._denoiser = GrlDenoiser(open_model_store(self._models))
        return self._denoiser


def _label_values(source: ArrayLike, shape: tuple[int, ...]) -> NDArray[np.uint8]:
    given = np.asarray(source)
    if given.shape != shape:
        raise UserError(f"The labels have the shape {given.shape}, the image {shape}.")
    values = given.astype(np.uint8)
    if not np.array_equal(values, given) or values.max(initial=0) > 254:
        raise UserError("Labels are whole numbers from 0 to 254.")
    return values

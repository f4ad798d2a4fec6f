"""`annotator convert`: an image or a mask in another format, on the same voxels."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.app.arguments import add_image, add_mask_options
from annotator.app.cli_denoise import stored_type
from annotator.app.headless import mask_options, say_saved
from annotator.app.image_input import load_said, open_input, read_image
from annotator.app.targets import check_target, files_read
from annotator.core.errors import UserError
from annotator.io.file_names import is_dicom_mask
from annotator.io.mask_file import read_mask, save_mask
from annotator.io.write import write_volume

if TYPE_CHECKING:
    import argparse

    from annotator.io.write import ExportReport


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the command."""
    parser.epilog = (
        "OUTPUT ends in .nii.gz, .nii, .nrrd or .mha. A mask also goes to .dcm (DICOM-SEG) and\n"
        ".rtstruct.dcm (RTSTRUCT, contours for planning systems), which needs --of, its image.\n\n"
        "example:\n"
        "  annotator convert ct_folder ct.nii.gz\n"
        "  annotator convert mask.nii.gz mask.dcm --of ct_folder"
    )
    add_image(parser, "image or label map")
    parser.add_argument("output", type=Path, metavar="OUTPUT", help="file to write")
    parser.add_argument(
        "--of",
        type=Path,
        metavar="SCAN",
        help="IMAGE is a mask of this scan: it is put on the scan's grid, with names and colours",
    )
    add_mask_options(parser)
    parser.set_defaults(run=convert)


def convert(args: argparse.Namespace) -> int:
    """Read, write, read back."""
    check_target(args.output, files_read(args.image, args.of))
    say_saved(_mask(args) if args.of else _image(args))
    return 0


def _image(args: argparse.Namespace) -> ExportReport:
    if is_dicom_mask(args.output):
        raise UserError(
            f"{args.output.name} would be a DICOM mask; give the scan that it belongs to with --of."
        )
    image = open_input(args.image, args)
    volume = load_said(image)
    return write_volume(args.output, volume.voxels, volume, stored_type(image, volume))


def _mask(args: argparse.Namespace) -> ExportReport:
    volume = read_image(args.of, args)
    mask = read_mask(args.image, volume, mask_options(args))
    for note in mask.notes:
        sys.stderr.write(f"{args.image.name}: {note}\n")
    return save_mask(
        args.output,
        mask.voxels,
        volume,
        mask.classes,
        "replace",
        mask.origins,
        mask.marks,
        mask.session,
        mask.axes,
    )

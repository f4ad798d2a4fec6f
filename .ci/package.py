"""Build the program for people without Python: a folder that starts by itself, and an archive.

    python .ci/package.py [--output dist]

Run it with the Python of an environment in which the program is installed (CPU build of torch) and
PyInstaller, which is needed for nothing else:

    pip install -c constraints.txt . pyinstaller

The same script serves Linux, Windows and macOS; each builds for itself. On Linux it writes
``annotator-VERSION-linux-ARCH.tar.gz``, elsewhere a zip file.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
NAME = "annotator"
DISTRIBUTION = "catnet-annotator"

COLLECTED = ("annotator", "SimpleITK", "highdicom", "pydicom", "pylibjpeg")
"""Packages whose modules are imported by name at run time."""

LEFT_OUT = (
    "IPython",
    "matplotlib",
    "mkdocs",
    "mypy",
    "pytest",
    "tensorboard",
    "tkinter",
    "torch.utils.tensorboard",
    "torchvision",
)


def main() -> int:
    """Build, copy the licences, pack; prints where the results are and how large."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--output", type=Path, default=ROOT / "dist", help="folder of the results")
    output = parser.parse_args().output.resolve()
    folder = build(output)
    copy_licences(folder / "licences")
    archive = pack(folder, output)
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    print(f"{folder}: {size / 1e6:.0f} MB")
    print(f"{archive}: {archive.stat().st_size / 1e6:.0f} MB")
    return 0


def build(output: Path) -> Path:
    """Run PyInstaller; returns the folder of the program."""
    with tempfile.TemporaryDirectory() as scratch:
        entry = Path(scratch, "start.py")  # named otherwise than the package
        entry.write_text(ENTRY, encoding="utf-8")
        words = ["--noconfirm", "--clean", "--name", NAME, "--contents-directory", "lib"]
        words += ["--distpath", str(output), "--workpath", scratch, "--specpath", scratch]
        for package in COLLECTED:
            if installed(package):
                words += ["--collect-submodules", package]
        for package in (NAME, "SimpleITK", "highdicom", "pydicom", "torch"):
            if installed(package):
                words += ["--copy-metadata", distribution(package)]
        for package in ("highdicom", "pydicom"):
            if installed(package):
                words += ["--collect-data", package]
        for package in LEFT_OUT:
            words += ["--exclude-module", package]
        for folder in ("resources", "models"):
            words += ["--add-data", f"{ROOT / folder}{os.pathsep}annotator/_assets/{folder}"]
        command = [sys.executable, "-m", "PyInstaller", *words, str(entry)]
        subprocess.run(command, check=True, cwd=scratch)  # what is installed, not the sources
    shutil.rmtree(output / NAME / "lib" / "torch" / "test", ignore_errors=True)  # 80 MB of tests
    return output / NAME


ENTRY = '''"""Start of the packaged program."""

import multiprocessing
import runpy
import sys
from pathlib import Path

HELPERS = {
    "itk_reader": "annotator.io.itk_reader",
    "codec_process": "annotator.io.dicom.codec_process",
}

if __name__ == "__main__":
    multiprocessing.freeze_support()
    if sys.argv[1:2] == ["-P"]:  # a reader that runs in a process of its own, started as by Python
        helper = HELPERS[Path(sys.argv[2]).stem]
        del sys.argv[1:2]
        runpy.run_module(helper, run_name="__main__")
        sys.exit(0)
    from annotator.app.cli import main

    sys.exit(main())
'''
"""The program, and the readers of files that it starts in processes of their own."""


def installed(package: str) -> bool:
    """Whether a package can be imported."""
    from importlib.util import find_spec

    return find_spec(package) is not None


def distribution(package: str) -> str:
    """Name under which a package was installed."""
    if package == NAME:  # an editable installation does not list its packages
        return DISTRIBUTION
    found = importlib.metadata.packages_distributions().get(package)
    return found[0] if found else package


def copy_licences(target: Path) -> None:
    """Copy the licence files of everything that is installed."""
    target.mkdir(parents=True, exist_ok=True)
    shutil.copy2(ROOT / "LICENSE", target / "annotator-LICENSE.txt")
    for found in importlib.metadata.distributions():
        for file in found.files or ():
            if file.name.upper().startswith(("LICEN", "COPYING", "NOTICE")):
                source = Path(str(found.locate_file(file)))
                if source.is_file():
                    copy = target / f"{found.metadata['Name']}-{'-'.join(file.parts[1:])}"
                    shutil.copy2(source, copy)


def pack(folder: Path, output: Path) -> Path:
    """Pack the folder into one file."""
    version = importlib.metadata.version(DISTRIBUTION)
    system = {"Darwin": "macos"}.get(platform.system(), platform.system().lower())
    base = output / f"{NAME}-{version}-{system}-{platform.machine().lower()}"
    kind = "gztar" if system == "linux" else "zip"
    return Path(shutil.make_archive(str(base), kind, output, folder.name))


if __name__ == "__main__":
    sys.exit(main())

"""Seconds from the start of the process to the first painted frame of the window.

Run: python tests/benchmarks/bench_start.py [--repeats 5] [--image FILE]

Every start is a fresh process, on files that the disk has already been asked for. CPU seconds say
more on a busy machine. Settings are those of an empty folder; without a screen unless
QT_QPA_PLATFORM names one.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time

CHILD = """
import json, os, sys, time
begun = float(sys.argv[1])
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication
from annotator.app.cli import main

class First(QObject):
    painted = False
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and not self.painted:
            self.painted = True
            QTimer.singleShot(0, self.tell)
        return False
    def tell(self):
        wall = time.time() - begun
        print(json.dumps({"wall": wall, "cpu": time.process_time()}), flush=True)
        os._exit(0)

app = QApplication(sys.argv[:1])
first = First()
app.installEventFilter(first)
main(sys.argv[2:])
"""


def start(image: list[str], compiled: str) -> dict[str, float]:
    """Start the window once; it ends itself after its first frame."""
    with tempfile.TemporaryDirectory() as home:
        env = os.environ | {f"XDG_{n}_HOME": home for n in ("CONFIG", "DATA", "CACHE", "STATE")}
        env.setdefault("QT_QPA_PLATFORM", "offscreen")
        env |= {"PYTHONPYCACHEPREFIX": compiled, "PYTHONDONTWRITEBYTECODE": ""}
        command = [sys.executable, "-c", CHILD, str(time.time()), *image]
        done = subprocess.run(command, env=env, check=True, stdout=subprocess.PIPE, text=True)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def main() -> None:
    """Print the least and the median."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--image", nargs="*", default=[])
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as compiled:
        start(args.image, compiled)  # compiles, as an installer does
        runs = [start(args.image, compiled) for _ in range(args.repeats)]
    for what in ("wall", "cpu"):
        values = sorted(run[what] for run in runs)
        print(f"{what:5} least {values[0]:.2f} s  median {values[len(values) // 2]:.2f} s")


if __name__ == "__main__":
    main()

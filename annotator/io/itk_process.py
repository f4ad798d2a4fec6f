"""Asking SimpleITK how it reads a file, without letting it touch this process.

Files are opened by SimpleITK in a child process: native code that crashes or hangs on an odd file
ends there, and what it prints stays there. The child is started at the first question and kept.
"""

from __future__ import annotations

import atexit
import json
import os
import queue
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import Any

READER = Path(__file__).with_name("itk_reader.py")
START_SECONDS = 120.0
BYTES_PER_SECOND = 4e6  # a slow network disk
LEAST_SECONDS = 60.0


class ItkProcess:
    """One child process with SimpleITK, shared by all threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._child: subprocess.Popen[str] | None = None
        self._lines: queue.SimpleQueue[str] = queue.SimpleQueue()
        self.version = ""

    def ask(self, path: Path, *, voxels: bool) -> dict[str, Any]:
        """Tell what SimpleITK finds in a file: "shape" and "affine" (index to LPS millimetres).

        Returns
        -------
        dict
            With `voxels` also "dtype" and "checksum". Or only "error", one line: what SimpleITK
            says, or that it ended or never answered.
        """
        with self._lock:
            try:
                seconds = LEAST_SECONDS + path.stat().st_size / BYTES_PER_SECOND
                child = self._running()
                question = json.dumps({"path": str(path.absolute()), "voxels": voxels})
                assert child.stdin is not None
                child.stdin.write(question + "\n")
                child.stdin.flush()
                return self._answer(seconds)
            except (OSError, ValueError) as error:
                self._end()
                return {"error": f"it could not be asked ({error})"}

    def start(self) -> None:
        """Start the child if it does not run, so that the first answer comes sooner."""
        with self._lock, suppress(OSError, ValueError):
            self._running()

    def close(self) -> None:
        """End the child."""
        with self._lock:
            self._end()

    def _running(self) -> subprocess.Popen[str]:
        if self._child is not None and self._child.poll() is None:
            return self._child
        self._lines = queue.SimpleQueue()
        self._child = subprocess.Popen(
            [sys.executable, "-P", str(READER)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            encoding="utf-8",
            env={**os.environ, "PYTHONIOENCODING": "utf-8", "PYTHONWARNINGS": "ignore"},
            cwd=Path(sys.executable).parent,  # the folder of the files can be removed meanwhile
        )
        threading.Thread(
            target=_forward,
            args=(self._child, self._lines),
            name="SimpleITK's answers",
            daemon=True,
        ).start()
        self.version = self._answer(START_SECONDS).get("version", "")
        return self._child

    def _answer(self, seconds: float) -> dict[str, Any]:
        try:
            line = self._lines.get(timeout=seconds)
        except queue.Empty:
            line = "late"
        if line in ("", "late"):
            self._end()
            reason = "it crashed on it" if not line else f"it did not answer in {seconds:.0f} s"
            return {"error": reason}
        found: dict[str, Any] = json.loads(line)
        return found

    def _end(self) -> None:
        child, self._child = self._child, None
        if child is not None:
            child.kill()
            child.wait()
            for pipe in (child.stdin, child.stdout):
                if pipe is not None:
                    with suppress(OSError):
                        pipe.close()


def _forward(child: subprocess.Popen[str], lines: queue.SimpleQueue[str]) -> None:
    """Hand on a child's lines, and "" when they end."""
    assert child.stdout is not None
    with suppress(OSError, ValueError):
        for line in child.stdout:
            lines.put(line)
    lines.put("")


ITK = ItkProcess()
atexit.register(ITK.close)

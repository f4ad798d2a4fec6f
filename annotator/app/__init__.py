"""Composition root and command line."""

import os

# Threads of torch that wait must sleep: where other programs use the processor too, spinning
# makes a run several times slower. Read once, when torch is imported.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

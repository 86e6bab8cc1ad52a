"""`northlight`, and `python -m guidance`."""

from __future__ import annotations

import os
import sys

from guidance.cli import run

THREADS_OF = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENCV_FOR_THREADS_NUM")
"""What OpenCV and the linear algebra under numpy read once, when they are loaded. Of themselves they start a thread for each core, even for the small pictures
of one frame, and on a busy machine these wait for one another: the light then took five times as long beside one other program."""


def main() -> int:
    """Run the command line and return its exit code."""
    for name in THREADS_OF:
        os.environ.setdefault(name, "1")
    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())

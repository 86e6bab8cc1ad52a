"""How fast a sitting is, beside public peers in the same run: `python -m tests.bench.speed [PART …]` prints the table.

Figures are ratios, or shares of a frame's period, wherever they can be: machines differ, and other programs take their part of them.
"""

import os

from guidance.__main__ import THREADS_OF

# As the program does, and before numpy is loaded.
for _name in THREADS_OF:
    os.environ.setdefault(_name, "1")

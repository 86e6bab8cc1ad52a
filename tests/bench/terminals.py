"""How the screens do in terminals of every size and kind: `python -m tests.bench.terminals [--quick]`.

Each screen is shown in a pseudo-terminal of ours while a library writes to both outputs, its window is brought to every size of a grid from 20 by 5 to 300 by
100 and to some that are smaller, and it is ended in another way each time. Counted are sizes at which nothing was drawn, tracebacks, colours that the
terminal does not have, noise that came through, and what was left on.
"""

from __future__ import annotations

import argparse
import itertools
import signal
import sys
import tempfile
from pathlib import Path
from time import monotonic, sleep

sys.path.insert(0, str(Path(__file__).parents[1]))  # what the tests draw with is theirs

from a_terminal import ANY_COLOUR, TRUE_COLOUR, Terminal
from reviewed import a_sitting
from terminal_runs import NOISE, screen

SCREENS = ("live", "setup", "review", "export", "help")
KINDS = {
    "16 million": {"COLORTERM": "truecolor"},
    "256 (ssh, tmux)": {"TERM": "tmux-256color", "TMUX": "0,1,0", "SSH_CONNECTION": "10.0.0.2 50000 10.0.0.1 22"},
    "16": {"TERM": "linux"},
    "none (NO_COLOR)": {"NO_COLOR": "1"},
}
ENDINGS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, "\x03")
COLUMNS, ROWS = (20, 39, 40, 71, 72, 109, 110, 159, 160, 300), (5, 7, 8, 14, 15, 21, 22, 37, 38, 79, 80, 100)
"""The ends, and both sides of each size at which a screen is laid out anew."""
SMALLER = ((19, 5), (20, 4), (10, 3), (2, 2), (1, 1))
SETTLED_S = 0.03
"""A screen that sends nothing for so long has drawn its window."""
MOST_S = 5.0


def settled(terminal: Terminal, before: int) -> bool:
    """Wait until the terminal is sent no more than it was; return whether anything came since it had been sent so many bytes."""
    give_up_s = monotonic() + MOST_S
    length, since_s = before, monotonic()
    while monotonic() < give_up_s and (length == before or monotonic() - since_s < SETTLED_S):
        sleep(0.005)
        if len(terminal.sent) != length:
            length, since_s = len(terminal.sent), monotonic()
    return length > before


def tried(name: str, kind: str, sitting: Path, sizes: list[tuple[int, int]], ending: signal.Signals | str) -> dict[str, int]:
    """Show a screen in all sizes, and return what was counted."""
    environ = {**KINDS[kind], "XDG_STATE_HOME": str(sitting.parent / "state")}
    with Terminal(screen, name, sitting, environ=environ) as terminal:
        terminal.until(b"\x1b[?1049h")
        settled(terminal, 0)
        blank = 0
        for size in sizes:
            before = len(terminal.sent)
            terminal.resize(*size)
            blank += not settled(terminal, before)
        if isinstance(ending, str):
            terminal.type(ending)
        else:
            terminal.send(ending)
        code = terminal.wait()
        sent = terminal.sent
        foreign = {"16 million": None, "none (NO_COLOR)": ANY_COLOUR}.get(kind, TRUE_COLOUR)
        return {
            "sizes": len(sizes),
            "undrawn": blank,
            "tracebacks": int(b"Traceback" in sent or code != 0),
            "foreign colours": 0 if foreign is None else len(foreign.findall(sent)),
            "noise": sum(terminal.drawn().count(noise.encode()) for noise in NOISE),
            "left on": len(terminal.left_on()),
        }


def main(*, quick: bool) -> int:
    """Print a line for each screen in each kind of terminal, and return 1 where anything was wrong."""
    sizes = [*itertools.product(COLUMNS[:: 5 if quick else 1], ROWS[:: 5 if quick else 1]), *SMALLER]
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        sitting = a_sitting(Path(folder) / "sitting")
        endings = itertools.cycle(ENDINGS)
        for kind, name in itertools.product(KINDS, SCREENS):
            counted = tried(name, kind, sitting, sizes, next(endings))
            wrong += sum(counted.values()) - counted["sizes"]
            print(f"{kind:16} {name:7} {', '.join(f'{count} {what}' for what, count in counted.items())}", flush=True)
    print("all well" if not wrong else f"{wrong} wrong")
    return int(wrong > 0)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a few of the sizes")
    sys.exit(main(quick=parser.parse_args().quick))

"""What an audit names of made cases: `python -m tests.bench.audits [--quick] [--keep DIR] [FACES]` prints a table of what was done against what was named.

Strangers of the virtual studio sit for five looks each, in light, room and camera of their own, every third with a small camera. The project's own export makes
the pictures: most of them merged from the frames of a moment, as a sitting's are, the others of single frames, developed, or before a blurred background. Each
is audited untouched, and after things were done to it, against the other photographs of its sitting. A column is a group of findings that name the same thing.
`FACES` is a folder of real photographs: there, how often something is named of them untouched and after the same things. `--keep` keeps the sittings in a
folder and takes those that are there. Exits with 1 where a target is missed.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from threading import Lock, get_ident, local
from typing import TYPE_CHECKING

import cv2

from capture import audit
from capture.audit import portrait
from capture.audit.proportions import Length
from capture.errors import CameraError
from capture.light import catchlights
from capture.mediapipe_tracker import MediapipeTracker
from guidance.audit import Weight, findings
from tests import audited, doctored
from tests.bench.measures.table import Row, show

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from capture.audit import Audit, Sitting
    from capture.audit.corneas import Corneas

PEOPLE, QUICK_PEOPLE = 42, 3
INTERIM = 10
"""Sittings after which the table so far is printed."""
EACH = 2
"""Things that are done to each picture, by turns; in place of one that would change nothing there, one that seldom can be done."""
LEAST_NAMED, MOST_WRONGLY = 0.95, 0.02
MIRRORED_FROM = 0.2
"""In iris radii: a lamp nearer than this to the middle is where it was once the iris is turned."""
PLAIN_LAMP_FRAC = 1.5 * catchlights.AREAS_FRAC[0]
"""Of the iris disc: a smaller lamp than of seven cells may not be found again once it is alone and the tracker has moved by a tenth of a pixel."""
MOST_SIDE_PX, MOST_ENLARGED_PX = 2200, 1300
"""Real photographs larger than this are left as they are."""
GROUPS = {
    "compressed": ("quality", "earlier", "blocks"),
    "enlarged": ("resolution",),
    "smoothed": ("texture",),
    "catchlights": ("catchlights",),
    "proportions": ("proportions",),
    "other": ("irises", "vergence", "boundaries"),
    "says computed": ("provenance",),
}
WRONGLY = ("compressed", "enlarged", "smoothed", "catchlights", "proportions", "other")
"""That the file says that it was computed is true of every one of these."""


@dataclass(frozen=True, slots=True)
class Thing:
    """Something that is done to a picture: what it gives as a file's bytes, None where it would change nothing; and what should be named."""

    does: Callable[[Audit, int], bytes | None]
    named: tuple[str, ...]


def _mirrored(of: Audit, _: int) -> bytes | None:
    face, spots = of.portrait.face, _lamps(of)
    if face is None or spots is None:
        return None
    aside = min(abs(audit.corneas.place(eye[0])[0]) for eye in (spots.left, spots.right))
    return doctored.saved(doctored.mirrored_iris(of.portrait.rgb, face.left_eye)) if aside >= MIRRORED_FROM else None


def _removed(of: Audit, _: int) -> bytes | None:
    face, spots = of.portrait.face, _lamps(of)
    return None if face is None or spots is None else doctored.saved(doctored.without_catchlights(of.portrait.rgb, face.left_eye, spots))


def _lamps(of: Audit) -> Corneas | None:
    """Return the lamps of both eyes; None where an eye has none, or the one that stays alone is hardly large enough to be found."""
    spots = of.corneas
    return spots if spots is not None and spots.left and spots.right and spots.right[0].area_frac >= PLAIN_LAMP_FRAC else None


def _narrowed(of: Audit, _: int) -> bytes | None:
    """Only where there are photographs to compare with: elsewhere the audit says that it can't judge."""
    face = of.portrait.face
    return doctored.saved(doctored.narrow_jawed(of.portrait.rgb, face)) if face is not None and _jaw_compared(of) else None


def _jaw_compared(of: Audit) -> bool:
    return any(one.length is Length.JAW for one in of.compared)


def _smoothed(of: Audit, number: int) -> bytes | None:
    face = of.portrait.face
    return None if face is None else doctored.saved(doctored.smoothed(of.portrait.rgb, face, number))


def _smoothed_and_narrowed(of: Audit, number: int) -> bytes | None:
    face = of.portrait.face
    if face is None or not _jaw_compared(of):
        return None
    return doctored.saved(doctored.narrow_jawed(doctored.smoothed(of.portrait.rgb, face, number), face))


THINGS = {
    "bilateral smoothing": Thing(_smoothed, ("smoothed",)),
    "JPEG 40": Thing(lambda of, _: doctored.saved(of.portrait.rgb, 40), ("compressed",)),
    "JPEG 40, cropped, PNG": Thing(lambda of, number: doctored.saved_twice(of.portrait.rgb, 40, (number % 8, (3 * number) % 8)), ("compressed",)),
    "enlarged 2×": Thing(lambda of, number: doctored.saved(doctored.enlarged(of.portrait.rgb, number)), ("enlarged",)),
    "jaw 6 % narrower": Thing(_narrowed, ("proportions",)),
    "iris mirrored": Thing(_mirrored, ("catchlights",)),
    "catchlight removed": Thing(_removed, ("catchlights",)),
    "smoothed, jaw narrower": Thing(_smoothed_and_narrowed, ("smoothed", "proportions")),
}
UNTOUCHED = "nothing"


@dataclass(slots=True)
class Tally:
    """How often each group was named, and could not be judged, of so many pictures."""

    pictures: int = 0
    named: Counter[str] = field(default_factory=Counter)
    unjudged: Counter[str] = field(default_factory=Counter)
    details: list[str] = field(default_factory=list)

    def add(self, of: Audit, right: tuple[str, ...], where: str) -> None:
        self.pictures += 1
        found = {finding.id: finding for finding in findings(of)}
        for group, ids in GROUPS.items():
            weights = [found[each].weight for each in ids if each in found]
            named = Weight.REMARK in weights
            self.named[group] += named
            self.unjudged[group] += bool(weights) and all(weight is Weight.UNJUDGED for weight in weights)
            if named != (group in right) and group in WRONGLY:
                self.details += [f"  {where}: {'named' if named else 'not named'}: {found[each].line}" for each in ids if each in found]

    def cell(self, group: str) -> str:
        """Return the table's cell of a group."""
        named, unjudged = (100 * counts[group] / max(self.pictures, 1) for counts in (self.named, self.unjudged))
        return (f"{named:.3g}" if named else "·") + (f" ?{unjudged:.0f}" if unjudged >= 0.5 else "")


class Bench:
    """Audits pictures, untouched and after things were done to them, and counts."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._lock = folder, Lock()
        self.by_making: dict[str, Tally] = {}
        """Of the untouched ones, by how they were made."""
        self.tallies = {UNTOUCHED: Tally(), **{name: Tally() for name in THINGS}}

    def take(self, path: Path, sitting: Sitting | None, tracker: MediapipeTracker, things: list[str], number: int, *, making: str = "") -> None:
        """Audit the picture at `path`, then after the first `EACH` of `things` that change it."""
        of = audit.measured(portrait.read(path, tracker), sitting)
        doctored_files = ((name, data) for name in things if (data := THINGS[name].does(of, number)) is not None)
        found = []
        for name, data in islice(doctored_files, EACH):
            file = self._folder / f"doctored-{get_ident()}"
            file.write_bytes(data)
            found.append((name, audit.measured(portrait.read(file, tracker), sitting)))
        with self._lock:
            self.tallies[UNTOUCHED].add(of, (), f"{path.parts[-3]} {path.name}")
            if making:
                self.by_making.setdefault(f"{UNTOUCHED}: {making}", Tally()).add(of, (), "")
            for name, again in found:
                self.tallies[name].add(again, THINGS[name].named, f"{path.parts[-3]} {path.name} after {name}")

    def table(self) -> None:
        """Print of how many pictures in a hundred what was named, a row for each thing that was done; · is none, ?n could not be judged."""
        rows = {**self.tallies, **self.by_making}
        done = sum(tally.pictures for name, tally in self.tallies.items() if name != UNTOUCHED)
        print(f"{self.tallies[UNTOUCHED].pictures} renders untouched, {done} after something was done to them; named of a hundred")
        print(f"{'what was done':27}{'of':>5}  " + "".join(f"{group:>14}" for group in GROUPS))
        for name, tally in rows.items():
            print(f"{name:27}{tally.pictures:5}  " + "".join(f"{tally.cell(group):>14}" for group in GROUPS))
        print(flush=True)

    def details(self) -> None:
        """Print every finding that was wrongly made, or not made."""
        for tally in self.tallies.values():
            for line in tally.details:
                print(line)

    def rows(self) -> Iterator[Row]:
        """Yield each share with its target."""
        for name, tally in self.tallies.items():
            if not tally.pictures:
                continue
            right = () if name == UNTOUCHED else THINGS[name].named
            for group in right:
                share = tally.named[group] / tally.pictures
                yield Row(f"{group}: named", name, f"{share:.3f} of {tally.pictures}", f"at least {LEAST_NAMED}", share >= LEAST_NAMED)
            for group in WRONGLY:
                if group not in right:
                    share = tally.named[group] / tally.pictures
                    yield Row(f"{group}: named wrongly", name, f"{share:.3f} of {tally.pictures}", f"at most {MOST_WRONGLY}", share <= MOST_WRONGLY)


def studio(bench: Bench, people: range, keep: Path, threads: int) -> None:
    """Audit the sittings of strangers, by their numbers, each photograph against the others of its sitting."""
    mine = local()
    done = 1

    def one(number: int) -> None:
        if not hasattr(mine, "tracker"):
            mine.tracker = MediapipeTracker(stills=True)
        _sitting(bench, number, keep / f"{number:04}", mine.tracker)

    with ThreadPoolExecutor(threads) as pool:
        # The first alone: msgspec learns a type at its first use, and crashes where two threads have it learn the same one.
        pool.submit(one, people[0]).result()
        for _ in pool.map(one, people[1:]):
            done += 1
            if done % INTERIM == 0 and done < len(people):
                bench.table()


def _sitting(bench: Bench, number: int, folder: Path, tracker: MediapipeTracker) -> None:
    names = list(THINGS)
    pictures = audited.finished(number, folder)
    sitting = audit.read_sitting(folder, tracker)
    for index, path in enumerate(pictures):
        others = tuple(face for place, face in enumerate(sitting.faces) if place != index)
        # Whatever is done comes to be done to pictures however they were made.
        turn = EACH * (number * len(pictures) + index) + number // len(audited.ORDERS)
        due = [names[(turn + step) % len(names)] for step in range(EACH)]
        things = due + [name for name in reversed(names) if name not in due]
        bench.take(path, audit.Sitting(others), tracker, things, turn // len(names) + index, making=audited.made_by(number)[0])


def real(faces: Path, scratch: Path) -> Bench:
    """Print the table of real photographs, untouched and after some of the things that need no sitting; return it."""
    bench = Bench(scratch)
    usual = ["bilateral smoothing", "JPEG 40", "enlarged 2×"]
    with MediapipeTracker(stills=True) as tracker:
        for number, path in enumerate(sorted(each for each in faces.rglob("*") if each.suffix.lower() in {".jpg", ".jpeg", ".png"})):
            try:
                size = max(portrait.read(path, tracker).rgb.shape[:2])
            except CameraError:
                continue
            fit = usual if size <= MOST_ENLARGED_PX else usual[:2] if size <= MOST_SIDE_PX else []
            bench.take(path, None, tracker, [fit[(number + step) % len(fit)] for step in range(len(fit))], number)
    print(f"Real photographs in {faces.name}: they are downloads; whether they are compressed or enlarged is not known.")
    bench.table()
    return bench


def main(arguments: list[str]) -> int:
    """Print the tables; return 1 where a target is missed."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.audits", description=__doc__)
    parser.add_argument("faces", nargs="*", type=Path, metavar="FACES", help="folders of real photographs")
    parser.add_argument("--quick", action="store_true", help="three strangers")
    parser.add_argument("--first", type=int, default=0, metavar="N", help="the first stranger's number: other people than those on whom measures were fitted")
    parser.add_argument("--people", type=int, default=PEOPLE, metavar="N", help="how many strangers sit")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="where the sittings are kept, and taken from where they are there")
    parser.add_argument("--threads", type=int, default=1, metavar="N", help="sittings at a time; quicker on a machine that is busy otherwise")
    parser.add_argument("--details", action="store_true", help="print what was wrongly named, and not named")
    options = parser.parse_args(arguments)
    cv2.setNumThreads(1)
    with tempfile.TemporaryDirectory() as scratch:
        bench = Bench(Path(scratch))
        people = range(options.first, options.first + (QUICK_PEOPLE if options.quick else options.people))
        if people:
            studio(bench, people, options.keep or Path(scratch), options.threads)
        bench.table()
        missed = show(bench.rows())
        for each in (bench, *(real(faces, Path(scratch)) for faces in options.faces)):
            if options.details:
                each.details()
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Prints how well head poses are found on real faces: `python -m tests.bench.head_poses`.

Needs the faces in a folder `shared` beside the checkout. Errors are mean absolute degrees. "aflw" has all three angles; "mpie" has a nominal yaw only.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

import numpy as np

from capture.pipeline import analyse

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "faces" / "pose"
ANGLES = ("yaw_deg", "pitch_deg", "roll_deg")


def main() -> int:
    """Print the table; return 2 where the faces are not at hand."""
    if not FOLDER.is_dir():
        print(f"There is no {FOLDER}.", file=sys.stderr)
        return 2
    labels = [row for row in csv.DictReader((FOLDER / "labels.csv").read_text().splitlines()) if row["set"] in ("aflw", "mpie")]
    found = {Path(line.source).name: line.observation for line in analyse([str(FOLDER / row["file"]) for row in labels])}
    missed = [row["file"] for row in labels if (seen := found[row["file"]]) is None or seen.reading.pose is None]
    print(f"{len(labels)} faces, no pose in {len(missed)}")
    for name, low, high in (("aflw, yaw to 40", 0, 40), ("aflw, all", 0, 90)):
        chosen = [row for row in labels if row["set"] == "aflw" and low <= abs(float(row["yaw_deg"])) <= high and row["file"] not in missed]
        errors = [[abs(getattr(found[row["file"]].reading.pose, angle) - float(row[angle])) for angle in ANGLES] for row in chosen]
        yaw, pitch, roll = np.mean(errors, axis=0)
        print(f"{name:16} {len(chosen):3} faces: yaw {yaw:4.1f}  pitch {pitch:4.1f}  roll {roll:4.1f}")
    for nominal in (15, 30, 45, 60):
        chosen = [row for row in labels if row["set"] == "mpie" and float(row["yaw_deg"]) == nominal and row["file"] not in missed]
        yaws = [found[row["file"]].reading.pose.yaw_deg for row in chosen]
        error_deg = np.mean(np.abs(np.array(yaws) - nominal))
        print(f"mpie, yaw {nominal}     {len(chosen):3} faces: reads {np.mean(yaws):4.1f} in the mean, yaw error {error_deg:4.1f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

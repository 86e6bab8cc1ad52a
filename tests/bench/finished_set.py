"""Every preset in every format, read back and made again: `python -m tests.bench.finished_set SITTING [PICTURE.png] [--quick]`.

Does it for all photographs of a sitting, with `--quick` for the first one of the set. Prints how large heads are beside what all shall have, of all
photographs; then a line for each format: how many files, and how far pixels are off what the receipt says. With a picture's name it also draws the crops of all
presets, a row for each photograph, circles as circles.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from PIL import Image, ImageDraw

sys.path.append(str(Path(__file__).resolve().parents[1]))

from finished_files import KNOWN, check

from capture.export import Format, Order, Preset, export
from capture.export.crop import crop_for
from capture.export.head_size import common_share
from capture.export.selection import Pick, Selection
from capture.provenance import read_receipt
from capture.session import KeptShot, Session

_HIGH_PX, _GAP_PX, _WORDS_PX = 230, 8, 24


def main(sitting: Path, picture: Path | None, *, quick: bool) -> None:
    """Print the table, and draw the crops where that is asked."""
    shots = Session.read(sitting).shots
    print(f"{len(shots)} photographs of {shots[0].sidecar.width_px} × {shots[0].sidecar.height_px} px, {len(KNOWN)} presets")
    print("preset        share of all   smallest and largest head")
    framed = {name: preset for name, preset in KNOWN.items() if not preset.whole}
    for name, preset in framed.items():
        share = common_share(preset, shots)
        heads = [crop.head_frac or 0.0 for shot in shots if (crop := crop_for(shot.sidecar.features, preset, _size(shot), share))]
        print(f"{name:12}  {share:.3f} of {preset.head_frac:.3f}  {min(heads):.3f} {max(heads):.3f}")
    count = 1 if quick else len(shots)
    print("format  files  seconds      MB  off by (mean, largest)  quality")
    for format_ in Format:
        with tempfile.TemporaryDirectory() as folder:
            began_s = time.monotonic()
            order = Order(tuple(KNOWN), KNOWN, format_, merging=False)
            export(sitting, Path(folder), order, choose=lambda kept, _: Selection(tuple(Pick(one) for one in kept[:count])))
            took_s = time.monotonic() - began_s
            receipt = read_receipt((Path(folder) / "receipt.json").read_bytes())
            files = [file for file in receipt.files if file.preset != "contact_sheet" and file.operations[0].name != "copy"] if receipt else []
            off = [check(file, (Path(folder) / file.name).read_bytes(), sitting / "shots") for file in files]
            size_mb = sum((Path(folder) / file.name).stat().st_size for file in files) / 1e6
            qualities = sorted({int(str(quality)) for file in files if (quality := file.operations[-1].parameters.get("quality"))})
        said = f"{qualities[0]} to {qualities[-1]}" if qualities else "lossless"
        print(f"{format_.name:6}  {len(files):5}  {took_s:7.1f}  {size_mb:6.1f}  {sum(off) / len(off):.2f}, {max(off):.2f}              {said}")
    if picture is not None:
        _draw(shots, framed).save(picture)


def _size(shot: KeptShot) -> tuple[int, int]:
    return shot.sidecar.width_px, shot.sidecar.height_px


def _draw(shots: tuple[KeptShot, ...], presets: dict[str, Preset]) -> Image.Image:
    """Return the crops of all presets, a row for each shot."""
    wide = {name: round(_HIGH_PX * preset.size_px[0] / preset.size_px[1]) for name, preset in presets.items()}
    page = Image.new("RGB", (sum(wide.values()) + _GAP_PX * len(wide), len(shots) * (_HIGH_PX + _WORDS_PX)), "white")
    draw = ImageDraw.Draw(page)
    for row, shot in enumerate(shots):
        whole, left = Image.fromarray(shot.picture().rgb), 0
        for name, preset in presets.items():
            crop = crop_for(shot.sidecar.features, preset, _size(shot), common_share(preset, shots))
            box = (crop.left_px, crop.top_px, crop.left_px + crop.width_px, crop.top_px + crop.height_px)
            small = whole.resize((wide[name], _HIGH_PX), Image.Resampling.LANCZOS, box=box)
            if preset.circle:
                inside = Image.new("L", small.size, 70)
                ImageDraw.Draw(inside).ellipse((0, 0, small.width - 1, small.height - 1), fill=255)
                small = Image.composite(small, Image.new("RGB", small.size, "white"), inside)
            page.paste(small, (left, row * (_HIGH_PX + _WORDS_PX)))
            draw.text((left, row * (_HIGH_PX + _WORDS_PX) + _HIGH_PX + 4), name, fill="black")
            left += wide[name] + _GAP_PX
    return page


if __name__ == "__main__":
    words = [word for word in sys.argv[1:] if word != "--quick"]
    main(Path(words[0]), Path(words[1]) if len(words) > 1 else None, quick="--quick" in sys.argv)

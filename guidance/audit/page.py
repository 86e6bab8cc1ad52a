"""An audit as one page that opens anywhere: everything is inside it, and everything that a file says is escaped."""

from __future__ import annotations

import base64
import io
from html import escape
from typing import TYPE_CHECKING

import cv2
import numpy as np
from PIL import Image

from capture.pixels import bounds
from guidance.audit import LIMITS, Weight, findings, notes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from capture.audit import Audit
    from capture.types import Rgb
    from guidance.audit import Finding

STYLE = """body{font:16px/1.45 system-ui,sans-serif;margin:2rem auto;max-width:62rem;padding:0 1rem;color:#1c2126;background:#fff}
h2{margin-top:2.5rem;overflow-wrap:anywhere}
table{border-collapse:collapse;width:100%}
td,th{text-align:left;vertical-align:top;padding:.4rem .6rem;border-top:1px solid #d5dade}
.remark td:first-child{border-left:4px solid #b35900}
.remark td{font-weight:600}
.unjudged td{color:#68717a}
figure{display:inline-block;margin:.5rem 1rem .5rem 0;vertical-align:top}
figcaption{font-size:.85rem;color:#555}
img{max-width:100%;border:1px solid #d5dade}"""
EYES_MARGIN, MAP_PX, SHOWN_PX = 0.35, 384, 480
TEXTURE_GAIN = 24
"""Codes of fine texture, so many times, round middle grey."""


def page(audits: Sequence[tuple[str, Audit]]) -> str:
    """Return the page of these pictures, by their names."""
    parts = "".join(_part(name, audit) for name, audit in audits)
    head = '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
    title = "What a portrait looks like from outside" if len(audits) == 1 else "What these portraits look like from outside"
    body = f"<body><h1>{title}</h1><p>{LIMITS}</p>{parts}</body>"
    return f"{head}<title>{title}</title><style>{STYLE}</style></head>{body}</html>\n"


def _part(name: str, audit: Audit) -> str:
    height, width = audit.portrait.rgb.shape[:2]
    said = "".join(f"<p>{escape(note)}</p>" for note in notes(audit))
    head = "<tr><th>what</th><th>number</th><th>what it means</th><th>how sure</th><th>what it can't tell</th></tr>"
    rows = "".join(_row(finding) for finding in findings(audit))
    figures = "".join(_figure(rgb, words) for rgb, words in _pictures(audit))
    return f"<h2>{escape(name)}</h2><p>{escape(audit.portrait.kind)}, {width} × {height} px</p>{said}{figures}<table>{head}{rows}</table>"


def _row(finding: Finding) -> str:
    kind = {Weight.REMARK: "remark", Weight.UNJUDGED: "unjudged", Weight.PLAIN: "plain"}[finding.weight]
    judged = finding.weight is not Weight.UNJUDGED
    cells = (finding.what, finding.number if judged else "can't be judged", finding.meaning, finding.sure if judged else "", finding.cannot_tell)
    return f'<tr class="{kind}">' + "".join(f"<td>{escape(cell)}</td>" for cell in cells) + "</tr>"


def _pictures(audit: Audit) -> list[tuple[Rgb, str]]:
    """Return what is shown of a picture, each with its words."""
    rgb, face = audit.portrait.rgb, audit.portrait.face
    shown = [(_fitted(rgb, SHOWN_PX), "the picture")]
    if face is not None:
        for eye, words in ((face.right_eye, "their right eye, pixel for pixel"), (face.left_eye, "their left eye, pixel for pixel")):
            box = bounds(eye.contour_px, (rgb.shape[0], rgb.shape[1]), EYES_MARGIN)
            if box is not None:
                shown.append((rgb[box], words))
        box = bounds(face.outline_px, (rgb.shape[0], rgb.shape[1]), 0.1)
        if box is not None:
            shown.append((_texture_map(rgb[box]), f"fine texture of the face, {TEXTURE_GAIN} times"))
    shown.append((_spectrum(audit), "the spectrum: coarse in the middle, finest at the edges"))
    return shown


def _texture_map(rgb: Rgb) -> Rgb:
    luma = cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY).astype(np.float32)
    fine = cv2.GaussianBlur(luma, (0, 0), 0.7) - cv2.GaussianBlur(luma, (0, 0), 1.4)
    return _fitted(np.repeat(np.clip(128 + TEXTURE_GAIN * fine, 0, 255).astype(np.uint8)[..., None], 3, axis=2), MAP_PX)


def _spectrum(audit: Audit) -> Rgb:
    """Return the logarithm of the spectrum's power over the middle of the picture, from its least to its most."""
    luma = audit.portrait.luma
    side = min(512, *luma.shape)
    top, left = (luma.shape[0] - side) // 2, (luma.shape[1] - side) // 2
    part = luma[top : top + side, left : left + side]
    window = np.outer(np.hanning(side + 2)[1:-1], np.hanning(side + 2)[1:-1])
    power = np.log(np.abs(np.fft.fftshift(np.fft.fft2((part - part.mean()) * window))) + 1)
    scaled = np.asarray(255 * (power - power.min()) / max(float(np.ptp(power)), 1e-6), np.uint8)
    return _fitted(np.repeat(scaled[..., None], 3, axis=2), MAP_PX)


def _fitted(rgb: Rgb, most_px: int) -> Rgb:
    """Return the picture no larger than so many pixels; smaller ones as they are."""
    scale = most_px / max(rgb.shape[:2])
    if scale >= 1:
        return rgb
    return np.asarray(cv2.resize(rgb, (max(1, round(rgb.shape[1] * scale)), max(1, round(rgb.shape[0] * scale))), interpolation=cv2.INTER_AREA), np.uint8)


def _figure(rgb: Rgb, words: str) -> str:
    out = io.BytesIO()
    Image.fromarray(np.ascontiguousarray(rgb)).save(out, "PNG")
    data = base64.b64encode(out.getvalue()).decode()
    return f'<figure><img alt="{escape(words, quote=True)}" src="data:image/png;base64,{data}"><figcaption>{escape(words)}</figcaption></figure>'

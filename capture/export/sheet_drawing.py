"""A page of the contact sheet as one picture."""

from __future__ import annotations

from PIL import Image, ImageDraw

from capture.export.sheet_layout import PAPER, RULE, Page, Text
from capture.export.typeface import face_for


def draw_page(page: Page) -> Image.Image:
    """Return the page, pixel for pixel of its layout."""
    picture = Image.new("RGB", (page.width_px, page.height_px), PAPER)
    draw = ImageDraw.Draw(picture)
    draw.line((page.rule_x_px[0], page.rule_y_px, page.rule_x_px[1], page.rule_y_px), fill=RULE, width=2)
    for placed in page.pictures:
        picture.paste(Image.fromarray(placed.rgb), (placed.x_px, placed.y_px))
    for text in page.texts:
        draw_text(draw, text)
    return picture


def draw_text(draw: ImageDraw.ImageDraw, text: Text) -> None:
    """Draw one line where it stands."""
    draw.text((text.x_px, text.y_px), text.text, fill=text.ink, font=face_for(text.text, text.size_px), anchor="rs" if text.to_the_left else "ls")

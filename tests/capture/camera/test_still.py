from __future__ import annotations

import math
import os
import struct
import zlib
from typing import TYPE_CHECKING

import numpy as np
import pytest
from fuzz.bombs import BOMBS
from PIL import Image, ImageCms

from capture.camera import jpeg, open_source
from capture.camera.still import Still, is_photograph, read_photograph
from capture.errors import CameraError

if TYPE_CHECKING:
    from pathlib import Path

RGB = np.random.default_rng(3).integers(0, 256, (30, 40, 3), np.uint8)


def saved(path: Path, pixels: np.ndarray, mode: str | None = None, **options: object) -> Path:
    image = Image.fromarray(pixels)
    (image if mode is None else image.convert(mode)).save(path, **options)
    return path


def test_one_upright_frame_with_the_files_own_bytes(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 8
    exif.get_ifd(0x8769)[0xA405] = 85
    path = saved(tmp_path / "anna.jpg", RGB, exif=exif, quality=95)
    with open_source(str(path)) as source:
        (frame,) = list(source)
    assert (source.name, source.live, source.description) == ("anna.jpg", False, "30×40 JPEG")
    assert source.horizontal_fov_deg == pytest.approx(2 * math.degrees(math.atan(math.hypot(36, 24) * 30 / 50 / 170)))
    assert (frame.index, frame.t_s, frame.encoded) == (0, 0.0, path.read_bytes())
    assert np.array_equal(frame.rgb, np.rot90(np.asarray(Image.open(path)), 1))
    assert frame.rgb.flags.c_contiguous
    assert not frame.rgb.flags.writeable


def test_lossless_pictures_are_exact_and_have_no_jpeg(tmp_path: Path) -> None:
    for name in ("a.png", "a.tif", "a.bmp", "a.ppm"):
        photograph = read_photograph(saved(tmp_path / name, RGB))
        assert np.array_equal(photograph.rgb, RGB), name
        assert photograph.encoded is None


def test_sixteen_bit_grey_keeps_its_tones(tmp_path: Path) -> None:
    ramp = np.linspace(0, 65535, 256).astype(np.uint16).reshape(16, 16)
    rgb = read_photograph(saved(tmp_path / "ramp.png", ramp)).rgb
    assert np.array_equal(rgb[..., 1], np.arange(256).reshape(16, 16))


def test_floating_point_grey_keeps_its_tones(tmp_path: Path) -> None:
    ramp = np.linspace(0, 1, 256, dtype=np.float32).reshape(16, 16)
    rgb = read_photograph(saved(tmp_path / "ramp.tif", ramp)).rgb
    assert np.array_equal(rgb[..., 0], np.arange(256).reshape(16, 16))


def test_one_bit_is_black_and_white(tmp_path: Path) -> None:
    rgb = read_photograph(saved(tmp_path / "scan.png", np.array([[0, 255]], np.uint8), "1")).rgb
    assert rgb.tolist() == [[[0, 0, 0], [255, 255, 255]]]


def test_cmyk_ink_becomes_light(tmp_path: Path) -> None:
    path = tmp_path / "print.jpg"
    Image.new("CMYK", (8, 8), (0, 255, 255, 0)).save(path, quality=95)
    red = read_photograph(path).rgb[4, 4]
    assert red[0] > 240
    assert max(red[1], red[2]) < 15


def test_transparent_parts_are_white(tmp_path: Path) -> None:
    pixels = np.zeros((1, 3, 4), np.uint8)
    pixels[0, :, 3] = (0, 128, 255)
    assert read_photograph(saved(tmp_path / "cut-out.png", pixels)).rgb[0, :, 0].tolist() == [255, 127, 0]


@pytest.mark.parametrize("transparent", [False, True])
def test_palettes_give_their_colours(tmp_path: Path, transparent: bool) -> None:
    image = Image.new("P", (2, 1))
    image.putpalette([10, 20, 30, 200, 100, 50])
    image.putpixel((1, 0), 1)
    image.save(tmp_path / "p.png", **({"transparency": 1} if transparent else {}))
    assert read_photograph(tmp_path / "p.png").rgb.tolist() == [[[10, 20, 30], [255, 255, 255] if transparent else [200, 100, 50]]]


def test_an_embedded_profile_is_converted_to_srgb(tmp_path: Path) -> None:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB"))
    grey = Image.merge("LAB", [Image.new("L", (4, 4), level) for level in (137, 128, 128)])
    grey.save(tmp_path / "lab.tif", icc_profile=lab.tobytes())
    # L* 53.6 is 18.4 % of the light, which sRGB writes as 119 or so: 128 would be the number copied over.
    rgb = read_photograph(tmp_path / "lab.tif").rgb[0, 0]
    assert np.abs(rgb.astype(int) - 128).max() <= 2


def test_an_srgb_profile_changes_nothing(tmp_path: Path) -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    assert np.array_equal(read_photograph(saved(tmp_path / "s.png", RGB, icc_profile=profile)).rgb, RGB)


def test_a_broken_profile_is_no_obstacle(tmp_path: Path) -> None:
    assert np.array_equal(read_photograph(saved(tmp_path / "b.png", RGB, icc_profile=b"no profile")).rgb, RGB)


def test_broken_exif_is_no_obstacle(tmp_path: Path) -> None:
    path = saved(tmp_path / "e.jpg", RGB, exif=b"Exif\x00\x00II*\x00\x08\x00\x00\x00\xff\xff\x12\x01", quality=95)
    photograph = read_photograph(path)
    assert photograph.rgb.shape == (30, 40, 3)
    assert photograph.horizontal_fov_deg is None


@pytest.mark.parametrize("suffix", ["jpg", "png", "tif", "webp", "gif"])
def test_a_cut_off_file_is_an_error(tmp_path: Path, suffix: str) -> None:
    path = saved(tmp_path / f"cut.{suffix}", np.tile(RGB, (9, 9, 1)))
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with pytest.raises(CameraError, match=f"cut.{suffix} is no picture or is cut off"):
        read_photograph(path)


def test_what_is_no_picture_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "letter.jpg").write_text("Dear Anna", encoding="utf-8")
    with pytest.raises(CameraError, match="no picture"):
        Still(tmp_path / "letter.jpg")


def test_a_missing_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(CameraError, match="can't be read"):
        Still(tmp_path / "none.jpg")


def test_a_decompression_bomb_is_an_error(tmp_path: Path) -> None:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 60000, 60000, 8, 2, 0, 0, 0))
    path = tmp_path / "bomb.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(bytes(100))) + chunk(b"IEND", b""))
    with pytest.raises(CameraError, match="more pixels than any camera"):
        open_source(str(path))


def test_pictures_that_move_are_videos(tmp_path: Path) -> None:
    one, two = (Image.fromarray(np.full((16, 16, 3), level, np.uint8)) for level in (40, 200))
    one.save(tmp_path / "moves.gif", save_all=True, append_images=[two], duration=100)
    one.save(tmp_path / "stands.gif")
    assert not is_photograph(tmp_path / "moves.gif")
    assert is_photograph(tmp_path / "stands.gif")


def test_two_pictures_of_a_phone_in_one_file_are_a_photograph(tmp_path: Path) -> None:
    path = tmp_path / "phone.jpg"
    Image.fromarray(RGB).save(path, "MPO", save_all=True, append_images=[Image.fromarray(RGB[::2, ::2].copy())])
    assert is_photograph(path)
    photograph = read_photograph(path)
    assert photograph.rgb.shape == (30, 40, 3)
    assert photograph.encoded == path.read_bytes()


@pytest.mark.parametrize(("name", "data", "words"), [("x.NEF", b"II*\x00", "raw file"), ("x.heic", b"\0\0\0\x18ftypheic\0\0\0\0", "HEIC")])
def test_kinds_that_are_known_not_to_work_say_so(tmp_path: Path, name: str, data: bytes, words: str) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(CameraError, match=words):
        is_photograph(tmp_path / name)


def test_colours_of_the_decoder_agree_with_the_streams(tmp_path: Path) -> None:
    path = saved(tmp_path / "both.jpg", RGB, quality=90)
    streamed = jpeg.decode(path.read_bytes())
    assert streamed is not None
    assert np.array_equal(read_photograph(path).rgb, streamed)


@pytest.mark.parametrize(
    "name", ["1000000×100 grey", "a JPEG of a thousand scans", "a JPEG that claims 65500×65500", "a JPEG 2000 of 10000×10000", "20000×20000 interlaced"]
)
def test_work_without_end_is_refused(name: str, tmp_path: Path) -> None:
    suffix, make = BOMBS[name]
    path = tmp_path / f"bomb{suffix}"
    path.write_bytes(make())
    with pytest.raises(CameraError, match="more pixels than any camera"):
        open_source(str(path))


def test_a_png_with_endless_text_is_not_given_to_a_video_player(tmp_path: Path) -> None:
    suffix, make = BOMBS["text that unpacks to 50 MB"]
    path = tmp_path / f"bomb{suffix}"
    path.write_bytes(make())
    assert is_photograph(path)
    with pytest.raises(CameraError, match="no picture or is cut off"):
        Still(path)


@pytest.mark.timeout(10)
def test_a_pipe_is_no_picture(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.jpg")
    with pytest.raises(CameraError, match="no plain file"):
        is_photograph(tmp_path / "pipe.jpg")
    with pytest.raises(CameraError, match="no plain file"):
        read_photograph(tmp_path / "pipe.jpg")

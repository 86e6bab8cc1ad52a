"""What can be typed after `northlight`."""

from __future__ import annotations

import argparse
import math
import re
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from capture.errors import NorthlightError, nearest
from guidance.profile_files import USUAL_PROFILE

if TYPE_CHECKING:
    from collections.abc import Callable

DESCRIPTION = """A headshot assistant for the terminal. It reads a live camera, coaches light, pose and framing,
takes the best frames by itself and exports a finished set. Nothing leaves this machine."""

EPILOG = """SOURCE is a camera's number or part of its name, an address (http://phone:8080/video, rtsp://…),
a video, a picture, a folder of pictures, or sample:NAME. Without --camera and --profile you are asked, and shown what each camera sees.
Exit codes: 0 done, 1 our fault (the log's path is printed), 2 something for you to mend (said in one line)."""

COMMANDS = ("sit", "rehearse", "review", "replay", "analyse", "audit", "export", "verify", "purge", "calibrate", "voice", "cameras", "check")

FORMATS = ("jpeg", "png", "tiff", "webp", "avif")
"""The words of `capture.export.Format`, which takes a picture library to load."""

REHEARSED = "all-right"
"""The sample sitting that is shown where none is named: a sitting that goes well."""


class UsageError(NorthlightError):
    """The command line can't be understood."""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """Raise instead of printing: every error of this program looks the same."""
        raise UsageError(f"{message[:1].upper()}{message[1:]}.", f"See: {self.prog} --help")


def parse(arguments: list[str]) -> argparse.Namespace:
    """Return the parsed arguments; `sit` is meant where no command is named. Raises UsageError."""
    first = next((word for word in arguments if not word.startswith("-")), None)
    if not arguments or (arguments[0].startswith("-") and arguments[0] not in ("-h", "--help", "--version")):
        arguments = ["sit", *arguments]
    elif first is not None and first == arguments[0] and first not in COMMANDS:
        raise UsageError(f"There is no command '{first}'.", nearest(first, COMMANDS))
    return _parser().parse_args(arguments)


def _parser() -> argparse.ArgumentParser:
    parser = _Parser("northlight", description=DESCRIPTION, epilog=EPILOG, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--version", action="store_true", help="print the version")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands", parser_class=_Parser)
    _add_sit(commands.add_parser("sit", help="a sitting: coach, photograph, keep (the default)", description="Coach, photograph, keep."))
    rehearsal = "A whole sitting before the virtual studio, up to the finished set: no camera, no real face."
    _add_rehearse(commands.add_parser("rehearse", help="a sitting without a camera: a sample sitting", description=rehearsal))
    through = "Look a sitting's photographs through, in large pictures: keep, reject, favourite, note, compare, export anew."
    _add_sitting(commands.add_parser("review", help="look a sitting's photographs through, and decide", description=through))
    again = "Judge a past sitting's photographs by another profile, from what was measured then, and print which of them it would have kept."
    _add_replay(commands.add_parser("replay", help="judge a past sitting by another profile", description=again))
    _add_analyse(commands.add_parser("analyse", help="measure pictures or videos", description="Print a line of measures for each frame."))
    outside = "Tell what portraits look like from outside: findings, each with its number, what it means, how sure that is, and what it can't tell."
    _add_audit(commands.add_parser("audit", help="what does this portrait look like from outside?", description=outside))
    _add_export(commands.add_parser("export", help="make the finished set of a sitting", description="Make the finished set of a sitting."))
    proof = "Make each file of a finished set again from the sitting's own frames, as its receipt tells, and compare the pixels. No hash of a file is trusted."
    _add_verify(commands.add_parser("verify", help="is a finished set what its receipt says?", description=proof))
    gone = "Delete all that Northlight keeps of a sitting: photographs, finished set, journal, decisions. What is not its own stays, and is named."
    _add_purge(commands.add_parser("purge", help="delete all of a sitting", description=gone))
    tape = "Sit at a measured distance, or hold a bank card flat against forehead or chin, once: distances are in metres from then on."
    _add_calibrate(commands.add_parser("calibrate", help="tell the camera's distances, by a tape or a bank card", description=tape))
    _add_voice(commands.add_parser("voice", help="the coach's voice: list, build or test a pack", description="The packs of clips that the coach speaks with."))
    commands.add_parser("cameras", help="list the cameras", description="List the cameras of this machine.")
    about = "Check camera, tracker, sound, terminal and disk, and whether a program changes the camera's picture before it comes here."
    checked = commands.add_parser("check", help="is everything here that a sitting needs?", description=about)
    checked.add_argument("--camera", metavar="SOURCE", help="whose picture to look at (default: the first camera)")
    return parser


def _add_sit(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--camera", metavar="SOURCE", help="number, name, address, video, picture or folder")
    _add_course(parser)
    parser.add_argument("--go", action="store_true", help="begin at once with the first camera, without questions (as where camera or profile is named)")
    parser.add_argument("--watch", action="store_true", help="of a folder: take the pictures that arrive from now on (a tethered camera)")
    parser.add_argument("--retake", metavar="LOOK", help="of a sitting that is gone on with: take that look once more")
    _add_hfov(parser)


def _add_rehearse(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", nargs="?", default=REHEARSED, metavar="NAME", help=f"the sample sitting, or a script's TOML file (default: {REHEARSED})")
    parser.add_argument("--list", action="store_true", help="print the sample sittings and what each one teaches")
    parser.add_argument("--tracker", choices=("mediapipe", "studio"), default="mediapipe", help="who finds the face: MediaPipe, or the studio's own truth")
    _add_course(parser)
    parser.set_defaults(watch=False, hfov=None, retake=None)


def _add_course(parser: argparse.ArgumentParser) -> None:
    """Add what a sitting and a rehearsal have in common."""
    known = "classic, linkedin, dramatic, passport, team, one of your own, or a TOML file"
    parser.add_argument("--profile", metavar="NAME|FILE", help=f"how to judge: {known} (default: {USUAL_PROFILE})")
    parser.add_argument("--like", metavar="SITTING", type=Path, help="coach towards the photographs of that sitting's folder: framing, light, background")
    parser.add_argument("--find-light", action="store_true", help="begin with the search for the light: turn on the spot with the camera, be led to the best")
    parser.add_argument("--session", metavar="DIR", type=Path, help="where to keep the photographs; a sitting that is there is gone on with")
    parser.add_argument("--headless", action="store_true", help="no screen: a line for each prompt and each photograph")
    _add_language(parser)
    parser.add_argument("--no-voice", action="store_true", help="say nothing aloud")


def _add_analyse(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("path", nargs="+", metavar="PATH", help="pictures, videos, or folders of pictures")
    parser.add_argument("--json", action="store_true", help="one JSON object a line instead of a summary")
    parser.add_argument("--iso", action="store_true", help="also score each picture as an identity photograph, by ISO/IEC 29794-5")
    parser.add_argument("--every", type=_positive, default=1, metavar="N", help="look at every Nth frame only")
    parser.add_argument("--camera-name", metavar="NAME", help="the calibrated camera that took them, for distances")
    _add_hfov(parser)


def _add_audit(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("image", nargs="+", metavar="IMAGE", help="pictures: anybody's, from anywhere")
    parser.add_argument("--against", type=Path, metavar="SITTING", help="a sitting of the same person: the face's proportions are held against its photographs")
    parser.add_argument("--html", type=Path, metavar="FILE", help="also write a page, with the eyes and the texture of the face")
    parser.add_argument("--json", action="store_true", help="one JSON object a line instead of words")


def _add_sitting(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("session", type=Path, metavar="SITTING", help="the sitting's folder")


def _add_replay(parser: argparse.ArgumentParser) -> None:
    _add_sitting(parser)
    parser.add_argument("--profile", metavar="NAME|FILE", help="how to judge (default: the sitting's own)")


def _add_export(parser: argparse.ArgumentParser) -> None:
    _add_sitting(parser)
    parser.add_argument("--to", type=Path, metavar="DIR", help="where to put the set (default: the folder 'set' in the sitting's)")
    parser.add_argument("--size", type=_positive, metavar="N", help="at most so many photographs, the best and most different ones (default: the profile's)")
    parser.add_argument("--profile", metavar="NAME|FILE", help="how to choose them (default: the sitting's own)")
    named = "linkedin, teams, slack, zoom, github, circle, square, portrait, directory, web-hero, wallet, 4x6, 5x7, 8x10, 35x45, us-2x2, original, your own"
    parser.add_argument("--preset", action="append", default=[], metavar="NAME", help=f"{named}; may be repeated (default: a usual choice of them)")
    parser.add_argument("--format", choices=FORMATS, help="of all files (default: each preset's own; whole frames take png, tiff or webp, without loss)")
    parser.add_argument("--name", metavar="NAME", help="whose pictures they are: files are named ada-lovelace_linkedin_01.jpg, and the contact sheet bears it")
    parser.add_argument("--single", action="store_true", help="each photograph as the one frame that it is, not merged from the frames of its moment")
    parser.add_argument("--develop", action="store_true", help="set crops' exposure, white balance and contrast by what was measured; the receipt tells it")
    kinds = "blur|plain[:#rrggbb]"
    parser.add_argument("--background", type=_background, metavar=kinds, help="put another background behind the person, in crops; it is labelled so")
    parser.add_argument("--like", metavar="SET", type=Path, help="a set's folder: heads are made as large as in that one, for a team's page")
    by_whom = "sign the files (C2PA) by your certificate, its chain below it, and its key; it takes: pip install 'northlight[c2pa]'"
    parser.add_argument("--sign", nargs=2, metavar=("CERT.pem", "KEY.pem"), type=Path, help=by_whom)


def _add_verify(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("set", type=Path, metavar="SET", help="the folder that northlight export made")
    parser.add_argument("--session", metavar="DIR", type=Path, help="the sitting that it was made of (default: the folder that the set lies in)")
    parser.add_argument("--json", action="store_true", help="one JSON object instead of lines")
    parser.add_argument("-v", "--verbose", action="store_true", help="a line for each file, not only for what is not proven")


def _add_purge(parser: argparse.ArgumentParser) -> None:
    _add_sitting(parser)
    parser.add_argument("--yes", action="store_true", help="do not ask (for scripts)")


def _add_calibrate(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--camera", metavar="SOURCE", help="number, name, address, video or picture (default: the first camera)")
    distance = _between(0.15, 10, "a distance", " metres")
    parser.add_argument("--tape", type=distance, metavar="METRES", help="measured from the lens to your eyes: tells what the lens sees")
    parser.add_argument("--card", action="store_true", help="a bank card is held flat against forehead or chin: tells the size of your face")
    _add_hfov(parser)


def _add_voice(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", metavar="ACTION", title="actions", parser_class=_Parser, required=True)
    actions.add_parser("list", help="packs and engines", description="List the packs, bundled and your own, and the engines found here.")
    build = actions.add_parser("build", help="speak a pack of your own", description="Speak every sentence by an engine of this machine, into your folder.")
    build.add_argument("--engine", metavar="ENGINE", help="espeak-ng, say (macOS), windows or piper (default: the first found here; piper for --model)")
    build.add_argument("--voice", metavar="NAME", help="one of the engine's voices (default: a good one for the language)")
    build.add_argument("--model", type=Path, metavar="FILE.onnx", help="piper's model; its .onnx.json lies beside it")
    build.add_argument("--speed", type=_between(0.5, 2, "a number"), default=1.0, metavar="TIMES", help="how fast, 0.5 to 2 times the engine's usual pace")
    build.add_argument("--pitch", type=_pitch, metavar="0..99", help="how high, 50 in the middle (espeak-ng only)")
    build.add_argument("--name", metavar="PACK", help="what to call it (default: engine and language); one that is there is brought up to date")
    test = actions.add_parser("test", help="hear a pack", description="Play sentences and tones, and say on which device, with how many underruns.")
    test.add_argument("sentence", nargs="*", metavar="SENTENCE", help="a prompt's name, like chin_up, or one of its ways, like chin_up.2 (default: a few)")
    test.add_argument("--pack", metavar="NAME", help="which pack (default: the profile's)")
    test.add_argument("--device", metavar="NAME", help="part of a sound device's name (default: the profile's, else the system's)")
    for action in (build, test):
        _add_language(action)


def _add_language(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--language", type=_language, metavar="LANGUAGE", help="of what is said and shown in large letters: en, de (default: your profile's)")


def _add_hfov(parser: argparse.ArgumentParser) -> None:
    angle = _between(5, 170, "an angle", " degrees")
    parser.add_argument("--hfov", type=angle, metavar="DEG", help="the camera's horizontal field of view in degrees, for distances")


def _language(text: str) -> str:
    from guidance.prompts import languages  # noqa: PLC0415 - only who names a language waits for it

    if text not in languages():
        raise argparse.ArgumentTypeError(f"'{text}' is none of the languages {', '.join(languages())}")
    return text


def _background(text: str) -> tuple[str, str | None]:
    kind, _, colour = text.partition(":")
    if kind not in {"blur", "plain"} or (":" in text and (kind == "blur" or not re.fullmatch("#[0-9a-fA-F]{6}", colour))):
        raise argparse.ArgumentTypeError(f"'{text}' is none of blur, plain, and plain with a colour such as plain:#d9dadc")
    return kind, colour.lower() or None


def _pitch(text: str) -> int:
    if not text.isdecimal() or int(text) > 99:
        raise argparse.ArgumentTypeError(f"'{text}' is not a whole number from 0 to 99")
    return int(text)


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"'{text}' is not a whole number from 1")
    return int(text)


def _between(low: float, high: float, what: str, unit: str = "") -> Callable[[str], float]:
    """Return what reads an option's number within bounds, and says what was expected."""

    def read(text: str) -> float:
        try:
            number = float(text)
        except ValueError:
            number = math.nan
        if not low <= number <= high:
            raise argparse.ArgumentTypeError(f"'{text}' is not {what} between {low:g} and {high:g}{unit}")
        return number

    return read

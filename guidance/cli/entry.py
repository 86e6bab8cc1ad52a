"""From the command line to an exit code: 0 done, 1 our fault, 2 the user's; no traceback ever reaches the user."""

from __future__ import annotations

import errno
import os
import sys
import traceback
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from capture.errors import NorthlightError
from guidance.cli.arguments import parse
from guidance.cli.command_line import hide_logins
from guidance.cli.streams import log_path, quiet_natives, visible_output, write_what_can_be_written

if TYPE_CHECKING:
    import argparse

DONE, OUR_FAULT, YOURS = 0, 1, 2


def run(arguments: list[str]) -> int:  # noqa: PLR0911 - one exit for each way to end
    """Run `northlight` with these arguments and return its exit code."""
    if sys.stdout is None or sys.stderr is None:  # closed by whoever started us
        quiet = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - for as long as the program runs
        sys.stdout, sys.stderr = sys.stdout or quiet, sys.stderr or quiet
    write_what_can_be_written()
    hide_logins()
    try:
        return _command(parse(arguments))
    except NorthlightError as error:
        print(f"northlight: {error}", file=sys.stderr)
        return YOURS
    except ImportError as error:
        print(f"northlight: {_missing(error)}", file=sys.stderr)
        return YOURS
    except KeyboardInterrupt:
        return DONE
    except BrokenPipeError:
        return _pipe_closed()
    except OSError as error:
        return _output_failed(error) if error.filename is None and error.errno in (errno.EIO, errno.ENOSPC) else _our_fault()
    except SystemExit as leaving:  # argparse, after --help
        return leaving.code if isinstance(leaving.code, int) else DONE
    except Exception:  # noqa: BLE001 - the program's one door: whatever broke is logged, never thrown at the user
        return _our_fault()


def _command(options: argparse.Namespace) -> int:
    if options.version:
        from importlib.metadata import version  # noqa: PLC0415 - see the package

        print(f"northlight {version('northlight')}")
        return DONE
    with quiet_natives(), visible_output():
        if options.command in ("sit", "rehearse") and not options.headless and sys.stdout.isatty():
            # What takes pictures apart is slow to load, and whoever sees nothing presses the keys again.
            print("Northlight is starting…", flush=True)
        return _run_command(options)


def _run_command(options: argparse.Namespace) -> int:  # noqa: C901, PLR0911, PLR0912 - one for each command
    match options.command:
        case "sit":
            from guidance.cli.sit import sit  # noqa: PLC0415 - see the package

            return sit(options)
        case "rehearse":
            from guidance.cli.rehearse import rehearse  # noqa: PLC0415 - see the package

            return rehearse(options)
        case "analyse":
            from guidance.cli.analyse import analyse  # noqa: PLC0415 - see the package

            return analyse(options)
        case "audit":
            from guidance.cli.audit import audit  # noqa: PLC0415 - see the package

            return audit(options)
        case "export":
            from guidance.cli.export import export  # noqa: PLC0415 - see the package

            return export(options)
        case "verify":
            from guidance.cli.verify import verify  # noqa: PLC0415 - see the package

            return verify(options.set, options.session, as_json=options.json, verbose=options.verbose)
        case "purge":
            from guidance.cli.purge import purge  # noqa: PLC0415 - see the package

            return purge(options.session, yes=options.yes)
        case "review":
            from guidance.cli.review import review  # noqa: PLC0415 - see the package

            return review(options.session)
        case "replay":
            from guidance.cli.replay import replay  # noqa: PLC0415 - see the package

            return replay(options.session, options.profile)
        case "calibrate":
            from guidance.cli.calibrate import calibrate  # noqa: PLC0415 - see the package

            return calibrate(options)
        case "voice":
            from guidance.cli.voice import voice  # noqa: PLC0415 - see the package

            return voice(options)
        case "cameras":
            from guidance.cli.check import cameras  # noqa: PLC0415 - see the package

            return cameras()
        case _:
            from guidance.cli.check import check  # noqa: PLC0415 - see the package

            return check(options.camera)


PACKAGES = {"libGL": "libgl1", "libEGL": "libegl1", "libgthread": "libglib2.0-0", "libglib": "libglib2.0-0", "libportaudio": "libportaudio2"}
"""Which Debian package holds which system library."""


def _missing(error: ImportError) -> NorthlightError:
    """Say which part is missing and how to get it."""
    text = str(error)
    for library, package in PACKAGES.items():
        if library in text:
            return NorthlightError(f"A system library is missing: {text}.", f"On Debian or Ubuntu: sudo apt install {package}")
    return NorthlightError(f"A part of Northlight can't be loaded: {text}.", "Install Northlight again, in a new virtual environment.")


def _our_fault() -> int:
    path = log_path()
    try:
        with path.open("a", encoding="utf-8") as log:
            traceback.print_exc(file=log)
        where = f"The log is {path}."
    except OSError as error:
        where = f"The log {path} can't be written ({error.strerror}); the error was: {traceback.format_exc().splitlines()[-1]}"
    print(f"northlight: something went wrong inside Northlight; this is our fault. What was photographed is kept. {where}", file=sys.stderr)
    return OUR_FAULT


def _output_failed(error: OSError) -> int:
    """End where our output can't be written: its terminal was closed, or it goes to a file on a full disk."""
    _pipe_closed()
    if error.errno == errno.EIO:
        return DONE
    with suppress(OSError):
        print("northlight: The output can't be written: its disk is full. Make room, or send it elsewhere.", file=sys.stderr)
    return YOURS


def _pipe_closed() -> int:
    """End quietly when the reader of our output has gone (`northlight analyse … | head`)."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return DONE

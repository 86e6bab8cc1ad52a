"""Runs a case in a forked child of a warm process, and says what was wrong with the answer.

Asked of each: exit code 0 or 2, no traceback, every line of an error in words and of one line, at most 10 s and 2 GB, and nothing written, deleted or renamed
outside of what the case may change. That is seen twice: by Python's own audit events in the child, and by a listing of all the case's files with their hashes.
Time is that in which it could run: what it waited for a core beside other programs is not counted.
"""

from __future__ import annotations

import faulthandler
import hashlib
import os
import resource
import select
import shutil
import signal
import stat
import sys
import tempfile
import unicodedata
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from fuzz.case import REVIEW, STREAM, Case, Place
from fuzz.looking_at import look_at
from fuzz.looking_through import look_through
from fuzz.waiting import GLANCE_S, Waiting

from guidance.cli import run

if TYPE_CHECKING:
    from fuzz.case import Builder

MOST_S = 10.0
MOST_WALL_S = 90.0
"""Where the machine is busy: what a case waited for a core is not the program's time, but there is an end to patience."""
MOST_RESIDENT_MB = 2048
MOST_ADDRESSES = 12 << 30
MOST_OUTPUT_BYTES = 64 << 20
LONGEST_LINE = 1200
NOBODY = 65534
BROKE = 99
"""The child's exit code where not even `run` came back."""
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_CHANGING = frozenset({"os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.link", "os.symlink", "os.truncate", "os.chmod", "os.chown", "os.utime"})


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a case: `faults` is empty where all was as it should be. `worked_s` is on all cores together."""

    case: Case
    code: int
    took_s: float
    worked_s: float
    resident_mb: int
    said: str
    faults: tuple[str, ...]


def answer(build: Builder, kind: str, number: int) -> Answer:
    """Build the case of that number, run it, and return what came of it. The same number makes the same files."""
    root = Path(tempfile.mkdtemp(prefix="northlight-fuzz-"))
    try:
        root.chmod(0o755)
        place = Place(root)
        for folder in (place.home, place.settings, place.inputs, place.results, root / "tmp"):
            folder.mkdir(parents=True, exist_ok=True)
            folder.chmod(0o777)
        return _run(build(Random(f"{kind} {number}"), place), place)  # noqa: S311 - no secret
    finally:
        _remove(root)


def _run(case: Case, place: Place) -> Answer:
    before = listing(place.root, case)
    out, inner = os.pipe()
    log, log_inner = os.pipe()
    child = os.fork()
    if child == 0:
        _be_the_child(case, place, inner, log_inner)
    os.close(inner)
    os.close(log_inner)
    waiting = Waiting(child)
    said, written, hung = _listen(child, out, log, waiting)
    took_s = waiting.took_s
    _, status, used = os.wait4(child, 0)
    with suppress(ProcessLookupError, PermissionError):  # whatever it started and left behind
        os.killpg(child, signal.SIGKILL)
    code, resident_mb = os.waitstatus_to_exitcode(status), used.ru_maxrss // 1024
    text = said.decode("utf-8", "backslashreplace")
    faults = [f"no answer within {MOST_S:g} s"] if hung or took_s > MOST_S else list(_faults(case, code, text))
    if resident_mb > MOST_RESIDENT_MB:
        faults.append(f"took {resident_mb} MB")
    if code not in (0, 2) and (log_file := next(place.home.rglob("northlight.log"), None)):
        text += log_file.read_text(encoding="utf-8", errors="replace")[-3000:]
    after = listing(place.root, case)
    faults += [f"changed {path}" for path in sorted(before.keys() | after.keys()) if before.get(path) != after.get(path)]
    faults += [f"went outside: {line}" for line in written.decode("utf-8", "backslashreplace").splitlines()]
    return Answer(case, code, took_s, used.ru_utime + used.ru_stime, resident_mb, text, tuple(faults))


def _faults(case: Case, code: int, text: str) -> list[str]:
    """Return what is wrong with an answer's code and words."""
    faults = []
    if code not in (0, 2):
        faults.append(f"exit code {code}")
    elif code < case.least:
        faults.append(f"exit code {code} where {case.least} was right")
    if "Traceback" in text or "inside Northlight" in text:
        faults.append("a traceback, or an error of ours")
    if code == 2 and not any(line.strip() for line in text.splitlines()):
        faults.append("refused without a word")
    if code == 2 and case.names is not None and case.names not in text:
        faults.append(f"does not name {case.names}")
    odd = sorted({character for character in text if unicodedata.category(character) in {"Cc", "Cs"} and character != "\n"})
    if odd:
        faults.append(f"control characters {odd!r} on the terminal")
    faults += [f"an error of {len(line)} letters" for line in text.splitlines() if line.startswith("northlight: ") and len(line) > LONGEST_LINE]
    return faults


def listing(root: Path, case: Case) -> dict[str, str]:
    """Return all that may not change, by path: kind, size and hash. The program's own log, and temporary files while it runs, are its own."""
    found = {}
    for folder, folders, files in os.walk(root):
        for name in [*folders, *files]:
            path = Path(folder) / name
            if not _may_change(str(path), case, root):
                found[os.fsencode(path).decode("utf-8", "backslashreplace")] = _likeness(path)
    return found


def _likeness(path: Path) -> str:
    status = path.lstat()
    if stat.S_ISLNK(status.st_mode):
        return f"link to {path.readlink()!s}"
    if not stat.S_ISREG(status.st_mode):
        return f"{stat.S_IFMT(status.st_mode):o}"
    small = 0 < status.st_size < 8 << 20
    return f"{status.st_size} {hashlib.sha256(path.read_bytes()).hexdigest() if small else status.st_mtime_ns}"


def _may_change(path: str, case: Case, root: Path) -> bool:
    allowed = [*map(str, case.writes), str(root / "tmp"), f"{root}/home/.local", f"{root}/home/.cache"]
    # A file is written beside itself first, and takes its own place when it is whole.
    beside = [f"{each.parent}/.{each.name}." for each in case.writes]
    return any(path == each or path.startswith(f"{each}/") for each in allowed) or path.startswith(tuple(beside))


def _listen(child: int, out: int, log: int, waiting: Waiting) -> tuple[bytes, bytes, bool]:
    """Return all that the child says and writes elsewhere, and whether it had to be killed."""
    said = {out: bytearray(), log: bytearray()}
    open_ = {out, log}
    hung = False
    while open_ and not hung:
        for descriptor in select.select(list(open_), [], [], GLANCE_S)[0]:
            data = os.read(descriptor, 1 << 16)
            if data and len(said[descriptor]) < MOST_OUTPUT_BYTES:
                said[descriptor] += data
            elif not data:
                open_.discard(descriptor)
        waiting.look()
        hung = bool(open_) and max(waiting.took_s / MOST_S, waiting.wall_s / MOST_WALL_S) > 1
    waiting.look(least_s=0)
    if hung:
        with suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
            os.killpg(child, signal.SIGKILL)
    os.close(out)
    os.close(log)
    return bytes(said[out]), bytes(said[log]), hung


def _be_the_child(case: Case, place: Place, out: int, log: int) -> None:
    """Answer the case and leave. Never returns."""
    code = BROKE
    try:
        os.setsid()
        nothing = os.open(os.devnull, os.O_RDONLY)
        for source, target in ((nothing, 0), (out, 1), (out, 2)):
            os.dup2(source, target)
        sys.stdout = os.fdopen(1, "w", encoding="utf-8", closefd=False)
        sys.stderr = os.fdopen(2, "w", encoding="utf-8", errors="backslashreplace", buffering=1, closefd=False)
        sys.__stderr__ = sys.stderr
        _settle(case, place)
        # Whoever hangs says where, just before being killed.
        faulthandler.dump_traceback_later(MOST_S * 0.6, repeat=True, file=os.dup(2))  # the screen's own copy: commands lead 2 elsewhere
        sys.addaudithook(_watch(case, place, log))
        match case.arguments:
            case [word, folder] if word == REVIEW:
                code = look_through(Path(folder))
            case [word, scheme, path] if word == STREAM:
                code = look_at(scheme, Path(path))
            case _:
                code = run(case.arguments)
        sys.stdout.flush()
    except BaseException as error:  # noqa: BLE001 - whatever comes out here is what is looked for
        os.write(2, f"Traceback: {error!r}\n".encode("utf-8", "backslashreplace"))
    finally:
        os._exit(code)


def _settle(case: Case, place: Place) -> None:
    """Give the child its home, its limits and, where the case says so, nobody's rights."""
    home = str(place.home)
    os.environ |= {"HOME": home, "TMPDIR": str(place.root / "tmp")}
    for name, below in (("CONFIG", ".config"), ("STATE", ".local/state"), ("DATA", ".local/share"), ("CACHE", ".cache"), ("PICTURES", "Pictures")):
        os.environ[f"XDG_{name}_{'DIR' if name == 'PICTURES' else 'HOME'}"] = f"{home}/{below}"
    tempfile.tempdir = None
    os.chdir(place.results)
    resource.setrlimit(resource.RLIMIT_AS, (MOST_ADDRESSES, MOST_ADDRESSES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if case.largest_file_bytes is not None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (case.largest_file_bytes, case.largest_file_bytes))
    if case.without_rights and os.getuid() == 0:
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)


def _watch(case: Case, place: Place, log: int):  # noqa: ANN202 - an audit hook
    """Return what notes each write to a path that the case may not change, and each other computer that is called."""
    root = Path(os.path.realpath(place.root))

    def note(event: str, values: tuple[object, ...]) -> None:
        if event == "open":
            follows = isinstance(values[2], int) and not values[2] & os.O_NOFOLLOW
            paths = values[:1] if follows and values[2] & _WRITING else ()
        elif event in {"socket.connect", "socket.getaddrinfo"}:
            _note_host(values[1] if event == "socket.connect" else values[0], log)
            return
        elif event in _CHANGING:
            paths = values[: 2 if event in {"os.rename", "os.link"} else 1]
        else:
            return
        for path in paths:
            if not isinstance(path, str | bytes | os.PathLike):
                continue
            # What is made, renamed or deleted is the name itself; what is opened is what it leads to.
            text = os.fsdecode(path)
            there = os.path.realpath(text) if event == "open" else os.path.join(os.path.realpath(os.path.dirname(text) or "."), os.path.basename(text))  # noqa: PTH118, PTH119, PTH120 - no objects in an audit hook
            if there != os.devnull and not _may_change(there, case, root):
                os.write(log, f"{event} {text!r}\n".encode("utf-8", "backslashreplace"))

    return note


def _note_host(address: object, log: int) -> None:
    """Note a host that is not this computer: no case names another."""
    host = address[0] if isinstance(address, tuple) else address
    if host not in {"127.0.0.1", "localhost"}:
        os.write(log, f"a connection to {address!r}\n".encode("utf-8", "backslashreplace"))


def _remove(root: Path) -> None:
    for folder, _, _ in os.walk(root):
        with suppress(OSError):
            os.chmod(folder, 0o700)  # noqa: PTH101 - as os.walk gives it
    shutil.rmtree(root, ignore_errors=True)

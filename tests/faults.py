"""Disks that fail on command: operations on files below a folder are counted; from a chosen one on, or it alone, they fail as on a full or broken disk.

The operations are Python's own calls into the system; what fails is what the system would have answered. A write fails half way, its first half written.
A sync that does not fail is noted and left out: it takes long, and no program can see what it does.
"""

from __future__ import annotations

import contextlib
import errno
import io
import os
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

FULL, BROKEN = errno.ENOSPC, errno.EIO
NO_ROOM_NEEDED = frozenset({"ftruncate", "truncate", "unlink", "rmdir"})
"""What a full disk still does."""


class Done(NamedTuple):
    """An operation, on which file (from the folder on), and of a renaming what it is called then."""

    name: str
    where: str
    to: str = ""


@dataclass(slots=True)
class Disk:
    """What was done below `folder`, in order; operation number `fails_at` fails, and with `for_good` all after it, except what needs no room on a full disk.

    `instead`, where given, is called in place of a failure, half of a write being done.
    """

    folder: Path
    fails_at: int | None = None
    code: int = FULL
    for_good: bool = True
    instead: Callable[[], None] | None = None
    done: list[Done] = field(default_factory=list)
    _paths: dict[int, str] = field(default_factory=dict)
    _lock: Any = field(default_factory=Lock)

    def fails(self, name: str, where: str, to: str = "") -> bool:
        """Note the operation, and return whether it is to fail."""
        with self._lock:
            self.done.append(Done(name, where, to))
            number = len(self.done) - 1
        if self.fails_at is None or (self.code == FULL and name in NO_ROOM_NEEDED):
            return False
        return number >= self.fails_at if self.for_good else number == self.fails_at

    def failed(self, where: str) -> OSError:
        """Return the error, or do what is wanted instead of it."""
        if self.instead is not None:
            self.instead()
        return OSError(self.code, os.strerror(self.code), where)

    def below(self, path: object) -> str | None:
        """Return where a path is within the folder; None where it is not in it."""
        try:
            whole = os.path.abspath(os.fspath(path))  # type: ignore[call-overload]  # noqa: PTH100 - whatever the system's call was given
        except TypeError:
            return None
        return os.path.relpath(whole, self.folder) if Path(whole).is_relative_to(self.folder) else None

    def opened(self, handle: int, where: str | None) -> None:
        """Remember which file is behind a number; None is one outside the folder."""
        self.closed(handle)
        if where is not None:
            self._paths[handle] = where

    def behind(self, handle: int) -> str | None:
        """Return which file is behind a number; None where it is none of the folder's."""
        return self._paths.get(handle)

    def closed(self, handle: int) -> None:
        """Forget a number: it is given to another file next."""
        self._paths.pop(handle, None)


class _File(io.BufferedWriter):
    """A file that writes through to a disk which may fail."""

    def __init__(self, raw: io.FileIO, disk: Disk) -> None:
        super().__init__(raw)
        self._disk = disk

    def write(self, data: Any) -> int:  # noqa: ANN401 - whatever has bytes
        where = self._disk.behind(self.fileno()) or ""
        if self._disk.fails("write", where):
            super().write(memoryview(data)[: len(data) // 2])
            with contextlib.suppress(OSError):
                super().flush()
            raise self._disk.failed(where)
        return super().write(data)

    def close(self) -> None:
        if not self.closed:
            self._disk.closed(self.fileno())
        super().close()


class _Calls:
    """The system's calls, each asking the disk first."""

    BY_PATH = ("replace", "mkdir", "truncate", "unlink", "rmdir")
    BY_HANDLE = ("write", "fsync", "ftruncate")

    def __init__(self, disk: Disk) -> None:
        self._disk = disk
        self._real = {name: getattr(os, name) for name in ("open", "close", "fdopen", *self.BY_PATH, *self.BY_HANDLE)}

    def all(self) -> dict[str, Callable[..., Any]]:
        """Return each call by its name."""
        calls: dict[str, Callable[..., Any]] = {"open": self.open, "close": self.close, "fdopen": self.fdopen}
        return calls | {name: partial(self.by_path, name) for name in self.BY_PATH} | {name: partial(self.by_handle, name) for name in self.BY_HANDLE}

    def by_path(self, name: str, path: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - the system's own
        where = None if isinstance(path, int) or "dir_fd" in kwargs else self._disk.below(path)
        if where is not None and self._disk.fails(name, where, (self._disk.below(args[0]) or "") if name == "replace" else ""):
            raise self._disk.failed(where)
        return self._real[name](path, *args, **kwargs)

    def by_handle(self, name: str, handle: int, *args: Any) -> Any:  # noqa: ANN401 - the system's own
        where = self._disk.behind(handle)
        if where is not None and self._disk.fails(name, where):
            if name == "write":
                self._real[name](handle, memoryview(args[0])[: len(args[0]) // 2])
            raise self._disk.failed(where)
        return None if where is not None and name == "fsync" else self._real[name](handle, *args)

    def open(self, path: Any, flags: int, *args: Any, **kwargs: Any) -> int:  # noqa: ANN401 - the system's own
        where = self._disk.below(path)
        if where is not None and flags & os.O_CREAT and self._disk.fails("open", where):
            raise self._disk.failed(where)
        handle = int(self._real["open"](path, flags, *args, **kwargs))
        self._disk.opened(handle, where)
        return handle

    def close(self, handle: int) -> None:
        self._disk.closed(handle)
        self._real["close"](handle)

    def fdopen(self, handle: int, mode: str, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - the system's own
        if self._disk.behind(handle) is None or mode == "rb" or kwargs.get("buffering") == 0:
            return self._real["fdopen"](handle, mode, *args, **kwargs)
        return _File(io.FileIO(handle, mode), self._disk)


@contextmanager
def on(disk: Disk) -> Iterator[Disk]:
    """Let everything below the disk's folder go through it meanwhile, on all threads."""
    with pytest.MonkeyPatch.context() as patched:
        for name, call in _Calls(disk).all().items():
            patched.setattr(os, name, call)
        yield disk


class PowerCut:
    """What would be left if the power failed after each operation, and nothing lasted that was not synced: names by their folder, contents by their file."""

    def __init__(self) -> None:
        self.lasting: dict[str, bool] = {}
        """The names that last, and whether what is in the file does."""
        self.torn: list[str] = []
        """Files that were given their name before their contents lasted."""
        self._synced: dict[str, bool] = {}

    def see(self, done: Done) -> None:
        """Take in the next operation."""
        match done.name:
            case "open":
                self._synced.setdefault(done.where, False)
            case "write" | "truncate" | "ftruncate":
                self._synced[done.where] = False
            case "mkdir":
                self._synced[done.where] = True
            case "unlink" | "rmdir":
                self._synced.pop(done.where, None)
                self.lasting.pop(done.where, None)
            case "replace":
                self._synced[done.to] = self._synced.pop(done.where, False)
                if not self._synced[done.to]:
                    self.torn.append(done.to)
            case "fsync" if done.where in self._folders():
                self.lasting |= {name: synced for name, synced in self._synced.items() if os.path.dirname(name) == ("" if done.where == "." else done.where)}  # noqa: PTH120 - names as text
            case "fsync":
                self._synced[done.where] = True
                if done.where in self.lasting:
                    self.lasting[done.where] = True

    def lasts(self, name: str) -> bool:
        """Return whether a file, all of it, and every folder above it would be there."""
        above = [str(folder) for folder in Path(name).parents if str(folder) != "."]
        return all(self.lasting.get(each, False) for each in (name, *above))

    def _folders(self) -> set[str]:
        return {".", *(os.path.dirname(name) for name in self._synced)}  # noqa: PTH120 - names as text

"""How the tests are run: one thread for each library, as in the program, what takes longest first, and no frame of a sample sitting rendered twice."""

from __future__ import annotations

import gc
import hashlib
import os
import pickle
import shutil
import sys
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import pytest

from guidance.__main__ import THREADS_OF

if TYPE_CHECKING:
    from collections.abc import Iterator

    from capture.script.persona import Persona
    from capture.studio.person import Person

HERE = Path(__file__).parent

LONG = ("test_rehearse.py", "test_heard.py", "test_mediapipe_tracker.py", "test_rig.py", "test_merging.py", "test_setup.py")
"""What beside whole sittings takes more than fifteen seconds."""
PEOPLE = "people"
"""The folder beside the workers' own ones in which they keep each other's built people."""
GARBAGE_AFTER = 10_000
"""New objects after which Python looks for garbage. A screen makes and drops so many that after every 700 of them it took a fifth of the screens' time."""

gc.set_threshold(GARBAGE_AFTER)
# Compiled modules are kept even where the environment wants none: the tests start the program a hundred times, and a third of each start was compiling it.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False
# Two workers on two cores: a thread more for each would only wait for them.
os.environ |= {name: os.environ.get(name, "1") for name in THREADS_OF}
# MediaPipe's threads are new ones for each tracker, and glibc keeps what each has freed apart, so that workers grew to 2.8 GB. It reads this
# when a worker starts.
os.environ.setdefault("MALLOC_ARENA_MAX", "2")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put whole sittings and other long files before the rest: a worker that begins one last leaves the other idle."""
    items.sort(key=lambda item: (item.path.parent != HERE, item.path.name not in LONG))


def pytest_collection_finish() -> None:
    """Look for garbage no more among what all tests share: thousands of items and the libraries."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def _each_person_built_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Build each person of the studio once for all workers: whoever comes second reads them from a file. `capture.studio.person.build` builds them anew."""
    from capture.studio import person  # noqa: PLC0415 - the workers load OpenCV after they were told to keep to one thread

    own = tmp_path_factory.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / PEOPLE
    folder.mkdir(exist_ok=True)
    build = person.build

    def built_once(persona: Persona) -> Person:
        kept = folder / hashlib.sha256(msgspec.json.encode(persona)).hexdigest()
        try:
            return pickle.loads(kept.read_bytes())  # noqa: S301 - written below
        except FileNotFoundError:
            made = build(persona)
        unfinished = kept.with_suffix(f".{os.getpid()}")
        unfinished.write_bytes(pickle.dumps(made, pickle.HIGHEST_PROTOCOL))
        unfinished.replace(kept)
        return made

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(person, "build", built_once)
        yield


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Forget the people, which pytest would keep with the folders of its last three runs."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        shutil.rmtree(session.config._tmp_path_factory.getbasetemp() / PEOPLE, ignore_errors=True)


@pytest.fixture(scope="module")
def _each_frame_rendered_once() -> Iterator[None]:
    """Keep the virtual camera's pictures for a module's tests that play the same session again and again: a scene's picture is settled by the scene alone."""
    from capture.camera import virtual  # noqa: PLC0415 - the workers load OpenCV after they were told to keep to one thread

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(virtual, "render", lru_cache(maxsize=160)(virtual.render))
        yield

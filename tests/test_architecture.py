"""What keeps the shape of the program: who imports whom, lint, types, and that every module has its test."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
MODULES = sorted(path.relative_to(ROOT) for package in ("capture", "guidance") for path in (ROOT / package).rglob("*.py"))


def run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=240)


def test_imports_keep_to_the_contracts() -> None:
    done = run(str(BIN / "lint-imports"), "--no-cache")
    assert done.returncode == 0, done.stdout[-3000:]
    assert "5 kept, 0 broken" in done.stdout


def test_lint_is_clean() -> None:
    done = run(str(BIN / "ruff"), "check", "--no-cache", ".")
    assert done.returncode == 0, done.stdout[-3000:]


@pytest.mark.timeout(280)
def test_types_are_strict() -> None:
    done = run(str(BIN / "mypy"))
    assert done.returncode == 0, done.stdout[-3000:]


def loaded(statement: str, *modules: str) -> set[str]:
    """Return which of `modules` are loaded once `statement` has run in a fresh interpreter."""
    script = f"import sys\n{statement}\nprint(*[m for m in {modules!r} if m in sys.modules])"
    done = run(sys.executable, "-c", script)
    assert done.returncode == 0, done.stderr[-2000:]
    return set(done.stdout.splitlines()[-1].split()) if done.stdout.strip() else set()


def test_help_loads_nothing_heavy() -> None:
    heavy = ("cv2", "mediapipe", "textual", "numpy", "sounddevice", "av")
    assert loaded("from guidance.cli import run\nrun(['--help'])", *heavy) == set()


def test_advice_loads_no_screen_and_no_picture_library() -> None:
    assert loaded("import guidance.coach", "textual", "cv2", "mediapipe", "sounddevice", "numpy") == set()


def test_facts_load_no_opinions() -> None:
    assert loaded("import capture.pipeline, capture.export", "guidance", "textual", "rich", "sounddevice") == set()


def test_a_tracker_loads_mediapipe_and_nothing_that_plots() -> None:
    assert loaded("from capture.mediapipe_tracker import MediapipeTracker\nMediapipeTracker(stills=True).close()", "mediapipe", "matplotlib") == {"mediapipe"}


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_a_module_is_short_and_so_are_its_functions(module: Path) -> None:
    text = (ROOT / module).read_text(encoding="utf-8")
    assert text.count("\n") <= 300
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno is not None:
            assert node.end_lineno - node.lineno < 60, node.name


TESTED_BY_OTHERS = {
    "guidance/__main__.py": "the command line's tests start it",
    "capture/export/again.py": "test_verify has it make honest and dishonest files again",
    "capture/export/page_style.py": "test_page reads the page that it is in",
    "capture/export/proof.py": "types only",
    "capture/light/strength.py": "test_light asserts the ratio on painted faces, test_mirrored the softness",
    "capture/script/expectations.py": "test_loading and test_sessions read them",
    "capture/script/limits.py": "test_loading names what is out of them",
    "capture/script/persona.py": "types only; test_people reads them",
    "capture/script/scene.py": "types only",
    "capture/script/tables.py": "test_loading reads tables with it",
    "capture/script/timeline.py": "test_loading asserts what a script's scenes are",
    "capture/studio/garments/outfit.py": "types only; the garments' tests assert them",
    "capture/studio/hair/hairdo.py": "types only; test_hair asserts what dress returns",
    "capture/studio/rooms/books.py": "test_office asserts the bookcase",
    "capture/studio/rooms/furniture.py": "test_office asserts lamp, plant and sideboard",
    "capture/tracker.py": "a protocol",
    "capture/types/pictures.py": "types only",
    "capture/types/readings.py": "test_types sends them through the journal",
    "capture/types/shots.py": "types only",
    "guidance/choosing.py": "types only; test_profile reads them",
    "guidance/cli/export.py": "test_main_job runs it",
    "guidance/cli/streams.py": "test_entry looks where native noise goes",
    "guidance/voice/engines/protocol.py": "a protocol",
    "guidance/voice/protocol.py": "a protocol",
    "guidance/screens/sitting.py": "a protocol",
    "guidance/snapshot.py": "types only; the coach's tests assert them",
}


def test_every_module_has_its_test() -> None:
    bare = []
    for module in MODULES:
        own = ROOT / "tests" / module.parent / f"test_{module.name}"
        if module.name != "__init__.py" and not (own.exists() or module.as_posix() in TESTED_BY_OTHERS):
            bare.append(module.as_posix())
    assert bare == []


def test_nothing_names_this_workplace_or_a_registry() -> None:
    tracked = run("git", "ls-files").stdout.split()
    words = ("/" + "work/", "pypi" + ".org", "files.python" + "hosted")
    named = []
    for name in tracked:
        path = ROOT / name
        if path.suffix in {".py", ".md", ".toml", ".tcss", ".svg", ".json", ".yml"} and path.is_file():
            text = path.read_text(encoding="utf-8")
            named += [f"{name}: {word}" for word in words if word in text]
    assert named == []

"""`northlight sit`: one sitting, on the screen or as lines of text."""

from __future__ import annotations

import math
import shlex
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, count
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, NamedTuple

import platformdirs

from capture import calibration
from capture.camera import kind_of_files, list_cameras, open_source
from capture.errors import CameraError, NorthlightError, SessionError, nearest
from capture.session import Session, remove_empty
from capture.types import Cause
from guidance.cli.chosen import chosen_profile
from guidance.cli.export import told
from guidance.cli.screen import show, signals_to, with_or_without
from guidance.cli.set_up import is_wanted, set_up
from guidance.loaded import LeftAlone
from guidance.reference import towards
from guidance.rig import Rig
from guidance.voice import open_voice

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from capture.export import Summary
    from capture.session import KeptShot
    from capture.tracker import Tracker
    from capture.types import Shot
    from guidance.app import NorthlightApp
    from guidance.profile import Profile
    from guidance.snapshot import Snapshot


HEADLESS_PATIENCE_S = 10.0
"""Where nobody watches, a stream that ended and does not come back ends the sitting."""


STARTING = "Starting the camera…"
"""Said where the screen is about to be: a camera takes a second or two to open."""


class Held(NamedTuple):
    """A sitting that is over, and its finished set where that was made on the screen."""

    rig: Rig
    made: Summary | None


@dataclass(frozen=True, slots=True)
class Course:
    """What a sitting is held with, however often a look of it is taken again."""

    profile: Profile
    reference: Session | None
    camera: str
    folder: Path
    tracker: Tracker | None
    set_follows: bool


def sit(options: argparse.Namespace) -> int:
    """Hold a sitting, after the questions where nothing was named, and return the exit code."""
    options = with_or_without(options)
    answered = set_up(options) if is_wanted(options) else options
    if answered is None:
        return 0
    rig, made = hold(answered, answered.camera)
    if not kept(rig):
        return 0
    if made is not None:
        return told(made, made.last_lines)
    print(f"Look them through: northlight review {shlex.quote(rig.folder)}")
    print(f"Next: northlight export {shlex.quote(rig.folder)}")
    return 0


def hold(options: argparse.Namespace, camera: str | None, tracker: Tracker | None = None, *, set_follows: bool = False) -> Held:
    """Hold a sitting to its end before the source that `camera` means, else the first camera, and return what it was.

    `tracker` finds the face where it shall not be MediaPipe; with `set_follows` the screen says that the caller makes the set. Where a look is to be taken
    again after all was over, the sitting is gone on with.
    """
    profile = chosen_profile(options.profile, options.language)
    reference = _reference(options.like) if options.like else None
    if reference is not None:
        profile = towards(profile, [shot.sidecar.reading for shot in _moments(reference)], path=str(reference.folder))
    course = Course(profile, reference, camera or first_camera(), options.session or _new_folder(), tracker, set_follows)
    retake, find_light = options.retake, options.find_light
    while True:
        rig = _wired(course, options, retake, find_light=find_light)
        made, retake = _run(rig, options)
        if retake is None:
            return Held(rig, made)
        find_light = False


def _wired(course: Course, options: argparse.Namespace, retake: str | None, *, find_light: bool) -> Rig:
    """Return a sitting that is ready to begin, after saying so; with `retake` that look is taken once more."""
    known_looks = [look.name for look in course.profile.looks]
    if retake is not None and retake not in known_looks:
        raise NorthlightError(f"There is no look '{retake}' in the profile {course.profile.name}.", nearest(retake, known_looks))
    if not options.headless:
        print(STARTING, flush=True)
    source = open_source(course.camera, watch=options.watch, paced=not options.headless)
    try:
        known = calibration.load(source.name)
        session = Session.open(course.folder, source=source.name, profile=course.profile.name, made_of=kind_of_files(source))
        if course.reference is not None:
            session.log("like", session=course.reference.info.id, folder=str(course.reference.folder.resolve()))
    except NorthlightError:
        source.close()
        raise
    teller = Teller() if options.headless else None
    rig = Rig(
        source,
        course.profile,
        session,
        # A file without a screen is gone through as fast as it can be: its sentences would run into each other.
        open_voice(not options.no_voice and (source.live or not options.headless), course.profile),
        spec=course.camera,
        hfov_deg=options.hfov,
        calibration=known,
        paced=not options.headless,
        patience_s=HEADLESS_PATIENCE_S if options.headless else math.inf,
        tracker=course.tracker,
        set_follows=course.set_follows,
        find_light=find_light,
        retake=retake,
        on_step=teller.tell if teller else LeftAlone().step,
    )
    if teller:
        teller.begin(f"{source.name}: {source.description}", course.profile.title, rig.folder, len(session.shots))
    return rig


def _run(rig: Rig, options: argparse.Namespace) -> tuple[Summary | None, str | None]:
    """Run the sitting to its end, and return the set that was made on the screen, and the look that is to be taken again."""
    made, retake = None, None
    # The screen is loaded first: the face finder, which is loaded once a picture is there, would take half of each second from it.
    app = None if options.headless else _screen(rig)
    rig.start()
    try:
        if app is None:
            _wait(rig)
        else:
            show(app)
            made, retake = app.made, app.retake
    finally:
        # Whoever presses Ctrl-C once more, while all is written, loses nothing by it.
        with signals_to(lambda: None):
            rig.stop()
    return made, retake


def _reference(folder: Path) -> Session:
    """Return the sitting in `folder`, towards which this one is to be coached. Raises SessionError where there is none, or none with a photograph."""
    reference = Session.read(folder)
    if not reference.shots:
        raise SessionError(f"The sitting in {folder} has no photograph, so nobody can be coached towards it.", "Name a sitting that has one.")
    return reference


def _moments(reference: Session) -> Sequence[KeptShot]:
    """Return the photographs in which all was right; where there is none, all of them."""
    return [shot for shot in reference.shots if shot.sidecar.cause is Cause.MOMENT] or reference.shots


def _wait(rig: Rig) -> None:
    """Wait for the sitting's end without a screen."""
    asked_to_stop = Event()
    with signals_to(asked_to_stop.set):
        while not rig.finished.wait(0.1) and not asked_to_stop.is_set():
            pass


def _screen(rig: Rig) -> NorthlightApp:
    from guidance.app import NorthlightApp  # noqa: PLC0415 - Textual is only loaded for a screen

    return NorthlightApp(rig)


def kept(rig: Rig) -> bool:
    """Say how the sitting ended, and return whether it has photographs; raise what broke it. One in which nothing was taken leaves no folder behind."""
    if rig.unsaved:
        raise rig.error or _not_saved(rig)
    gone = remove_empty(Path(rig.folder))
    if rig.error is not None:
        raise rig.error
    shots = () if gone else Session.read(Path(rig.folder)).shots
    if gone:
        print("No photograph was kept.")
    elif shots:
        print(f"{len(shots)} {'photograph' if len(shots) == 1 else 'photographs'} in {rig.folder}")
    else:
        print(f"No photograph was kept in {rig.folder}")
    return bool(shots)


def _not_saved(rig: Rig) -> SessionError:
    """Say which photographs found no room, and where they are instead."""
    names = ", ".join(f"{unsaved.shot.look} at {unsaved.shot.observation.reading.t_s:.1f} s" for unsaved in rig.unsaved)
    folders = sorted({str(unsaved.rescued) for unsaved in rig.unsaved if unsaved.rescued is not None})
    what = f"Could not be saved in {rig.folder}: {names}."
    if folders:
        where = f"{'It is' if len(rig.unsaved) == 1 else 'They are'} in {', '.join(folders)} instead"
        return SessionError(what, f"{where}: make room, and move {'it' if len(rig.unsaved) == 1 else 'them'} to safety.")
    return SessionError(what, "There was no room anywhere for them. Make room on the disk, and sit again in the same folder.")


def first_camera() -> str:
    """Return the first camera that can be used. Raises CameraError where there is none."""
    cameras = [camera for camera in list_cameras() if camera.usable]
    if not cameras:
        raise CameraError(
            "No camera was found on this machine.",
            "Plug one in, or name a source: northlight --camera http://PHONE:8080/video (a phone's camera app), or a video file. "
            "Or see it work without one: northlight rehearse",
        )
    return str(cameras[0].index)


def _new_folder() -> Path:
    """Return a folder for a new sitting, named by the time at which it begins."""
    folder = Path(platformdirs.user_pictures_dir()) / "Northlight" / f"{datetime.now().astimezone():%Y-%m-%d_%H-%M-%S}"
    names = chain([folder], (folder.with_name(f"{folder.name}_{number}") for number in count(2)))
    return next(free for free in names if not free.exists())


class Teller:
    """Tells a sitting in lines of text: one for each prompt, each photograph and each notice, with its time."""

    def __init__(self) -> None:
        self._prompt: str | None = None
        self._notices: tuple[str, ...] = ()
        self._heard = True

    def begin(self, source: str, profile: str, folder: str, shots: int) -> None:
        """Say what is shot with, by which profile's title, where it goes, and how many photographs are there from before."""
        self._print(f"Source: {source}")
        self._print(f"Profile: {profile}")
        self._print(f"Sitting: {folder}{f' (going on; {shots} kept before)' if shots else ''}")

    def tell(self, snapshot: Snapshot) -> None:
        """Say what is new."""
        prompt = snapshot.prompt.id if snapshot.prompt else None
        spoken = snapshot.cue is not None and snapshot.cue.clip is not None
        if snapshot.prompt is not None and (spoken or prompt != self._prompt):
            self._line(snapshot.t_s, "say" if spoken else "show", snapshot.prompt.say if spoken else snapshot.prompt.show)
        self._prompt = prompt
        for shot in snapshot.written:
            self._tell_shot(shot)
        if snapshot.undone:
            self._line(snapshot.t_s, "undo", "the last photograph was taken back")
        for notice in snapshot.notices:
            if notice not in self._notices:
                self._line(snapshot.t_s, "note", notice)
        self._notices = snapshot.notices

    def _tell_shot(self, shot: Shot) -> None:
        reading = shot.observation.reading
        misses = f"; misses: {', '.join(shot.misses)}" if shot.misses else ""
        self._line(reading.t_s, "keep", f"{shot.look} ({shot.cause}, score {shot.score:.2f}): {'; '.join(shot.reasons)}{misses}")

    def _line(self, t_s: float, kind: str, text: str) -> None:
        self._print(f"{t_s:8.2f} s  {kind:4}  {text}")

    def _print(self, line: str) -> None:
        """Print, as long as somebody reads: a sitting goes on when `| head` has seen enough."""
        if self._heard:
            try:
                print(line, flush=True)
            except OSError:
                self._heard = False

"""`northlight voice`: which packs of clips there are, a new one by an engine of this machine, and whether one is heard."""

from __future__ import annotations

import re
import sys
import time
from typing import TYPE_CHECKING

from msgspec.structs import replace

from capture.errors import VoiceError, nearest
from guidance.cli.chosen import chosen_profile
from guidance.profile_files import own_folder as settings_folder
from guidance.profile_files import own_values
from guidance.prompts import sentences
from guidance.snapshot import Cue, Tone
from guidance.voice import Player
from guidance.voice.engines import ENGINES, Wish, found, open_engine
from guidance.voice.mixer import RATE_HZ
from guidance.voice.packs import bundled_names, find, own_folder, own_names, speaking
from guidance.voice.rendering import render
from guidance.voice.tones import tone

if TYPE_CHECKING:
    import argparse

    from guidance.voice.clips import Pack
    from guidance.voice.packs import Found

FEW = ("look_straight.1", "chin_down.1", "hold.1", "kept.1")
"""What is played where nothing is named."""

_OPENS_S = 20.0
_PAUSE_S = 0.4
_NAMED = 5  # of what is missing, so many are named


def voice(options: argparse.Namespace) -> int:
    """Do what is asked of `northlight voice`, and return the exit code."""
    match options.action:
        case "build":
            return build(options)
        case "test":
            return test(options)
        case _:
            return listing()


# ------------------------------------------------------------------------------------------ build


def build(options: argparse.Namespace) -> int:
    """Render a pack into the user's folder of packs, or bring the one of that name up to the catalogue."""
    language = options.language or chosen_profile().language
    engine = open_engine(options.engine, Wish(language, options.voice, options.model, options.speed, options.pitch))
    name = _checked(options.name or f"{engine.name}-{language}")
    folder = own_folder() / name
    wanted = sentences(language)

    def told(done: int) -> None:
        if sys.stderr.isatty():
            print(f"\r{done} of {len(wanted)}", end="\r" if done == len(wanted) else "", file=sys.stderr, flush=True)

    made = render(folder, language, wanted, engine, told=told)
    pack = find(name)
    print(f"{len(made)} of {len(wanted)} sentences spoken by {engine.origin().engine}; {pack.size_kb:.0f} KB in {folder}")
    print(f"Hear it:  northlight voice test --pack {name}")
    print(f"Use it:   put this into {own_values(settings_folder())}")
    if language != chosen_profile().language:
        print(f'  language = "{language}"')
    print(f'  [voice]\n  pack = "{name}"')
    return 0


def _checked(name: str) -> str:
    """Return a new pack's name. Raises VoiceError where it is none, or one that comes with the program."""
    if not re.fullmatch(r"[\w][\w.+-]*", name):
        raise VoiceError(f"'{name}' can't be a pack's name.", "Use letters, digits, '-', '_' and '.': it becomes a folder.")
    if name in bundled_names():
        raise VoiceError(f"'{name}' is the name of a pack that comes with Northlight.", f"Name yours otherwise: --name my-{name}")
    return name


# ------------------------------------------------------------------------------------------ list


def listing() -> int:
    """Print the packs, one a line, and the engines of this machine."""
    for name in (*bundled_names(), *own_names()):
        try:
            print(_line(find(name)))
        except VoiceError as error:
            print(f"{name:16} damaged: {error.what} Build it again.")
    here = found()
    print("Engines here, for northlight voice build:", ", ".join(f"{name} ({path})" for name, path in here.items()) or "none")
    for name, engine in ENGINES.items():
        if name not in here:
            print(f"  not here: {name}. {engine.remedy}")
    return 0


def _line(pack: Found) -> str:
    """Return a pack in a line: language, who speaks, how many sentences, its size, and what it lacks."""
    wanted, missing = sentences(pack.manifest.language), pack.missing
    speakers = sorted({f"{clip.origin.engine}, {clip.origin.voice}" for clip in pack.manifest.clips.values()})
    more = f" and {len(missing) - _NAMED} more" if len(missing) > _NAMED else ""
    lacking = f"lacks {', '.join(missing[:_NAMED])}{more}: build it again" if missing else "complete"
    place = "your own" if pack.own else "bundled"
    count = f"{len(wanted) - len(missing)} of {len(wanted)} sentences"
    return f"{pack.name:16} {pack.manifest.language}  {' and '.join(speakers)}  {count}  {pack.size_kb:.0f} KB  {place}  {lacking}"


# ------------------------------------------------------------------------------------------ test


def test(options: argparse.Namespace) -> int:
    """Play sentences and tones, and say what was played, on which device, and how often that one ran dry. Raises VoiceError where nothing can be heard."""
    profile = chosen_profile(language=options.language)
    chosen = find(options.pack) if options.pack else speaking(profile.language, profile.voice.pack)
    speech = replace(profile.voice, pack=chosen.name, device=profile.voice.device if options.device is None else options.device)
    pack = chosen.pack(volume=speech.volume, speed=speech.speed)
    names = [_sentence(name, pack) for name in options.sentence] or [name for name in FEW if name in pack.names]
    player = Player(speech)
    try:
        _wait_until_open(player)
        print(f"Voice {chosen.name} on {player.device}")
        for name in names:
            print(f"  {name:22} {pack.text(name)}", flush=True)
            _play(player, Cue(name, urgent=True), pack.samples(name).size)
        for which in Tone:
            print(f"  {which.value:22} a tone", flush=True)
            _play(player, Cue(tone=which), tone(which).size)
        print(f"{len(names)} {'sentence' if len(names) == 1 else 'sentences'} and {len(Tone)} tones played, {player.underruns} underruns")
    finally:
        player.close()
    return 0


def _sentence(name: str, pack: Pack) -> str:
    """Return the clip that is meant: by its own name, or the first of a prompt's. Raises VoiceError where the pack has none."""
    for clip in (name, f"{name}.1"):
        if clip in pack.names:
            return clip
    raise VoiceError(f"The voice has no sentence '{name}'.", nearest(name, {clip.partition(".")[0] for clip in pack.names}))


def _wait_until_open(player: Player) -> None:
    until_s = time.monotonic() + _OPENS_S
    while not player.ready and time.monotonic() < until_s:
        if player.lost:
            break
        time.sleep(0.02)
    if not player.ready:
        raise VoiceError(player.notice or "The sound device has not answered.", "See also: northlight check")


def _play(player: Player, cue: Cue, frames: int) -> None:
    """Play one thing to its end. Raises VoiceError where the device was lost meanwhile."""
    player.play(cue)
    time.sleep(frames / RATE_HZ + _PAUSE_S)
    if player.notice is not None:
        raise VoiceError(player.notice, "See also: northlight check")

"""What is done to files: bytes that are changed, values that nobody means, and names that nobody types."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from random import Random

TRAVERSALS = (
    "../../../outside.jpg",
    "/etc/passwd",
    "..",
    ".",
    "",
    "a/b.jpg",
    "..\\..\\outside.jpg",
    "C:\\x.jpg",
    "x\x00y.jpg",
    "/dev/zero",
    "nul",
    "x" * 300 + ".jpg",
)
WORDS = (
    *TRAVERSALS,
    "\u202egpj.txt",
    "a\nb",
    "\x1b[2J\x1b[31mred",
    "\x07\r",
    "\U0001f468\u200d\U0001f469",
    "\u0627\u0644\u0639\u0631",
    "\ufeff",
    "e\u0301" * 50,
    "\\u0000",
    "%s%n",
    "${HOME}",
    "{0}",
    "x" * 100_000,
    "\ud800",
    "nan",
    "NaN",
    "[/bold]",
    "[link=file:///etc]x",
    "<script>alert(1)</script>",
)
NAMED = (*TRAVERSALS, "a\nb", "\x1b[31mred", "\u202egpj", "e\u0301" * 50, "x" * 100_000, "%s%n", "[/bold]", "a.b", "\U0001f469\u200d\U0001f467", " ", "-rf")
"""For what may become a part of a file's name: a look, a preset."""
NUMBERS = (0, -1, 1, 2**31, 2**63 - 1, 2**63, -(2**64), 2**200, 1e308, -1e308, 5e-324, 0.1, -0.0)
RAW_JSON = ("NaN", "Infinity", "1e999", "-1e999", "9" * 5000, "[" * 3000 + "]" * 3000, '{"a":' * 3000 + "1" + "}" * 3000, '"\\ud800"', '"\\u0000"', "01", "tru")
RAW_TOML = (
    "nan",
    "inf",
    "-inf",
    "1e400",
    "9223372036854775808",
    "9" * 5000,
    "-1",
    "0",
    "true",
    "[]",
    "{}",
    '""',
    '"\\u0000"',
    '"\\u202e"',
    '"""\na\n"""',
    "1979-05-27",
    "07:32:00",
    "[" * 2000 + "]" * 2000,
    "{a=" * 1500 + "1" + "}" * 1500,
    '"../../../etc/passwd"',
    "[1, 2, 3]",
    "{ low = nan }",
    "{ low = 5, high = 1 }",
    "0xffffffffffffffffffff",
    "1e-320",
    '"' + "x" * 50_000 + '"',
    "1_000_000_000",
    '"\\uD800"',
    '"/dev/zero"',
    '"\x1b[31m"',
)


def damaged(chance: Random, data: bytes) -> tuple[str, bytes]:  # noqa: C901 - one for each way
    """Return what was done to the bytes in words, and what is left of them."""
    if not data:
        return "empty", data
    at = chance.randrange(len(data))
    length = min(chance.choice((1, 2, 4, 16, 64, 1000, 40_000)), len(data) - at)
    changed = bytearray(data)
    what = chance.choice(("cut", "cut early", "flipped", "zeroed", "random", "ones", "twice", "gone", "tail", "length", "empty"))
    match what:
        case "cut":
            del changed[at:]
        case "cut early":
            del changed[min(at, chance.choice((1, 2, 3, 8, 12, 20, 40, 100, 300))) :]
        case "flipped":
            for _ in range(chance.choice((1, 3, 10, 100, 1000))):
                changed[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        case "zeroed" | "ones":
            changed[at : at + length] = (b"\0" if what == "zeroed" else b"\xff") * length
        case "random":
            changed[at : at + length] = chance.randbytes(length)
        case "twice":
            changed[at:at] = data[at : at + length] * chance.choice((1, 5, 50))
        case "gone":
            del changed[at : at + length]
        case "tail":
            changed += chance.randbytes(chance.choice((1, 1000, 100_000)))
        case "length":
            # Heads hold lengths and sizes: one of them gets large.
            head = chance.randrange(min(len(data), 400))
            changed[head : head + 4] = chance.choice((b"\x7f\xff\xff\xff", b"\xff\xff\xff\xff", b"\0\0\0\0", b"\x80\0\0\0", b"\0\0\xff\xff"))
        case "empty":
            changed.clear()
    return f"{what} at {at}", bytes(changed)


def hostile_json(chance: Random, data: bytes) -> tuple[str, bytes]:
    """Return what was done to a JSON file (one object) in words, and the file."""
    whole = chance.random()
    if whole < 0.15:
        return damaged(chance, data)
    if whole < 0.3:
        return chance.choice(
            (
                ("nested", b"[" * 100_000),
                ("nested objects", b'{"a":' * 100_000),
                ("null", b"null"),
                ("a list", b"[]"),
                ("an empty object", b"{}"),
                ("UTF-16", data.decode().encode("utf-16")),
                ("a mark of order", b"\xef\xbb\xbf" + data),
                ("no UTF-8", data.replace(b'"', b'"\xff\xfe', 3)),
                ("surrogates", data.replace(b': "', b': "\xed\xa0\x80')),
                ("a NUL", data + b"\0"),
                ("twice", data + data),
                ("Latin-1", data.replace(b': "', b': "\xe9')),
                ("a word", b"hello"),
                ("line ends", b"\r\n" * 10_000),
            )
        )
    tree = json.loads(data)
    holder, key = chance.choice(_places(tree))
    match chance.choice(("value", "value", "value", "raw", "raw", "gone", "more", "many")):
        case "value":
            value = chance.choice((None, True, [], {}, chance.choice(NUMBERS), chance.choice(WORDS), chance.choice(WORDS), chance.choice(NUMBERS)))
            holder[key] = value
            what = f"{key} = {str(value)[:30]!r}"
        case "raw":
            raw = chance.choice(RAW_JSON)
            holder[key] = "@@raw@@"
            return f"{key} = {raw[:30]}", _packed(tree).replace(b'"@@raw@@"', raw.encode())
        case "gone":
            del holder[key]
            what = f"{key} gone"
        case "more":
            if isinstance(holder, dict):
                holder[chance.choice(WORDS)] = chance.choice(WORDS)
            else:
                holder.append(chance.choice(WORDS))
            what = f"more beside {key}"
        case _:
            if isinstance(holder, list):
                holder *= 2000
            else:
                holder[key] = [holder[key]] * 1000
            what = f"many of {key}"
    return what, _packed(tree)


def hostile_toml(chance: Random, text: str) -> tuple[str, bytes]:
    """Return what was done to a TOML file in words, and the file."""
    lines = text.splitlines()
    values = [place for place, line in enumerate(lines) if "=" in line and not line.lstrip().startswith("#")]
    way = chance.random()
    if way < 0.12:
        return damaged(chance, text.encode())
    if way < 0.2:
        return chance.choice(
            (
                ("no UTF-8", b'title = "\xff\xfe"\n' + text.encode()),
                ("UTF-16", text.encode("utf-16")),
                ("a mark of order", b"\xef\xbb\xbf" + text.encode()),
                ("empty", b""),
                ("NUL", text.encode() + b"\0"),
                ("nested", b"a = " + b"[" * 100_000),
                ("nested keys", ".".join(["a"] * 5000).encode() + b" = 1"),
                ("tables", b"".join(b"[a%d]\n" % number for number in range(20_000))),
                ("JSON", b'{"a": 1}'),
                ("many digits", b"fps = " + b"1" * 5000),
            )
        )
    named = [place for place, line in enumerate(lines) if line.startswith(("[", "name ="))]
    place = chance.choice(named if way < 0.28 and named else values)
    key = lines[place].partition("=")[0].strip()
    if way < 0.75:
        raw = json.dumps(chance.choice(NAMED)) if way < 0.28 else chance.choice(RAW_TOML)
        lines[place] = f"[{raw}]" if key.startswith("[") else f"{key} = {raw}"
        return lines[place][:40], "\n".join(lines).encode("utf-8", "surrogatepass")
    if way < 0.82:
        del lines[place]
        return f"{key} gone", "\n".join(lines).encode()
    if way < 0.9:
        lines.insert(place, lines[place])
        return f"{key} twice", "\n".join(lines).encode()
    odd = chance.choice(("nonsense = 1", '"\\u202e" = 2', '"" = 3', '"a\\nb\\u001b[31m" = 4', "[[[x]]]", "x.y.z = nan", "key", f"{'k' * 3000} = 1"))
    lines.insert(place, odd)
    return f"{odd[:30]} before {key}", "\n".join(lines).encode()


def _places(tree: Any, most: int = 4000) -> list[tuple[Any, Any]]:  # noqa: ANN401 - whatever JSON holds
    """Return every value of the tree as what holds it and its key."""
    found, waiting = [], [tree]
    while waiting and len(found) < most:
        holder = waiting.pop()
        for key, value in list(holder.items() if isinstance(holder, dict) else enumerate(holder)):
            found.append((holder, key))
            if isinstance(value, dict | list) and value:
                waiting.append(value)
    return found


def _packed(tree: Any) -> bytes:  # noqa: ANN401 - as above
    return json.dumps(tree).encode("utf-8", "surrogatepass")

#!/usr/bin/env python3
"""Finds what other rooms are given without a doc comment; `make lint` fails where there is any.

    scripts/undocumented.py [--all]

Every `package` declaration says what it is for (CONTRIBUTING.md). The check asks it of types, type aliases, functions,
subscripts, static members, initialisers of two or more parameters, and of what a protocol asks for. With `--all` it lists
properties, other initialisers and the names of WITNESSES as well, and fails for nothing.
"""
import re, subprocess, sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# What these do is said by the protocol of Swift or of a library that asks for them.
WITNESSES = {
    "==", "<", "encode", "hash", "makeAsyncIterator", "next", "appendLiteral", "handle", "log", "setup", "respond",
    "makeCounter", "makeFloatingPointCounter", "makeMeter", "makeRecorder", "makeTimer", "destroyCounter",
    "destroyFloatingPointCounter", "destroyMeter", "destroyRecorder", "destroyTimer",
}
KINDS = r"(?P<kind>func|var|let|struct|enum|class|actor|protocol|init|typealias|subscript|associatedtype)\b"
NAME = r"\s*(?P<name>`?\w+|[^\s\w(]*)"
MODIFIERS = r"(?P<modifiers>(?:\w+(?:\(set\))?\s+)*?)"
DECLARATION = re.compile(r"\s*(?:@\w+(?:\([^)]*\))?\s+)*package\s+" + MODIFIERS + KINDS + NAME)
REQUIREMENT = re.compile(r"  " + MODIFIERS + KINDS + NAME)
TYPES = {"struct", "enum", "class", "actor", "protocol", "typealias"}


def parameters(lines, start):
    """How many parameters the initialiser that begins on this line has."""
    text = " ".join(lines[start:start + 12])
    depth = count = 0
    for character in text[text.index("("):]:
        depth += (character in "([{") - (character in ")]}")
        count += character == ":" and depth == 1
        if depth == 0:
            break
    return count


def is_documented(lines, at):
    at -= 1
    while at >= 0 and re.match(r"\s*@", lines[at]):
        at -= 1
    return at >= 0 and lines[at].lstrip().startswith("///")


def is_asked(found, lines, at):
    kind, name = found["kind"], found["name"]
    if kind in TYPES or kind == "subscript":
        return True
    if kind == "func":
        return name not in WITNESSES
    if kind == "init":
        return parameters(lines, at) >= 2
    return "static" in found["modifiers"].split()


def undocumented(lines, asks_all):
    is_protocol = False
    for at, line in enumerate(lines):
        if line.startswith(("package protocol ", "}")):
            is_protocol = not line.startswith("}")
        declared = DECLARATION.match(line)
        required = REQUIREMENT.match(line) if is_protocol else None
        is_meant = required or declared and (asks_all or is_asked(declared, lines, at))
        if is_meant and not is_documented(lines, at):
            yield f"{at + 1}: {line.strip()}"


def main():
    asks_all = sys.argv[1:] == ["--all"]
    files = subprocess.check_output(["git", "ls-files", "Sources/*.swift"], cwd=ROOT, text=True).split()
    found = [f"{name}:{one}" for name in files for one in undocumented((ROOT / name).read_text().split("\n"), asks_all)]
    print("\n".join(found), file=sys.stdout if asks_all else sys.stderr, end="\n" if found else "")
    return 1 if found and not asks_all else 0


if __name__ == "__main__":
    sys.exit(main())

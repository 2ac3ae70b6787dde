#!/usr/bin/env python3
"""Installs what browsers need and we do not write ourselves into the git-ignored Public/vendor.

htmx and its SSE extension, the prose editor (Tiptap, ProseMirror), Lucide icons as one sprite: from the Python package
index, pinned in scripts/web-packages.txt. Noto Serif and Inter: from Debian's fonts-noto-core and fonts-inter-variable,
cut to Latin and Vietnamese as WOFF2. What was installed is written to Public/vendor/manifest.json with its SHA-256; where
nothing changed, that is checked and nothing else done. Our own style sheets are joined there too.
"""

import hashlib
import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENDOR = ROOT / "Public" / "vendor"
MANIFEST = VENDOR / "manifest.json"
PINS = ROOT / "scripts" / "web-packages.txt"
ICONS = ROOT / "scripts" / "icons.txt"
CSS = ROOT / "Public" / "css"
ENVIRONMENT = ROOT / ".build" / "web-venv"
DEBIAN_FONTS = Path("/usr/share/fonts/truetype")

# Style sheets joined into one, so that a reader far away waits for one answer and not for seven.
SHARED = ["fonts", "tokens", "base"]
BUNDLES = {
    "site.css": [*SHARED, "site", "footer", "teasers", "story", "story-parts"],
    "desk.css": [*SHARED, "parts", "floats", "forms", "lists", "duties", "board", "desk", "desk-narrow", "notices"],
    "plain.css": [*SHARED, "parts", "forms", "plain"],
}

# Name in vendor, file in the unpacked packages.
FILES = [
    ("htmx.js", "django_htmx/static/django_htmx/htmx-2.min.js"),
    ("htmx-sse.js", "django_htmx/static/django_htmx/ext/hx-sse-2.min.js"),
    ("prose-editor.js", "django_prose_editor/static/django_prose_editor/editor.js"),
    ("prose-editor.css", "django_prose_editor/static/django_prose_editor/editor.css"),
]

FEATURES = "kern,mark,mkmk,ccmp,locl,tnum,lnum"
# Name in vendor/fonts, Debian package, file, weights to keep (variable fonts), layout features to keep.
FONTS = [
    ("noto-serif", "fonts-noto-core", "noto/NotoSerif-Regular.ttf", None, FEATURES),
    ("noto-serif-bold", "fonts-noto-core", "noto/NotoSerif-Bold.ttf", None, FEATURES),
    ("noto-serif-italic", "fonts-noto-core", "noto/NotoSerif-Italic.ttf", None, FEATURES),
    ("inter", "fonts-inter-variable", "inter-vf/Inter-roman.var.ttf", "wght=400:700", FEATURES),
    # One weight and no more than small lines need: every reader loads it.
    ("inter-medium", "fonts-inter-variable", "inter-vf/Inter-roman.var.ttf", "wght=450", "locl,tnum"),
]
# Latin, Vietnamese (precomposed and combining marks), punctuation, arrows, đồng, minus and times.
UNICODES = (
    "U+0020-007E,U+00A0-00FF,U+0102-0103,U+0110-0111,U+0128-0129,U+0168-0169,U+01A0-01A1,U+01AF-01B0,"
    "U+0300-0301,U+0303,U+0309,U+0323,U+1EA0-1EF9,U+2010-2015,U+2018-201E,U+2022,U+2026,U+2030,U+2032-2033,"
    "U+2039-203A,U+20AB,U+2190-2193,U+2212"
)


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def wanted() -> str:
    """What decides the result: this script, the pins, the icons, the fonts of the system."""
    digest = hashlib.sha256()
    for path in (Path(__file__), PINS, ICONS):
        digest.update(path.read_bytes())
    for _, _, file, _, _ in FONTS:
        path = DEBIAN_FONTS / file
        digest.update(f"{file}:{path.stat().st_size if path.exists() else 'missing'}".encode())
    return digest.hexdigest()


def build_bundles() -> None:
    """At every run: it costs nothing, and whoever edits a style sheet runs this anyway."""
    for name, parts in BUNDLES.items():
        text = "".join((CSS / f"{part}.css").read_text() for part in parts)
        target = VENDOR / name
        if not target.exists() or target.read_text() != text:
            target.write_text(text)


def is_installed() -> bool:
    try:
        manifest = json.loads(MANIFEST.read_text())
        return manifest["wanted"] == wanted() and all(
            sha256(VENDOR / name) == digest for name, digest in manifest["files"].items()
        )
    except (OSError, ValueError, KeyError):
        return False


def packages() -> Path:
    """The pinned packages, unpacked; pip refuses whatever has another SHA-256."""
    python = ENVIRONMENT / "bin" / "python"
    stamp = ENVIRONMENT / "pins"
    if not stamp.exists() or stamp.read_text() != sha256(PINS):
        print("→ installing browser libraries and font tools")
        shutil.rmtree(ENVIRONMENT, ignore_errors=True)
        subprocess.run([sys.executable, "-m", "venv", str(ENVIRONMENT)], check=True)
        install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps", "--require-hashes"]
        subprocess.run([str(python), *install, "--only-binary=:all:", "-r", str(PINS)], check=True)
        stamp.write_text(sha256(PINS))
    code = "import sysconfig; print(sysconfig.get_path('purelib'))"
    return Path(subprocess.run([str(python), "-c", code], check=True, capture_output=True, text=True).stdout.strip())


def copy_libraries(site: Path) -> None:
    for name, source in FILES:
        text = (site / source).read_text()
        # The maps lie in the packages only; browsers would ask for them in vain.
        lines = [line for line in text.splitlines(keepends=True) if "sourceMappingURL=" not in line]
        (VENDOR / name).write_text("".join(lines))


def build_sprites(site: Path) -> None:
    lines = [line.split() for line in ICONS.read_text().splitlines() if line.strip() and not line.startswith("#")]
    with zipfile.ZipFile(site / "lucide" / "lucide.zip") as archive:
        available = set(archive.namelist())
        missing = [name for name, *_ in lines if f"{name}.svg" not in available]
        if missing:
            sys.exit(f"Lucide has no icon named {', '.join(missing)}: correct scripts/icons.txt")
        drawings = {name: archive.read(f"{name}.svg").decode() for name, *_ in lines}
    write_sprite("icons.svg", drawings)
    write_sprite("icons-site.svg", {name: drawings[name] for name, *marks in lines if "site" in marks})


def write_sprite(target: str, drawings: dict) -> None:
    symbols = []
    for name, svg in sorted(drawings.items()):
        shapes = " ".join(svg.split(">", 1)[1].rsplit("</svg>", 1)[0].split()).replace(" />", "/>")
        symbols.append(f'<symbol id="{name}" viewBox="0 0 24 24">{shapes}</symbol>')
    sprite = '<svg xmlns="http://www.w3.org/2000/svg">\n' + "\n".join(symbols) + "\n</svg>\n"
    (VENDOR / target).write_text(sprite)


def build_fonts() -> bool:
    """True where every font was found. A page without them is set in the reader's own fonts, nothing else changes."""
    folder = VENDOR / "fonts"
    folder.mkdir(parents=True, exist_ok=True)
    is_whole = True
    for name, package, file, weights, features in FONTS:
        source = DEBIAN_FONTS / file
        if not source.exists():
            print(f"! no {source}: install the Debian package {package}; until then pages use the reader's own fonts")
            is_whole = False
            continue
        cut_font(source, folder / f"{name}.woff2", weights, features)
    return is_whole


def cut_font(source: Path, target: Path, weights, features: str) -> None:
    tools = ENVIRONMENT / "bin"
    narrowed = target.with_suffix(".ttf")
    if weights:
        command = [str(tools / "fonttools"), "varLib.instancer", "--quiet", str(source), weights, "-o", str(narrowed)]
        subprocess.run(command, check=True)
        source = narrowed
    if weights and ":" not in weights:
        # A coarser grid (1000 units to the em) makes shorter outlines; nobody sees it at 13 px.
        code = "import sys; from fontTools.ttLib import TTFont; from fontTools.ttLib.scaleUpem import scale_upem; "
        code += "f = TTFont(sys.argv[1]); scale_upem(f, 1000); f.save(sys.argv[1])"
        subprocess.run([str(tools / "python"), "-c", code, str(narrowed)], check=True)
    subprocess.run(
        [
            str(tools / "pyftsubset"), str(source), f"--unicodes={UNICODES}", f"--layout-features={features}",
            "--flavor=woff2", "--no-hinting", "--desubroutinize", "--name-IDs=", f"--output-file={target}",
        ],
        check=True,
    )
    narrowed.unlink(missing_ok=True)


def main() -> None:
    if is_installed():
        build_bundles()
        return
    site = packages()
    shutil.rmtree(VENDOR, ignore_errors=True)
    VENDOR.mkdir(parents=True)
    copy_libraries(site)
    build_sprites(site)
    is_whole = build_fonts()
    files = {str(path.relative_to(VENDOR)): sha256(path) for path in sorted(VENDOR.rglob("*")) if path.is_file()}
    build_bundles()
    MANIFEST.write_text(json.dumps({"wanted": wanted(), "isWhole": is_whole, "files": files}, indent=2) + "\n")
    size = sum((VENDOR / name).stat().st_size for name in files)
    print(f"→ Public/vendor: {len(files)} files, {size // 1024} KB")


if __name__ == "__main__":
    main()

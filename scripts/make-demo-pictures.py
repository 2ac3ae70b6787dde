#!/usr/bin/env python3
"""Draws the pictures of the demo province: layered landscapes of a place that does not exist.

Each is an SVG made from a seed and rendered to JPEG by `vips`; the JPEGs in data/demo/pictures are what is committed.
"""
import math
import pathlib
import random
import subprocess
import tempfile

WIDTH, HEIGHT = 1600, 1000
TARGET = pathlib.Path(__file__).resolve().parent.parent / "data" / "demo" / "pictures"

PALETTES = {
    "dawn": ["#fbe3c4", "#f6c79a", "#e39b7a", "#b5695f", "#7b4a55", "#4a3346", "#2a2035"],
    "mist": ["#e9efec", "#d3dfdb", "#b3c8c3", "#8aa9a5", "#5f8583", "#3c6162", "#1f3d42"],
    "rice": ["#f3f1d8", "#e2e3a6", "#c2cf6c", "#94b24a", "#678f3c", "#436c33", "#274a2a"],
    "river": ["#e6f0f4", "#c6dfe8", "#93c2d1", "#5f9db4", "#3c7791", "#28546c", "#173547"],
    "dusk": ["#f7d9c0", "#eba98b", "#c8706f", "#8f4a67", "#5b345d", "#36264c", "#1c1733"],
    "gold": ["#fff2cf", "#fbdc8f", "#eebb53", "#d0912f", "#9b6524", "#65411e", "#382617"],
    "night": ["#33507a", "#2b436a", "#243759", "#1d2c49", "#17233a", "#111a2c", "#0b111e"],
}


def ridge(rng, base, height, rough, steps=80):
    """A hill line across the whole picture, as points."""
    waves = [(rng.uniform(0.6, 1.4) * k, rng.uniform(0, 6.3), height / k ** 1.15) for k in range(1, rough + 1)]
    points = []
    for step in range(steps + 1):
        x = step / steps
        y = sum(a * math.sin(2 * math.pi * f * x + p) for f, p, a in waves)
        points.append((x * WIDTH, base - y))
    return points


def area(points, colour, opacity=1.0):
    line = " ".join(f"{x:.0f},{y:.0f}" for x, y in points)
    return f'<polygon points="0,{HEIGHT} {line} {WIDTH},{HEIGHT}" fill="{colour}" fill-opacity="{opacity}"/>'


def sun(x, y, radius, colour):
    return (f'<circle cx="{x}" cy="{y}" r="{radius * 2.2}" fill="{colour}" fill-opacity=".18"/>'
            f'<circle cx="{x}" cy="{y}" r="{radius}" fill="{colour}"/>')


def palm(x, y, size, colour):
    leaves = "".join(
        f'<path d="M{x},{y - size} q{math.cos(a) * size * .4:.0f},{-abs(math.sin(a)) * size * .35 - 8:.0f} '
        f'{math.cos(a) * size * .62:.0f},{math.sin(a) * size * .3:.0f}" stroke="{colour}" stroke-width="{size * .07:.1f}" '
        f'fill="none" stroke-linecap="round"/>' for a in (0.3, 0.9, 1.6, 2.3, 2.9, 3.5, 5.9))
    return f'<path d="M{x},{y} q{size * .08:.0f},{-size * .5:.0f} 0,{-size}" stroke="{colour}" ' \
           f'stroke-width="{size * .06:.1f}" fill="none"/>{leaves}'


def tree(x, y, size, colour):
    return (f'<rect x="{x - size * .04:.0f}" y="{y - size * .5:.0f}" width="{size * .08:.0f}" height="{size * .5:.0f}" '
            f'fill="{colour}"/><ellipse cx="{x}" cy="{y - size * .66:.0f}" rx="{size * .26:.0f}" ry="{size * .36:.0f}" '
            f'fill="{colour}"/>')


def stilt_house(x, y, size, wall, roof):
    legs = "".join(f'<rect x="{x + i * size / 3 - 3:.0f}" y="{y - size * .3:.0f}" width="6" height="{size * .3:.0f}" '
                   f'fill="{roof}"/>' for i in range(4))
    return (f'{legs}<rect x="{x - 6:.0f}" y="{y - size * .62:.0f}" width="{size + 12:.0f}" height="{size * .34:.0f}" '
            f'fill="{wall}"/><path d="M{x - size * .2:.0f},{y - size * .6:.0f} L{x + size * .14:.0f},{y - size:.0f} '
            f'H{x + size * .86:.0f} L{x + size * 1.2:.0f},{y - size * .6:.0f} Z" fill="{roof}"/>')


def player(x, y, size, shirt):
    return (f'<circle cx="{x:.0f}" cy="{y - size:.0f}" r="{size * .15:.0f}" fill="#b98a63"/>'
            f'<path d="M{x - size * .2:.0f},{y - size * .8:.0f} h{size * .4:.0f} v{size * .42:.0f} h{-size * .4:.0f} Z" '
            f'fill="{shirt}"/><path d="M{x - size * .12:.0f},{y - size * .38:.0f} L{x - size * .22:.0f},{y:.0f} '
            f'M{x + size * .12:.0f},{y - size * .38:.0f} L{x + size * .26:.0f},{y - size * .06:.0f}" '
            f'stroke="#2a2a33" stroke-width="{size * .12:.0f}" stroke-linecap="round"/>')


def block(x, y, width, height, colour, light, rng):
    windows = ""
    for row in range(int(height // 46)):
        for column in range(int(width // 34)):
            if rng.random() < .6:
                windows += (f'<rect x="{x + 10 + column * 34:.0f}" y="{y - height + 14 + row * 46:.0f}" width="14" '
                            f'height="22" fill="{light}" fill-opacity="{rng.uniform(.35, 1):.2f}"/>')
    return f'<rect x="{x:.0f}" y="{y - height:.0f}" width="{width:.0f}" height="{height:.0f}" fill="{colour}"/>{windows}'


def hat_person(x, y, size, hat, cloth):
    return (f'<path d="M{x - size * .18:.0f},{y} q{size * .02:.0f},{-size * .62:.0f} {size * .18:.0f},{-size * .62:.0f} '
            f'q{size * .16:.0f},0 {size * .18:.0f},{size * .62:.0f} Z" fill="{cloth}"/>'
            f'<circle cx="{x}" cy="{y - size * .7:.0f}" r="{size * .11:.0f}" fill="#d9a47c"/>'
            f'<path d="M{x - size * .28:.0f},{y - size * .72:.0f} L{x},{y - size:.0f} '
            f'L{x + size * .28:.0f},{y - size * .72:.0f} Z" fill="{hat}"/>')


def hills(rng, colours, top=330, bottom=860, count=5):
    parts = ""
    for index in range(count):
        base = top + (bottom - top) * index / (count - 1)
        parts += area(ridge(rng, base, 90 - index * 10, 4), colours[index + 1])
    return parts


def water(y, colour, shine, rng):
    lines = "".join(
        f'<rect x="{rng.uniform(0, WIDTH):.0f}" y="{rng.uniform(y + 12, HEIGHT):.0f}" width="{rng.uniform(60, 260):.0f}" '
        f'height="{rng.uniform(2, 5):.1f}" rx="2" fill="{shine}" fill-opacity="{rng.uniform(.2, .6):.2f}"/>'
        for _ in range(70))
    return f'<rect y="{y}" width="{WIDTH}" height="{HEIGHT - y}" fill="{colour}"/>{lines}'


def terraces(rng, colours):
    parts = ""
    for index in range(16):
        y = 400 + index * 40
        points = [(x, y + 46 * math.sin(x / 260 + index * .32) + 18 * math.sin(x / 90 + index)) for x in
                  range(0, WIDTH + 40, 40)]
        parts += area(points, colours[1 + (index * 5 // 16)])
        line = " ".join(f"{x:.0f},{py:.0f}" for x, py in points)
        parts += f'<polyline points="{line}" fill="none" stroke="{colours[0]}" stroke-opacity=".55" stroke-width="4"/>'
    return parts


def bridge(y, colour):
    arches = "".join(
        f'<path d="M{x},{y + 90} V{y} H{x + 260} V{y + 90} Q{x + 130},{y - 30} {x},{y + 90} Z" fill="{colour}"/>'
        for x in range(60, WIDTH - 160, 300))
    return f'<rect x="0" y="{y - 26}" width="{WIDTH}" height="34" fill="{colour}"/>{arches}'


def loudspeaker(x, y, colour, horn):
    return (f'<rect x="{x - 9}" y="{y - 620}" width="18" height="620" fill="{colour}"/>'
            f'<path d="M{x + 4},{y - 590} l150,-54 v150 l-150,-50 Z" fill="{horn}"/>'
            f'<path d="M{x - 4},{y - 560} l-150,-50 v140 l150,-44 Z" fill="{horn}"/>'
            f'<path d="M{x + 190},{y - 620} q60,66 0,132 M{x + 226},{y - 650} q92,96 0,192" stroke="{horn}" '
            f'stroke-width="8" fill="none" stroke-opacity=".7" stroke-linecap="round"/>')


def sky(colours):
    return (f'<defs><linearGradient id="s" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="{colours[1]}"/>'
            f'<stop offset="1" stop-color="{colours[0]}"/></linearGradient></defs>'
            f'<rect width="{WIDTH}" height="{HEIGHT}" fill="url(#s)"/>')


def scene(name, palette, rng):
    c = PALETTES[palette]
    parts = sky(c)
    if name == "thung-lung":
        parts += sun(1180, 300, 84, "#fff4dc") + hills(rng, c)
        parts += "".join(stilt_house(180 + i * 210, 850 + (i % 2) * 40, 120, c[2], c[6]) for i in range(4))
    elif name == "ruong-bac-thang":
        parts += sun(330, 210, 66, "#fffbe6") + area(ridge(rng, 360, 80, 4), c[2], .7) + terraces(rng, c)
        parts += "".join(hat_person(360 + i * 150, 800 + i * 30, 120, "#f4e3b2", c[6]) for i in range(3))
    elif name == "suong-nui":
        parts += hills(rng, c, 260, 900, 6) if len(c) > 7 else hills(rng, c, 260, 900)
        parts += "".join(tree(rng.uniform(0, WIDTH), rng.uniform(860, 990), rng.uniform(90, 190), c[6]) for _ in range(26))
    elif name == "cau-song":
        parts += area(ridge(rng, 430, 70, 4), c[2]) + area(ridge(rng, 520, 60, 4), c[3]) + water(600, c[4], c[1], rng)
        parts += bridge(560, c[6])
    elif name == "cho-phien":
        parts += area(ridge(rng, 420, 90, 4), c[2]) + area(ridge(rng, 620, 40, 3), c[3])
        for i in range(5):
            x = 60 + i * 320
            parts += f'<path d="M{x},600 h260 l30,90 h-320 Z" fill="{["#b23a36", "#e0b04a", "#3f7a70", "#c96b3c", "#7a4a7d"][i]}"/>'
            parts += f'<rect x="{x + 6}" y="690" width="10" height="190" fill="{c[6]}"/><rect x="{x + 246}" y="690" width="10" height="190" fill="{c[6]}"/>'
            parts += f'<rect x="{x + 4}" y="800" width="256" height="70" fill="{c[5]}"/>'
        parts += "".join(hat_person(110 + i * 175 + rng.uniform(-30, 30), 960 - (i % 3) * 16, 190, "#f3e2b3", ["#2f4858", "#8c3b3b", "#50683f", "#3b3b58"][i % 4]) for i in range(9))
    elif name == "loa-xa":
        parts += sun(1240, 330, 96, "#fff3d6") + hills(rng, c, 480, 900)
        parts += "".join(stilt_house(900 + i * 230, 900, 130, c[2], c[6]) for i in range(3)) + loudspeaker(430, 960, c[6], c[5])
    elif name == "truong-hoc":
        parts += area(ridge(rng, 470, 90, 4), c[2]) + f'<rect y="790" width="{WIDTH}" height="210" fill="{c[3]}"/>'
        parts += f'<rect x="300" y="480" width="1000" height="320" fill="#f6e7c1"/><path d="M260,490 L800,360 L1340,490 Z" fill="#a8433b"/>'
        parts += "".join(f'<rect x="{350 + i * 160}" y="560" width="90" height="120" fill="{c[4]}"/>' for i in range(6))
        parts += f'<rect x="240" y="250" width="10" height="550" fill="{c[6]}"/><path d="M250,256 h150 v96 h-150 Z" fill="#c62f2b"/><path d="M325,276 l8,22 h24 l-19,14 7,23 -20,-14 -20,14 7,-23 -19,-14 h24 Z" fill="#f7d64a"/>'
        parts += "".join(tree(90 + i * 1420, 830, 330, c[5]) for i in range(2))
    elif name == "doi-che":
        parts += sun(1260, 240, 70, "#fffbe6")
        for row in range(22):
            y = 420 + row * 30
            points = [(x, y + 60 * math.sin(x / 330 + row * .12)) for x in range(0, WIDTH + 40, 40)]
            parts += area(points, c[2 + row % 3])
            line = " ".join(f"{x:.0f},{p:.0f}" for x, p in points)
            parts += f'<polyline points="{line}" fill="none" stroke="{c[5]}" stroke-width="11" stroke-dasharray="30 7" stroke-linecap="round"/>'
        parts += "".join(hat_person(300 + i * 420, 760 + i * 60, 150, "#f4e3b2", "#7d3440") for i in range(3))
    elif name == "pho-dem":
        parts += area(ridge(rng, 420, 70, 4), c[2])
        x = -20
        while x < WIDTH:
            width, height = rng.uniform(120, 220), rng.uniform(220, 520)
            parts += block(x, 860, width, height, c[4 + rng.randrange(3)], "#ffd98a", rng)
            x += width + rng.uniform(6, 24)
        parts += water(860, c[6], "#ffd98a", rng)
    elif name == "mua-lu":
        parts += hills(rng, c, 320, 760) + water(780, c[4], c[0], rng)
        parts += "".join(stilt_house(200 + i * 330, 830, 140, c[2], c[6]) for i in range(4))
        parts += "".join(f'<line x1="{x:.0f}" y1="{y:.0f}" x2="{x - 26:.0f}" y2="{y + 90:.0f}" stroke="{c[0]}" stroke-opacity=".45" stroke-width="3"/>' for x, y in ((rng.uniform(0, WIDTH + 60), rng.uniform(-60, HEIGHT)) for _ in range(190)))
    elif name == "san-bong":
        parts += area(ridge(rng, 430, 90, 4), c[3]) + f'<path d="M0,560 H{WIDTH} V1000 H0 Z" fill="{c[4]}"/>'
        parts += "".join(f'<path d="M{i * 200 - 60},560 h100 l40,440 h-160 Z" fill="{c[3]}" fill-opacity=".5"/>' for i in range(0, 9, 2))
        parts += f'<ellipse cx="800" cy="800" rx="240" ry="90" fill="none" stroke="#fff" stroke-width="7"/><path d="M0,800 H{WIDTH}" stroke="#fff" stroke-width="7"/>'
        parts += "".join(player(120 + i * 150 + rng.uniform(-30, 30), rng.uniform(690, 960), 110, ["#c23b32", "#f5f0dc"][i % 2]) for i in range(10))
        parts += '<circle cx="860" cy="850" r="17" fill="#fff"/>'
    elif name == "thu-vien":
        parts += f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{c[5]}"/>'
        spines = ["#b5483f", "#d9a441", "#5f8d85", "#f0e3c4", "#8c5b7f", "#3f5f86", "#a7b565"]
        for shelf in range(4):
            y, x = 240 + shelf * 235, 50
            while x < WIDTH - 60:
                width, height = rng.uniform(24, 62), rng.uniform(130, 205)
                parts += f'<rect x="{x:.0f}" y="{y - height:.0f}" width="{width:.0f}" height="{height:.0f}" rx="3" fill="{rng.choice(spines)}"/>'
                x += width + (3 if rng.random() < .93 else 60)
            parts += f'<rect x="0" y="{y}" width="{WIDTH}" height="22" fill="{c[6]}"/>'
    elif name == "phong-thu":
        parts += f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{c[5]}"/>'
        parts += "".join(f'<path d="M{x},{500 - h} V{500 + h}" stroke="{c[1 + i % 3]}" stroke-width="12" stroke-linecap="round" stroke-opacity=".8"/>' for i, x in enumerate(range(40, WIDTH, 34)) for h in [30 + 190 * abs(math.sin(i * .37) * math.cos(i * .11)) + rng.uniform(0, 40)])
        parts += f'<rect x="690" y="250" width="220" height="360" rx="110" fill="{c[6]}"/><rect x="716" y="276" width="168" height="220" rx="84" fill="#c9c3b4"/>'
        parts += "".join(f'<path d="M716,{320 + i * 30} h168" stroke="{c[6]}" stroke-width="6"/>' for i in range(6))
        parts += f'<path d="M640,470 q0,220 160,220 q160,0 160,-220" stroke="{c[1]}" stroke-width="18" fill="none"/><rect x="790" y="690" width="20" height="190" fill="{c[1]}"/><rect x="660" y="880" width="280" height="26" rx="12" fill="{c[1]}"/>'
    else:  # le-hoi
        parts += sun(800, 300, 120, "#ffe9b0") + hills(rng, c, 460, 860)
        parts += "".join(f'<path d="M{90 + i * 190},{300 + 40 * math.sin(i)} v560" stroke="{c[6]}" stroke-width="8"/><path d="M{94 + i * 190},{300 + 40 * math.sin(i):.0f} h110 l-30,36 30,36 h-110 Z" fill="{["#c23b32", "#e6b93f", "#3e7f74", "#7a4a7d"][i % 4]}"/>' for i in range(8))
        parts += '<ellipse cx="800" cy="830" rx="190" ry="56" fill="#f3e0b8"/><path d="M610,830 v90 a190,56 0 0 0 380,0 v-90 a190,56 0 0 1 -380,0" fill="#a33b2f"/>'
        parts += "".join(hat_person(260 + i * 270, 970, 210, "#e6b93f", ["#8c2f39", "#2f4858"][i % 2]) for i in range(5))
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}">{parts}</svg>'


SCENES = [
    ("thung-lung", "dawn"), ("ruong-bac-thang", "rice"), ("suong-nui", "mist"), ("cau-song", "river"),
    ("cho-phien", "gold"), ("loa-xa", "dusk"), ("truong-hoc", "river"), ("doi-che", "rice"), ("pho-dem", "night"),
    ("mua-lu", "mist"), ("san-bong", "rice"), ("thu-vien", "gold"), ("phong-thu", "night"), ("le-hoi", "dawn"),
]

if __name__ == "__main__":
    TARGET.mkdir(parents=True, exist_ok=True)
    for number, (name, palette) in enumerate(SCENES):
        with tempfile.NamedTemporaryFile("w", suffix=".svg") as drawing:
            drawing.write(scene(name, palette, random.Random(2026 + number)))
            drawing.flush()
            subprocess.run(["vips", "jpegsave", drawing.name, str(TARGET / f"{name}.jpg"), "--Q=82", "--strip"], check=False) \
                .returncode and subprocess.run(
                    ["vips", "copy", drawing.name, f"{TARGET / name}.jpg[Q=82,strip]"], check=True)

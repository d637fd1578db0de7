"""Draws the demo readers' photos in code: quiet illustrated portraits, each from a `Portrait` of a few choices.

Nothing is random: the same portrait gives the same picture. Shapes are drawn twice too large and scaled down,
which smooths their edges.
"""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from PIL import Image, ImageChops, ImageDraw, ImageFilter

VERSION = 2
"""Part of each picture's name: raise it when a drawing changes, because media are cached for ever."""

SIZE = 640
_SCALE = 2
_CANVAS = SIZE * _SCALE
_UNIT = _CANVAS / 100  # shapes are given in hundredths of the picture

Colour = str
Point = tuple[float, float]
Hair = Literal["long", "bun", "bob", "curls", "crop", "scarf", "waves", "bald"]
Motif = Literal["moon", "sun", "constellation", "phases", "lotus", "crystal", "waves", "feather"]


@dataclass(frozen=True)
class Portrait:
    """What tells one portrait from another.

    Attributes:
        sky: the background, top and bottom.
        glow: the light behind the head.
        accent: motif, jewellery and trimming.
        cloth: the garment.
    """

    sky: tuple[Colour, Colour]
    glow: Colour
    accent: Colour
    skin: Colour
    hair: Hair
    hair_colour: Colour
    cloth: Colour
    motif: Motif
    beard: bool = False
    glasses: bool = False
    earrings: bool = False


def draw(portrait: Portrait) -> bytes:
    """Return the portrait as a WebP picture of 640 by 640."""
    image = _gradient(*portrait.sky)
    _glow(image, portrait.glow, (50, 44), 46, 0.85)
    _stars(image, portrait)
    _MOTIFS[portrait.motif](image, portrait.accent)
    _person(image, portrait)
    _vignette(image)
    small = image.resize((SIZE, SIZE), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    small.save(out, "WEBP", quality=88, method=4)
    return out.getvalue()


# --- brushes ----------------------------------------------------------------------------------------------------


def _rgb(colour: Colour) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _mix(one: Colour, other: Colour, share: float) -> Colour:
    """Return `one` moved towards `other` by `share` of the way."""
    mixed = (round(a + (b - a) * share) for a, b in zip(_rgb(one), _rgb(other), strict=True))
    return "#" + "".join(f"{part:02x}" for part in mixed)


def _px(points: Sequence[Point]) -> list[Point]:
    return [(x * _UNIT, y * _UNIT) for x, y in points]


def _box(centre: Point, rx: float, ry: float) -> list[Point]:
    return _px([(centre[0] - rx, centre[1] - ry), (centre[0] + rx, centre[1] + ry)])


def _gradient(top: Colour, bottom: Colour) -> Image.Image:
    shade = (
        Image.linear_gradient("L").rotate(18, resample=Image.Resampling.BICUBIC, expand=False).crop((30, 30, 226, 226))
    )
    shade = shade.resize((_CANVAS, _CANVAS), Image.Resampling.BICUBIC)
    return Image.composite(Image.new("RGB", shade.size, bottom), Image.new("RGB", shade.size, top), shade)


def _layer() -> tuple[Image.Image, ImageDraw.ImageDraw]:
    mask = Image.new("L", (_CANVAS, _CANVAS), 0)
    return mask, ImageDraw.Draw(mask)


def _paint(image: Image.Image, mask: Image.Image, colour: Colour, opacity: float = 1.0, blur: float = 0.0) -> None:
    if blur:
        reduced = mask.resize((SIZE, SIZE), Image.Resampling.BILINEAR)
        mask = reduced.filter(ImageFilter.GaussianBlur(blur * SIZE / 100)).resize(mask.size, Image.Resampling.BILINEAR)
    if opacity < 1:
        mask = mask.point(lambda value: round(value * opacity))
    touched = mask.getbbox()
    if touched is not None:
        image.paste(_rgb(colour), touched, mask.crop(touched))


def _glow(image: Image.Image, colour: Colour, centre: Point, radius: float, opacity: float) -> None:
    mask, brush = _layer()
    brush.ellipse(_box(centre, radius * 0.6, radius * 0.6), fill=255)
    _paint(image, mask, colour, opacity, blur=radius * 0.3)


def _vignette(image: Image.Image) -> None:
    mask, brush = _layer()
    brush.rectangle(_px([(0, 0), (100, 100)]), fill=255)
    brush.ellipse(_box((50, 48), 62, 62), fill=0)
    _paint(image, mask, "#05030a", 0.5, blur=12)


def _curve(points: Sequence[Point], closed: bool = True, steps: int = 14) -> list[Point]:
    """Return a smooth (Catmull-Rom) curve through `points`."""
    count = len(points)
    result: list[Point] = []
    for i in range(count if closed else count - 1):
        if closed:
            p0, p1, p2, p3 = (points[(i + shift) % count] for shift in (-1, 0, 1, 2))
        else:
            p0, p1, p2, p3 = (points[min(max(i + shift, 0), count - 1)] for shift in (-1, 0, 1, 2))
        for step in range(steps):
            t = step / steps
            result.append((_spline(p0[0], p1[0], p2[0], p3[0], t), _spline(p0[1], p1[1], p2[1], p3[1], t)))
    return result if closed else [*result, points[-1]]


def _spline(a: float, b: float, c: float, d: float, t: float) -> float:
    return 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)


def _shape(
    image: Image.Image, points: Sequence[Point], colour: Colour, opacity: float = 1.0, blur: float = 0.0
) -> Image.Image:
    mask, brush = _layer()
    brush.polygon(_px(_curve(points)), fill=255)
    _paint(image, mask, colour, opacity, blur)
    return mask


def _within(
    image: Image.Image, area: Image.Image, points: Sequence[Point], colour: Colour, opacity: float, blur: float
) -> None:
    """Paint a soft shape, but only inside `area`: shadows and lights on a form."""
    mask, brush = _layer()
    brush.polygon(_px(_curve(points)), fill=255)
    reduced = mask.resize((SIZE, SIZE), Image.Resampling.BILINEAR).filter(ImageFilter.GaussianBlur(blur * SIZE / 100))
    _paint(image, ImageChops.multiply(reduced.resize(mask.size, Image.Resampling.BILINEAR), area), colour, opacity)


def _stroke(image: Image.Image, points: Sequence[Point], colour: Colour, width: float, opacity: float = 1.0) -> None:
    mask, brush = _layer()
    line = _px(_curve(points, closed=False))
    brush.line(line, fill=255, width=round(width * _UNIT), joint="curve")
    for x, y in (line[0], line[-1]):
        r = width * _UNIT / 2
        brush.ellipse((x - r, y - r, x + r, y + r), fill=255)
    _paint(image, mask, colour, opacity)


def _ring(image: Image.Image, centre: Point, radius: float, width: float, colour: Colour, opacity: float) -> None:
    mask, brush = _layer()
    brush.ellipse(_box(centre, radius, radius), outline=255, width=round(width * _UNIT))
    _paint(image, mask, colour, opacity)


def _dot(image: Image.Image, centre: Point, radius: float, colour: Colour, opacity: float = 1.0) -> None:
    mask, brush = _layer()
    brush.ellipse(_box(centre, radius, radius), fill=255)
    _paint(image, mask, colour, opacity)


# --- what is behind ---------------------------------------------------------------------------------------------


def _stars(image: Image.Image, portrait: Portrait) -> None:
    seed = sum(map(ord, portrait.sky[0] + portrait.cloth + portrait.motif))
    faint, faint_brush = _layer()
    bright, bright_brush = _layer()
    for number in range(46):
        x, y = (seed * 37 + number * 61.803) % 100, (seed * 17 + number * 38.197 * 1.7) % 78
        radius = 0.12 + ((seed + number * 7) % 5) * 0.05
        brush = bright_brush if number % 6 == 0 else faint_brush
        brush.ellipse(_box((x, y), radius, radius), fill=255)
    _paint(image, faint, "#ffffff", 0.4)
    _paint(image, bright, portrait.accent, 0.9)


def _halo(image: Image.Image, colour: Colour) -> None:
    _ring(image, (50, 41), 33.5, 0.35, colour, 0.75)
    _ring(image, (50, 41), 35.2, 0.16, colour, 0.45)


def _sun(image: Image.Image, colour: Colour) -> None:
    mask, brush = _layer()
    for ray in range(48):
        angle = ray * math.tau / 48
        inner, outer = 34.5, 45 if ray % 4 == 0 else (40.5 if ray % 2 == 0 else 37.5)
        line = [(50 + math.cos(angle) * r, 41 + math.sin(angle) * r) for r in (inner, outer)]
        brush.line(_px(line), fill=255, width=round((0.42 if ray % 4 == 0 else 0.25) * _UNIT))
    _paint(image, mask, colour, 0.75)
    _halo(image, colour)


def _moon(image: Image.Image, colour: Colour) -> None:
    mask, brush = _layer()
    brush.ellipse(_box((50, 41), 38, 38), fill=255)
    brush.ellipse(_box((57, 37.5), 35.5, 35.5), fill=0)
    _paint(image, mask, colour, 0.5, blur=2.2)
    _paint(image, mask, colour, 0.9)


def _phases(image: Image.Image, colour: Colour) -> None:
    _halo(image, colour)
    for number in range(7):
        angle = math.pi + (number + 0.5) * math.pi / 7
        centre = 50 + math.cos(angle) * 41.5, 43 + math.sin(angle) * 36.5
        share = number - 3
        mask, brush = _layer()
        radius = 3.4 if share == 0 else 2.7
        brush.ellipse(_box(centre, radius, radius), fill=255)
        if share:
            shift = (4 - abs(share)) * 1.25 * (1 if share < 0 else -1)
            brush.ellipse(_box((centre[0] + shift, centre[1]), radius, radius), fill=0)
        _paint(image, mask, colour, 0.92)


def _constellation(image: Image.Image, colour: Colour) -> None:
    left = [(8, 46), (15, 31), (11, 17), (25, 10), (33, 20), (15, 31)]
    right = [(93, 52), (86, 38), (92, 24), (79, 16), (66, 7), (79, 16), (74, 27)]
    for points in (left, right):
        mask, brush = _layer()
        brush.line(_px(points), fill=255, width=round(0.2 * _UNIT))
        _paint(image, mask, colour, 0.55)
        for number, point in enumerate(points):
            _glow(image, colour, point, 3.4, 0.6)
            _dot(image, point, 0.75 if number % 2 else 1.05, "#ffffff", 0.95)


def _lotus(image: Image.Image, colour: Colour) -> None:
    for reach, opacity in ((44, 0.16), (37, 0.24)):
        for petal in range(11):
            angle = math.pi + petal * math.pi / 10
            tip = 50 + math.cos(angle) * reach, 46 + math.sin(angle) * reach
            side = math.pi / 2
            points = [
                (50 + math.cos(angle) * 12, 46 + math.sin(angle) * 12),
                (
                    50 + math.cos(angle) * reach * 0.65 + math.cos(angle + side) * 5,
                    46 + math.sin(angle) * reach * 0.65 + math.sin(angle + side) * 5,
                ),
                tip,
                (
                    50 + math.cos(angle) * reach * 0.65 - math.cos(angle + side) * 5,
                    46 + math.sin(angle) * reach * 0.65 - math.sin(angle + side) * 5,
                ),
            ]
            _shape(image, points, colour, opacity)
            _stroke(image, [*points[1:], points[3]][:3], colour, 0.2, 0.6)


def _crystal(image: Image.Image, colour: Colour) -> None:
    for x, base, height, lean in (
        (12, 74, 46, -4),
        (23, 78, 34, -2),
        (4, 80, 30, -5),
        (88, 74, 48, 4),
        (77, 79, 33, 2),
        (97, 80, 28, 5),
    ):
        width = 5.2
        top = base - height
        left, middle, right = x - width + lean, x + lean, x + width + lean
        for points, share in (
            ([(x - width, base), (left, top + 6), (middle, top), (middle - 0.5, top + 9), (x - 0.5, base)], 0.42),
            ([(x - 0.5, base), (middle - 0.5, top + 9), (middle, top), (right, top + 6), (x + width, base)], 0.24),
        ):
            mask, brush = _layer()
            brush.polygon(_px(points), fill=255)
            _paint(image, mask, colour, share)
            edge, pen = _layer()
            pen.line(_px([*points, points[0]]), fill=255, width=round(0.18 * _UNIT))
            _paint(image, edge, "#ffffff", 0.45)
    _halo(image, colour)


def _waves(image: Image.Image, colour: Colour) -> None:
    for number in range(9):
        y = 18 + number * 7
        points = [(x, y + math.sin(x / 9 + number * 0.9) * 2.4) for x in range(-4, 108, 4)]
        _stroke(image, [(float(x), height) for x, height in points], colour, 0.28, 0.16 + 0.05 * number)
    _dot(image, (50, 41), 35, colour, 0.22)
    _halo(image, colour)


def _feather(image: Image.Image, colour: Colour) -> None:
    for mirror in (1, -1):
        for number in range(9):
            angle = math.radians(100 + number * 9)
            reach = 46 - abs(number - 4) * 1.3
            tip = 50 + mirror * math.cos(angle) * -reach, 60 - math.sin(angle) * reach
            base = 50 + mirror * 16, 62.0
            middle = (base[0] + tip[0]) / 2 + mirror * 4, (base[1] + tip[1]) / 2 - 4
            low = (base[0] + tip[0]) / 2 + mirror * 1, (base[1] + tip[1]) / 2 + 3
            _shape(image, [base, middle, tip, low], colour, 0.2)
            _stroke(image, [base, ((middle[0] + low[0]) / 2, (middle[1] + low[1]) / 2), tip], colour, 0.16, 0.65)
    _halo(image, colour)


_MOTIFS = {
    "moon": _moon,
    "sun": _sun,
    "constellation": _constellation,
    "phases": _phases,
    "lotus": _lotus,
    "crystal": _crystal,
    "waves": _waves,
    "feather": _feather,
}


# --- the person -------------------------------------------------------------------------------------------------

_FACE: list[Point] = [
    (50, 24.5),
    (57.6, 26.6),
    (62.2, 33),
    (62.8, 41),
    (60.4, 49.5),
    (55.6, 56),
    (50, 58.4),
    (44.4, 56),
    (39.6, 49.5),
    (37.2, 41),
    (37.8, 33),
    (42.4, 26.6),
]


def _person(image: Image.Image, portrait: Portrait) -> None:
    shade = _mix(portrait.skin, "#3a1230", 0.34)
    _hair_behind(image, portrait)
    _shape(
        image,
        [(44, 50), (56, 50), (56.5, 62), (60, 68), (50, 74), (40, 68), (43.5, 62)],
        _mix(portrait.skin, "#3a1230", 0.2),
    )
    _garment(image, portrait)
    _shape(image, [(42.5, 54), (50, 60.5), (57.5, 54), (56, 62), (50, 65.5), (44, 62)], shade, 0.55, blur=0.7)
    for side in (-1, 1):
        _shape(
            image,
            [(50 + side * 12.4, 39), (50 + side * 14.6, 39.5), (50 + side * 14.2, 44), (50 + side * 12.4, 46)],
            _mix(portrait.skin, "#3a1230", 0.16),
        )
    face = _shape(image, _FACE, portrait.skin)
    _within(image, face, [(58, 22), (66, 30), (66, 56), (52, 62), (59, 50), (60.5, 38)], shade, 0.5, 2.2)
    _within(
        image, face, [(40, 30), (50, 27), (54, 33), (50, 40), (42, 40)], _mix(portrait.skin, "#fff4e0", 0.6), 0.4, 3
    )
    for side in (-1, 1):
        _within(
            image,
            face,
            [(50 + side * 5, 47), (50 + side * 9, 45), (50 + side * 11, 48), (50 + side * 7, 50.5)],
            _mix(portrait.skin, "#d8436a", 0.55),
            0.38,
            1.6,
        )
    _features(image, portrait, shade)
    if portrait.beard:
        _beard(image, portrait)
    _hair_front(image, portrait)
    if portrait.earrings:
        for side in (-1, 1):
            _ring(image, (50 + side * 14, 48.6), 1.7, 0.42, portrait.accent, 1)
            _dot(image, (50 + side * 14, 51.2), 0.7, portrait.accent)


def _features(image: Image.Image, portrait: Portrait, shade: Colour) -> None:
    ink = _mix(portrait.hair_colour, "#1a0d18", 0.65)
    for side in (-1, 1):
        eye = 50 + side * 5.4
        _stroke(image, [(eye - 2.9, 40.6), (eye - 1.2, 41.7), (eye + 1.2, 41.7), (eye + 2.9, 40.6)], ink, 0.52)
        _stroke(image, [(eye + side * 2.9, 40.6), (eye + side * 3.7, 40.0)], ink, 0.4)
        _stroke(image, [(eye - 2.8, 38.8), (eye, 38.2), (eye + 2.8, 38.8)], shade, 0.24, 0.6)
        _stroke(image, [(eye - side * 3.2, 36.1), (eye, 34.9), (eye + side * 3.6, 36)], ink, 0.62, 0.85)
    _stroke(image, [(50.6, 40.5), (51.4, 44.4), (51.8, 46.6), (50.2, 47.5), (48.9, 47.2)], shade, 0.38, 0.85)
    lip = _mix(portrait.skin, "#a8284c", 0.5)
    _shape(image, [(46.4, 51.6), (48.6, 50.8), (50, 51.2), (51.4, 50.8), (53.6, 51.6), (50, 52.2)], lip)
    _shape(image, [(46.4, 51.6), (50, 52.1), (53.6, 51.6), (51.8, 53.4), (48.2, 53.4)], _mix(lip, "#ffffff", 0.14))
    if portrait.glasses:
        for side in (-1, 1):
            _ring(image, (50 + side * 5.5, 41), 4.3, 0.42, portrait.accent, 0.95)
        _stroke(image, [(48.8, 40.4), (50, 39.9), (51.2, 40.4)], portrait.accent, 0.42)


def _beard(image: Image.Image, portrait: Portrait) -> None:
    points = [
        (37.6, 42),
        (39.6, 46.5),
        (43.5, 49.6),
        (47, 49.2),
        (50, 49.8),
        (53, 49.2),
        (56.5, 49.6),
        (60.4, 46.5),
        (62.4, 42),
        (61.8, 52),
        (57.5, 59.5),
        (50, 62.6),
        (42.5, 59.5),
        (38.2, 52),
    ]
    area = _shape(image, points, portrait.hair_colour)
    _within(image, area, [(56, 48), (64, 44), (60, 60), (50, 63)], "#0c0610", 0.4, 1.6)
    lip = _mix(portrait.skin, "#a8284c", 0.5)
    _shape(image, [(46.8, 52.2), (50, 51.6), (53.2, 52.2), (50, 54)], lip)


def _garment(image: Image.Image, portrait: Portrait) -> None:
    body = [
        (41.5, 63.5),
        (44.5, 69),
        (50, 72.5),
        (55.5, 69),
        (58.5, 63.5),
        (68, 68),
        (80, 73),
        (88, 84),
        (92, 106),
        (50, 112),
        (8, 106),
        (12, 84),
        (20, 73),
        (32, 68),
    ]
    area = _shape(image, body, portrait.cloth)
    _within(image, area, [(62, 66), (84, 72), (98, 108), (66, 108), (60, 84)], "#06030a", 0.42, 5)
    _within(image, area, [(14, 80), (28, 70), (38, 70), (30, 84), (20, 104)], "#ffffff", 0.16, 4)
    _stroke(image, [(40.5, 64), (44, 70), (50, 74), (56, 70), (59.5, 64)], portrait.accent, 0.75)
    _stroke(image, [(38.2, 65.2), (42.6, 72.6), (50, 77.4), (57.4, 72.6), (61.8, 65.2)], portrait.accent, 0.28, 0.8)
    _dot(image, (50, 80.4), 1.9, portrait.accent)
    _dot(image, (49.4, 79.8), 0.6, "#ffffff", 0.85)


def _hair_behind(image: Image.Image, portrait: Portrait) -> None:
    colour = _mix(portrait.hair_colour, "#0a0510", 0.28)
    match portrait.hair:
        case "long":
            _shape(
                image,
                [
                    (50, 17),
                    (62, 20),
                    (68, 32),
                    (69, 50),
                    (72, 68),
                    (70, 84),
                    (58, 76),
                    (42, 76),
                    (30, 84),
                    (28, 68),
                    (31, 50),
                    (32, 32),
                    (38, 20),
                ],
                colour,
            )
        case "waves":
            _shape(
                image,
                [
                    (50, 17),
                    (63, 20),
                    (69, 30),
                    (67.5, 40),
                    (72, 49),
                    (69, 58),
                    (74, 67),
                    (69, 78),
                    (56, 72),
                    (44, 72),
                    (31, 78),
                    (26, 67),
                    (31, 58),
                    (28, 49),
                    (32.5, 40),
                    (31, 30),
                    (37, 20),
                ],
                colour,
            )
        case "bob":
            _shape(
                image,
                [
                    (50, 17.5),
                    (62, 20),
                    (68, 30),
                    (69, 46),
                    (67.5, 58),
                    (60, 61),
                    (40, 61),
                    (32.5, 58),
                    (31, 46),
                    (32, 30),
                    (38, 20),
                ],
                colour,
            )
        case "bun":
            _dot(image, (50, 15.5), 7.6, colour)
            _shape(image, [(50, 18), (61, 21), (65.5, 32), (64, 46), (36, 46), (34.5, 32), (39, 21)], colour)
        case "curls":
            for number in range(15):
                angle = math.pi * 0.86 + number * math.pi * 1.28 / 14
                _dot(image, (50 + math.cos(angle) * 15.5, 35.5 + math.sin(angle) * 15), 6.4, colour)
        case "scarf":
            _shape(
                image,
                [
                    (50, 15.5),
                    (63, 19),
                    (69, 31),
                    (69, 46),
                    (66, 58),
                    (70, 70),
                    (60, 74),
                    (40, 74),
                    (30, 70),
                    (34, 58),
                    (31, 46),
                    (31, 31),
                    (37, 19),
                ],
                colour,
            )
        case "crop":
            _shape(image, [(50, 19), (60, 21), (65, 29), (64.5, 40), (35.5, 40), (35, 29), (40, 21)], colour)
        case "bald":
            pass


def _hair_front(image: Image.Image, portrait: Portrait) -> None:
    colour = portrait.hair_colour
    light = _mix(colour, "#ffffff", 0.28)
    match portrait.hair:
        case "long" | "waves":
            for side in (-1, 1):
                lock = [
                    (50, 20),
                    (50 + side * 8, 20.5),
                    (50 + side * 15.5, 27),
                    (50 + side * 17, 42),
                    (50 + side * 18.5, 60),
                    (50 + side * 15, 66),
                    (50 + side * 14, 50),
                    (50 + side * 12.2, 37),
                    (50 + side * 7, 28.5),
                ]
                area = _shape(image, lock, colour)
                _within(
                    image,
                    area,
                    [(50 + side * 6, 22), (50 + side * 13, 27), (50 + side * 15, 44), (50 + side * 13, 34)],
                    light,
                    0.5,
                    0.9,
                )
        case "bob":
            fringe = [
                (36, 44),
                (33.5, 34),
                (38, 23),
                (50, 18.5),
                (62, 23),
                (66.5, 34),
                (64, 44),
                (62, 35.5),
                (56, 32.5),
                (50, 33.2),
                (44, 32.5),
                (38, 35.5),
            ]
            area = _shape(image, fringe, colour)
            _within(image, area, [(40, 25), (50, 21.5), (60, 25), (50, 26)], light, 0.55, 1)
            for side in (-1, 1):
                _shape(
                    image,
                    [
                        (50 + side * 12, 34),
                        (50 + side * 17, 33),
                        (50 + side * 18, 48),
                        (50 + side * 15, 58),
                        (50 + side * 12.6, 50),
                    ],
                    colour,
                )
        case "bun":
            cap = [
                (36.6, 40),
                (36, 30),
                (41, 22),
                (50, 19.2),
                (59, 22),
                (64, 30),
                (63.4, 40),
                (60.5, 32),
                (54, 27.4),
                (50, 28.6),
                (46, 27.4),
                (39.5, 32),
            ]
            area = _shape(image, cap, colour)
            _within(image, area, [(41, 26), (50, 21.5), (58, 25), (50, 24.5)], light, 0.5, 0.9)
            _stroke(image, [(43.6, 19.6), (50, 21.4), (56.4, 19.6)], portrait.accent, 0.8)
        case "curls":
            for number in range(11):
                angle = math.pi + number * math.pi / 10
                centre = 50 + math.cos(angle) * 12.4, 31.5 + math.sin(angle) * 9.6
                _dot(image, centre, 4.3, colour)
                _ring(image, centre, 2.6, 0.22, light, 0.4)
        case "scarf":
            wrap = [
                (35.6, 45),
                (34.5, 32),
                (40, 21),
                (50, 17.6),
                (60, 21),
                (65.5, 32),
                (64.4, 45),
                (62.6, 36),
                (57, 29.6),
                (50, 28),
                (43, 29.6),
                (37.4, 36),
            ]
            area = _shape(image, wrap, colour)
            _within(image, area, [(40, 26), (50, 20.5), (58, 23), (48, 25)], light, 0.5, 1.2)
            _stroke(image, [(37.6, 36.6), (43, 30), (50, 28.4), (57, 30), (62.4, 36.6)], portrait.accent, 0.6)
            for side in (-1, 1):
                _shape(
                    image,
                    [
                        (50 + side * 12.6, 40),
                        (50 + side * 16, 40),
                        (50 + side * 17, 54),
                        (50 + side * 11, 66),
                        (50 + side * 6, 68),
                        (50 + side * 10.5, 56),
                    ],
                    colour,
                )
        case "crop":
            cap = [
                (37.2, 37),
                (36.6, 28),
                (42, 20.4),
                (51, 18.6),
                (60, 21),
                (63.6, 29),
                (62.8, 37),
                (60.6, 31),
                (54, 29),
                (46, 27.6),
                (40, 31),
            ]
            area = _shape(image, cap, colour)
            _within(image, area, [(42, 23), (51, 20.6), (59, 24), (50, 24)], light, 0.45, 1)
        case "bald":
            pass

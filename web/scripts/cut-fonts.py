"""Cuts the fonts of a first visit out of the packages' whole ones: `python web/scripts/cut-fonts.py`, with fonttools and brotli installed.

Its results stand in src/styles/fonts; it is run by hand when a font's package or the lettering of the home page changes.
"""

from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

WEB = Path(__file__).parent.parent
PACKAGES = WEB / "node_modules"
OUT = WEB / "src" / "styles" / "fonts"

LETTERING = "Clarity, when you need it Lost? abcdefghijklmnopqrstuvwxyz"
"""What large lettering says, and the small letters; the other glyphs come from the whole font when a page has them."""
LATIN = [*range(0x20, 0x7F), *range(0xA0, 0x100), 0x2013, 0x2014, 0x2018, 0x2019, 0x201C, 0x201D, 0x2026, 0x20AC]


def cut(font: TTFont, codes: list[int], features: list[str], name: str, file: str) -> None:
    """Write the glyphs of `codes` as a font called `name`: Playfair Display is a reserved name (OFL 1.1, 3)."""
    options = Options(layout_features=features, flavor="woff2", hinting=False, name_IDs=[0, 1, 2, 4, 6, 13, 14])
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=codes)
    subsetter.subset(font)
    for record in font["name"].names:
        if record.nameID in (1, 4, 6):
            record.string = name if record.nameID != 6 else name.replace(" ", "")
    font.flavor = "woff2"
    font.save(OUT / file)


serif = TTFont(PACKAGES / "@fontsource-variable/playfair-display/files/playfair-display-latin-wght-normal.woff2")
instantiateVariableFont(serif, {"wght": 600}, inplace=True)
cut(serif, LATIN, ["kern", "liga", "lnum", "tnum", "mark", "mkmk"], "SoulSeer Serif", "serif-600.woff2")
lettering = TTFont(PACKAGES / "@fontsource/alex-brush/files/alex-brush-latin-400-normal.woff2")
cut(lettering, sorted({ord(letter) for letter in LETTERING}), ["*"], "SoulSeer Lettering", "lettering.woff2")

"""Fonts the pages are drawn with, and which of them a model may see.

A font is drawn from one file, or from two where its Thai and its Latin letters are shipped apart (the npm packages @fontsource/NAME). Debian packages:
fonts-thai-tlwg fonts-noto-core fonts-sipa-arundina. The npm fonts lie in a folder named by --npm (npm install @fontsource/sarabun ...).

KEPT_OUT are the fonts no part of a model of the split "proof" has seen; what is measured on them is what an unknown font may expect.
"""
import functools
import os

from PIL import ImageFont

TLWG = "/usr/share/fonts/truetype/tlwg/"
NOTO = "/usr/share/fonts/truetype/noto/"
ARUNDINA = "/usr/share/fonts/truetype/arundina/"
NPM = os.environ.get("DIGITS_NPM", "node_modules") + "/@fontsource/"

KEPT_OUT = ("Sarabun", "Niramit", "Laksaman", "Norasi")
THAI_DIGITS = "๐๑๒๓๔๕๖๗๘๙"


class Font:
    """name, files by script; has_latin is false where Arabic digits cannot be drawn."""

    def __init__(self, name, thai, latin=None, weight=1):
        self.name, self.thai, self.latin, self.weight = name, thai, latin, weight
        self.has_latin = latin is not None
        self.family = name.split("-")[0]

    def is_kept_out(self):
        return self.family in KEPT_OUT

    @functools.lru_cache(maxsize=64)
    def faces(self, size):
        thai = ImageFont.truetype(self.thai, size, layout_engine=ImageFont.Layout.RAQM)
        if not self.has_latin or self.latin == self.thai:
            return thai, thai
        return thai, ImageFont.truetype(self.latin, size, layout_engine=ImageFont.Layout.RAQM)

    @functools.lru_cache(maxsize=1)
    def size_per_x_height(self):
        box = ImageFont.truetype(self.thai, 200).getbbox("น", anchor="ls")
        return 200 / -box[1]

    def at_x_height(self, pixels):
        return self.faces(max(6, round(self.size_per_x_height() * pixels)))


def _tlwg():
    plain = ["Garuda", "Kinnari", "Loma", "Umpush", "Waree", "Sawasdee", "TlwgTypist", "TlwgTypo", "TlwgTypewriter", "TlwgMono", "Laksaman", "Norasi"]
    fonts = [Font(n + style, TLWG + n + style + ".ttf", TLWG + n + style + ".ttf", 2) for n in plain for style in ("", "-Bold")]
    slanted = [("Garuda", "-Oblique"), ("Kinnari", "-Italic"), ("Loma", "-Oblique"), ("Umpush", "-Light"), ("Laksaman", "-Italic"), ("Norasi", "-Italic"), ("Waree", "-Oblique")]
    fonts += [Font(n + s, TLWG + n + s + ".ttf", TLWG + n + s + ".ttf") for n, s in slanted]
    fonts += [Font("Purisa", TLWG + "Purisa.ttf", TLWG + "Purisa.ttf")]
    return fonts


def _debian():
    fonts = [Font(n + "-" + w, NOTO + n + "-" + w + ".ttf") for n in ("NotoLoopedThai", "NotoSansThai", "NotoSerifThai") for w in ("Regular", "Bold")]
    for n in ("ArundinaSans", "ArundinaSans-Bold", "ArundinaSerif", "ArundinaSerif-Bold", "ArundinaSansMono"):
        fonts.append(Font(n, ARUNDINA + n + ".ttf", ARUNDINA + n + ".ttf"))
    return fonts


def _npm():
    fonts = []
    for name, package in (("Sarabun", "sarabun"), ("Niramit", "niramit"), ("Krub", "krub"), ("K2D", "k2d"), ("Kodchasan", "kodchasan"), ("BaiJamjuree", "bai-jamjuree")):
        for weight in (400, 700):
            files = ["%s%s/files/%s-%s-%d-normal.woff" % (NPM, package, package, script, weight) for script in ("thai", "latin")]
            fonts.append(Font("%s-%d" % (name, weight), files[0], files[1], 2))
    return fonts


def _paired():
    """Thai fonts without Latin letters, beside Latin ones as office programs pair them: more faces of Arabic digits, serifs above all."""
    latin = ["/usr/share/fonts/truetype/dejavu/DejaVu" + n + ".ttf" for n in ("Sans", "Serif", "SansCondensed", "SerifCondensed", "Serif-Bold")]
    latin += [NOTO + n + ".ttf" for n in ("NotoSans-Regular", "NotoSerif-Regular", "NotoSerif-Bold")]
    latin += ["/usr/share/texmf/fonts/opentype/public/lm/lmroman10-%s.otf" % n for n in ("regular", "bold")]
    thai = [NOTO + n + ".ttf" for n in ("NotoSerifThai-Regular", "NotoLoopedThai-Regular", "NotoSansThai-Regular")]
    return [Font("Pair%d" % i, thai[i % len(thai)], face) for i, face in enumerate(latin)]


def fonts(split):
    """proof: without KEPT_OUT. more: those and paired ones. kept-out-styles: all styles of KEPT_OUT. kept-out: medium upright ones, to measure with.
    all: proof and kept-out-styles."""
    everything = _tlwg() + _debian() + _npm()
    known, unknown = [f for f in everything if not f.is_kept_out()], [f for f in everything if f.is_kept_out()]
    return {
        "proof": known,
        "more": known + _paired(),
        "kept-out-styles": unknown,
        "kept-out": [f for f in unknown if f.name in KEPT_OUT or f.name.endswith("-400")],
        "all": everything,
    }[split]

"""Pictures of the generated sites: an organisation chart with its words in it, and photographs that are smooth as photographs are.

(Boxes of random grey once stood here: tesseract's search for tables took half a minute over each.)
SPDX-License-Identifier: MIT
"""
import functools
import io
import subprocess

import numpy
from PIL import Image, ImageDraw, ImageFont


@functools.lru_cache
def font(name, size):
    file = subprocess.run(["fc-match", "-f", "%{file}", name + ":lang=th"], capture_output=True, text=True).stdout
    return ImageFont.truetype(file, size)


def chart(c):
    """Head, deputies and divisions in boxes with lines, 1000 x 640, PNG."""
    image = Image.new("L", (1000, 640), 255)
    draw = ImageDraw.Draw(image)

    def box(x, y, w, text):
        draw.rectangle((x, y, x + w, y + 54), outline=40, width=2)
        draw.text((x + w / 2, y + 27), text, font=font(c.font, 19), fill=20, anchor="mm")
    draw.text((500, 34), "โครงสร้าง" + c.name, font=font(c.font, 26), fill=0, anchor="mm")
    box(350, 80, 300, c.head)
    draw.line((500, 134, 500, 190), fill=60, width=2)
    box(350, 190, 300, "รอง" + c.head)
    units = c.units[:4]
    draw.line((120, 300, 880, 300), fill=60, width=2)
    draw.line((500, 244, 500, 300), fill=60, width=2)
    for i, unit in enumerate(units):
        x = 20 + i * 245
        draw.line((x + 115, 300, x + 115, 340), fill=60, width=2)
        box(x, 340, 230, unit)
        box(x, 420, 230, "ฝ่ายบริหารงานทั่วไป")
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def photo(rng, width, height):
    """Sky, ground and a few people-like ovals, blurred: nothing to read in it. JPEG."""
    y, x = numpy.mgrid[0:height, 0:width]
    field = 150 + 60 * numpy.sin(x / width * rng.uniform(2, 5)) - 70 * y / height
    for _ in range(rng.randint(3, 6)):
        a, b, r = rng.uniform(0.1, 0.9) * width, rng.uniform(0.4, 0.8) * height, rng.uniform(0.05, 0.14) * width
        field += rng.uniform(-80, 60) * numpy.exp(-(((x - a) / r) ** 2 + ((y - b) / (2 * r)) ** 2))
    base = numpy.clip(field, 0, 255)
    image = Image.fromarray(numpy.stack([base, base * 0.93, base * 0.82 + 14], axis=2).astype("uint8"))
    out = io.BytesIO()
    image.save(out, "JPEG", quality=70)
    return out.getvalue()

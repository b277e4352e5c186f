"""Pages of loose digit strings and pieces of prose, with the box of each digit: what the network is trained with."""
import numpy as np
from PIL import Image, ImageDraw

import picture
import thaitext

WIDTH, HEIGHT = 1240, 900


def item(rng, font):
    """60 % strings of 1-5 digits, 40 % prose; 65 % of the strings in Thai digits."""
    if rng.random() < 0.6:
        text = "".join(str(rng.integers(10)) for _ in range(rng.integers(1, 6)))
        if rng.random() < 0.15:
            text = "25%02d" % rng.integers(100)
        if rng.random() < 0.1:
            text = "(" + text + ")"
        return thaitext.to_thai(text) if rng.random() < 0.65 or not font.has_latin else text
    text = thaitext.prose(rng, rng.integers(1, 4))
    return text if font.has_latin else "".join(c for c in text if not c.isascii())


def training_page(rng, font):
    """A page in one font: (pixels, [(class, box)])."""
    image = Image.new("L", (WIDTH, HEIGHT), 255)
    draw = ImageDraw.Draw(image)
    boxes = []
    x_height = float(np.exp(rng.uniform(np.log(12), np.log(36))))
    ink = int(rng.integers(0, 60))
    y = 60 + 2 * x_height
    while y < HEIGHT - 40:
        size = x_height * float(rng.uniform(0.9, 1.1))
        x = 60 + float(rng.uniform(0, 30))
        while x < WIDTH - 60:
            text = item(rng, font)
            if x + picture.text_width(text, font, size) > WIDTH - 40:
                break
            x, found = picture.draw_text(draw, x, y, text, font, size, ink)
            boxes += found
            x += size * float(rng.uniform(0.3, 2))
        y += x_height * float(rng.uniform(2.4, 3.4))
    if rng.random() < 0.3:  # rules of a table
        for _ in range(rng.integers(1, 4)):
            at = int(rng.integers(20, HEIGHT - 20))
            draw.line((40, at, WIDTH - 40, at), fill=ink, width=int(rng.integers(1, 4)))
    image, boxes = picture.warp(image, boxes, float(rng.uniform(-2.2, 2.2)), float(rng.uniform(0.82, 1.22)), float(rng.uniform(-0.15, 0.15)))
    return picture.random_scan(image, rng), boxes

"""Drawing text with the boxes of its digits, and making the drawing look like a scan. Dark on white, 8 bit."""
import io

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from thaitext import THAI_DIGITS

DIGITS = THAI_DIGITS + "0123456789"


def runs(text, font):
    """Pieces of text that one face can draw: (piece, is_thai)."""
    pieces = []
    for c in text:
        is_thai = "฀" <= c <= "๿" or c == " " or not font.has_latin
        if pieces and (pieces[-1][1] == is_thai or c == " "):
            pieces[-1][0] += c
        else:
            pieces.append([c, is_thai])
    return pieces


def draw_text(draw, x, baseline, text, font, x_height, ink):
    """Draws; returns the end in x and [(class 0-19, (x0, y0, x1, y1))] of its digits."""
    faces = font.at_x_height(x_height)
    boxes = []
    for piece, is_thai in runs(text, font):
        face = faces[0 if is_thai else 1]
        draw.text((x, baseline), piece, font=face, fill=ink, anchor="ls")
        for i, c in enumerate(piece):
            if c in DIGITS:
                left = x + face.getlength(piece[:i])
                b = face.getbbox(c, anchor="ls")
                boxes.append((DIGITS.index(c), (left + b[0], baseline + b[1], left + b[2], baseline + b[3])))
        x += face.getlength(piece)
    return x, boxes


def text_width(text, font, x_height):
    faces = font.at_x_height(x_height)
    return sum(faces[0 if is_thai else 1].getlength(piece) for piece, is_thai in runs(text, font))


def warp(image, boxes, degrees, stretch, shear):
    """Turns, stretches and slants the whole image about its centre, boxes with it; the size stays."""
    w, h = image.size
    a = np.radians(degrees)
    forward = np.array([[np.cos(a), -np.sin(a)], [np.sin(a), np.cos(a)]]) @ np.array([[stretch, shear], [0, 1]])
    centre = np.array([w / 2, h / 2])
    inverse = np.linalg.inv(forward)
    shift = centre - inverse @ centre
    out = image.transform(image.size, Image.Transform.AFFINE, (inverse[0, 0], inverse[0, 1], shift[0], inverse[1, 0], inverse[1, 1], shift[1]),
                          resample=Image.Resampling.BICUBIC, fillcolor=255)
    moved = []
    for k, (x0, y0, x1, y1) in boxes:
        corners = (np.array([[x0, y0], [x1, y0], [x0, y1], [x1, y1]]) - centre) @ forward.T + centre
        moved.append((k, (*corners.min(axis=0), *corners.max(axis=0))))
    return out, moved


def jpeg(pixels, quality):
    stream = io.BytesIO()
    Image.fromarray(pixels).save(stream, "JPEG", quality=int(quality))
    return np.asarray(Image.open(stream))


def stroke(image, amount):
    """Thicker (amount > 0) or thinner strokes, by a fraction of a pixel on either side."""
    other = image.filter(ImageFilter.MinFilter(3) if amount > 0 else ImageFilter.MaxFilter(3))
    return Image.blend(image, other, abs(amount))


def scan(image, rng, blur=0.0, noise=0.0, quality=None, contrast=1.0, thicken=0.0, salt=0.0, threshold=None, paper=0):
    if thicken:
        image = stroke(image, thicken)
    if blur:
        image = image.filter(ImageFilter.GaussianBlur(blur))
    p = np.asarray(image, dtype=np.float32)
    p = 255 - paper - (255 - p) * contrast * (1 - paper / 255)
    if noise:
        p = p + rng.standard_normal(p.shape, dtype=np.float32) * noise
    if salt:
        spots = rng.random(p.shape, dtype=np.float32)
        p = np.where(spots < salt / 2, 30, np.where(spots > 1 - salt / 2, 250, p))
    if threshold is not None:
        p = np.where(p < threshold, 0, 255)
    p = np.clip(p, 0, 255).astype(np.uint8)
    return jpeg(p, quality) if quality else p


def random_scan(image, rng):
    """The mix of damage models are trained with."""
    kind = rng.random()
    u = lambda low, high: float(rng.uniform(low, high))
    if kind < 0.15:
        return scan(image, rng, noise=u(0, 4), quality=u(70, 95))
    if kind < 0.6:
        return scan(image, rng, blur=u(0.3, 0.9), noise=u(3, 22), quality=u(30, 80), contrast=u(0.65, 1), thicken=u(-0.3, 0.4), paper=u(0, 30))
    if kind < 0.8:
        return scan(image, rng, blur=u(0.6, 1.2), noise=u(10, 30), quality=u(30, 70), contrast=u(0.55, 0.9), thicken=u(-0.2, 0.4), salt=u(0, 0.004), paper=u(0, 30))
    return scan(image, rng, blur=u(0, 0.7), noise=u(5, 30), thicken=u(-0.2, 0.7), threshold=u(110, 185))

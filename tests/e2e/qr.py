"""Reads the squares of a page as the camera of a telephone does: from what is drawn."""

import io

import zxingcpp
from PIL import Image


def read_square(drawn):
    """Return what the squares of an element say, from its picture. Fails unless there is one."""
    picture = Image.open(io.BytesIO(drawn.screenshot()))
    (found,) = zxingcpp.read_barcodes(picture)
    return found.text

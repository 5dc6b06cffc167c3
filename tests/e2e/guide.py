"""The pictures of the guides, taken by the browser tests when GUIDE_PICTURES is set."""

import os
import re

from tests.e2e.site import ROOT

GUIDE = ROOT / "docs" / "guide-agent"
ASSOCIATION = ROOT / "docs" / "guide-association.fr.md"
FOLDER = ROOT / "static" / "guide"
WANTED = os.environ.get("GUIDE_PICTURES", "") not in ("", "0")
LEAST, TALLEST = 260, 640  # pixels: what a reader sees at once


def pictures(guide=GUIDE):
    """Return the names of the pictures that a guide shows: a file, or a folder of its pages."""
    files = sorted(guide.glob("*.md")) if guide.is_dir() else [guide]
    text = "".join(file.read_text("utf-8") for file in files)
    return re.findall(r"!\[[^\]]+\]\([./]+/static/guide/([a-z-]+)\.png\)", text)


def take(page, name, guide=GUIDE, around=None):
    """Take a picture of the content from the top of a place of it; the guide must show it."""
    assert name in pictures(guide), f"{guide.name} does not show {name}.png"
    if not WANTED:
        return
    FOLDER.mkdir(exist_ok=True)
    whole = page.locator("#content" if page.locator("#content").count() else "main")
    place = around or whole
    place.first.evaluate("element => element.scrollIntoView({block: 'start'})")
    content, box = whole.first.bounding_box(), place.first.bounding_box()
    top = max(box["y"] - 8, 0)
    height = min(max(box["height"] + 16, LEAST), TALLEST, page.viewport_size["height"] - top)
    clip = {"x": content["x"], "y": top, "width": content["width"], "height": height}
    page.screenshot(path=FOLDER / f"{name}.png", clip=clip)

"""The pictures of the agent's guide, taken by the browser tests when GUIDE_PICTURES is set."""

import os
import re

from tests.e2e.site import ROOT

GUIDE = ROOT / "docs" / "guide-agent.fr.md"
FOLDER = ROOT / "static" / "guide"
WANTED = os.environ.get("GUIDE_PICTURES", "") not in ("", "0")
LEAST, TALLEST = 260, 640  # pixels: what a reader sees at once


def pictures():
    """Return the names of the pictures that the guide shows."""
    return re.findall(r"!\[[^\]]+\]\(\.\./static/guide/([a-z-]+)\.png\)", GUIDE.read_text("utf-8"))


def take(page, name, around=None):
    """Take a picture of the content from the top of a place of it; the guide must show it."""
    assert name in pictures(), f"the guide does not show {name}.png"
    if not WANTED:
        return
    FOLDER.mkdir(exist_ok=True)
    place = around or page.locator("#content")
    place.first.evaluate("element => element.scrollIntoView({block: 'start'})")
    content, box = page.locator("#content").bounding_box(), place.first.bounding_box()
    top = max(box["y"] - 8, 0)
    height = min(max(box["height"] + 16, LEAST), TALLEST, page.viewport_size["height"] - top)
    clip = {"x": content["x"], "y": top, "width": content["width"], "height": height}
    page.screenshot(path=FOLDER / f"{name}.png", clip=clip)

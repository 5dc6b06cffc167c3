"""The pictures of the guides, taken by the browser tests when GUIDE_PICTURES is set."""

import os
import re
from io import BytesIO

from PIL import Image

from tests.e2e.site import ROOT

GUIDE = ROOT / "docs" / "guide-agent"
ASSOCIATION = ROOT / "docs" / "guide-association.fr.md"
FOLDER = ROOT / "static" / "guide"
WANTED = os.environ.get("GUIDE_PICTURES", "") not in ("", "0")
LEAST, TALLEST = 100, 660  # pixels: what a reader sees at once
# Half the weight of the pictures as they come, or less, and the small green square stays green:
# with 64, or with the colours that are seen most, it is grey.
COLOURS, METHOD = 128, Image.Quantize.MAXCOVERAGE
# A Chromium without its languages writes days as in English, whatever the page asks for.
TO_FRENCH = """fields => fields.map(field => {
    const kept = field.value;
    field.type = "text";
    field.value = kept.split("-").reverse().join("/") || "jj/mm/aaaa";
    return kept;
})"""
BACK = """([fields, kept]) => fields.forEach((field, place) => {
    field.type = "date";
    field.value = kept[place];
})"""


def pictures(guide=GUIDE):
    """Return the names of the pictures that a guide shows: a file, or a folder of its pages."""
    files = sorted(guide.glob("*.md")) if guide.is_dir() else [guide]
    text = "".join(file.read_text("utf-8") for file in files)
    return re.findall(r"!\[[^\]]+\]\([./]+/static/guide/([a-z-]+)\.png\)", text)


def take(page, name, guide=GUIDE, around=None, *, narrow=False, least=LEAST):
    """Take a picture of the content from the top of a place of it; the guide must show it.

    A ``narrow`` one leaves out what is beside the place; ``least`` is its height at the least.
    """
    assert name in pictures(guide), f"{guide.name} does not show {name}.png"
    if not WANTED:
        return
    FOLDER.mkdir(exist_ok=True)
    whole = page.locator("#content" if page.locator("#content").count() else "main")
    place = around or whole
    place.first.evaluate("element => element.scrollIntoView({block: 'start', behavior: 'instant'})")
    content, box = whole.first.bounding_box(), place.first.bounding_box()
    margin = 8 if around else 0
    top = max(box["y"] - margin, 0)
    height = min(max(box["height"] + margin, least), TALLEST, page.viewport_size["height"] - top)
    wide = box if narrow else content
    clip = {"x": wide["x"], "y": top, "width": wide["width"], "height": height}
    days = page.locator("input[type=date]").element_handles()
    kept = page.evaluate(TO_FRENCH, days)
    drawn = Image.open(BytesIO(page.screenshot(clip=clip))).convert("RGB")
    page.evaluate(BACK, [days, kept])
    drawn = drawn.quantize(COLOURS, METHOD, dither=Image.Dither.NONE)
    drawn.save(FOLDER / f"{name}.png", optimize=True)

"""Finds this machine's Chromium, and the options to start it for tests and screenshots."""

import os
import shutil
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# The same engine without windows: an empty page costs a quarter of the processor, and a check by
# axe half. A person's browser is the other one, which the whole run takes.
SHELL = "chromium-headless-shell"
PLACES = ("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",)
HOW_TO_GET = "no Chromium found; on Debian or Ubuntu: apt install chromium (or set CHROMIUM=path)"

# The first is what root in a container needs; the others keep it from talking to anybody.
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def find_chromium(*, quick=False):
    """The path of a Chromium, or None; a ``quick`` one is preferred without its windows."""
    chosen = os.environ.get("CHROMIUM") or (shutil.which(SHELL) if quick else None)
    if chosen:
        return chosen
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    return found or next((place for place in PLACES if Path(place).exists()), None)

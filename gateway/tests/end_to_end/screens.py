"""Pictures of every page in every state, at two widths and in both languages, with a page that shows them all.

usage: python gateway/tests/end_to_end/screens.py FOLDER
"""

import html
import pathlib
import sys
import tempfile

from browsing import chromium
from running import Fest
from tour import Tour
from windows import Windows

WIDTHS = (360, 1280)
HEIGHTS = {360: 740, 1280: 800}
LANGUAGES = ("id", "en")


def main(folder):
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as data, Fest(data) as fest, chromium() as browser:
        tour = Tour(fest)
        windows = Windows(fest, browser, tour.people)
        names = [taken(folder, windows, stop) for stop in tour.stops()]
    (folder / "index.html").write_text(index(names))
    print(f"{len(names)} pages, see {folder / 'index.html'}")


def taken(folder, windows, stop):
    for language in LANGUAGES:
        page = windows.show(stop, language)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": HEIGHTS[width]})
            # As high as the page is, so that the bar at the bottom is at the bottom.
            height = page.evaluate("document.documentElement.scrollHeight")
            page.set_viewport_size({"width": width, "height": height})
            page.screenshot(path=folder / f"{stop.name}-{language}-{width}.png")
    return stop.name


def index(names):
    rows = "".join(row(html.escape(name)) for name in names)
    style = "body{font:16px sans-serif}img{border:1px solid #999;vertical-align:top;max-width:48%}"
    return f"<!doctype html><meta charset=utf-8><title>Every page</title><style>{style}</style><h1>Every page</h1>{rows}\n"


def row(name):
    pictures = "".join(
        f"<a href={name}-{language}-{width}.png><img src={name}-{language}-{width}.png alt='{name}, {language}, {width} px'></a> "
        for language in LANGUAGES
        for width in WIDTHS
    )
    return f"<h2>{name}</h2><p>{pictures}</p>\n"


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))

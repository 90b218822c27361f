"""Every page in every state by the rules of WCAG 2.2 AA, and none wider than a narrow phone."""

from axe_playwright_python.sync_playwright import Axe

from tour import Tour
from windows import Windows

RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    # Of WCAG 2.2, and off by itself.
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
}
WIDTHS = (360, 1280)
# The narrowest that WCAG asks for, and the phone that the pages are made for.
NARROW = (320, 360)
HEIGHT = 800
# The other language is looked at in the dark scheme, so that one look is for both; the templates are the same, so a sample will do.
EVERY = 3
SCHEMES = ("id", "light"), ("en", "dark")


def test_no_page_in_any_state_breaks_a_rule_or_leaves_the_screen(fest, browser):
    tour = Tour(fest)
    windows = {
        language: Windows(fest, browser, tour.people, color_scheme=scheme) for language, scheme in SCHEMES
    }
    broken = []
    for looked_at, stop in enumerate(tour.stops(), start=1):
        page = windows["id"].show(stop, "id")
        assert page.locator("h1").count() == 1, stop
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": HEIGHT})
            broken += [f"{stop.name} at {width} px: {rule}" for rule in violations(page)]
        for width in NARROW:
            page.set_viewport_size({"width": width, "height": HEIGHT})
            broken += [f"{stop.name} at {width} px: wider by {more} px" for more in overflow(page)]
        page = windows["en"].show(stop, "en")
        page.set_viewport_size({"width": NARROW[0], "height": HEIGHT})
        if looked_at % EVERY == 0:
            broken += [f"{stop.name} in English and dark: {rule}" for rule in violations(page)]
        broken += [f"{stop.name} in English: wider by {more} px" for more in overflow(page)]
    assert not broken, "\n".join(broken)
    assert looked_at > 60


def test_a_broken_rule_and_a_wide_page_are_found(browser):
    page = browser.new_page(viewport={"width": 320, "height": HEIGHT})
    pale = "<p style='color:#ccc'>Terlalu pucat</p>"
    wide = "<div style='width:400px'>Terlalu lebar</div>"
    page.set_content(f"<html lang=id><title>x</title><main><h1>x</h1><input>{pale}{wide}</main>")
    assert {"label", "color-contrast"} <= {rule.split(":")[0] for rule in violations(page)}
    assert [more > 0 for more in overflow(page)] == [True]
    page.close()


def violations(page):
    """Rule and first element of each."""
    found = Axe().run(page, options=RULES).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html'][:200]} ({len(one['nodes'])})" for one in found]


def overflow(page):
    more = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return [more] if more > 0 else []

"""A person at a browser without a mouse."""

from playwright.sync_api import expect

PHONE = {"width": 360, "height": 800}
MOST_STEPS = 80


class Keyboard:
    """Somebody without a mouse; whatever has the focus on the way must show it."""

    def __init__(self, page):
        self.page = page

    def go_to(self, name):
        for _ in range(MOST_STEPS):
            self.page.keyboard.press("Tab")
            focused = self.page.locator(":focus")
            if focused.count() == 0:
                continue
            self.is_seen(focused)
            if self.name_of(focused) == name:
                return
        raise AssertionError(f"{name} is not reached within {MOST_STEPS} steps")

    def is_seen(self, focused):
        style = focused.evaluate("element => { const s = getComputedStyle(element); return [s.outlineStyle, parseFloat(s.outlineWidth)] }")
        assert style[0] != "none" and style[1] >= 2, f"no ring around {self.name_of(focused)}: {style}"
        expect(focused).to_be_in_viewport()

    def name_of(self, focused):
        text = focused.evaluate("element => (element.labels?.[0] ?? element).innerText")
        # What a button tells screen readers beside its word begins with a comma, on a line of its own.
        return " ".join(text.split()).replace(" ,", ",")

    def type_at(self, name, text):
        self.go_to(name)
        self.page.keyboard.insert_text(text)

    def enter(self, name):
        """Follows a link or sends a form; the page that comes is there afterwards."""
        self.go_to(name)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def unfold(self, name):
        self.go_to(name)
        self.page.keyboard.press("Enter")

"""One look at one page, the stuff that a tour is made of."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page


@dataclass(frozen=True)
class Stop:
    """One page as one person sees it; `act` is what they press once it is there."""

    name: str
    person: str
    path: str
    act: Callable[[Page], None] | None = None


def sent(form, **values):
    """Fills in and sends a form of the page, which leads to a page."""

    def act(page):
        # What may be done besides the one thing is folded away.
        page.evaluate("document.querySelectorAll('details.fold').forEach(one => one.open = true)")
        for name, value in values.items():
            page.locator(f"form[action='{form}'] [name='{name}']").fill(value)
        buttons = page.locator(f"form[action='{form}'] button, button[form='rubrik']")
        with page.expect_navigation():
            buttons.last.click()

    return act

"""A person at a browser: what they see and press, found by the words on the page."""

import contextlib
import re
import time

from playwright.sync_api import expect, sync_playwright

# Debian's own browser, without what would call home. A container has no sandbox for it, and little shared memory.
CHROMIUM = "/usr/bin/chromium"
FLAGS = (
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PATIENCE_SECONDS = 30


@contextlib.contextmanager
def chromium():
    expect.set_options(timeout=PATIENCE_SECONDS * 1000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


class Visitor:
    """One person with a browser window of their own."""

    def __init__(self, fest, browser, **options):
        self.context = browser.new_context(base_url=fest.url, locale="id-ID", **options)
        self.context.set_default_timeout(PATIENCE_SECONDS * 1000)
        self.page = self.context.new_page()

    def open(self, path):
        return self.page.goto(path)

    def sees(self, text):
        expect(self.page.get_by_role("main")).to_contain_text(text)

    def is_told(self, text):
        """The line that a page begins with after something was done."""
        expect(self.page.get_by_role("status").filter(has_text=text)).to_be_visible()

    def is_refused(self, text):
        """Named on top, which has the focus, and in the window's title."""
        expect(self.page).to_have_title(re.compile("^Kesalahan:"))
        expect(self.page.get_by_role("alert")).to_contain_text(text)

    def fill(self, label, value):
        self.page.get_by_label(label, exact=True).fill(value)

    def choose(self, label, option):
        """In a list, by what the option begins with."""
        choice = self.page.get_by_label(label, exact=True)
        texts = choice.locator("option").all_text_contents()
        wanted, = [text for text in texts if text.startswith(option)]
        choice.select_option(label=wanted)

    def press(self, name, of=None):
        """A button; where each row has the same one, the row's, as a screen reader tells it."""
        words = re.escape(name) if of is None else f"{re.escape(name)} ?, {re.escape(of)}"
        self.page.get_by_role("button", name=re.compile(f"^{words}$")).click()

    def follow(self, name):
        self.page.get_by_role("main").get_by_role("link", name=name).first.click()

    def unfold(self, name):
        self.page.locator("summary").filter(has_text=name).click()

    def reload_until(self, locator):
        """What is on its way between two services is there after looking again."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not locator.count():
            assert time.monotonic() < deadline, f"never came: {locator}"
            self.page.reload()

    def log_in(self, account):
        self.password = account["password"]
        self.open("/masuk")
        self.fill("Surel", account["email"])
        self.fill("Kata sandi", account["password"])
        self.press("Masuk")
        if app := account.get("app"):
            self.fill("Kode dari aplikasi", app.code())
            self.press("Masuk")
        expect(self.page.locator("summary").filter(has_text=", akun")).to_be_attached()
        return self

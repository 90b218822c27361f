"""Thousands of guesses on one account from one address, and what its owner and everybody else notice of them. For `soak.py`."""

import collections
import threading
import time

import requests
from pages import Browser
from test_sessions import WRONG, newcomer

GUESSERS = 8
# Log-ins of others before, and while, somebody guesses.
OTHERS = 100


class Guessing:
    """Guesses on one person's account, several at a time. `answers` counts the statuses."""

    def __init__(self, fest, person, count):
        self.url, self.numbers = f"{fest.url}/api/v1/sessions", iter(range(count))
        self.body = {"email": person["email"], "password": WRONG}
        self.answers, self.faults, self.lock = collections.Counter(), [], threading.Lock()
        self.threads = [threading.Thread(target=self.guess) for _ in range(GUESSERS)]

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *fault):
        for thread in self.threads:
            thread.join()

    def guess(self):
        try:
            with requests.Session() as http:
                while self.next() is not None:
                    status = http.post(self.url, json=self.body, timeout=60).status_code
                    with self.lock:
                        self.answers[status] += 1
        except Exception as fault:
            self.faults.append(fault)

    def next(self):
        with self.lock:
            return next(self.numbers, None)


def known(fest, person):
    """A browser that the person has logged in with before."""
    browser = Browser(fest.url)
    log_in(browser, person)
    browser.submit("/akun", "/keluar")
    return browser


def log_in(browser, person):
    answer = browser.submit("/masuk", "/masuk", email=person["email"], password=person["password"])
    assert answer.status_code == 303, answer.status_code


def times(browser, person):
    """How long each of some log-ins took, with the page before it, in order."""
    found = []
    for _ in range(OTHERS):
        began = time.monotonic()
        log_in(browser, person)
        found.append(time.monotonic() - began)
        browser.submit("/akun", "/keluar")
    return sorted(found)


def percentiles(found):
    return " and ".join(f"p{part} {1000 * found[(len(found) - 1) * part // 100]:.0f} ms" for part in (50, 99))


def try_all(fest, count):
    """The guesser waits, the owner on a known browser does not, and others log in as before."""
    owner, other = newcomer(fest), newcomer(fest)
    own, others = known(fest, owner), known(fest, other)
    quiet = times(others, other)
    began = time.monotonic()
    with Guessing(fest, owner, count) as guessing:
        meanwhile = times(others, other)
    took = time.monotonic() - began
    assert not guessing.faults, guessing.faults
    assert sum(guessing.answers.values()) == count and set(guessing.answers) <= {401, 429}, guessing.answers
    # Ten are free, and one more each time that a wait is over.
    looked_at = guessing.answers[401]
    assert looked_at < 100, f"{looked_at} guesses were looked at"
    log_in(own, owner)
    print(f"{count} guesses on one account in {took:.0f} s: {looked_at} looked at, the others told to wait; the owner logs in on a known browser")
    print(f"log-ins of another account: {percentiles(quiet)} before, {percentiles(meanwhile)} meanwhile")

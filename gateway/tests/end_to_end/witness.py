"""Who looks at a world, and every answer that they get."""

import re
from dataclasses import dataclass

from pages import Browser
from running import Api

OWN_SHEET = re.compile(r"/(?:assignments|juri/lembar)/([0-9a-f-]{36})")


@dataclass(frozen=True)
class Answer:
    method: str
    path: str
    status: int
    headers: dict
    body: bytes


class Witness(Api):
    """One person at the JSON API, whose answers the world keeps; but for a juror's own sheet."""

    def __init__(self, story, who, account=None):
        self.story, self.who = story, who
        super().__init__(story.fest.url, account)
        self.token = None
        if account:
            self.token = self.http.headers["Authorization"].removeprefix("Bearer ")
            story.world.values[self.token] = f"<session of {who}>"
            story.name(self.get("/accounts/current")["id"], f"account of {who}")

    def send(self, method, path, body=None, **options):
        # Compressed, a size would depend on random ids.
        options["headers"] = {**options.get("headers", {}), "Accept-Encoding": "identity"}
        response = super().send(method, path, body, **options)
        if not self.is_own_sheet(path):
            answer = Answer(method, path, response.status_code, headers_of(response), response.content)
            self.story.world.answers.append((self.story.moment, self.who, answer))
        return response

    def look_around(self):
        """Every page that links lead to, as a browser gets them."""
        browser = Browser(self.story.fest.url, self.token)
        for path, response in browser.crawl("/", self.is_worth_a_look):
            if not self.is_own_sheet(path):
                answer = Answer("GET", path, response.status_code, headers_of(response), response.content)
                self.story.world.answers.append((self.story.moment, self.who, answer))

    def is_worth_a_look(self, address):
        """Not every page of the long lists, and of categories and organisations those of the story: the others are made by the same hands."""
        path, _, query = address.partition("?")
        noun, _, rest = path.strip("/").partition("/")
        of_the_story = not rest or noun not in self.story.told or rest.partition("/")[0] in self.story.told[noun]
        # Each service's audit is a page of its own, scoring's above all.
        whole = not query or (path == "/jejak-audit" and query.startswith("layanan=") and "&" not in query)
        return of_the_story and not path.startswith("/api/") and whole

    def is_own_sheet(self, path):
        found = OWN_SHEET.search(path)
        mine = (given["id"] for (number, _), given in getattr(self.story, "assignments", {}).items() if self.who == f"juror-{number}")
        return bool(found) and found[1] in mine


def headers_of(response):
    return {name.lower(): value for name, value in response.headers.items()}

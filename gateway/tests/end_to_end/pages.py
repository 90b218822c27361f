"""Pages as a browser without JavaScript has them: links to follow, forms to send."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

import requests

SESSION_COOKIE = "session"


@dataclass
class Form:
    action: str
    fields: dict = field(default_factory=dict)  # what the page filled in


class Document(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.links, self.forms = [], []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag == "a" and attributes.get("href"):
            self.links.append(attributes["href"])
        elif tag == "form":
            self.forms.append(Form(attributes.get("action", "")))
        elif tag == "input" and self.forms and attributes.get("name"):
            self.forms[-1].fields[attributes["name"]] = attributes.get("value", "")


class Browser:
    """One browser; with a session it is that of somebody who has logged in."""

    def __init__(self, url, session=None):
        self.url = url
        self.http = requests.Session()
        if session:
            self.http.cookies.set(SESSION_COOKIE, session)

    def open(self, path, **options):
        return self.http.get(self.url + path, timeout=60, allow_redirects=False, **options)

    def submit(self, page, action, **values):
        """Sends the form of a page that posts to `action`, as it was filled in, with `values` typed over it."""
        opened = self.open(page)
        assert opened.status_code == 200, f"{page}: {opened.status_code}"
        form = next(form for form in Document(opened.text).forms if form.action == action)
        fields = {**form.fields, **values}
        return self.http.post(self.url + action, data=fields, timeout=60, allow_redirects=False)

    def crawl(self, start, wanted):
        """Opens everything that can be reached by links on our own pages; gives path and response of each, in the order of the links."""
        found, next_up = [], [start]
        seen = set(next_up)
        while next_up:
            path = next_up.pop(0)
            response = self.open(path, headers={"Accept-Encoding": "identity"})
            found.append((path, response))
            links = [response.headers["location"]] if response.is_redirect else Document(response.text).links
            for link in links:
                parts = urlsplit(urljoin(self.url + path, link))
                address = parts.path + (f"?{parts.query}" if parts.query else "")
                if f"{parts.scheme}://{parts.netloc}" == self.url and address not in seen and wanted(address):
                    seen.add(address)
                    next_up.append(address)
        return found

"""The windows in which the pages of a tour are looked at."""

from browsing import Visitor


class Windows:
    """For each person a window in each language, logged in once."""

    def __init__(self, fest, browser, people, **options):
        self.fest, self.browser, self.people, self.options = fest, browser, people, options
        self.open = {}
        self.sessions = {}

    def page(self, person, language):
        key = (person, language)
        if key not in self.open:
            self.open[key] = self.opened(person, language)
        return self.open[key]

    def opened(self, person, language):
        options = {**self.options, "base_url": self.fest.url, "reduced_motion": "reduce"}
        context = self.browser.new_context(storage_state=self.session(person), **options)
        context.add_cookies([{"name": "bahasa", "value": language, "url": self.fest.url}])
        return context.new_page()

    def session(self, person):
        """The cookies of whoever is logged in."""
        account = self.people[person]
        if account is None:
            return None
        if person not in self.sessions:
            visitor = Visitor(self.fest, self.browser).log_in(account)
            self.sessions[person] = visitor.context.storage_state()
            visitor.context.close()
        return self.sessions[person]

    def show(self, stop, language):
        """The page of a stop, as it is now."""
        page = self.page(stop.person, language)
        page.goto(stop.path)
        if stop.act:
            stop.act(page)
        return page

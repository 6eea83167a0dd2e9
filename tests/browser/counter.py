"""Counts what a piece of work asks of a person's hands: clicks, keys, letters typed, pages loaded.

A click or tap is 1; a key pressed for what it does is 1; the letters of a name or of a search are
counted apart; a load is a document that the browser fetched. Do the work through the counter:

    hands = counted(page, "S1 pc")      # fixture in conftest.py; counts from here on
    hands.press("n"); hands.type("Lê Lan"); hands.press("Enter", "*", "Enter")
    hands.done(clicks=0, keys=4, loads=0)   # fails when it took more; the line is printed at the end
"""


class Counter:
    """One piece of work on one page; `name` says scenario and device, such as "S1 phone"."""

    def __init__(self, page, name, note):
        self.page, self.name, self.note = page, name, note
        self.clicks = self.keys = self.letters = self.loads = 0
        page.on("request", self._request)

    def _request(self, request):
        # A load with script off, a form sent, a link followed: each is a navigation of the page.
        if request.is_navigation_request() and request.frame == self.page.main_frame:
            self.loads += 1

    def press(self, *keys):
        """Press keys one after another; Control+z or Shift+ArrowDown is one."""
        for key in keys:
            self.keys += 1
            self.page.keyboard.press(key)

    def type(self, text):
        """Type a name, a word to search, a date: letters, counted apart."""
        self.letters += len(text)
        self.page.keyboard.type(text)

    def click(self, locator):
        """Click something."""
        self.clicks += 1
        locator.click()

    def tap(self, locator):
        """Touch something with a finger."""
        self.clicks += 1
        locator.tap()

    @property
    def line(self):
        return f"{self.name}: clicks {self.clicks}, keys {self.keys}, loads {self.loads}"

    def done(self, *, clicks, keys, loads):
        """Note the line, and fail when the work took more than these."""
        self.page.remove_listener("request", self._request)
        self.note(self.line)
        allowed = {"clicks": clicks, "keys": keys, "loads": loads}
        over = {name: getattr(self, name) for name, n in allowed.items() if getattr(self, name) > n}
        assert over == {}, f"{self.line}; allowed {allowed}"

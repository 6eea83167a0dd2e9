"""A member's day by chance: what is done, what befalls it, which tabs live, and who signs in, drawn from a seed."""

import random

from tests.browser.offline.phone import ADD, PIN, TIMES, drain

FAULTS = (
    *("cut", "lost", "half", "portal", "turned", "empty", "unsigned", "newer"),
    *("broken", "busy", "slowly", "silent_on_one", "switched", "never"),
)
GREETED = ("cut", "half", "portal", "turned", "empty", "unsigned", "broken", "busy")
# A day has so many of each.
SHARES = {
    "do": 8,
    "send": 4,
    "befall": 5,
    "reload": 2,
    "open": 2,
    "close": 2,
    "other": 1,
    "token": 1,
}
TRY = f"async what => {{ try {{ return await ({ADD})(what); }} catch (error) {{ return 0; }} }}"


class Day:
    """One day on one phone; `done` are the operations that the phone said it keeps."""

    def __init__(self, phone, page, site, seed):
        self.phone, self.site, self.tabs = phone, site, [page]
        self.chance, self.done, self.made = random.Random(seed), set(), 0

    def play(self, count):
        """Live until so many operations are kept, then let all be well; return the tab that is left, and whether it sent all."""
        while len(self.done) < count:
            (what,) = self.chance.choices(list(SHARES), SHARES.values())
            getattr(self, what)()
        return self.end(), drain(self.tabs[-1], 8000 + 20 * count)

    def end(self):
        self.site.plan, self.site.greetings = [], []
        self.home()
        return self.tabs[-1]

    def home(self):
        """Let the member sign in again, and open the copy where it was locked."""
        self.site.sign_in(1)
        tab = self.tabs[-1]
        tab.evaluate(
            "pin => offline.signed(1).then(() => offline.vault.isOpen || offline.vault.open(pin))",
            PIN,
        )

    def do(self):
        tab, first = self.chance.choice(self.tabs), self.made
        self.made += self.chance.randint(1, 30)
        kinds = ["answers", "household", "status", "person", "refusal", "session"]
        more = {"kind": self.chance.choice(kinds)}
        if tab.evaluate(TRY, [first, self.made, more]):
            self.done |= set(range(first, self.made))
            if self.chance.random() < 0.3:
                said = self.chance.choice(["conflict", "refused", "waiting"])
                self.site.verdicts[self.chance.randrange(first, self.made)] = said
        else:
            self.home()

    def send(self):
        self.chance.choice(self.tabs).evaluate("() => { offline.sender.now(); }")

    def befall(self):
        self.site.plan += self.chance.choices(FAULTS, k=self.chance.randint(1, 4))
        self.site.greetings += self.chance.choices(GREETED, k=self.chance.randint(0, 2))

    def reload(self):
        tab = self.chance.choice(self.tabs)
        tab.reload()
        tab.evaluate(TIMES)

    def open(self):
        if len(self.tabs) < 4:
            self.tabs.append(self.phone.tab())

    def close(self):
        if len(self.tabs) > 1:
            self.tabs.pop(self.chance.randrange(len(self.tabs))).close()

    def other(self):
        """Another person signs in at the same browser."""
        self.site.sign_in(2)

    def token(self):
        self.site.sign_in(self.site.user)

"""A phone without its browser: what it seals and sends, as the contract between the two says."""

import json
from uuid import UUID, uuid4

from django.urls import reverse
from django.utils import timezone

from offline.sealing.rules import seal

HEAD = "head"


class Phone:
    """One person's phone with one village along: makes operations, keeps them, sends them."""

    def __init__(self, client, author, village, device=""):
        self.client, self.author, self.village, self.device = client, author, village, device
        self.taken = timezone.now()
        self.items = []

    def did(self, kind, household, *, on=None, at=None, follows=None, uuid=None, over=(), **facts):
        """Note one operation, of which `over` says something else; return its key."""
        now, key = at or timezone.now(), uuid or uuid4()
        said = {
            "v": 1,
            "uuid": str(key),
            "author": self.author.pk,
            "device": self.device,
            "kind": kind,
            "village": self.village.pk,
            "household": str(household),
            "on": str(on or timezone.localdate(now)),
            "at": now.isoformat(),
            "taken": self.taken.isoformat(),
            "follows": str(follows) if follows else None,
            **facts,
            **dict(over),
        }
        name, sealed = seal(said, str(key))
        self.items.append({"uuid": str(key), "key": name, "sealed": sealed})
        return key

    def answered(self, home, person, cells, was="-", **more):
        """Note what somebody knows: "2----" of a person, whose cells said `was` before."""
        said = {str(n): one for n, one in enumerate(cells, 1) if one != " "}
        before = {n: (was * 5)[int(n) - 1] if len(was) == 1 else was[int(n) - 1] for n in said}
        whom = str(person) if isinstance(person, UUID) else getattr(person, "pk", person)
        key = getattr(home, "uuid", home)
        return self.did("answers", key, person=whom, set=said, was=before, **more)

    def entered(self, name, household=None, *, people=(), **facts):
        """Note a new household; return its key."""
        head = {"name": name, **{k: facts.pop(k) for k in ("results", "birth_year") if k in facts}}
        household = household or uuid4()
        self.did("household", household, head=head, people=list(people), **facts)
        return household

    def send(self, *, clock=None, **more):
        """Send all that is noted; return the answer."""
        body = {"v": 1, "clock": (clock or timezone.now()).isoformat(), "items": self.items, **more}
        self.client.force_login(self.author, backend="accounts.sessions.RoleBackend")
        return self.client.post(reverse("offline:send"), json.dumps(body), "application/json")

    def sent(self, **more):
        """Send all that is noted; return state and why of each, in order, and forget it."""
        answer = self.send(**more)
        assert answer.status_code == 200, answer.content
        assert answer["Content-Type"] == "application/json"
        told = answer.json()["items"]
        assert [one["uuid"] for one in told] == [one["uuid"] for one in self.items]
        self.items = []
        return [(one["state"], one["why"]) for one in told]

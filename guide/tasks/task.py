"""What a task of the guide says: whose it is, its steps, its pictures, the page it is done on."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise

from accounts.roles import Role
from areas.kinds import Level

# Pictures are taken as wide as the smallest phone shows a page (tools/screenshots.py).
WIDTH = 360

EVERYBODY = frozenset(Role)
COMMUNE = frozenset({Role.OFFICER, Role.MEMBER})
OFFICE = frozenset({Role.OFFICER, Role.ADMINISTRATOR})
ABOVE = frozenset({Role.REVIEWER, Role.COMMITTEE, Role.ADMINISTRATOR})
# All but the members of a team.
FIGURES = frozenset({*ABOVE, Role.OFFICER})


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of a page of the demo: its file in `static/guide`, its height, what is to be seen."""

    file: str
    height: int
    alt: str | Promise

    @property
    def path(self) -> str:
        """The file among the static files."""
        return f"guide/{self.file}.png"

    @property
    def width(self) -> int:
        """As wide as all of them."""
        return WIDTH


@dataclass(frozen=True, slots=True)
class Task:
    """One task: its key as an anchor, its title, whose it is, its steps in the order they are done.

    `route` is the page it begins on, `of_area` says that the page is asked for by one's own area, and
    `levels` at which areas it is there.
    """

    key: str
    title: str | Promise
    about: str | Promise
    roles: frozenset[Role]
    steps: tuple[str | Promise, ...]
    pictures: tuple[Picture, ...] = ()
    route: str = ""
    of_area: bool = False
    levels: frozenset[Level] = frozenset(Level)

    def page_for(self, user: Any) -> str:
        """Return the address of the page on which this person begins; "" where they have none."""
        area = getattr(user, "area", None)
        if not self.route or not area or user.role not in self.roles:
            return ""
        if area.level not in self.levels:
            return ""
        return reverse(self.route, args=[area.pk] if self.of_area else [])


def of_role(tasks: tuple[Task, ...], role: str) -> Iterator[Task]:
    """Walk the tasks of a role, in the order of the guide."""
    return (task for task in tasks if role in task.roles)

"""Pages at five levels against a view that answers constant bytes, cold and warm, small and large."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.conf import settings
from django.db import connection
from django.test import Client, override_settings

from accounts.models import User
from accounts.roles import Role
from areas.kinds import Level
from bench import generate
from bench.measuring import asked, interleaved
from bench.scratch import use
from bench.table import Line, Verdict, at_most
from bench.urls import FLOOR
from reports.page_cache import CACHE

WARM, COLD = 6, 12


@dataclass(frozen=True)
class Budget:
    """How many times the floor a page may cost, warm and cold; None: only reported."""

    warm: float | None = None
    cold: float | None = None


@dataclass(frozen=True)
class Page:
    """One page of one level, and who reads it."""

    name: str
    area: int
    reader: str

    @property
    def address(self) -> str:
        """Return the page's address."""
        return f"/tong-quan/{self.area}/"


def first_of(level: Level) -> int:
    """Return the key of the first unit of a level of the generated country."""
    return {
        Level.COUNTRY: generate.COUNTRY,
        Level.PROVINCE: generate.PROVINCE + 1,
        Level.DISTRICT: generate.DISTRICT + 1,
        Level.COMMUNE: generate.COMMUNE + 1,
        Level.VILLAGE: generate.VILLAGE + 1,
    }[level]


PAGES = tuple(
    Page(name, first_of(level), "bench")
    for name, level in (
        ("national", Level.COUNTRY),
        ("province", Level.PROVINCE),
        ("district", Level.DISTRICT),
        ("commune", Level.COMMUNE),
        ("village", Level.VILLAGE),
    )
)


def make_reader() -> User:
    """Make the committee member of the country who reads all pages."""
    user = User(username="bench", role=Role.COMMITTEE, area_id=generate.COUNTRY)
    user.full_name = "Bench"
    user.set_unusable_password()
    user.save()
    return user


@contextmanager
def floor_added() -> Iterator[None]:
    """Serve the floor beside the house's own addresses, as production serves them."""
    hosts = [*settings.ALLOWED_HOSTS, "testserver"]
    with override_settings(ROOT_URLCONF="bench.urls", ALLOWED_HOSTS=hosts, DEBUG=False):
        yield


def client_of(username: str) -> Client:
    """Return a client signed in as this person."""
    client = Client()
    user = User.unscoped.get(username=username)
    client.force_login(user, backend="accounts.backends.RoleBackend")
    client.get("/cach-tinh/")
    return client


def _get(client: Client, address: str) -> Callable[[], object]:
    def get() -> None:
        if client.get(address).status_code != 200:
            raise RuntimeError(address)

    return get


def _cold(client: Client, address: str) -> Callable[[], object]:
    get = _get(client, address)

    def forget_and_get() -> None:
        CACHE.clear()
        get()

    return forget_and_get


def page_lines(budgets: dict[str, Budget], rounds: int) -> list[Line]:
    """Time every page warm and cold against the floor, and count its queries."""
    client = client_of("bench")
    floor = _get(client, FLOOR)
    cold = interleaved({"floor": floor} | {p.name: _cold(client, p.address) for p in PAGES}, rounds)
    warm = interleaved({"floor": floor} | {p.name: _get(client, p.address) for p in PAGES}, rounds)
    lines = [Line("F: a view of constant bytes, p50 / p95", str(cold["floor"]))]
    for page in PAGES:
        budget = budgets.get(page.name, Budget())
        for word, found, limit in (("warm", warm, budget.warm), ("cold", cold, budget.cold)):
            ratio = found[page.name].p50 / found["floor"].p50
            lines.append(
                Line(
                    f"{page.name} page, {word}",
                    str(found[page.name]),
                    to_floor=ratio,
                    target=f"<= {limit:g}x" if limit else "",
                    verdict=at_most(ratio, limit) if limit else Verdict.NONE,
                )
            )
    return [*lines, *_query_lines(client)]


def _query_lines(client: Client) -> list[Line]:
    lines = []
    for page in PAGES:
        _cold(client, page.address)
        CACHE.clear()
        with asked() as cold:
            client.get(page.address)
        with asked() as warm:
            client.get(page.address)
        good = warm.queries <= WARM and cold.queries <= COLD
        lines.append(
            Line(
                f"{page.name} page, queries warm / cold",
                f"{warm.queries} / {cold.queries}",
                target=f"<= {WARM} / {COLD}",
                verdict=Verdict.PASS if good else Verdict.FAIL,
                correctness=True,
            )
        )
    return lines


def flatness_lines(small: str, large: str, limit: float, rounds: int) -> list[Line]:
    """Compare the SQL time of each cold page in two databases, taken in turn; leaves `large` in use."""
    found: dict[str, dict[str, list[float]]] = {name: {} for name in (small, large)}
    for _ in range(rounds):
        for name in (small, large):
            use(name)
            _sql_seconds(client_of("bench"), found[name])
    lines = []
    for page in PAGES:
        low, high = (min(found[name][page.name]) for name in (small, large))
        lines.append(
            Line(
                f"{page.name} page, SQL of the large country against the small one",
                f"{low * 1000:.2f} -> {high * 1000:.2f} ms",
                to_baseline=high / low,
                target=f"<= {limit:g}x",
                verdict=at_most(high / low, limit),
            )
        )
    return lines


def _sql_seconds(client: Client, found: dict[str, list[float]]) -> None:
    """Load each page cold, then ask its questions again a few times."""
    for page in PAGES:
        CACHE.clear()
        with asked() as sql:
            client.get(page.address)
        found.setdefault(page.name, []).extend(sql.again() for _ in range(4))


def close() -> None:
    """Let go of the database and of every page kept of it."""
    CACHE.clear()
    connection.close()

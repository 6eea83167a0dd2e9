"""Pages at five levels against a view that answers constant bytes (F): cached and not, small and large."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial

from django.conf import settings
from django.test import Client, override_settings

from accounts.models import User
from accounts.roles import Role
from bench.generate import COMMUNE, COUNTRY, DISTRICT, OFFICER, PROVINCE, READER, VILLAGE
from bench.measuring import Line, asked, interleaved, seconds_of
from bench.scratch import use
from bench.urls import FLOOR
from reports.page_cache import CACHE

# The first unit of each level.
AREAS = {
    "national": COUNTRY,
    "province": PROVINCE + 1,
    "district": DISTRICT + 1,
    "commune": COMMUNE + 1,
    "village": VILLAGE + 1,
}
PAGES = {name: f"/tong-quan/{area}/" for name, area in AREAS.items()}
WORKBOOKS = {
    "the national dashboard": f"/tong-quan/{COUNTRY}/excel/",
    "a province's dashboard": f"/tong-quan/{PROVINCE + 1}/excel/",
    "the teams of a province": f"/to/?tep=excel&dia-ban={PROVINCE + 1}",
}
# How many times F a page may cost, and how many queries it may ask.
AT_MOST = {
    "national, cached": 1.5,
    "national, not cached": 16,
    "province, cached": 1.5,
    "province, not cached": 8,
}
CACHED_QUERIES, QUERIES = 6, 12


def make_reader() -> User:
    """Make the committee member of the country who reads all pages, the last row of a country, and an officer."""
    user = User(username=READER, role=Role.COMMITTEE, area_id=COUNTRY, full_name="Bench")
    own = User(username=OFFICER, role=Role.OFFICER, area_id=COMMUNE + 1, full_name="Bench")
    for one in (own, user):
        one.set_unusable_password()
        one.save()
    return user


@contextmanager
def floor_added() -> Iterator[None]:
    """Serve F beside the project's own addresses, as production serves them."""
    hosts = [*settings.ALLOWED_HOSTS, "testserver"]
    with override_settings(ROOT_URLCONF="bench.urls", ALLOWED_HOSTS=hosts, DEBUG=False):
        yield


def reader(name: str = READER) -> Client:
    """Return a client signed in as the reader, or as somebody else."""
    client = Client()
    user = User.unscoped.get(username=name)
    client.force_login(user, backend="accounts.sessions.RoleBackend")
    client.get("/cach-tinh/")
    return client


def get(client: Client, address: str, *, cached: bool = True) -> None:
    """Read a page to its end."""
    if not cached:
        CACHE.clear()
    answer = client.get(address)
    if answer.status_code != 200:
        raise RuntimeError(f"{address} answers {answer.status_code}")
    if answer.streaming:
        answer.getvalue()


def page_lines(rounds: int) -> list[Line]:
    """Time every page cached and not against F, count its queries, and time some workbooks."""
    client, lines = reader(), list[Line]()
    for word, cached in (("cached", True), ("not cached", False)):
        gets: dict[str, Callable[[], object]] = {"F": partial(get, client, FLOOR)}
        for name, address in PAGES.items():
            gets[name] = partial(get, client, address, cached=cached)
        found = interleaved(gets, rounds)
        floor = found.pop("F")
        lines.append(Line(f"F beside pages {word}, p50 / p95", str(floor)))
        for name, timed in found.items():
            what = f"{name}, {word}"
            ratio, most = timed.p50 / floor.p50, AT_MOST.get(what, 0)
            lines.append(Line(f"page: {what}", str(timed), ratio, at_most=most))
    return [*lines, *(_queries(client, name) for name in PAGES), *_workbooks(client)]


def _queries(client: Client, name: str) -> Line:
    found = []
    for cached in (False, True):
        with asked() as sql:
            get(client, PAGES[name], cached=cached)
        found.append(sql.queries)
    made, again = found
    over = max(again - CACHED_QUERIES, 0) + max(made - QUERIES, 0)
    what = f"page: {name}, queries over {CACHED_QUERIES} cached, {QUERIES} not"
    return Line(what, f"{again}, {made}", wrong=over)


def _workbooks(client: Client) -> Iterator[Line]:
    for name, address in WORKBOOKS.items():
        seconds = seconds_of(partial(get, client, address))
        yield Line(f"workbook: {name}", f"{seconds:.2f} s")


def flat_lines(small: str, large: str, rounds: int = 3) -> list[Line]:
    """Compare the SQL time of each page in two databases, taken in turn; leaves `large` in use."""
    return flat_of(small, large, lambda: (reader(), PAGES), rounds)


def flat_of(
    small: str, large: str, ask: Callable[[], tuple[Client, Mapping[str, str]]], rounds: int = 3
) -> list[Line]:
    """Compare any pages so: `ask` says, in each database, who reads and where."""
    asks: dict[str, tuple[Client, Mapping[str, str]]] = {}
    found: dict[tuple[str, str], list[float]] = {}
    for database in (small, large):
        use(database)
        asks[database] = ask()
    for _ in range(rounds):
        for database, (client, pages) in asks.items():
            use(database)
            for name, address in pages.items():
                with asked() as sql:
                    get(client, address, cached=False)
                found.setdefault((name, database), []).extend(sql.again() for _ in range(4))
    lines = []
    for name in asks[large][1]:
        low, high = min(found[name, small]), min(found[name, large])
        value = f"{low * 1000:.2f} -> {high * 1000:.2f} ms"
        lines.append(Line(f"SQL of a page, small to large: {name}", value, high / low, at_most=1.3))
    return lines

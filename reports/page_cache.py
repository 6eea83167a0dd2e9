"""Pages kept in memory for as long as nothing that they show has changed.

The key is read from the database before the page is made: where the unit stands, the versions of the
count rows in scope and how many there are, and the last entries of the journal about everything no
count row tells of (names, targets, calls, accounts). So a kept page may be newer than its key and is
never older, in however many processes. PostgreSQL is first asked whether anything at all was written
since. A page is kept for the territory of its reader, and where the unit stands is in the key: while
both are the same he may read it, and the unit itself is not asked for.
"""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace
from threading import Lock
from typing import Any

from django.conf import settings
from django.contrib.messages import get_messages
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.middleware.csp import get_nonce
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils import timezone, translation

from areas.composed import Answer, planned_cursor, together
from areas.kinds import Level
from areas.models import Area
from audit.models import COUNTED, WINDOW, AuditEntry
from rollup.models import CommuneCount
from web.scope import territory_path

type Variant = tuple[object, ...]
type Key = tuple[tuple[str, str], ...]
# What the database was seen to hold, and the key, unless that was known already.
type Told = tuple[str, Key | None]

TOKEN, NONCE, WHO = b"\x00token\x00", b"\x00nonce\x00", b"\x00who\x00"
# What differs from request to request on one and the same page: what stands before it, after it, and instead.
_GAPS = (
    (b'name="csrfmiddlewaretoken" value="', b'"', TOKEN),
    (b'"X-CSRFToken": "', b'"', TOKEN),
    (b' nonce="', b'"', NONCE),
    (b"<!--who-->", b"<!--/who-->", WHO),
)

# The column by which the count rows of a unit are found.
_SCOPE = {Level.PROVINCE: "province_id", Level.DISTRICT: "district_id"}


@dataclass(frozen=True)
class Kept:
    """One page: its unit, what the database said before it was made, and its bytes with the gaps left open."""

    area: Area
    snapshot: str
    key: Key
    body: bytes


class Shelf:
    """The pages of this process, oldest used out first; bounded in bytes."""

    def __init__(self) -> None:
        self.pages: OrderedDict[Variant, Kept] = OrderedDict()
        self.size, self.lock = 0, Lock()

    def get(self, variant: Variant) -> Kept | None:
        """Return a page and count it as used."""
        with self.lock:
            page = self.pages.get(variant)
            if page:
                self.pages.move_to_end(variant)
            return page

    def put(self, variant: Variant, page: Kept) -> None:
        """Keep a page instead of the one before; let the longest unused ones go."""
        with self.lock:
            before = self.pages.pop(variant, None)
            self.size += len(page.body) - (len(before.body) if before else 0)
            self.pages[variant] = page
            while self.size > settings.KEPT_PAGES_BYTES and self.pages:
                _, gone = self.pages.popitem(last=False)
                self.size -= len(gone.body)

    def clear(self) -> None:
        """Forget everything."""
        with self.lock:
            self.pages.clear()
            self.size = 0


SHELF = Shelf()


def kept(
    request: HttpRequest, find: Callable[[], Area], make: Callable[[Area], HttpResponse]
) -> HttpResponse:
    """Answer with the kept page of this address if it still holds, else make it and keep it.

    `find` returns the unit if the reader may see it and raises `Http404` else; `make` renders the
    whole page. A page that shows a message to one person is made and not kept.
    """
    if request.method != "GET" or len(get_messages(request)):
        return make(find())
    variant = _variant(request)
    page, answer = SHELF.get(variant), None
    if page:
        snapshot, key = told = _ask(page.area, page.snapshot)()
        if key in {None, page.key}:
            SHELF.put(variant, replace(page, snapshot=snapshot))
            return _answer(request, page)
        answer = lambda: told  # noqa: E731
    area = find()
    with together():
        # Asked before anything that the page shows, so it is answered before that.
        answer = answer or _ask(area, "")
        response = make(area)
        snapshot, key = answer()
    # A unit that was moved since it was found may be another reader's now.
    if response.status_code == 200 and key and _stands(area, key):
        SHELF.put(variant, Kept(area, snapshot, key, _with_gaps(response.content)))
    return response


def _stands(area: Area, key: Key) -> bool:
    """Say whether a unit still stands where the key says."""
    return key[0][0] == (area.path or "")


def _variant(request: HttpRequest) -> Variant:
    """Say what else the page depends on: who reads, his territory, in which language, which day."""
    user: Any = request.user
    return (
        request.get_full_path(),
        request.headers.get("HX-Request", ""),
        getattr(user, "role", ""),
        territory_path(user),
        user.is_staff,
        user.is_superuser,
        translation.get_language(),
        timezone.localdate(),
    )


def _ask(area: Area, known: str) -> Answer[Told]:
    """Ask for the key, in one query; on PostgreSQL for its view of what is committed first.

    While that is the `known` one nothing was written, no sum is taken and there is no key. Inside a
    transaction, and on SQLite, it tells nothing: "". What is returned waits for the answer.
    """
    if connection.vendor != "postgresql" or connection.in_atomic_block:
        key = key_of(area)
        return lambda: ("", key)
    parts, params = _parts(area)
    # What stands under CASE is counted only when it is wanted.
    wanted = ", ".join(
        f"CASE WHEN seen.at <> %s THEN (SELECT ARRAY[p.a, p.b] FROM ({part}) AS p (a, b)) END"  # noqa: S608
        for part in parts
    )
    sql = f"SELECT seen.at, {wanted} FROM (SELECT pg_current_snapshot()::text) AS seen (at)"  # noqa: S608
    values = list[str | int]()
    for own in params:
        values += [known, *own]
    cursor = planned_cursor()
    cursor.execute(sql, values)
    return lambda: _told(cursor, known)


def _told(cursor: Any, known: str) -> Told:
    with cursor:
        seen, *found = cursor.fetchone()
    return seen, None if seen == known else tuple((one, other) for one, other in found)


def key_of(area: Area) -> Key:
    """Read where a unit stands, the versions of its count rows, their number, and the last uncounted writes.

    One query.
    """
    parts, params = _parts(area)
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), [value for own in params for value in own])
        return tuple((one, other) for one, other in cursor.fetchall())


def _parts(area: Area) -> tuple[list[str], list[list[int]]]:
    """Write the questions whose answers, two texts each, are the key; and what each is asked about."""
    where, params = "", list[int]()
    if area.level != Level.COUNTRY:
        column = _SCOPE.get(Level(area.level), "area_id")
        where, params = f"WHERE {column} = %s", [area.commune_id or area.pk]
    stands = f"SELECT COALESCE(path, ''), '' FROM {Area._meta.db_table} WHERE id = %s"  # noqa: S608
    counts = f"SELECT {_two('SUM(version)')} FROM {CommuneCount._meta.db_table} {where}"  # noqa: S608
    # Written out, not passed: SQLite takes the partial index only for the very words it was made with.
    subjects = ", ".join(f"'{subject}'" for subject in COUNTED)
    last = (
        f"SELECT {_two('SUM(id)')} FROM (SELECT id FROM {AuditEntry._meta.db_table} "  # noqa: S608
        f"WHERE NOT (subject IN ({subjects})) ORDER BY id DESC LIMIT {WINDOW}) AS few"
    )
    return [stands, counts, last], [[area.pk], params, []]


def _two(total: str) -> str:
    """Write a sum and the number of its rows as texts, for beside them stands a path."""
    return f"CAST(COALESCE({total}, 0) AS text), CAST(COUNT(*) AS text)"


def _with_gaps(body: bytes) -> bytes:
    """Take out what belongs to this request only."""
    for before, after, gap in _GAPS:
        first, *others = body.split(before)
        body = first + b"".join(before + gap + part[part.index(after) :] for part in others)
    return body


def _answer(request: HttpRequest, page: Kept) -> HttpResponse:
    """Fill the gaps of a kept page for this request."""
    body = page.body
    if WHO in body:
        who = render_to_string("parts/who.html", {"user": request.user})
        body = body.replace(WHO, who.encode())
    if NONCE in body:
        body = body.replace(NONCE, str(get_nonce(request)).encode())
    if TOKEN in body:
        body = body.replace(TOKEN, get_token(request).encode())
    return HttpResponse(body)

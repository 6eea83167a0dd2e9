"""The unit a page is about; and finished pages, cached for as long as nothing that they show has changed.

The key is read from the database before the page is made: where the unit stands in the tree, the versions of
the count rows in scope and how many there are, the last entries of the journal about everything no
count row tells of (names, targets, calls, accounts), and the timeline of a PostgreSQL, which another machine that
takes over begins anew: it may count up again to a version that a page of before has. So a cached page may be newer than its key and is
never older, in however many processes. A page is cached for the territory of its reader, and where the
unit stands is in the key: while both are the same they may read it, and the unit itself is not queried.
"""

import re
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import Any

from django.conf import settings
from django.contrib.messages import get_messages
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse
from django.middleware.csp import get_nonce
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils import timezone, translation

from areas.kinds import Level
from areas.models import Area
from audit.last import TIMELINE, last_sql
from rollup.models import CommuneCount
from web.copies import Copy
from web.scope import may_see, territory_path

type Variant = tuple[object, ...]
# The path of the unit, sum and number of versions, sum and number of the last entries, the timeline.
type Key = tuple[str | int | None, ...]

TOKEN, NONCE, WHO = b"\x00token\x00", b"\x00nonce\x00", b"\x00who\x00"
# What differs from request to request on one and the same page, and what stands there in the cache.
_OWN = (
    (re.compile(rb'(name="csrfmiddlewaretoken" value=")[^"]*'), TOKEN),
    (re.compile(rb'("X-CSRFToken": ")[^"]*'), TOKEN),
    (re.compile(rb'(\snonce=")[^"]*'), NONCE),
    (re.compile(rb"(<!--who-->).*?(?=<!--/who-->)", re.DOTALL), WHO),
)
# What the journal told last of all that no count row covers.
_LAST = last_sql()
# The column by which the count rows of a unit are found.
_SCOPE = {Level.PROVINCE: "province_id", Level.DISTRICT: "district_id"}


@dataclass(frozen=True)
class CachedPage:
    """One page: its unit, its key, and its bytes without what belonged to one request."""

    area: Area
    key: Key
    body: bytes


class PageCache:
    """The pages of this process; bounded in bytes, the longest unused goes first."""

    def __init__(self) -> None:
        self.pages: OrderedDict[Variant, CachedPage] = OrderedDict()
        self.size, self.lock = 0, Lock()

    def get(self, variant: Variant) -> CachedPage | None:
        """Return a page and count it as used."""
        with self.lock:
            page = self.pages.get(variant)
            if page:
                self.pages.move_to_end(variant)
            return page

    def put(self, variant: Variant, page: CachedPage) -> None:
        """Cache a page instead of the one before."""
        with self.lock:
            before = self.pages.pop(variant, None)
            self.size += len(page.body) - (len(before.body) if before else 0)
            self.pages[variant] = page
            while self.size > settings.PAGE_CACHE_BYTES and self.pages:
                self.size -= len(self.pages.popitem(last=False)[1].body)

    def clear(self) -> None:
        """Forget everything."""
        with self.lock:
            self.pages.clear()
            self.size = 0


CACHE = PageCache()


def area_of(request: HttpRequest, pk: int) -> Area:
    """Return a unit the reader may see, with the units above it; anything else is not found.

    Their own country or province, above which no page leads, came with them: it is not asked anew.
    """
    user: Any = request.user
    own: Area = user.area
    if own.pk == pk and own.level <= Level.PROVINCE:
        return own
    area = Area.unscoped.with_places().filter(pk=pk).first()
    if area is None or not may_see(user, area.path):
        raise Http404
    return area


def cached(
    request: HttpRequest,
    find: Callable[[], Area],
    make: Callable[[Area], HttpResponse],
    copy: Copy | None = None,
) -> HttpResponse:
    """Answer with the cached page of this address while its key holds, else make it and cache it.

    `find` returns the unit if the reader may see it and raises `Http404` else; `make` renders the
    whole page. A page that shows a message to one person is made and not cached. `copy` is the one of which
    key and page are read: another may be behind it, and has pages of its own.
    """
    area = getattr(request.user, "area", None)
    # Whoever is of a unit that has ended sees a line of their own on it.
    if request.method != "GET" or len(get_messages(request)) or (area and area.closed_on):
        return make(find())
    variant = _variant(request, copy)
    page = CACHE.get(variant)
    key = key_of(page.area, copy) if page else None
    if page and page.key == key:
        return _answer(request, page.body)
    area = find()
    key = key or key_of(area, copy)
    response = make(area)
    # A unit that was moved between key and `find` may be another reader's now.
    if response.status_code == 200 and key[0] == area.path:
        body = response.content
        for own, gap in _OWN:
            body = own.sub(rb"\g<1>" + gap, body)
        CACHE.put(variant, CachedPage(area, key, body))
    return response


def key_of(area: Area, copy: Copy | None = None) -> Key:
    """Read where a unit stands, the versions of its count rows and the last uncounted writes. One query.

    A copy tells no timeline, and needs none: it has only gone forward since it was begun, which is in the variant.
    """
    where, params, timeline = "", [area.pk], "" if copy else TIMELINE
    if area.level != Level.COUNTRY:
        level, pk = Level(area.level), area.commune_id or area.pk
        if level == Level.COMMUNE:
            # Its page says where it stands among its siblings.
            level = Level.DISTRICT if area.district_id else Level.PROVINCE
            pk = area.district_id or area.province_id or pk
        where = f"WHERE {_SCOPE.get(level, 'area_id')} = %s"
        params.append(pk)
    sql = (
        f"SELECT (SELECT path FROM {Area._meta.db_table} WHERE id = %s), counted.*, last.*{timeline} "  # noqa: S608 - our names
        f"FROM (SELECT SUM(version), COUNT(*) FROM {CommuneCount._meta.db_table} {where}) AS counted, "
        f"({_LAST}) AS last"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return tuple(cursor.fetchone())


def _variant(request: HttpRequest, copy: Copy | None) -> Variant:
    """Say what else the page depends on: who reads, their territory, in which language, which day."""
    user: Any = request.user
    return (
        request.get_full_path(),
        request.headers.get("HX-Request", ""),
        getattr(user, "role", ""),
        territory_path(user),
        translation.get_language(),
        timezone.localdate(),
        copy.which if copy else None,
    )


def _answer(request: HttpRequest, body: bytes) -> HttpResponse:
    """Fill in what belongs to this request."""
    if WHO in body:
        who = render_to_string("parts/who.html", {"user": request.user})
        body = body.replace(WHO, who.encode())
    body = body.replace(NONCE, str(get_nonce(request)).encode()) if NONCE in body else body
    body = body.replace(TOKEN, get_token(request).encode()) if TOKEN in body else body
    return HttpResponse(body)

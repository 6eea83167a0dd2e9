"""Where phones send what was done without a network: one answer for each item, given once it is committed."""

import json
import re
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_http_methods

from accounts.devices.queries import is_forgotten
from offline.models import Why
from offline.sealing.rules import NotOpened, open_sealed
from offline.sending.actions import receive
from offline.sending.forms import Malformed, Newer, said_by
from offline.sending.queries.devices import over_of
from offline.sending.queries.pace import wait_of
from offline.sending.rules.said import Item, Said, skew_of
from web.scope import key_of, public

# The form of what is sent; the items and bytes of one batch.
VERSION, ITEMS, BYTES = 1, 50, 1024 * 1024
# What a key is called; whatever else stands there names none of ours.
_KEY = re.compile(r"[0-9a-f]{8}")


@public
@require_http_methods(["GET", "HEAD", "POST"])
def send(request: HttpRequest) -> HttpResponse:
    """Say who is signed in, with a fresh token; or take a batch. A page is never the answer: a script reads it."""
    # What was taken along on a device that was forgotten since goes at its next contact, signed in or not.
    device = key_of(request.GET.get("device"))
    gone: dict[str, Any] = {"drop": True} if is_forgotten(request, device) else {}
    if not request.user.is_authenticated:
        return _answer(401, why="sign_in", **gone)
    if request.method != "POST":
        told: dict[str, Any] = {"user": request.user.pk, "token": get_token(request)}
        return _answer(**told, over=over_of(request.user, device), **gone)
    if int(request.META.get("CONTENT_LENGTH") or 0) > BYTES:
        return _answer(413, why="too_much")
    batch = _batch(request.body)
    if batch is None:
        return _answer(400, why="malformed")
    if batch.get("v") != VERSION:
        return _answer(409, why="version")
    items = _items(batch.get("items"))
    if items is None:
        return _answer(400, why="malformed")
    if len(items) > ITEMS:
        return _answer(413, why="too_much")
    return _taken(request, items, batch.get("clock"))


def _taken(request: HttpRequest, items: list[Item], clock: Any) -> HttpResponse:
    """Write a batch, and answer each item in its order; who sends too much is asked to wait."""
    if wait := wait_of(request.user, timezone.now()):
        answer = _answer(429, why="too_fast")
        answer["Retry-After"] = str(wait)
        return answer
    every, unread = list[Said](), dict[UUID, Why]()
    for item in items:
        try:
            every.append(said_by(item, open_sealed(item.sealed, str(item.uuid), item.key)))
        except Newer:
            # Not named, it stays on its phone and comes again.
            continue
        except NotOpened:
            unread[item.uuid] = Why.UNREADABLE
        except Malformed:
            unread[item.uuid] = Why.MALFORMED
    found = receive(by=request.user, every=every, unread=unread, skew=_skew(clock))
    told = [found[item.uuid] for item in items if item.uuid in found]
    said = [
        {"uuid": str(one.uuid), "state": one.state, "why": one.why, "words": one.words}
        for one in told
    ]
    return _answer(user=request.user.pk, items=said)


def _answer(status: int = 200, **said: Any) -> JsonResponse:
    """Answer in the form that scripts know, with our clock."""
    return JsonResponse({"v": VERSION, "clock": timezone.now().isoformat(), **said}, status=status)


def _batch(body: bytes) -> dict[str, Any] | None:
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _items(rows: Any) -> list[Item] | None:
    """Read the items, each once; None where one has no key or says nothing."""
    if not isinstance(rows, list):
        return None
    found = dict[UUID, Item]()
    for row in rows:
        try:
            key = str(row.get("key", ""))
            named = key if _KEY.fullmatch(key) else ""
            item = Item(UUID(str(row["uuid"])), named, str(row["sealed"]))
        except (AttributeError, KeyError, TypeError, ValueError):
            return None
        found.setdefault(item.uuid, item)
    return list(found.values())


def _skew(clock: Any) -> int:
    """Return by how many seconds the clock of the phone is ahead; 0 where it does not say."""
    try:
        told = parse_datetime(str(clock))
    except ValueError:
        told = None
    return skew_of(told, timezone.now()) if told and told.tzinfo else 0

"""What whoever holds a card does with it, besides choosing a password."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from accounts.codes.actions import CodeIsOver
from accounts.inbox.actions import notify
from accounts.inbox.queries import caretakers_of
from accounts.models import Code, Notice, User
from audit.actions import locked, record


@transaction.atomic
def return_card(*, code: Code) -> None:
    """End a card that came to somebody else than it names, and tell whoever gave it out and its commune.

    Raises CodeIsOver.
    """
    person, code = locked(User(pk=code.person_id), "area"), locked(code)
    if not code.is_waiting:
        raise CodeIsOver
    code.revoked_at = timezone.now()
    code.save(update_fields=["revoked_at"])
    readers = [key for keys in caretakers_of([person.area]).values() for key in keys]
    notify(to=[code.made_by_id, *readers], kind=Notice.Kind.STRANGER, person=person)
    record(None, gettext_noop("Báo giấy mời không phải tên mình"), person)

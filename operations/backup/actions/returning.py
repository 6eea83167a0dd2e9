"""A database that was put back by other means, to a minute before a mistake, made fit to be opened."""

from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import connection, transaction
from django.utils.translation import gettext_noop
from pyrage.x25519 import Identity

from areas.kinds import Level
from areas.models import Area
from audit.actions import record
from erasure.actions.applying import Applied, apply, lists_near
from erasure.actions.listing import places
from erasure.rules.listed import LIST
from operations.backup.actions.working import in_words, work_folder, work_place
from operations.backup.queries import asking, has_people_or_places, named_files
from operations.backup.rules.faults import NoDatabase
from operations.backup.rules.manifest import FILES
from operations.backup.rules.reading import read_through


@dataclass(frozen=True)
class Returned:
    """What was done to it, and which files its rows name that are nowhere."""

    erasures: Applied
    files: int = 0
    fetched: int = 0
    missing: list[str] = field(default_factory=list)


def make_fit(
    *, backup: Path | None, identity: Identity | None, erasures: Collection[Path] = ()
) -> Returned:
    """Sign everybody out, erase again whom the lists name, and fetch from a backup the files that went since.

    Raises a Fault in words.
    """
    with in_words(Path(settings.MEDIA_ROOT)):
        if not has_people_or_places():
            raise NoDatabase("Cơ sở dữ liệu ở DATABASE_URL còn trống: khôi phục nó trước.")
        applied = open_again([*(one / LIST for one in places()), *erasures])
        # Whoever was erased again names no file any more: none of theirs is fetched.
        named = {one.name for one in named_files(asking(connection))}
        lost = {name for name in named if not default_storage.exists(name)}
        fetched = _fetch(backup, identity, lost) if backup and lost else set[str]()
        _note()
    return Returned(applied, len(named), len(fetched), sorted(lost - fetched))


def open_again(lists: Collection[Path]) -> Applied:
    """Do what must be done before anybody sees what was put back.

    Who must not come back with old rows stands here: sessions that were ended since, and people who were erased since.
    """
    call_command("migrate", verbosity=0, interactive=False)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_session")
    return apply(one for one in dict.fromkeys(lists) if one.is_file())


def near(path: Path, erasures: Collection[Path]) -> list[Path]:
    """Return the lists beside a backup, in the places of the settings, and further ones."""
    return [*lists_near(path, *(one / LIST for one in places())), *erasures]


def _fetch(backup: Path, identity: Identity | None, lost: set[str]) -> set[str]:
    """Take these files out of a backup, and only when all of it was read and is right."""
    with work_folder(work_place()) as work:

        def keep(name: str) -> Path | None:
            return work / name if name.removeprefix(FILES) in lost else None

        read_through(backup, identity, keep=keep)
        found = {name for name in lost if (work / FILES / name).is_file()}
        for name in found:
            _lay(work / FILES / name, name)
    return found


def _lay(source: Path, name: str) -> None:
    """Lay a file where pages read it, whole: in the folder of files, or in the store of `FILES_URL`."""
    if settings.FILES_IN_STORE:
        default_storage.save(name, ContentFile(source.read_bytes()))
        return
    target = Path(settings.MEDIA_ROOT) / name
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f".{target.name}.part")
    part.write_bytes(source.read_bytes())
    part.chmod(0o600)
    part.replace(target)


@transaction.atomic
def _note() -> None:
    country = Area.unscoped.filter(level=Level.COUNTRY).first()
    if country:
        record(None, gettext_noop("Khôi phục cơ sở dữ liệu về một thời điểm trước"), country)

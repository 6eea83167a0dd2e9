"""What keeps a site from beginning: asked of the machine, of the settings and of the database."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, time
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.checks import ERROR, run_checks
from django.core.management.base import CommandError
from django.db import Error, OperationalError, connection
from django.utils import timezone
from django.utils.translation import gettext as _

from areas.models import Area
from audit.models import AuditEntry
from operations.starting import rules
from operations.starting.rules import Fault
from operations.versions.queries import versions
from web.keeping import store_fault

# What Django's storage writes last, with every file it named by content.
MANIFEST = "staticfiles.json"
MOUNTS = Path("/proc/mounts")
# These are written anew by whatever brings a new version.
OF_THE_VERSION = ("manage.py", "CHANGELOG.md", "config/settings/base.py")


def faults(bind: str = "") -> list[Fault]:
    """Return all that is wrong, what forbids to begin first; `bind` is where pages are to be served."""
    found = [*_of_the_machine(), *_of_the_settings(bind)]
    try:
        with connection.cursor():
            pass
        found += version_faults()
        if not any(fault.key in {"migrations", "newer"} for fault in found):
            found += [*_of_the_rows()]
    except Error as error:
        found.append(_away(error))
    return sorted(found, key=lambda fault: not fault.stops)


def _of_the_machine() -> Iterator[Fault]:
    media = Path(settings.MEDIA_ROOT)
    yield from rules.zone_faults(settings.TIME_ZONE)
    yield from rules.catalogue_faults(map(Path, settings.LOCALE_PATHS))
    yield from rules.folder_faults(media)
    if fault := store_fault():
        yield rules.store_fault(fault)
    database = database_file()
    if database:
        yield from rules.file_faults(database)
    if database and MOUNTS.exists():
        yield from rules.on_a_network(database, MOUNTS.read_text(errors="replace"))
    yield from rules.full_disks([media, *([database.parent] if database else [])])
    if are_static_files_late():
        yield Fault(
            "static",
            _("Tệp tĩnh (STATIC_ROOT) chưa được gom, và không ghi được vào đó."),
            _(
                "Chạy manage.py collectstatic --noinput bằng người dùng ghi được vào thư mục cài đặt."
            ),
        )


def database_file() -> Path | None:
    """Return where the database of SQLite is; None for another one, or one in memory."""
    name = str(connection.settings_dict["NAME"])
    is_file = connection.vendor == "sqlite" and ":memory:" not in name and "mode=memory" not in name
    return Path(name).absolute() if is_file else None


def are_static_files_late() -> bool:
    """Say whether static files were not collected, or not since one of them changed; never in development."""
    if not settings.STATIC_ROOT:
        return False
    manifest = Path(settings.STATIC_ROOT) / MANIFEST
    try:
        known, collected = json.loads(manifest.read_text())["paths"], manifest.stat().st_mtime
    except (OSError, ValueError, KeyError):
        return True
    files = (
        (name, Path(storage.path(name)))
        for finder in get_finders()
        for name, storage in finder.list([])
    )
    return any(name not in known or path.stat().st_mtime > collected for name, path in files)


def _of_the_settings(bind: str) -> Iterator[Fault]:
    """Name what `check --deploy` refuses; in development only that it is development."""
    try:
        time.fromisoformat(settings.DAILY_AT)
    except ValueError:
        words = _("DAILY_AT không phải giờ trong ngày: “%s”.") % settings.DAILY_AT
        yield Fault("daily", words, _("Ghi như 01:30."))
    if settings.DEBUG:
        here = bind.startswith(("127.", "localhost:", "[::1]:")) or not bind
        yield Fault(
            "debug",
            _(
                "Đang ở chế độ phát triển (DEBUG=1): trang lỗi hiện mã và cài đặt, ai cũng biết khóa."
            ),
            _("Máy chủ thật: đặt DEBUG=0 và SECRET_KEY trong tệp .env (docs/settings.md)."),
            stops=not here,
        )
    for message in run_checks(include_deployment_checks=not settings.DEBUG):
        if message.level >= ERROR:
            yield Fault(
                str(message.id), str(message.msg), str(message.hint or _("Sửa cài đặt này."))
            )


def _away(error: Error) -> Fault:
    """Say that the database does not answer; the text of the error may hold names and passwords."""
    return Fault(
        "database",
        _("Không hỏi được cơ sở dữ liệu (%s).") % type(error).__name__,
        _(
            "Xem PostgreSQL có đang chạy (systemctl status postgresql), và DATABASE_URL đúng máy, tên, "
            "mật khẩu. Với SQLite: thư mục của tệp phải có, và người dùng chạy Tổ số ghi được."
        ),
    )


def version_faults() -> list[Fault]:
    """Name a database that is older than the program, or newer."""
    older, newer, is_empty = versions()
    if newer:
        words = _("Cơ sở dữ liệu thuộc phiên bản mới hơn chương trình (%s).") % newer[-1]
        do = _(
            "Cài lại phiên bản chương trình mới hơn; hoặc khôi phục bản sao lưu làm trước khi nâng cấp "
            "(docs/operations/install.md, “Quay lại”)."
        )
        return [Fault("newer", words, do)]
    if is_empty:
        words = _("Cơ sở dữ liệu còn trống.")
        do = _("Chạy manage.py migrate, rồi load_units, load_tiles, first_administrator.")
        return [Fault("migrations", words, do)]
    if older:
        words = _("Cơ sở dữ liệu chưa theo phiên bản này: còn %d thay đổi chưa áp dụng.") % len(
            older
        )
        do = _("Sao lưu trước (docs/operations/install.md), rồi chạy manage.py migrate.")
        return [Fault("migrations", words, do)]
    return []


def refuse_another_version() -> None:
    """Raise CommandError where the database is of another version; one that is away may come back."""
    try:
        found = version_faults()
    except OperationalError:
        return
    if found:
        raise CommandError(f"{found[0].words} {found[0].do}")


def _of_the_rows() -> Iterator[Fault]:
    newest = AuditEntry.unscoped.order_by("-pk").values_list("at", flat=True).first()
    changed = max((settings.BASE_DIR / one).stat().st_mtime for one in OF_THE_VERSION)
    built = datetime.fromtimestamp(changed, UTC)
    now = timezone.localtime()
    local = timezone.localtime
    yield from rules.clock_faults(now, built=local(built), newest=newest and local(newest))
    if not Area.unscoped.exists():
        yield Fault(
            "units",
            _("Chưa nạp danh mục địa bàn: chưa ai dùng được."),
            _(
                "Chạy manage.py load_units, manage.py load_tiles, rồi manage.py first_administrator."
            ),
            stops=False,
        )

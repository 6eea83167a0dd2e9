"""`check --deploy`: what a production lacks, each by its own key, in English, with what to do in the reader's language."""

import re
from pathlib import PurePosixPath
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import check_password
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import Error as DatabaseFault, connection, transaction
from django.utils.translation import gettext_lazy as _

from config.timeouts import missing
from privacy.rules import BACKUP_MOST_DAYS, JOURNAL_LEAST_MONTHS

# The key of the demo, which everybody may read, and the length under which one can be guessed.
DEMO_KEY, KEY_LENGTH, TOKEN_LENGTH = "only-for-a-demo-on-this-machine", 50, 32
_HOUR = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
HERE = frozenset({"", "localhost", "127.0.0.1", "::1"})
# Who may sign in to a demo, and by what: printed in the README (demo/accounts.py, which no production has).
DEMO_PEOPLE = ("canbo", "tovien", "huyen", "so", "tinh", "trunguong", "quantri")
DEMO_PASSWORD = "to-so-2026-thu"  # noqa: S105 - what must not be there


def _wrong(*checks: tuple[bool, str, Any, str]) -> list[CheckMessage]:
    """Return an error for each check that finds something: whether it does, the words, what to do, the key."""
    return [Error(words, hint=do, id=key) for is_wrong, words, do, key in checks if is_wrong]


@register(Tags.security, deploy=True)
def nobody_guesses_the_key(**kwargs: Any) -> list[CheckMessage]:
    """Name a secret key that is known, or short enough to guess."""
    key = str(settings.SECRET_KEY)
    weak = key == DEMO_KEY or len(key) < KEY_LENGTH or len(set(key)) < 10
    return _wrong(
        (
            weak,
            "SECRET_KEY is the demo's, or too short to be secret.",
            _("Đặt SECRET_KEY là chuỗi ngẫu nhiên từ 50 ký tự, không dùng lại ở nơi khác."),
            "config.E011",
        ),
        (
            0 < len(settings.STATUS_TOKEN) < TOKEN_LENGTH,
            "STATUS_TOKEN is short enough to guess.",
            _("Đặt STATUS_TOKEN là chuỗi ngẫu nhiên từ 32 ký tự, hoặc bỏ trống."),
            "config.E021",
        ),
    )


@register(Tags.security, deploy=True)
def the_site_is_set_for_production(**kwargs: Any) -> list[CheckMessage]:
    """Name settings that are for development, or let anybody pose as the site."""
    bare = not (settings.SESSION_COOKIE_SECURE and settings.CSRF_COOKIE_SECURE)
    return _wrong(
        (
            bool(settings.DEBUG),
            "DEBUG is on: pages of errors show code and settings.",
            _("Đặt DEBUG=0."),
            "config.E012",
        ),
        (
            "*" in settings.ALLOWED_HOSTS,
            "ALLOWED_HOSTS takes any name.",
            _("Ghi đúng tên máy chủ vào ALLOWED_HOSTS, không dùng *."),
            "config.E013",
        ),
        (
            bare,
            "Cookies of the session or of forms go over plain HTTP.",
            _("Bật HTTPS=1: cookie chỉ đi qua HTTPS."),
            "config.E014",
        ),
    )


@register(Tags.security, deploy=True)
def visitors_are_told_apart_behind_a_proxy(**kwargs: Any) -> list[CheckMessage]:
    """Name a site behind a proxy that takes the proxy's address for that of every visitor."""
    behind = bool(settings.SECURE_PROXY_SSL_HEADER) and not settings.PROXY_COUNT
    return _wrong(
        (
            behind,
            "HTTPS ends at a proxy, but PROXY_COUNT is 0: all visitors have one address.",
            _("Đặt PROXY_COUNT bằng số proxy đứng trước Tổ số, thường là 1."),
            "config.E015",
        )
    )


@register(Tags.security, deploy=True)
def pages_wait_for_a_while_only(**kwargs: Any) -> list[CheckMessage]:
    """Name a PostgreSQL that lets a page wait for ever, or cuts commands off as it does pages."""
    if connection.vendor != "postgresql":
        return []
    unset = not (settings.WEB_LOCK_MS and settings.WEB_STATEMENT_MS)
    return _wrong(
        (
            unset or (settings.PGBOUNCER and bool(_asked(missing))),
            "The role of the pages has no lock_timeout or no statement_timeout.",
            _("Chạy manage.py database_timeouts (WEB_LOCK_MS, WEB_STATEMENT_MS khác 0)."),
            "config.E016",
        ),
        (
            settings.PGBOUNCER and not settings.WORK_DATABASE,
            "Commands share the pages' connection through the pooler and are cut off like them.",
            _("Đặt WORK_DATABASE_URL: địa chỉ PostgreSQL không qua PgBouncer."),
            "config.E017",
        ),
    )


@register(Tags.security, deploy=True)
def the_database_keeps_what_it_acknowledged(**kwargs: Any) -> list[CheckMessage]:
    """Name a PostgreSQL that says "saved" before it is on the disk, whoever told it so: server, database or role."""
    early = _asked(_promised_early) if connection.vendor == "postgresql" else []
    return _wrong(
        (
            bool(early),
            f"A power cut loses what PostgreSQL acknowledged: {', '.join(early)} off.",
            _("Đặt fsync, synchronous_commit và full_page_writes là on trong postgresql.conf."),
            "config.E020",
        )
    )


def _promised_early() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name FROM pg_settings WHERE setting = 'off'"
            " AND name IN ('fsync', 'full_page_writes', 'synchronous_commit') ORDER BY name"
        )
        return [name for (name,) in cursor.fetchall()]


@register(Tags.security, deploy=True)
def the_way_to_the_database_is_closed(**kwargs: Any) -> list[CheckMessage]:
    """Name a database on another machine that is reached without asking who it is."""
    ways = [one for one in (settings.PAGES_DATABASE, settings.WORK_DATABASE) if one]
    return _wrong(
        (
            any(map(_is_open, ways)),
            "The database is on another host, and its certificate is not verified.",
            _("Thêm ?sslmode=verify-full vào DATABASE_URL, cùng sslrootcert nếu cần."),
            "config.E018",
        )
    )


def _is_open(database: Any) -> bool:
    host, options = str(database.get("HOST") or ""), database.get("OPTIONS", {})
    is_here = host in HERE or PurePosixPath(host).is_absolute()
    is_postgresql = str(database["ENGINE"]).endswith("postgresql")
    return is_postgresql and not is_here and options.get("sslmode") != "verify-full"


@register(Tags.security, deploy=True)
def nobody_signs_in_with_the_password_of_the_demo(**kwargs: Any) -> list[CheckMessage]:
    """Name accounts of the demo whose password stands in the README."""
    names = _asked(_demo_people)
    return _wrong(
        (
            bool(names),
            f"Accounts with the demo's password: {', '.join(names)}.",
            _("Ngừng các tài khoản này, hoặc dùng cơ sở dữ liệu khác cho dữ liệu thật."),
            "config.E019",
        )
    )


@register(Tags.security, deploy=True)
def data_of_people_is_kept_as_the_law_says(**kwargs: Any) -> list[CheckMessage]:
    """Name a journal that is kept for less than a year, and backups that outlive what was to be forgotten."""
    journal = settings.JOURNAL_KEEP_MONTHS
    return _wrong(
        (
            0 < journal < JOURNAL_LEAST_MONTHS or journal < 0,
            f"JOURNAL_KEEP_MONTHS is less than {JOURNAL_LEAST_MONTHS}.",
            _("Đặt JOURNAL_KEEP_MONTHS từ 12 trở lên, hoặc 0 để không hết hạn."),
            "config.E022",
        ),
        (
            settings.READING_KEEP_MONTHS < JOURNAL_LEAST_MONTHS,
            f"READING_KEEP_MONTHS is less than {JOURNAL_LEAST_MONTHS}.",
            _("Đặt READING_KEEP_MONTHS từ 12 trở lên."),
            "config.E023",
        ),
        (
            not 1 <= settings.BACKUP_KEEP_DAYS <= BACKUP_MOST_DAYS,
            f"BACKUP_KEEP_DAYS is not from 1 to {BACKUP_MOST_DAYS}.",
            _(
                "Đặt BACKUP_KEEP_DAYS từ 1 đến 90: sau đó dữ liệu đã xóa không còn trong bản sao lưu nào."
            ),
            "config.E024",
        ),
    )


@register(Tags.security, deploy=True)
def nobody_reads_the_password_of_the_mail_server(**kwargs: Any) -> list[CheckMessage]:
    """Name a way to the mail server that others read along."""
    return _wrong(
        (
            settings.SENDS_MAIL and _tells_its_password(settings.MAILERS["default"]),
            "EMAIL_URL sends its password in the open.",
            _("Dùng smtp+tls:// hoặc smtp+ssl:// trong EMAIL_URL."),
            "config.E027",
        )
    )


@register(Tags.security, deploy=True)
def letters_go_as_they_should(**kwargs: Any) -> list[CheckMessage]:
    """Name letters without a sender, an hour or a safe link."""
    if not settings.SENDS_MAIL:
        return []
    return _wrong(
        (
            settings.MAIL_FROM.rstrip(">").endswith("@localhost"),
            "MAIL_FROM is not set.",
            _("Đặt MAIL_FROM là địa chỉ gửi thư của trang."),
            "config.E028",
        ),
        (
            bool(settings.SITE_URL) and not settings.SITE_URL.startswith("https://"),
            "SITE_URL does not begin with https://.",
            _("Đặt SITE_URL là địa chỉ https của trang, hoặc bỏ trống."),
            "config.E029",
        ),
        (
            not _HOUR.fullmatch(settings.MAIL_AT),
            "MAIL_AT is no time of day.",
            _("Đặt MAIL_AT là giờ trong ngày, ví dụ 07:00."),
            "config.E030",
        ),
    )


def _tells_its_password(mailer: dict[str, Any]) -> bool:
    options = mailer.get("OPTIONS", {})
    is_closed = options.get("use_tls") or options.get("use_ssl") or options.get("host") in HERE
    return bool(options.get("password")) and not is_closed


def _demo_people() -> list[str]:
    people = get_user_model().objects.filter(username__in=DEMO_PEOPLE, is_active=True)
    pairs = people.order_by("username").values_list("username", "password")
    return [name for name, kept in pairs if check_password(DEMO_PASSWORD, kept)]


def _asked(question: Any) -> list[str]:
    """Ask the database; where it is not there yet, it is `migrate` that says so."""
    try:
        with transaction.atomic():
            found: list[str] = question()
    except DatabaseFault:
        return []
    return found

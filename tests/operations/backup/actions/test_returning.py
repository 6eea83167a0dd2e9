"""What PostgreSQL's own means put back to a moment is made fit to be opened: nobody signed in, who was erased gone, files there."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from audit.models import AuditEntry
from erasure.actions.applying import Applied
from erasure.rules.listed import LIST
from operations.backup.actions import returning
from operations.backup.actions.making import make
from operations.management.commands import after_restore
from rollup.models import VillageCount
from teams.models import Scan
from tests.operations.backup.actions.test_restoring import key_file, sessions  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def lists(monkeypatch):
    """Return the lists of erasures that are applied; one person is in them."""
    given = []

    def apply(paths):
        given.extend(paths)
        return Applied(lines=1, erased=1, is_found=bool(given))

    monkeypatch.setattr(returning, "apply", apply)
    monkeypatch.setattr(after_restore, "clean", lambda stdout: given.append("cleaned"))
    return given


def test_it_is_fit_once_nobody_is_signed_in_files_are_there_and_all_agrees(
    site, lists, key_file, capsys
):
    call_command("audit", "guard")
    # What the world was laid with may be older than a line may wait for its seal.
    call_command("audit", "seal", "--accept")
    backup = str(make().path)
    (site.backups / LIST).write_text("")
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO django_session VALUES ('a', 'b', '2030-01-01 00:00:00')")
    kept = {
        one.stored_as: (site.media / one.stored_as) for one in Scan.unscoped.order_by("-pk")[:3]
    }
    bytes_of = {name: path.read_bytes() for name, path in kept.items()}
    names = sorted(kept)
    kept[names[0]].unlink()
    kept[names[1]].unlink()
    call_command("after_restore")
    said = capsys.readouterr().out
    assert "CHÚ Ý" in said
    assert names[0] in said
    assert lists == [site.backups / LIST, "cleaned"]
    assert sessions() == 0
    assert ", 0 differ" in said
    assert "ĐÚNG" in said
    assert AuditEntry.unscoped.filter(verb__startswith="Khôi phục cơ sở dữ liệu").count() == 1
    call_command("after_restore", files=backup, key_file=key_file)
    assert {name: path.read_bytes() for name, path in kept.items()} == bytes_of
    VillageCount.unscoped.update(covered=7)
    with pytest.raises(CommandError, match="xem recount"):
        call_command("after_restore")


@pytest.mark.parametrize("option", ["erasures", "files"])
def test_a_file_that_is_not_there_is_said_before_anything(site, lists, option, monkeypatch):
    given = ["nowhere"] if option == "erasures" else "nowhere"
    with pytest.raises(CommandError, match="Không thấy tệp nowhere"):
        call_command("after_restore", **{option: given})
    monkeypatch.setattr(returning, "has_people_or_places", lambda: False)
    with pytest.raises(CommandError, match="còn trống"):
        call_command("after_restore")
    assert not lists

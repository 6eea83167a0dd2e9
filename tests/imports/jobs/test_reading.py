"""A large file is read behind the pages: once, to its end, whoever dies in between; or it says why not."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.management.commands import db_worker
from django_tasks_db.models import DBTaskResult

from audit.models import AuditEntry
from imports.jobs import actions
from imports.jobs.actions import opened, reading, running
from imports.models import Import, ImportRow, State
from imports.sandbox import run
from imports.spreadsheet.reasons import Unreadable
from tests.factories import ImportFactory
from tests.imports.jobs.test_worker import QUEUE
from tests.imports.sheets import OWN, workbook
from tests.pages import signed_in
from web.keeping import lay_down
from web.sandbox.turns import Busy

pytestmark = [pytest.mark.django_db, pytest.mark.engines]
LONG_AGO = running.LEASE + timedelta(seconds=1)


@pytest.fixture(autouse=True)
def _large(settings, tmp_path, monkeypatch):
    """Take every file for a large one, written row by row, with a queue behind the pages."""
    settings.MEDIA_ROOT, settings.TASKS = tmp_path, QUEUE
    monkeypatch.setattr(reading, "AT_ONCE_BYTES", 0)
    monkeypatch.setattr(reading, "BATCH", 2)
    # A worker drops a connection that stands in a transaction, as that of every test does.
    monkeypatch.setattr(db_worker, "close_old_connections", lambda: None)


def sent(world, *names, data=None):
    """Send a file with these heads of households of our first village."""
    rows = ([world.own.village.name, name] for name in names)
    data = data or workbook(*rows)
    return actions.receive(by=world.own.officer, commune=world.own.area, name="ho.xlsx", data=data)


def of_before(world, data, **facts):
    """Return a file that waits and lies as it was sent: of before there were copies."""
    own, name = world.own, lay_down("imports", data)
    facts = {"state": State.READING, "size": len(data), "stored_as": name} | facts
    return ImportFactory(commune=own.area, added_by=own.officer, **facts)


def fresh(source):
    return Import.unscoped.get(pk=source.pk)


def read(source):
    """Read a file as a worker does."""
    actions.read_file.call(source.uuid)
    return fresh(source)


def page_of(world, source, **options):
    client = signed_in(world.own.officer)
    return client.get(reverse("imports:detail", args=[source.uuid]), **options).content.decode()


def found(source):
    """Return the rows of a file, but for the keys they were given."""
    columns = ("number", "group", "verdict", "cells", "values", "problems", "notes", "village")
    return list(source.rows.order_by("pk").values_list(*columns))


FIVE = ["Lê Một", "Lê Hai", "Lê Ba", "Lê Tư", "Lê Năm"]


class TestBehindThePages:
    def test_a_large_file_waits_for_the_worker(self, world):
        source = sent(world, *FIVE)
        assert (source.state, DBTaskResult.objects.count()) == (State.READING, 1)
        assert "Đang chờ đến lượt" in page_of(world, source)
        call_command("worker", "--batch", verbosity=0)
        source = fresh(source)
        assert (source.state, source.rows_read, source.to_write) == (State.CHECKED, 5, 5)
        assert "Nhập 5 dòng" in page_of(world, source)

    def test_what_is_many_rows_in_few_bytes_waits_as_well(self, world, monkeypatch):
        monkeypatch.setattr(reading, "AT_ONCE_BYTES", 2**20)
        assert sent(world, *FIVE).state == State.CHECKED
        monkeypatch.setattr(reading, "AT_ONCE_ROWS", 3)
        assert sent(world, *FIVE).state == State.READING

    def test_what_the_officer_says_of_it_is_kept_until_it_is_read_anew(self, world):
        source = read(sent(world, *FIVE))
        cells = {"0.2": {1: "Lê Mốt"}}
        actions.check_again(by=world.own.officer, source=source, cells=cells)
        assert fresh(source).state == State.READING
        actions.check_again(by=world.own.officer, source=source, convert="VNI")
        with pytest.raises(actions.TooLate):
            actions.confirm(by=world.own.officer, source=source)
        source = read(source)
        assert source.rows.get(number=2).values["name"] == "Lê Mốt"
        assert (source.layout["convert"], source.rows.count()) == ("", 5)

    def test_it_is_read_in_the_language_of_who_sent_it(self, world):
        client = signed_in(world.own.officer)
        client.cookies["django_language"] = "en"
        data = workbook([world.own.village.name, "", 1990], head=OWN)
        file = SimpleUploadedFile("ho.xlsx", data)
        client.post(reverse("imports:upload"), {"file": file})
        source = read(Import.unscoped.latest("pk"))
        assert source.layout["language"] == "en"
        assert "Thiếu" not in source.rows.get().problems[0]["what"]

    def test_its_page_says_how_far_it_is(self, world, django_assert_max_num_queries):
        source = sent(world, *FIVE)
        now = {"beat_at": timezone.now(), "worker": source.uuid}
        Import.unscoped.filter(pk=source.pk).update(**now)
        assert "Đang mở tệp" in page_of(world, source)
        Import.unscoped.filter(pk=source.pk).update(
            rows_in_sheet=100000, rows_read=42000, rows_checked=8000
        )
        text = page_of(world, source)
        assert "Đã đọc <b>42.000</b>/100.000 dòng" in text
        assert "đã kiểm tra 8.000 dòng" in text
        assert "25 phần trăm" in text
        assert 'hx-trigger="every 2s"' in text
        client = signed_in(world.own.officer)
        address = reverse("imports:progress", args=[source.uuid])
        # Asked every two seconds; two of them whether somebody works on files, and whom to call if nobody does.
        with django_assert_max_num_queries(9):
            assert "<b>42.000</b>" in client.get(address).content.decode()
        Import.unscoped.filter(pk=source.pk).update(state=State.CHECKED)
        assert client.get(address)["HX-Refresh"] == "true"

    def test_whoever_closed_the_page_finds_it_again(self, world):
        source = sent(world, *FIVE)
        text = signed_in(world.own.officer).get(reverse("imports:upload")).content.decode()
        assert reverse("imports:detail", args=[source.uuid]) in text
        assert "Đang đọc" in text

    def test_no_row_of_it_is_given_out_before(self, world):
        source = sent(world, *FIVE)
        answer = signed_in(world.own.officer).get(reverse("imports:mend", args=[source.uuid]))
        assert answer.url == reverse("imports:detail", args=[source.uuid])


class TestUnread:
    def test_what_is_no_sheet_is_told_at_once_and_not_kept(self, world, tmp_path):
        before = Import.unscoped.count()
        with pytest.raises(Unreadable, match="Đây là tệp PDF"):
            sent(world, data=b"%PDF-1.4")
        assert Import.unscoped.count() == before
        assert [path for path in tmp_path.rglob("*") if path.is_file()] == []

    def test_where_too_many_are_opened_it_is_told_at_once_and_not_kept(
        self, world, tmp_path, monkeypatch
    ):
        def busy(*_args, **_more):
            raise Busy

        monkeypatch.setattr(run, "ask", busy)
        client, before = signed_in(world.own.officer), Import.unscoped.count()
        file = SimpleUploadedFile("ho.xlsx", workbook([world.own.village.name, "Lê Một"]))
        answer = client.post(reverse("imports:upload"), {"file": file})
        assert answer.status_code == 422
        assert "Máy chủ đang mở tệp của người khác." in answer.content.decode()
        assert Import.unscoped.count() == before
        assert [path for path in tmp_path.rglob("*") if path.is_file()] == []

    def test_what_is_no_sheet_is_told_on_its_page(self, world):
        source = read(of_before(world, b"%PDF-1.4"))
        assert source.state == State.UNREAD
        text = page_of(world, source)
        assert "Đây là tệp PDF." in text
        assert "Chọn tệp khác" in text
        assert "Đọc lại" not in text
        assert AuditEntry.unscoped.about(source).first().verb == "Tệp nhập không đọc được"
        with pytest.raises(actions.TooLate):
            actions.confirm(by=world.own.officer, source=source)
        with pytest.raises(actions.TooLate):
            actions.undo(by=world.own.officer, source=source)

    def test_the_same_with_its_numbers(self, world, settings):
        settings.IMPORT_MAX_ROWS = 3
        with pytest.raises(Unreadable, match="Tệp có hơn 3 dòng"):
            sent(world, *FIVE)

    @pytest.mark.expected_errors
    def test_what_ends_early_says_so_without_names_and_is_read_again(
        self, world, monkeypatch, caplog
    ):
        source, whole = sent(world, *FIVE), reading.NewRows.insert

        def broken(new):
            if new.model is not ImportRow:
                return whole(new)
            raise ValueError(new.rows[0].values["name"])

        monkeypatch.setattr(reading.NewRows, "insert", broken)
        assert read(source).state == State.UNREAD
        assert "Lê Một" not in caplog.text
        assert "ValueError" in caplog.text
        assert "Việc đọc tệp bị ngắt" in page_of(world, source)
        monkeypatch.setattr(reading.NewRows, "insert", whole)
        client = signed_in(world.own.officer)
        client.post(reverse("imports:again", args=[source.uuid]))
        assert (fresh(source).state, read(source).rows_read) == (State.READING, 5)

    def test_it_is_cleared_as_others_are(self, world):
        waiting, unread = sent(world, *FIVE), read(of_before(world, b"%PDF-1.4"))
        assert unread.state == State.UNREAD
        Import.unscoped.update(added_at=timezone.now() - timedelta(days=91))
        assert actions.clear() == 5
        assert fresh(waiting).state == fresh(unread).state == State.UNREAD
        assert "Đọc lại" not in page_of(world, waiting)
        with pytest.raises(actions.TooLate):
            actions.read_again(by=world.own.officer, source=waiting)


class Killed(BaseException):
    """What a worker dies of: nothing that anybody catches."""


def killed_at(batch, source, monkeypatch):
    """Read a file, and die at this batch of rows, after its rows and before they are committed."""
    real, times = reading.NewRows.insert, []

    def write(rows):
        real(rows)
        times.append(1)
        if len(times) == batch:
            raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(reading.NewRows, "insert", write)
        with pytest.raises(Killed):
            actions.read_file.call(source.uuid)


class TestOnce:
    @pytest.mark.parametrize("batch", [1, 2, 3])
    def test_wherever_a_reader_dies_the_rows_are_those_of_one_reading(
        self, world, monkeypatch, batch
    ):
        clean = found(read(sent(world, *FIVE)))
        source = sent(world, *FIVE)
        killed_at(batch, source, monkeypatch)
        assert source.rows.count() == 2 * (batch - 1)
        assert Import.unscoped.being_read().get() == source
        Import.unscoped.filter(pk=source.pk).update(beat_at=timezone.now() - LONG_AGO)
        assert found(read(source)) == clean

    @pytest.mark.expected_errors
    def test_only_because_what_was_left_is_taken_away(self, world, monkeypatch):
        """The negative control: without that, the second reading stumbles over the first one's rows."""
        source = sent(world, *FIVE)
        killed_at(2, source, monkeypatch)
        Import.unscoped.filter(pk=source.pk).update(beat_at=timezone.now() - LONG_AGO)
        monkeypatch.setattr(reading, "_empty", lambda lease: None)
        assert read(source).state == State.UNREAD

    def test_a_file_that_a_living_reader_has_is_left_alone(self, world):
        source = sent(world, *FIVE)
        Import.unscoped.filter(pk=source.pk).update(beat_at=timezone.now())
        assert read(source).state == State.READING
        actions.read_again(by=world.own.officer, source=source)
        assert DBTaskResult.objects.count() == 1

    def test_the_worker_takes_up_what_a_dead_one_left(self, world):
        source = sent(world, *FIVE)
        DBTaskResult.objects.all().delete()
        Import.unscoped.filter(pk=source.pk).update(beat_at=timezone.now() - LONG_AGO)
        call_command("worker", "--batch", verbosity=0)
        assert fresh(source).state == State.CHECKED
        later = DBTaskResult.objects.get(status="READY")
        assert later.run_after > timezone.now() + running.LEASE / 2

    def test_the_officer_has_it_read_again_when_its_reader_is_dead(self, world):
        source = sent(world, *FIVE)
        DBTaskResult.objects.all().delete()
        Import.unscoped.filter(pk=source.pk).update(beat_at=timezone.now() - LONG_AGO)
        assert "Đọc lại" in page_of(world, source)
        actions.read_again(by=world.own.officer, source=source)
        assert DBTaskResult.objects.count() == 1
        assert read(source).state == State.CHECKED

    def test_a_reader_that_was_taken_over_from_writes_no_more(self, world, monkeypatch):
        source = sent(world, *FIVE)
        real = opened.Opened.rows

        def lost(self, told):
            for number, row in enumerate(real(self, told)):
                if number == 3:
                    Import.unscoped.filter(pk=source.pk).update(worker=source.uuid)
                yield row

        monkeypatch.setattr(opened.Opened, "rows", lost)
        assert (read(source).state, source.rows.count()) == (State.READING, 2)

    def test_a_slow_reader_renews_its_lease(self, world, monkeypatch):
        monkeypatch.setattr(reading, "EVERY", -1)
        source, renewals = sent(world, *FIVE), []
        real = reading.Lease.renew

        def renew(self, **facts):
            real(self, **facts)
            renewals.append((fresh(source).rows_read, facts.get("rows_checked")))

        monkeypatch.setattr(reading.Lease, "renew", renew)
        read(source)
        assert renewals[:3] == [(0, None), (1, None), (2, None)]
        assert renewals[-1] == (5, 5)


def test_stopped_no_further_row_is_read_and_it_can_be_read_again(world, monkeypatch):
    source = sent(world, *FIVE)
    real = opened.Opened.rows

    def stopped(self, told):
        for number, row in enumerate(real(self, told)):
            if number == 3:
                actions.stop(by=world.own.officer, source=source)
            yield row

    with monkeypatch.context() as patch:
        patch.setattr(opened.Opened, "rows", stopped)
        assert (read(source).state, source.rows.count()) == (State.UNREAD, 2)
    assert "Đã dừng đọc tệp này." in page_of(world, source)
    actions.read_again(by=world.own.officer, source=source)
    assert (read(source).rows_read, source.rows.count()) == (5, 5)

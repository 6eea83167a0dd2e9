"""Published figures: entered once, withdrawn and kept, loaded from a file, beside ours and never among them."""

import re
from datetime import date, timedelta
from decimal import Decimal
from io import StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone, translation

from accounts.roles import Role
from areas.kinds import Level
from audit.models import AuditEntry
from figures.as_of import as_of_one
from periodic.content import Value
from periodic.drafts.queries.facts import Asked, added, facts_of
from periodic.models import PublishedFigure
from periodic.naming.rules import Named
from periodic.published import actions
from periodic.published.actions import (
    Known,
    Withdrawn,
    enter_figure,
    load_figures,
    withdraw_figure,
    withdraw_loaded,
)
from periodic.published.forms import OURS, FigureForm, Unreadable, read_rows
from periodic.published.rules import HELD_AGAINST, Published, difference, ours_text
from tests.factories import (
    CommuneFactory,
    CountryFactory,
    HouseholdFactory,
    ProvinceFactory,
    PublishedFigureFactory,
    TeamFactory,
    UserFactory,
    VillageFactory,
)
from tests.pages import signed_in

pytestmark = pytest.mark.django_db
HEAD = "day,figure,name,about,value,of,unit,note,source,link,confirmed\n"
ROW = "2024-09,to,Tổ,,93524,,tổ,,VOV,https://vov.vn/so,x\n"


@pytest.fixture
def province():
    return ProvinceFactory(parent=CountryFactory())


@pytest.fixture
def reviewer(province):
    return UserFactory(area=province, role=Role.REVIEWER)


def said(**more):
    day = timezone.localdate() - timedelta(days=1)
    first = {"day": day, "figure": "to", "name": "Số tổ", "value": 90, "unit": "tổ"}
    return {**first, "source": "Báo", "link": "https://bao.vn/1", **more}


def typed(**more):
    day = timezone.localdate() - timedelta(days=1)
    return {**said(day=f"{day:%d/%m/%Y}", is_seen="on", about="", note="", of=""), **more}


# --- Rules.


def test_numbers_are_written_as_published():
    assert Published(93524).text == "93.524"
    assert Published(1545, 1562).text == "1.545/1.562"
    assert Published(96.4).text == "96,4"


def test_difference_is_of_counts_or_of_shares_and_of_nothing_where_the_register_has_none():
    assert difference(Published(100), Value(n=90)) == "−10"
    assert difference(Published(50, 100), Value(n=3, of=4)) == "+25,0 %"
    assert difference(Published(50, 100), Value(n=3, of=4, is_said=False)) == ""
    assert difference(Published(100), Value(n=0)) == difference(Published(100), None) == ""
    # A share without its N says nothing against n of N.
    assert difference(Published(96.4), Value(n=90)) == ""
    assert (ours_text(Value(n=0)), ours_text(Value(n=3, of=4))) == ("", "3/4")


def test_only_what_the_register_says_of_any_day_is_held_against():
    assert {"to", "thanh-vien", "thon", "ho-dat"} <= HELD_AGAINST.keys()
    assert not {"buoi", "luot", "ho-khong-dien-thoai"} & HELD_AGAINST.keys()


# --- Actions.


def test_a_figure_is_entered_once_and_journalled(province, reviewer):
    row = enter_figure(by=reviewer, area=province, **said())
    with pytest.raises(Known):
        enter_figure(by=reviewer, area=province, **said(value=91))
    entry = AuditEntry.unscoped.get(verb="Ghi số đã công bố")
    assert (entry.place, entry.changes["value"]) == (province.path, [None, 90])
    assert PublishedFigure.unscoped.get() == row


def test_a_day_to_come_is_no_day_of_a_published_figure(province, reviewer):
    with pytest.raises(ValueError, match="later than today"):
        enter_figure(
            by=reviewer, area=province, **said(day=timezone.localdate() + timedelta(days=1))
        )


def test_a_withdrawn_figure_is_kept_and_the_right_one_may_be_entered(province, reviewer):
    row = enter_figure(by=reviewer, area=province, **said())
    withdraw_figure(by=reviewer, figure=row, why="Nguồn đính chính")
    with pytest.raises(Withdrawn):
        withdraw_figure(by=reviewer, figure=row, why="Lần nữa")
    enter_figure(by=reviewer, area=province, **said(value=91))
    row.refresh_from_db()
    assert (row.withdrawn_why, row.withdrawn_by) == ("Nguồn đính chính", reviewer)
    assert PublishedFigure.unscoped.count() == 2
    assert AuditEntry.unscoped.filter(verb="Rút số đã công bố").count() == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"value": -1},
        {"value": 5, "of": 4},
        {"source": ""},
        {"link": ""},
        {"withdrawn_at": timezone.now()},
    ],
)
def test_the_database_refuses_what_cannot_be(wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        PublishedFigureFactory(**wrong)


# --- The file.


def test_the_file_of_the_project_names_a_source_for_every_figure():
    rows, left_out = read_rows(OURS.read_text(encoding="utf-8"))
    assert (len(rows), left_out) == (6, 0)
    assert all(row["link"].startswith("https://") and row["source"] for row in rows)
    assert all("…" not in row["link"] and row["figure"] in HELD_AGAINST for row in rows)
    found = {(row["figure"], row["day"]): int(row["value"]) for row in rows}
    assert found["to", date(2024, 9, 30)] == 93524
    assert found["thanh-vien", date(2022, 9, 5)] == 212761
    # Nobody confirmed how many members there were in 2024.
    assert ("thanh-vien", date(2024, 9, 30)) not in found


def test_loading_again_changes_nothing_and_brings_nothing_withdrawn_back(reviewer):
    country = CountryFactory()
    out = StringIO()
    call_command("load_published", stdout=out)
    assert "Thêm 6 số" in out.getvalue()
    row = PublishedFigure.unscoped.get(day=date(2024, 9, 30))
    assert row.is_month
    withdraw_figure(by=reviewer, figure=row, why="Nguồn đính chính")
    call_command("load_published", stdout=out)
    assert "Thêm 0 số" in out.getvalue()
    assert PublishedFigure.unscoped.filter(area=country, withdrawn_at=None).count() == 5


def test_an_unconfirmed_row_is_left_out(tmp_path, province):
    file = tmp_path / "so.csv"
    file.write_text(HEAD + ROW + ROW.replace(",x", ",").replace("93524", "457800"))
    out = StringIO()
    call_command("load_published", file=file, unit=province.pk, stdout=out)
    assert out.getvalue() == "Thêm 1 số đã công bố; 1 số chưa xác nhận, không nạp.\n"
    assert PublishedFigure.unscoped.get().value == 93524


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("day,name\n", "thiếu cột"),
        (HEAD + ROW + ROW.replace("93524", "nhiều"), "Dòng 3: Số công bố"),
        (HEAD + ROW.replace("93524", "1e3"), "Dòng 2: Số công bố: Nhập một số."),
        (HEAD + ROW.replace("https://vov.vn/so", "vov"), "Dòng 2: Địa chỉ"),
        (HEAD + ROW.replace("2024-09", "hôm kia"), "Dòng 2: Số của ngày"),
        (HEAD + ROW.replace(",to,", ",buoi,"), "Dòng 2: Chỉ số trong sổ"),
    ],
)
def test_a_wrong_file_loads_nothing_and_says_which_row(tmp_path, text, why):
    CountryFactory()
    file = tmp_path / "so.csv"
    file.write_text(text)
    with pytest.raises(CommandError, match=why):
        call_command("load_published", file=file)
    assert not PublishedFigure.unscoped.exists()


def test_a_file_that_is_no_text_and_a_unit_that_is_none_are_refused(tmp_path):
    file = tmp_path / "so.csv"
    file.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(CommandError, match="load_units"):
        call_command("load_published", file=file)
    CountryFactory()
    with pytest.raises(CommandError, match="Không đọc được"):
        call_command("load_published", file=file)


def test_a_row_with_fewer_cells_is_refused():
    with pytest.raises(Unreadable):
        read_rows(HEAD + "2024-09,to,Tổ,,,,,,,,x\n")


# --- A table that a person brings.

SHEET = (
    "Nguồn\tChỉ số\tSố của ngày\tSố công bố\tTrên tổng số\tĐơn vị tính\tĐịa chỉ\tChỉ số trong sổ\n"
    "Báo Đắk Lắk\tThôn có tổ\t9/2024\t1.545\t1.562\tthôn\thttps://bao.vn/1\tSố thôn\n"
    "Báo Đắk Lắk\tTỷ lệ thanh toán số\t05/09/2024\t96,4\t\t%\thttps://bao.vn/2\t\n\t\n"
)


def test_a_table_is_read_with_headings_days_and_numbers_as_they_are_written_here():
    for text in (SHEET, SHEET.replace("\t", ";")):
        rows, left_out = read_rows(text, is_seen=True)
        assert [(row["day"], row["is_month"], row["value"], row["of"]) for row in rows] == [
            (date(2024, 9, 30), True, 1545, 1562),
            (date(2024, 9, 5), False, Decimal("96.4"), None),
        ]
        assert ([row["figure"] for row in rows], left_out) == (["thon", ""], 0)
    with translation.override("en"):
        assert read_rows(SHEET, is_seen=True)[0][1]["value"] == Decimal("96.4")
    # Nobody says of this file that they saw its sources.
    with pytest.raises(Unreadable, match="Đã mở nguồn"):
        read_rows(SHEET)


def test_a_quote_that_is_never_closed_is_refused_in_words():
    with pytest.raises(Unreadable, match="nháy kép"):
        read_rows(SHEET + '"' + "a" * 140_000, is_seen=True)
    old = SHEET.replace("\n", "\r")
    assert read_rows(old, is_seen=True) == read_rows(SHEET, is_seen=True)


def test_a_table_is_shown_before_it_is_written_and_taken_back_whole(province, reviewer):
    client, page = signed_in(reviewer), reverse("periodic:publish_table", args=[province.pk])
    shown = client.post(page, {"text": SHEET, "is_seen": "on"})
    assert [state for _row, state in shown.context["rows"]] == ["new", "new"]
    assert not PublishedFigure.unscoped.exists()
    sent = {"text": shown.context["form"].cleaned_data["text"], "is_seen": "on", "ghi": "1"}
    after = client.post(page, sent, follow=True)
    first, second = PublishedFigure.unscoped.order_by("pk")
    assert (first.value, first.of, first.entered_by) == (1545, 1562, reviewer)
    out = f"{reverse('periodic:unpublish', args=[first.uuid])}?ca-tep=1"
    assert f'<a href="{out}">' in after.content.decode()
    assert "Đã ghi 0 số" in client.post(page, sent, follow=True).content.decode()
    shown = client.post(page, {"text": SHEET, "is_seen": "on"})
    assert [state for _row, state in shown.context["rows"]] == ["stands", "stands"]
    assert 'name="ghi"' not in shown.content.decode()
    form = client.get(out).context["form"]
    assert form["is_whole"].value()
    assert "Rút cả 2 số" in str(form["is_whole"].label)
    client.post(out, {"why": "Nhầm tệp", "is_whole": "on"})
    assert PublishedFigure.unscoped.filter(withdrawn_at=None).count() == 0
    assert AuditEntry.unscoped.filter(verb="Rút số đã công bố").count() == 2
    with pytest.raises(Withdrawn):
        withdraw_loaded(by=reviewer, figure=second, why="Lần nữa")
    shown = client.post(page, {"text": SHEET, "is_seen": "on"})
    assert [state for _row, state in shown.context["rows"]] == ["again", "again"]
    client.post(page, sent)
    assert PublishedFigure.unscoped.filter(withdrawn_at=None).count() == 2


def test_another_number_of_the_same_figure_is_said_and_stays_out(province, reviewer):
    """Whether it stands already, or further up in the file."""
    page = reverse("periodic:publish_table", args=[province.pk])
    client, row = signed_in(reviewer), SHEET.splitlines()[1]
    twice = f"{SHEET.strip()}\n{row.replace('1.545', '1.544')}\n"
    shown = client.post(page, {"text": twice, "is_seen": "on"})
    assert [state for _row, state in shown.context["rows"]] == ["new", "new", "other"]
    load_figures(by=reviewer, area=province, rows=read_rows(twice, is_seen=True)[0])
    assert [one.value for one in PublishedFigure.unscoped.order_by("pk")] == [1545, Decimal("96.4")]
    changed = SHEET.replace("1.562", "1.563")
    shown = client.post(page, {"text": changed, "is_seen": "on"})
    assert [state for _row, state in shown.context["rows"]] == ["other", "stands"]
    said = shown.content.decode()
    assert "khác số đã có, bỏ qua" in said
    assert 'name="ghi"' not in said


def test_a_file_is_compared_with_names_once_and_what_somebody_else_just_entered_is_left(
    province, reviewer, monkeypatch
):
    rows, asked = read_rows(SHEET, is_seen=True)[0], []
    with monkeypatch.context() as patched:
        patched.setattr(actions, "refuse_names", lambda *said: asked.append(said))
        made = load_figures(by=reviewer, area=province, rows=[*rows, rows[0]])
        withdraw_loaded(by=reviewer, figure=made[0], why="Nhầm tệp")
    assert (len(made), len(asked)) == (2, 2)
    village = VillageFactory(parent=CommuneFactory(parent=province))
    HouseholdFactory(village=village, head_name="Trần Văn Đảo")
    named = [rows[0], {**rows[1], "note": "Theo ông Trần Văn Đảo"}]
    with pytest.raises(Named):
        load_figures(by=reviewer, area=province, rows=named, again=True)


def test_withdrawing_one_of_a_file_leaves_the_others(province, reviewer):
    first, second = load_figures(by=reviewer, area=province, rows=read_rows(SHEET, is_seen=True)[0])
    alone = enter_figure(by=reviewer, area=province, **said())
    client = signed_in(reviewer)
    client.post(reverse("periodic:unpublish", args=[first.uuid]), {"why": "Sai số"})
    assert set(PublishedFigure.unscoped.filter(withdrawn_at=None)) == {second, alone}
    page = client.get(reverse("periodic:unpublish", args=[alone.uuid]))
    assert "is_whole" not in page.context["form"].fields


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"text": ""}, "dán bảng cả dòng tiêu đề"),
        ({"text": "Chỉ số;Nguồn"}, "Tệp thiếu cột: Số của ngày, Số công bố, Đơn vị tính, Địa chỉ."),
        ({"text": SHEET.replace("96,4", "nhiều")}, "Dòng 3: Số công bố"),
        ({"text": SHEET.replace("1.545", "1.54.5")}, "Dòng 2: Số công bố: Viết lại số này"),
        ({"text": SHEET.replace("1.545", "1 54 5")}, "Dòng 2: Số công bố: Viết lại số này"),
        ({"text": SHEET.replace("1.562", "1.5.562")}, "Dòng 2: Trên tổng số: Viết lại số này"),
        ({"file": b"\x81\x8d\xff"}, "CSV UTF-8"),
        ({"file": b"a" * 200_001}, "Tệp quá lớn"),
        ({"text": SHEET, "is_seen": ""}, "Số chưa xác nhận"),
    ],
)
def test_a_table_that_cannot_come_in_says_why_and_writes_nothing(province, reviewer, sent, words):
    sent = {"is_seen": "on", "ghi": "1"} | sent
    if isinstance(sent.get("file"), bytes):
        sent["file"] = SimpleUploadedFile("so.csv", sent["file"])
    address = reverse("periodic:publish_table", args=[province.pk])
    assert words in signed_in(reviewer).post(address, sent).content.decode()
    assert not PublishedFigure.unscoped.exists()


@pytest.mark.parametrize("said", ["1.545", "1 545", "1\u00a0545", "1545"])
def test_a_number_with_spaces_between_its_groups_is_that_number(said):
    (row, _share), _left = read_rows(SHEET.replace("1.545", said), is_seen=True)
    assert row["value"] == 1545


@pytest.mark.parametrize("kind", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_file_is_read_in_the_letters_that_a_sheet_is_saved_with(province, reviewer, kind):
    address = reverse("periodic:publish_table", args=[province.pk])
    file = SimpleUploadedFile("so.csv", SHEET.encode(kind))
    shown = signed_in(reviewer).post(address, {"file": file, "is_seen": "on"})
    assert [row["name"] for row, _state in shown.context["rows"]] == [
        "Thôn có tổ",
        "Tỷ lệ thanh toán số",
    ]


def test_a_province_reads_what_was_published_of_the_country(province, reviewer):
    row = PublishedFigureFactory(area=province.parent, name="Tổ cả nước")
    gone = PublishedFigureFactory(area=province.parent, name="Số đã bỏ")
    withdraw_figure(by=None, figure=gone, why="Sai")
    page = signed_in(reviewer).get(reverse("periodic:published", args=[province.pk]))
    assert [line.row for line in page.context["national"]] == [row]
    assert "Số đã bỏ" not in page.content.decode()
    # Only read: it is withdrawn where it was entered.
    assert reverse("periodic:unpublish", args=[row.uuid]) not in page.content.decode()
    country = UserFactory(area=province.parent, role=Role.REVIEWER)
    page = signed_in(country).get(reverse("periodic:published", args=[province.parent.pk]))
    assert list(page.context["national"]) == []


def test_a_dashboard_shows_what_was_published_beside_its_own_and_counts_none_of_it(
    province, reviewer
):
    TeamFactory(area=VillageFactory(parent=CommuneFactory(parent=province)))
    today = timezone.localdate()
    page = reverse("reports:dashboard", args=[province.pk])
    client, part = signed_in(reviewer), reverse("periodic:published_beside", args=[province.pk])
    before = client.get(page).content.decode()
    assert f'hx-get="{part}"' in before
    assert "Chưa ghi số nào" in client.get(part).content.decode()
    PublishedFigureFactory(area=province, day=today, value=9876, unit="tổ")
    withdraw_figure(
        by=reviewer,
        figure=PublishedFigureFactory(area=province, value=5432, name="Số bỏ"),
        why="Sai",
    )
    PublishedFigureFactory(area=province.parent, value=7654, unit="tổ")
    text = " ".join(client.get(part).content.decode().split())
    assert 'đã công bố 9.876 tổ · <span class="nw"> theo sổ 1' in text
    assert "đã công bố 7.654 tổ" in text
    assert "5.432" not in text
    assert not {"9.876", "7.654", "5.432"} & set(
        re.findall(r"[\d.]+", client.get(page).content.decode())
    )
    assert signed_in(UserFactory(area=ProvinceFactory())).get(part).status_code == 404


# --- Never inside ours.


def test_no_figure_of_ours_changes_by_a_published_one(province, reviewer):
    commune = CommuneFactory(parent=province)
    TeamFactory(area=VillageFactory(parent=commune))
    day = timezone.localdate()

    def ours():
        return as_of_one(province, day), added(facts_of(Asked(province, day, day)).values())

    before = ours()
    for figure in HELD_AGAINST:
        enter_figure(by=reviewer, area=commune, **said(figure=figure, name=figure, day=day))
    load_figures(area=province, rows=[said(value=1000, day=day)])
    assert ours() == before


# --- The page.


def test_the_page_shows_both_numbers_their_difference_and_the_source(province, reviewer):
    commune = CommuneFactory(parent=province)
    TeamFactory(area=VillageFactory(parent=commune))
    today = timezone.localdate()
    PublishedFigureFactory(area=province, day=today, value=100, about="gần")
    PublishedFigureFactory(area=province, day=today, figure="", name="Máy tính của tổ")
    client = signed_in(reviewer)
    page = client.get(reverse("periodic:published", args=[province.pk]))
    lines = {line.row.figure: line for line in page.context["lines"]}
    assert (lines["to"].published, lines["to"].ours, lines["to"].difference) == ("100", "1", "−99")
    assert (lines[""].is_held, lines[""].ours) == (False, "")
    assert "https://bao.vn/so" in page.content.decode()


def test_the_day_that_was_asked_for_is_held_against_the_register(province, reviewer):
    TeamFactory(area=VillageFactory(parent=CommuneFactory(parent=province)))
    today = timezone.localdate()
    PublishedFigureFactory(area=province, day=today)
    PublishedFigureFactory(area=province, day=date(2000, 1, 31), name="Số cũ")
    address = reverse("periodic:published", args=[province.pk])
    client = signed_in(reviewer)
    held = {line.row.day: line for line in client.get(address).context["lines"]}
    assert (held[today].ours, held[date(2000, 1, 31)].is_held) == ("1", False)
    asked = client.get(address, {"ngay": "2000-01-31"})
    held = {line.row.day: line for line in asked.context["lines"]}
    assert held[date(2000, 1, 31)].is_held
    assert held[date(2000, 1, 31)].ours == ""
    assert not held[today].is_held
    assert "sổ chưa có" in asked.content.decode()
    # What is no day, or one of which nothing was published, is the newest.
    for wrong in ("hôm kia", "2001-01-01"):
        assert client.get(address, {"ngay": wrong}).context["day"] == today


def test_a_reviewer_enters_and_withdraws_on_the_pages(province, reviewer):
    client = signed_in(reviewer)
    add = reverse("periodic:publish", args=[province.pk])
    assert client.post(add, typed(value="1.234")).status_code == 302
    row = PublishedFigure.unscoped.get()
    assert (row.value, row.entered_by, row.area) == (1234, reviewer, province)
    again = client.post(add, typed(value="1.234"))
    assert again.context["form"].errors["name"]
    out = reverse("periodic:unpublish", args=[row.uuid])
    assert client.post(out, {"why": "12"}).context["form"].errors["why"]
    assert client.post(out, {"why": "Nguồn đính chính"}).status_code == 302
    assert client.get(out).status_code == 404
    page = client.get(reverse("periodic:published", args=[province.pk])).content.decode()
    assert "Đã rút: Nguồn đính chính" in page


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("is_seen", {"is_seen": ""}),
        ("of", {"of": "5"}),
        ("day", {"day": "01/01/2999"}),
        ("link", {"link": "bao.vn/so"}),
        ("link", {"link": "javascript:alert(1)"}),
        ("figure", {"figure": "buoi"}),
        ("value", {"value": "-1"}),
    ],
)
def test_the_form_says_at_the_field_what_is_wrong(field, wrong):
    form = FigureForm(typed(**wrong))
    assert not form.is_valid()
    assert list(form.errors) == [field]


def test_a_month_stands_for_its_last_day_and_never_for_a_day_to_come():
    form = FigureForm(typed(day="03/02/2024", is_month="on"))
    assert form.is_valid(), form.errors
    assert form.cleaned_data["day"] == date(2024, 2, 29)
    today = timezone.localdate()
    form = FigureForm(typed(day=f"{today:%d/%m/%Y}", is_month="on"))
    assert form.is_valid(), form.errors
    assert form.cleaned_data["day"] <= today


@pytest.mark.parametrize("role", [Role.OFFICER, Role.COMMITTEE])
def test_who_only_reads_enters_and_withdraws_nothing(province, role):
    commune = CommuneFactory(parent=province)
    row = PublishedFigureFactory(area=commune)
    client = signed_in(UserFactory(area=commune, role=role))
    assert client.get(reverse("periodic:published", args=[commune.pk])).status_code == 200
    assert client.post(reverse("periodic:publish", args=[commune.pk]), typed()).status_code in {
        403,
        404,
    }
    out = client.post(reverse("periodic:unpublish", args=[row.uuid]), {"why": "Sai số"})
    assert out.status_code in {403, 404}
    assert PublishedFigure.unscoped.filter(withdrawn_at=None).get() == row


def test_nothing_of_another_province_nor_of_a_village_is_found(reviewer):
    stranger = ProvinceFactory(parent=reviewer.area.parent)
    row = PublishedFigureFactory(area=stranger)
    village = VillageFactory(parent=CommuneFactory(parent=reviewer.area))
    assert village.level == Level.VILLAGE
    client = signed_in(reviewer)
    for address in (
        reverse("periodic:published", args=[stranger.pk]),
        reverse("periodic:publish", args=[stranger.pk]),
        reverse("periodic:unpublish", args=[row.uuid]),
        reverse("periodic:published", args=[village.pk]),
    ):
        assert client.get(address).status_code == 404

"""Pages of requests about personal data."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from audit.models import AuditEntry
from households.models import Resident
from privacy.models import SubjectRequest
from privacy.requests import actions
from tests.pages import signed_in, words
from tests.pdf_text import words_of_pdf

pytestmark = pytest.mark.django_db
LIST = "/du-lieu-ca-nhan/yeu-cau/"
NEW = f"{LIST}moi/"
ASKED = {"asker": "self", "channel": "counter", "received_on": ""}


@pytest.fixture
def officer(world):
    return signed_in(world.own.officer)


@pytest.fixture
def home(world):
    return world.own.household


@pytest.fixture
def person(home):
    return home.residents.get(is_head=True)


@pytest.fixture
def ask(world, person):
    def ask(kind="access", days=0, **facts):
        said = {"asker": "self", "channel": "counter", "requester": "Ai Hỏi", "checked": True}
        said |= {"received_on": timezone.localdate() - timedelta(days=days), "resident": person}
        commune = world.own.area
        return actions.receive(
            by=world.own.officer, commune=commune, kind=kind, **{**said, **facts}
        )

    return ask


def page_of(request, end=""):
    return f"{LIST}{request.uuid}/{end}"


def test_the_list_says_how_the_year_stands_and_what_is_due_first(officer, ask, only_reads):
    ask(days=60, requester="Quá Hạn")
    with only_reads():
        page = officer.get(LIST)
    assert "3 yêu cầu năm" in words(page)
    assert "1/3 đã trả lời, 1 quá hạn" in words(page)
    assert [row[0].requester for row in page.context["rows"]] == ["Quá Hạn", "Chủ Hộ 01", "Ai Đó"]


def test_the_list_is_filtered_by_what_is_to_be_done_and_by_household(officer, ask, home):
    late, acknowledged = ask(days=60), ask()
    actions.acknowledge(by=None, request=acknowledged)
    pressing = officer.get(f"{LIST}?loc=can-lam").context["rows"]
    assert [row[0] for row in pressing] == [late]
    assert len(officer.get(f"{LIST}?loc=dang-mo").context["rows"]) == 3
    assert len(officer.get(f"{LIST}?ho={home.uuid}").context["rows"]) == 3
    assert len(officer.get(f"{LIST}?nam=1999&loc=gi-do&ho=x").context["rows"]) >= 3


def test_above_the_commune_only_numbers_are_shown(world, ask):
    late = ask(days=60)
    for reader in (world.committee, world.reviewer, world.administrator):
        page = signed_in(reader).get(LIST)
        lines = {
            line.commune: (line.overdue, line.answered, line.n) for line in page.context["lines"]
        }
        of_year = 3 if late.received_on.year == timezone.localdate().year else 2
        assert lines[world.own.area] == (1, 1, of_year)
        assert "Ai Hỏi" not in words(page)
        assert "Chủ Hộ 01" not in words(page)
        assert signed_in(reader).get(page_of(late)).status_code == 404


def test_a_member_of_a_team_sees_none_of_it(world, ask):
    client = signed_in(world.own.member)
    for address in (LIST, NEW, page_of(ask())):
        assert client.get(address).status_code == 404


def test_a_household_is_found_by_words_that_no_address_holds(officer, home):
    page = officer.post(NEW, {"q": "chu ho"})
    assert home.pk in [one.pk for one in page.context["found"]]
    assert officer.post(NEW, {"q": ""}).context["form"].errors


def test_a_request_of_a_person_takes_their_name(officer, person):
    address = f"{NEW}?nguoi={person.pk}"
    start = officer.get(address).context["form"]
    assert start.initial["resident"] == str(person.pk)
    sent = {**ASKED, "resident": str(person.pk), "kind": "access", "checked": "on"}
    answer = officer.post(address, sent)
    row = SubjectRequest.unscoped.latest("pk")
    assert answer.url == page_of(row)
    assert (row.requester, row.resident, row.household) == (
        person.full_name,
        person,
        person.household,
    )


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"kind": "access", "resident": "ca-ho"}, "resident"),
        ({"kind": "correction"}, "words"),
        ({"kind": "erasure", "asker": "guardian"}, "requester"),
        ({"kind": "erasure", "resident": "ca-ho"}, "requester"),
        ({"kind": ""}, "kind"),
    ],
)
def test_what_a_request_cannot_do_without_is_asked_for(officer, home, person, said, field):
    sent = {**ASKED, "resident": str(person.pk), **said}
    page = officer.post(f"{NEW}?ho={home.uuid}", sent)
    assert field in page.context["form"].errors


def test_somebody_who_is_not_in_the_register_may_ask(officer):
    sent = {**ASKED, "kind": "access", "requester": "Người Lạ Mặt"}
    officer.post(f"{NEW}?ho=khong-co", sent)
    row = SubjectRequest.unscoped.latest("pk")
    assert (row.requester, row.household) == ("Người Lạ Mặt", None)
    assert officer.get(page_of(row)).status_code == 200


def test_each_step_is_one_button_and_leads_to_the_next(officer, ask):
    row = ask("restriction", checked=False)
    for step, end in (
        ("acknowledge", "xac-nhan"),
        ("check", "dung-nguoi"),
        ("restrict", "han-che"),
    ):
        assert officer.get(page_of(row)).context["step"] == step
        assert officer.post(page_of(row, f"{end}/")).url == page_of(row)
    assert officer.get(page_of(row)).context["step"] == "answer"
    officer.post(page_of(row), {"decision": "done", "text": "Đã hạn chế", "ground": ""})
    row.refresh_from_db()
    assert (row.decision, row.answer) == ("done", "Đã hạn chế")


def test_a_refusal_without_its_ground_is_asked_for_it(officer, ask):
    row = ask()
    page = officer.post(page_of(row), {"decision": "refused", "text": "Không", "ground": ""})
    assert "ground" in page.context["form"].errors
    officer.post(page_of(row), {"decision": "refused", "text": "Không", "ground": "duty"})
    row.refresh_from_db()
    assert row.ground == "duty"
    again = {"decision": "done", "text": "Lần nữa", "ground": ""}
    page = officer.post(page_of(row), again)
    assert page.status_code == 409
    assert "vừa được người khác trả lời" in words(page)
    assert ">Lần nữa</textarea>" in page.content.decode()
    row.refresh_from_db()
    assert row.answer == "Không"


def test_an_erasure_is_decided_where_it_is_done(officer, ask):
    choices = officer.get(page_of(ask("erasure"))).context["form"].fields["decision"].choices
    assert [value for value, _words in choices] == ["partly", "refused"]


def test_more_time_needs_a_reason_and_is_given_once(officer, ask):
    row = ask()
    assert officer.post(page_of(row, "gia-han/"), {"gia-han-why": ""}).status_code == 422
    officer.post(page_of(row, "gia-han/"), {"gia-han-why": "Hồ sơ ở kho"})
    row.refresh_from_db()
    assert row.extended_why == "Hồ sơ ở kho"
    again = officer.post(page_of(row, "gia-han/"), {"gia-han-why": "Lần nữa"})
    assert "một lần" in words(again)


def test_a_restriction_is_shown_where_the_data_are_used_until_it_is_lifted(officer, ask, home):
    row = actions.restrict(by=None, request=ask("restriction"))
    village = home.village_id
    shown = {
        reverse("households:detail", args=[home.uuid]): "Hạn chế xử lý từ",
        reverse("households:list", args=[village]): "Hạn chế xử lý",
        reverse("households:sheet", args=[village]): "hạn chế xử lý",
        reverse("households:sheet_paper", args=[home.village.printed_sheets.first().uuid]): (
            "hạn chế xử lý: không hỏi"
        ),
    }
    for address, said in shown.items():
        assert said in words(officer.get(address)), address
    assert officer.post(page_of(row, "thoi-han-che/"), {"thoi-why": ""}).status_code == 422
    officer.post(page_of(row, "thoi-han-che/"), {"thoi-why": "Chị đồng ý lại"})
    for address, said in shown.items():
        assert said not in words(officer.get(address)), address


def test_what_is_printed_waits_for_its_step(officer, ask):
    row = ask()
    assert officer.get(page_of(row, "phieu/")).status_code == 404
    assert officer.get(page_of(row, "tra-loi/")).status_code == 404
    actions.answer(by=None, request=row, decision="done", text="Gửi kèm bản sao")
    assert "PHIẾU TIẾP NHẬN" in words(officer.get(page_of(row, "phieu/")))
    assert "Gửi kèm bản sao" in words(officer.get(page_of(row, "tra-loi/")))


@pytest.mark.parametrize("form", ["pdf", "excel"])
def test_a_copy_is_journalled_and_given_once_somebody_was_checked(officer, ask, person, form):
    row, end = ask(checked=False), f"ban-sao/{form}/"
    assert officer.get(page_of(row, end)).status_code == 404
    actions.check_asker(by=None, request=row)
    entries = AuditEntry.unscoped.filter(verb="Tải bản sao dữ liệu cá nhân")
    officer.head(page_of(row, end))
    assert not entries.exists()
    answer = officer.get(page_of(row, end))
    assert answer["Content-Disposition"].startswith(
        f'attachment; filename="ban-sao-{str(row).lower()}'
    )
    assert person.full_name not in answer["Content-Disposition"]
    assert entries.get().subject_key == str(row.pk)
    if form == "pdf":
        assert person.full_name in words_of_pdf(answer.content)


def test_no_copy_is_given_of_another_kind_of_request(officer, ask):
    for kind in ("correction", "erasure"):
        assert officer.get(page_of(ask(kind), "ban-sao/pdf/")).status_code == 404


def test_a_household_and_its_people_lead_to_a_new_request(officer, home):
    other = Resident.unscoped.filter(household=home, is_head=False).first()
    detail = officer.get(reverse("households:detail", args=[home.uuid])).content.decode()
    assert f"{NEW}?ho={home.uuid}" in detail
    change = officer.get(reverse("households:resident_change", args=[other.pk])).content.decode()
    assert f"{NEW}?nguoi={other.pk}" in change


def test_the_list_goes_out_as_a_workbook(officer, ask):
    ask()
    answer = officer.get(f"{LIST}?tep=excel")
    assert answer["Content-Type"].endswith("sheet")


@pytest.mark.parametrize("form", ["pdf", "excel"])
def test_no_copy_is_given_of_somebody_who_moved_out_of_the_commune(officer, ask, world, form):
    request = ask()
    address = page_of(request, f"ban-sao/{form}/")
    assert officer.get(address).status_code == 200
    household = request.resident.household
    household.village = world.sibling.village
    household.save()
    told = AuditEntry.unscoped.count()
    assert officer.get(address).status_code == 404
    assert AuditEntry.unscoped.count() == told


@pytest.mark.parametrize("of", ["person", "household"])
def test_somebody_who_moved_out_of_the_commune_is_not_named_there(officer, ask, world, of, person):
    household = person.household
    about = (
        {} if of == "person" else {"kind": "restriction", "resident": None, "household": household}
    )
    request = ask(**about)
    link = f"/ho/{household.uuid}/"
    assert link in officer.get(page_of(request)).content.decode()
    household.village = world.sibling.village
    household.save()
    page = officer.get(page_of(request))
    assert "không còn ở địa bàn này" in words(page)
    assert link not in page.content.decode()
    assert person.full_name not in words(page)

"""The page of a province's template, and what was sent as documents."""

import io

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from audit.models import AuditEntry
from periodic.catalogue.actions import make_form, new_version, retire_form
from periodic.catalogue.rules.columns import typed
from periodic.models import WordTemplate
from tests.books import body_of, sheets
from tests.factories import (
    CommuneFactory,
    FormVersionFactory,
    PeriodFactory,
    ProvinceFactory,
    SubmissionFactory,
    UserFactory,
    WordTemplateFactory,
)
from tests.pdf_text import words_of_pdf
from tests.periodic.documents import hostile
from tests.periodic.documents.contents import commune_month
from tests.periodic.documents.reading import words_of_word

pytestmark = pytest.mark.django_db
PAGE = "/bao-cao/mau-word/"


@pytest.fixture
def reviewer(client):
    person = UserFactory(area=ProvinceFactory(), role=Role.REVIEWER)
    client.force_login(person)
    return person


@pytest.fixture
def sent(reviewer):
    """Return what a commune of the reviewer's province sent."""
    commune = CommuneFactory(parent=reviewer.area, code="22015")
    return SubmissionFactory(report__area=commune, content=commune_month().as_data())


def address(sent, kind):
    report = sent.report
    return reverse(
        "periodic:copy_file", args=[report.period.uuid, report.area.code, sent.number, kind]
    )


def upload(client, data):
    file = SimpleUploadedFile("x.docx", data)
    return client.post(PAGE, {"file": file}, follow=True)


def test_a_template_is_sent_looked_at_used_and_given_up(client, reviewer, sent):
    page = upload(client, hostile.good()).content.decode()
    assert "Mẫu đọc được." in page
    assert "Mẫu mới, chưa dùng" in page
    tried = client.get(f"{PAGE}xem-thu/")
    assert tried["Content-Disposition"] == 'attachment; filename="xem-thu-mau.docx"'
    assert "XÃ TUY AN ĐÔNG" in words_of_word(tried.content)
    page = client.post(f"{PAGE}dung/", follow=True).content.decode()
    assert "Báo cáo của tỉnh nay theo mẫu này." in page
    assert reviewer.full_name in page
    page = client.post(f"{PAGE}bo/", follow=True).content.decode()
    assert "Báo cáo của tỉnh nay theo mẫu chung." in page
    assert client.get(f"{PAGE}xem-thu/").status_code == 404


def test_a_refused_one_is_said_at_its_field_and_not_kept(client, reviewer):
    page = upload(client, hostile.saying("{{ don_vi.__class__ }}")).content.decode()
    assert "Ô điền chỉ được là tên trong danh sách" in page
    assert not WordTemplate.unscoped.exists()


def test_no_file_and_an_empty_one_are_said(client, reviewer):
    assert "Chọn tệp trước." in client.post(PAGE, {"file": ""}).content.decode()
    assert "Tệp rỗng." in upload(client, b"").content.decode()


def test_the_starter_is_what_may_be_sent_back(client, reviewer):
    starter = client.get(f"{PAGE}mau-chung/").content
    assert starter == hostile.good()
    assert "Mẫu đọc được." in upload(client, starter).content.decode()


def test_using_or_giving_up_nothing_leads_back(client, reviewer):
    for address in ("dung/", "bo/"):
        assert client.post(f"{PAGE}{address}").url == PAGE


def test_every_placeholder_is_listed_in_braces(client, reviewer):
    page = client.get(PAGE).content.decode()
    for words in (
        "{{ co_quan }}",
        "{%tr for d in bang_cuoi_ky %}",
        "{{ d.ten }}",
        "{{ so_teams }}",
    ):
        assert words in page


@pytest.mark.parametrize("role", [Role.COMMITTEE, Role.OFFICER])
def test_it_is_for_those_who_make_forms_of_a_province(client, role):
    province = ProvinceFactory()
    area = CommuneFactory(parent=province) if role == Role.OFFICER else province
    client.force_login(UserFactory(area=area, role=role))
    for path in ("", "mau-chung/", "xem-thu/"):
        assert client.get(f"{PAGE}{path}").status_code == 404
    assert client.post(f"{PAGE}dung/").status_code == 404


def test_what_was_sent_is_handed_out_as_word_and_pdf_from_its_copy_alone(client, sent):
    sent.report.area.placements.update(name="Xã Đã Đổi Tên")
    made = client.get(address(sent, "word"))
    assert made["Content-Disposition"].endswith('-ban-1.docx"')
    assert "XÃ TUY AN ĐÔNG" in words_of_word(made.content)
    drawn = client.get(address(sent, "pdf"))
    assert drawn["Content-Type"] == "application/pdf"
    assert "XÃ TUY AN ĐÔNG" in words_of_pdf(drawn.content)
    assert client.get(address(sent, "exe")).status_code == 404


def test_taking_a_document_stands_in_the_journal_and_looking_for_it_does_not(client, sent):
    client.head(address(sent, "word"))
    assert not AuditEntry.objects.filter(verb="Tải văn bản báo cáo").exists()
    client.get(address(sent, "word"))
    assert AuditEntry.objects.filter(verb="Tải văn bản báo cáo").count() == 1


def test_word_is_laid_out_as_the_province_wants_it(client, reviewer, sent):
    WordTemplateFactory(province=reviewer.area, data=hostile.saying("Theo mẫu của {{ don_vi }}"))
    said = words_of_word(client.get(address(sent, "word")).content)
    assert "Theo mẫu của Xã Tuy An Đông" in said


@pytest.mark.parametrize("retired", [True, False])
def test_a_template_outlives_an_indicator_that_it_names(client, reviewer, sent, retired):
    """Left out of the next version of its form, or with the form itself: blank, and the paper is made."""
    named = typed("may-tinh", "Máy tính", "Máy dùng được", "cái")
    form = make_form(by=None, area=reviewer.area, name="Máy", columns=[named]).form
    words = "Có {{ so_may_tinh }} máy, {{ so_covered }} hộ đạt"
    assert "Mẫu đọc được." in upload(client, hostile.saying(words)).content.decode()
    client.post(f"{PAGE}dung/")
    if retired:
        retire_form(by=None, form=form, on=timezone.localdate())
    else:
        new_version(by=None, form=form, columns=[typed("loa", "Loa", "Loa dùng được", "cái")])
    assert "Có … máy, 5.712 hộ đạt" in words_of_word(client.get(address(sent, "word")).content)


def test_a_template_that_cannot_be_filled_any_more_is_said_on_the_page(client, reviewer, sent):
    WordTemplateFactory(province=reviewer.area, data=b"no template")
    answer = client.get(address(sent, "word"))
    assert answer.status_code == 302
    assert answer.url.endswith("/ban/1/")


def test_documents_of_strangers_are_not_found(client, sent):
    client.force_login(UserFactory(area=ProvinceFactory(), role=Role.REVIEWER))
    assert client.get(address(sent, "word")).status_code == 404


def test_a_file_of_ours_opens_as_a_document(client, sent):
    made = docx.Document(io.BytesIO(client.get(address(sent, "word")).content))
    assert made.core_properties.title.startswith("Kết quả hoạt động")


def test_a_draft_goes_out_as_it_stands_and_says_so(client, reviewer):
    commune = CommuneFactory(parent=reviewer.area, code="22015")
    form = FormVersionFactory(
        form__area=reviewer.area, columns=commune_month().as_data()["columns"]
    ).form
    period = PeriodFactory(schedule__area=reviewer.area, schedule__form=form)
    client.force_login(UserFactory(area=commune))
    for kind in ("word", "pdf", "excel"):
        address = reverse("periodic:draft_file", args=[period.uuid, commune.code, kind])
        made = client.get(address)
        assert made.status_code == 200
        assert made["Content-Disposition"].startswith('attachment; filename="bao-cao-22015-')
    said = words_of_word(client.get(address.replace("excel", "word")).content)
    assert "(Bản nháp, chưa gửi)" in said
    client.force_login(UserFactory(area=CommuneFactory(parent=reviewer.area)))
    assert client.get(address).status_code == 404


def test_documents_of_a_copy_are_the_same_after_its_unit_was_closed_and_its_form_replaced(
    client, reviewer, sent
):
    """As by the reform: the unit is closed, its code is that of another one, which has a parent and a name of its own."""

    def words():
        word, pdf, excel = (client.get(address(sent, kind)) for kind in ("word", "pdf", "excel"))
        return words_of_word(word.content), words_of_pdf(pdf.content), sheets(body_of(excel))

    before, commune = words(), sent.report.area
    assert "XÃ TUY AN ĐÔNG" in before[0]
    CommuneFactory(parent=ProvinceFactory(), code=commune.code, name="Xã Mới")
    commune.name, commune.closed_on = "Tên Khác", sent.report.period.ends_on
    commune.save()
    version = sent.report.form_version
    FormVersionFactory(form=version.form, number=version.number + 1, columns=[])
    type(version).unscoped.filter(pk=version.pk).update(columns=[{"key": "khac"}])
    type(version.form).unscoped.filter(pk=version.form_id).update(name="Biểu khác")
    assert words() == before

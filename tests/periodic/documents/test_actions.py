"""Word templates of a province: tried, used one at a time, given up for ours."""

import pytest
from django.db import IntegrityError
from django.utils import timezone

from accounts.roles import Role
from audit.models import AuditEntry
from periodic.documents.actions import NothingTried, back_to_ours, keep_template, use_template
from periodic.documents.queries import file_for, templates_of, tried_file, trying
from periodic.models import WordTemplate
from tests.factories import (
    CommuneFactory,
    FormVersionFactory,
    ProvinceFactory,
    SubmissionFactory,
    UserFactory,
    WordTemplateFactory,
)
from tests.periodic.documents.contents import commune_month

pytestmark = pytest.mark.django_db


@pytest.fixture
def province():
    return ProvinceFactory()


@pytest.fixture
def reviewer(province):
    return UserFactory(area=province, role=Role.REVIEWER)


def test_a_template_is_tried_before_it_is_used(province, reviewer):
    commune = CommuneFactory(parent=province)
    kept = keep_template(by=reviewer, province=province, data=b"PK one")
    assert file_for(commune) is None
    assert tried_file(reviewer, province) == b"PK one"
    use_template(by=reviewer, template=kept)
    assert file_for(commune) == file_for(province) == b"PK one"
    assert file_for(CommuneFactory()) is None
    assert tried_file(reviewer, province) is None


def test_another_one_takes_its_place_only_when_it_is_used(province, reviewer):
    use_template(
        by=reviewer, template=keep_template(by=reviewer, province=province, data=b"PK one")
    )
    second = keep_template(by=reviewer, province=province, data=b"PK two")
    assert file_for(province) == b"PK one"
    use_template(by=reviewer, template=second)
    assert file_for(province) == b"PK two"
    assert WordTemplate.unscoped.filter(province=province).count() == 2


def test_what_is_kept_and_not_used_is_replaced_by_the_next(province, reviewer):
    first = keep_template(by=reviewer, province=province, data=b"PK one")
    keep_template(by=reviewer, province=province, data=b"PK two")
    assert tried_file(reviewer, province) == b"PK two"
    with pytest.raises(NothingTried):
        use_template(by=reviewer, template=first)


def test_one_press_leads_back_to_ours(province, reviewer):
    use_template(by=reviewer, template=keep_template(by=reviewer, province=province, data=b"PK"))
    assert back_to_ours(by=reviewer, province=province) is True
    assert file_for(province) is None
    assert back_to_ours(by=reviewer, province=province) is False


def test_each_step_stands_in_the_journal(province, reviewer):
    use_template(by=reviewer, template=keep_template(by=reviewer, province=province, data=b"PK"))
    back_to_ours(by=reviewer, province=province)
    rows = AuditEntry.objects.order_by("pk").values_list("verb", "place")
    assert list(rows)[-3:] == [
        ("Tải mẫu Word lên", province.path),
        ("Dùng mẫu Word của tỉnh", province.path),
        ("Trở về mẫu Word chung", province.path),
    ]


def test_the_database_holds_one_of_each(province):
    WordTemplateFactory(province=province)
    with pytest.raises(IntegrityError):
        WordTemplateFactory(province=province)


def test_nobody_sees_those_of_another_province(province, reviewer):
    WordTemplateFactory(province=province)
    other = UserFactory(area=ProvinceFactory(), role=Role.REVIEWER)
    assert templates_of(reviewer, province).used is not None
    assert templates_of(other, province).used is None


def test_a_template_is_tried_with_the_newest_report_of_the_province(province, reviewer):
    commune = CommuneFactory(parent=province)
    assert "minh họa" in trying(reviewer, province).words["luu_y"]
    content = commune_month(unit="Xã Mới Gửi").as_data()
    SubmissionFactory(report__area=commune, content=content, sent_at=timezone.now())
    assert trying(reviewer, province).words["don_vi"] == "Xã Mới Gửi"


def test_it_may_name_what_any_form_of_its_province_asks(province, reviewer):
    column = {"key": "gian-hang", "name": "Gian hàng", "definition": "", "unit": "gian"}
    column |= {"measure": "stock", "source": "typed"}
    FormVersionFactory(form__area=province, columns=[column])
    FormVersionFactory(form__area=ProvinceFactory(), columns=[{**column, "key": "cua-nguoi-khac"}])
    words = trying(reviewer, province).words
    assert "so_gian_hang" in words
    assert "so_cua_nguoi_khac" not in words

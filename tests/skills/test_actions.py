from datetime import date

import pytest
from django.db import IntegrityError, transaction

from audit.models import AuditEntry
from skills.actions import end_platform, name_platform
from skills.models import LocalPlatform
from tests.factories import CommuneFactory, UserFactory

pytestmark = pytest.mark.django_db
DAY, LATER = date(2026, 5, 1), date(2026, 8, 1)


@pytest.fixture
def officer():
    return UserFactory(area=CommuneFactory())


def named(officer, name="Thử"):
    return name_platform(by=officer, area=officer.area, name=name, valid_from=DAY, document="1/KH")


def test_name_platform_names_it_from_a_day_on(officer):
    platform = LocalPlatform.unscoped.get(pk=named(officer, " Thử ").pk)
    assert (platform.name, platform.area, platform.valid_from) == ("Thử", officer.area, DAY)
    assert platform.valid_to is None


def test_name_platform_is_audited(officer):
    entry = AuditEntry.unscoped.about(named(officer)).get()
    assert (entry.verb, entry.place) == ("Thêm nền tảng số", officer.area.path)
    assert (entry.changes, entry.document) == ({"name": [None, "Thử"]}, "1/KH")


def test_name_platform_refuses_no_name(officer):
    with pytest.raises(IntegrityError), transaction.atomic():
        named(officer, "")
    assert (LocalPlatform.unscoped.count(), AuditEntry.unscoped.count()) == (0, 0)


def test_a_platform_that_is_named_is_not_named_again(officer):
    first = named(officer)
    assert named(officer) == first
    assert (LocalPlatform.unscoped.count(), AuditEntry.unscoped.count()) == (1, 1)


def test_end_platform_ends_it_from_a_day_on(officer):
    end_platform(by=officer, platform=named(officer), on=LATER)
    assert LocalPlatform.unscoped.get().valid_to == LATER


def test_end_platform_is_audited(officer):
    platform = end_platform(by=officer, platform=named(officer), on=LATER)
    entry = AuditEntry.unscoped.about(platform).first()
    assert (entry.verb, entry.changes) == (
        "Ngừng áp dụng nền tảng số",
        {"valid_to": [None, "2026-08-01"]},
    )

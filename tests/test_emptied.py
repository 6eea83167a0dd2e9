"""After a test that commits nothing of it is there, and what was laid for all of them still is."""

import pytest
from django.contrib.auth.models import Permission
from django.test import TransactionTestCase

from accounts.models import User
from areas.models import Area
from audit.actions import record
from audit.models import AuditEntry
from tests.emptied import empty
from tests.factories import UserFactory, VillageFactory


@pytest.mark.engines
@pytest.mark.django_db(transaction=True)
def test_what_was_committed_goes_and_what_was_laid_stays():
    assert TransactionTestCase._fixture_teardown is empty
    laid = Permission.objects.count()
    record(by=UserFactory(), verb="Thử", subject=VillageFactory(), place="", changes={})
    tables = (User, Area, AuditEntry)
    assert all(model.unscoped.exists() for model in tables)
    empty()
    assert not any(model.unscoped.exists() for model in tables)
    assert Permission.objects.count() == laid > 100

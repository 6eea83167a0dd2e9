"""An erasure changes no entry of the journal: what was sealed before verifies after, and so does what it wrote itself."""

import pytest

from audit.models import AuditEntry, PersonalValue
from erasure.actions import erase
from households.register.actions import change_household
from operations.sealing.actions.sealing import seal
from operations.sealing.queries.verifying import Looked, verify
from tests.erasure.known import NAME
from tests.operations.sealing.journal import tamper

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.engines,
    pytest.mark.usefixtures("append_only_audit"),
]


@pytest.fixture
def home(world):
    """A household whose name was corrected twice, all of it sealed."""
    home, by = world.own.household, world.own.officer
    for name in (f"{NAME} Lầm", NAME):
        home = change_household(by=by, household=home, version=home.version, head_name=name)
    assert seal() > 0
    return home


def test_the_chain_verifies_after_an_erasure_and_the_erasure_is_sealed(world, home):
    told = PersonalValue.unscoped.filter(entry__in=AuditEntry.unscoped.about(home))
    before = AuditEntry.unscoped.count()
    assert told.exists()
    erase(by=world.own.officer, subject=home)
    assert not told.exists()
    assert list(verify(Looked())) == []
    assert AuditEntry.unscoped.count() > before
    assert seal() > 0
    looked = Looked()
    assert list(verify(looked)) == []
    assert looked.entries == AuditEntry.unscoped.count()


def test_a_value_changed_instead_of_erased_is_found(world, home):
    """The control: not whatever happens to a value passes for an erasure."""
    told = PersonalValue.unscoped.filter(entry__in=AuditEntry.unscoped.about(home))
    key = told.latest("pk").pk
    tamper(f"""UPDATE audit_personalvalue SET after = '"Ai khác"' WHERE id = {key}""")
    assert [wrong.kind for wrong in verify(Looked())] == ["personal"]

"""A form sent twice writes once, also where both are on their way at the same time."""

from uuid import uuid4

import pytest
from django.db import IntegrityError

from tests.factories import ContactFactory
from web.once import KeyTaken, save_once, sent_before

pytestmark = pytest.mark.django_db


@pytest.fixture
def call(db):
    return ContactFactory()


def test_without_a_key_nothing_was_sent_before(call):
    assert sent_before(type(call), None) is None


def test_a_key_that_nobody_sent_finds_nothing(call):
    assert sent_before(type(call), uuid4()) is None


def test_a_key_finds_what_its_form_wrote(call):
    assert sent_before(type(call), call.uuid, commune_id=call.commune_id) == call


def test_a_key_of_another_place_is_taken(call):
    with pytest.raises(KeyTaken):
        sent_before(type(call), call.uuid, commune_id=0)


def test_the_second_of_two_at_once_gets_the_row_of_the_first(call):
    twin = ContactFactory.build(uuid=call.uuid, commune=call.commune, called_by=call.called_by)
    assert save_once(twin, commune_id=call.commune_id) == call
    assert twin.pk is None


def test_a_row_that_the_database_refuses_for_another_reason_is_no_twin(call):
    wrong = ContactFactory.build(commune=call.commune, called_by=call.called_by)
    wrong.called_on = None
    with pytest.raises(IntegrityError):
        save_once(wrong)

"""What the pages of files say beside the file: whose help it is, and which files were sent."""

import pytest
from django.urls import reverse

from accounts.roles import Role
from imports.models import Import
from tests.factories import ImportFactory
from tests.pages import signed_in

pytestmark = pytest.mark.django_db


def text(client, *address):
    return client.get(reverse(*address[:1], args=address[1:])).content.decode()


def test_the_help_of_a_file_is_that_of_the_readers_work(world):
    above = ImportFactory(commune=world.province, kind="communes")
    sender = signed_in(world.person("so-khcn", Role.REVIEWER, world.province))
    for page in (("imports:upload",), ("imports:detail", above.uuid)):
        shown = text(sender, *page)
        assert 'hx-get="/huong-dan/ngay-dau-tinh/"' in shown
        # And so is the "?" in the head.
        assert "/huong-dan/nhap-excel/" not in shown
    own = ImportFactory(commune=world.own.area)
    shown = text(signed_in(world.own.officer), "imports:detail", own.uuid)
    assert 'hx-get="/huong-dan/nhap-excel/"' in shown


def test_of_files_that_were_sent_three_are_open_and_the_others_fold(world):
    client = signed_in(world.own.officer)
    assert Import.unscoped.filter(commune=world.own.area).count() == 1
    for n in range(2):
        ImportFactory(commune=world.own.area, name=f"tep-{n}.xlsx")
    assert "Các tệp trước đó" not in text(client, "imports:upload")
    ImportFactory(commune=world.own.area, name="moi-nhat.xlsx")
    shown = text(client, "imports:upload")
    order = ["moi-nhat.xlsx", "tep-1.xlsx", "tep-0.xlsx", "Các tệp trước đó"]
    assert "</a>" in shown[shown.index("Các tệp trước đó") :]
    assert [shown.index(words) for words in order] == sorted(map(shown.index, order))

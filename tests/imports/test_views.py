"""From the file to the result, as the officer goes."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from households.models import Household
from imports.models import Import
from tests.imports.sheets import workbook
from tests.pages import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def client(world):
    return signed_in(world.own.officer)


def sent(client, *rows, status=302, **fields):
    """Send a file with these rows; return the answer."""
    head = fields.pop("head", None)
    data = workbook(*rows, **({"head": head} if head else {}))
    file = SimpleUploadedFile("ho.xlsx", data)
    response = client.post(reverse("imports:upload"), {"file": file, **fields})
    assert response.status_code == status, response.content.decode()
    return response


def preview(client, *rows, **fields):
    return client.get(sent(client, *rows, **fields).url).content.decode()


def test_a_plain_sheet_takes_three_presses(world, client):
    village = world.own.village.name
    first = client.get(reverse("imports:upload"))
    assert "Xem trước" in first.content.decode()
    page = sent(client, [village, "Lê Thị Một", 1980, "x", "", "x", "", ""], [village, "Lê Hai"])
    text = client.get(page.url).content.decode()
    assert "Nhập 2 dòng" in text
    assert not Household.unscoped.filter(head_name="Lê Thị Một").exists()
    source = Import.unscoped.get()
    done = client.post(reverse("imports:confirm", args=[source.uuid]), follow=True)
    text = done.content.decode()
    assert "Đã nhập 2 dòng" in text
    assert "2 hộ mới, 0 hộ cập nhật, 0 dòng bỏ qua." in text
    one = Household.unscoped.get(head_name="Lê Thị Một")
    assert one.residents.get().results == [2, 0, 2, 0, None]
    assert Household.unscoped.get(head_name="Lê Hai").surveyed_on is None

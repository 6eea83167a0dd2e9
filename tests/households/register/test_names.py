"""Names of residents are for those who work in the commune; everybody above reads sums."""

import pytest

from tests.pages import samples, signed_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("who", ["reviewer", "committee", "administrator"])
def test_no_page_of_households_tells_a_name_to_who_may_not_read_them(world, who):
    client, opened = signed_in(getattr(world, who)), 0
    pages = {name: all_ for name, all_ in samples(world).items() if name.startswith("households:")}
    for addresses in pages.values():
        for address in addresses:
            text = client.get(address).content.decode()
            opened += 1
            assert "Chủ Hộ 0" not in text, address
            assert "Người Nhà 0" not in text, address
    assert opened > 15


def test_the_officer_reads_them(world):
    text = signed_in(world.own.officer).get(f"/thon/{world.own.village.pk}/ho/").content.decode()
    assert "Chủ Hộ 01" in text

"""The lists under "Tổ" lead back to it, and name their own page."""

import re

import pytest

from areas.names import lower_first
from tests.pages import signed_in


def crumbs(response):
    page = response.content.decode()
    found = re.search(r'<nav class="crumbs".*?</nav>', page, re.DOTALL)
    assert found
    return " ".join(re.sub(r"<[^>]+>", " ", found[0]).split()), found[0]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "here"),
    [
        ("/to/quyet-dinh/", "Quyết định"),
        ("/to/hoat-dong/", "Buổi hướng dẫn"),
        ("/to/nhu-cau/", "Đề nghị"),
        ("/to/thiet-bi/", "Thiết bị"),
        ("/to/tap-huan/", "Tập huấn"),
    ],
)
def test_a_list_under_the_teams_leads_back_to_them(world, address, here):
    said, tags = crumbs(signed_in(world.own.officer).get(address))
    assert said.endswith(f"{world.own.area.full_name} Tổ công nghệ số {here}")
    assert 'href="/to/"' in tags


def test_a_name_inside_a_sentence_keeps_the_capital_of_the_country():
    assert lower_first("Xã An Ninh Tây") == "xã An Ninh Tây"
    assert lower_first("Việt Nam") == "Việt Nam"

"""The notice to residents is one sheet of A4, in both languages, with as many words as a province may write."""

import re

import pytest

from privacy.models import ProcessingNotice
from tests.factories import ProcessingNoticeFactory

LONGEST = ("purpose", "basis", "controller", "contact", "complaint")


def test_it_prints_on_one_page_with_its_code(visitors, world):
    most = {name: ProcessingNotice._meta.get_field(name).max_length for name in LONGEST}
    words = {name: ("người dân của xã " * 30)[:n].strip() for name, n in most.items()}
    ProcessingNoticeFactory(province=world.province, **words)
    page = visitors.open(world.own.officer)
    for language in ("vi", "en"):
        page.goto(f"/quyen-rieng-tu/?xa={world.own.area.pk}")
        assert page.evaluate("document.documentElement.lang") == language
        assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4"))) == 1
        page.context.add_cookies([{"name": "django_language", "value": "en", "url": page.url}])
    page.emulate_media(media="print")
    # Thirty millimetres: to be scanned from a wall.
    assert page.locator(".notice-head svg").bounding_box()["width"] >= 110


@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_scrolls_sideways(visitors, world, width):
    page = visitors.open(world.own.officer, {"width": width, "height": 740})
    for address in (
        "/quyen-rieng-tu/",
        "/su-co-du-lieu/",
        f"/su-co-du-lieu/{world.own.breach.pk}/",
    ):
        page.goto(address)
        wide = "document.documentElement.scrollWidth - window.innerWidth"
        assert page.evaluate(wide) <= 0, address

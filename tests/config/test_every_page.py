"""What every page passes."""

import pytest
from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.test import RequestFactory

from config.every_page import EveryPage

KEPT = "(đã xóa tên) N0000012"


@pytest.mark.parametrize(("language", "said"), [("en", "(name erased) N0000012"), ("vi", KEPT)])
def test_that_a_name_was_erased_is_said_in_the_language_of_the_page(language, said):
    page = f'<p>Chủ hộ <b>{KEPT}</b>, {KEPT}</p><input value="{KEPT}">'
    told = HttpResponse(page, headers={"Content-Length": len(page.encode())})
    answer = answered(told, language)
    assert int(answer["Content-Length"]) == len(answer.content)
    shown = answer.content.decode()
    # What a field holds is saved again as it is.
    assert shown == f'<p>Chủ hộ <b>{said}</b>, {said}</p><input value="{KEPT}">'


def test_what_a_script_is_answered_is_left_alone():
    assert (
        KEPT in answered(HttpResponse(f">{KEPT}", content_type="text/csv"), "en").content.decode()
    )
    assert answered(JsonResponse({}), "en").content == b"{}"


def answered(response, language):
    request = RequestFactory().get("/")
    request.COOKIES[settings.LANGUAGE_COOKIE_NAME] = language
    return EveryPage(lambda _: response)(request)

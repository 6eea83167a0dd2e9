"""What every page passes."""

import pytest
from django.conf import settings
from django.http import HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.test import RequestFactory
from django.urls import reverse

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


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "said"), [("vi", "Chưa có gì được ghi"), ("en", "Nothing was")]
)
def test_an_address_that_is_for_a_button_alone_says_so_in_words(language, said):
    answer = answered(HttpResponseNotAllowed(["POST"]), language)
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert said in answer.content.decode()


@pytest.mark.django_db
def test_a_page_that_only_takes_a_form_is_no_empty_answer_when_it_is_opened(client):
    answer = client.get(reverse("accounts:not_me"))
    assert answer.status_code == 405
    assert "Về trang đầu" in answer.content.decode()
    assert 'lang="vi"' in answer.content.decode()
    # A browser reads no further than the length that it is told.
    assert answer["Content-Length"] == str(len(answer.content))


def answered(response, language):
    request = RequestFactory().get("/")
    request.COOKIES[settings.LANGUAGE_COOKIE_NAME] = language
    return EveryPage(lambda _: response)(request)

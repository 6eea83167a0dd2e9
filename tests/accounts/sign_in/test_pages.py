"""What the pages before the sign-in say to whoever forgot a password: of which office they are nobody knows yet."""

import pytest

pytestmark = pytest.mark.django_db


def test_whoever_forgot_a_password_reads_whom_to_ask_in_a_commune_and_above(client):
    page = " ".join(client.get("/dang-nhap/").content.decode().split())
    assert "tổ hỏi công chức xã, phường, còn xã và Sở hỏi quản trị hệ thống của tỉnh." in page

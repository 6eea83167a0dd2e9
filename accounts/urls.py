"""Addresses of accounts."""

from django.urls import path

from accounts.cards import views as cards
from accounts.devices.views import device_forget, device_let_in, devices_forget
from accounts.inbox import views as inbox
from accounts.moved.views import moved, my_unit
from accounts.opening import views as opening
from accounts.outbox.views import mail, mail_stop
from accounts.own_password.views import change_password
from accounts.people.views import people, requests
from accounts.second_factor.views import (
    second_factor,
    second_factor_codes,
    second_factor_off,
    second_factor_remove,
    security,
)
from accounts.sign_in.views import sign_in, sign_in_code, sign_out
from accounts.unused.views import keep, review, review_done

app_name = "accounts"
urlpatterns = [
    path("dang-nhap/", sign_in, name="sign_in"),
    path("dang-nhap/ma/", sign_in_code, name="sign_in_code"),
    path("dang-xuat/", sign_out, name="sign_out"),
    path("doi-mat-khau/", change_password, name="change_password"),
    path("moi/", opening.activate, name="activate"),
    path("moi/khong-phai/", opening.not_me, name="not_me"),
    path("moi/mat-khau/", opening.choose_password, name="choose_password"),
    path("tin-bao/", inbox.inbox, name="inbox"),
    path("tin-bao/da-doc/", inbox.read_all, name="inbox_read_all"),
    path("tin-bao/<int:pk>/da-doc/", inbox.read, name="inbox_read"),
    path("tin-bao/thu/", mail, name="mail"),
    path("thoi-thu/<int:pk>/<str:mark>/", mail_stop, name="mail_stop"),
    path("bao-mat/", security, name="security"),
    path("bao-mat/lop-hai/", second_factor, name="second_factor"),
    path("bao-mat/lop-hai/doi/", second_factor_off, name="second_factor_off"),
    path("bao-mat/ma-du-phong/", second_factor_codes, name="second_factor_codes"),
    path("bao-mat/thiet-bi/<int:pk>/dang-xuat/", device_forget, name="device_forget"),
    path("bao-mat/dang-xuat-moi-noi/", devices_forget, name="devices_forget"),
    path("tai-khoan/", people.people, name="list"),
    path("tai-khoan/moi/", people.invite, name="invite"),
    path("tai-khoan/giay-moi/", cards.cards, name="cards"),
    path("tai-khoan/giay-moi/in/", cards.draw, name="draw"),
    path("tai-khoan/giay-moi/to/<int:pk>/thu-hoi/", cards.revoke_sheet, name="revoke_sheet"),
    path("tai-khoan/don-vi-cu/", moved, name="moved"),
    path("don-vi-da-doi/", my_unit, name="my_unit"),
    path("tai-khoan/ra-soat/", review, name="review"),
    path("tai-khoan/ra-soat/xong/", review_done, name="review_done"),
    path("tai-khoan/<int:pk>/giu/", keep, name="keep"),
    path("tai-khoan/<int:pk>/", people.change, name="change"),
    path("tai-khoan/<int:pk>/ngung/", people.stop, name="stop"),
    path("tai-khoan/<int:pk>/ma-may/", device_let_in, name="device_let_in"),
    path("tai-khoan/<int:pk>/go-lop-hai/", second_factor_remove, name="second_factor_remove"),
    path("tai-khoan/<int:pk>/ma/", people.renew, name="renew"),
    path("tai-khoan/<int:pk>/ma/thu-hoi/", people.revoke, name="revoke"),
    path("tai-khoan/cho-duyet/", requests.requests, name="requests"),
    path("tai-khoan/cho-duyet/<int:pk>/", requests.answer, name="answer"),
]

"""Addresses of accounts."""

from django.urls import path

from accounts import views
from accounts.codes import views as codes
from accounts.people.views import people, requests

app_name = "accounts"
urlpatterns = [
    path("dang-nhap/", views.sign_in, name="sign_in"),
    path("dang-xuat/", views.sign_out, name="sign_out"),
    path("doi-mat-khau/", views.change_password, name="change_password"),
    path("moi/", codes.activate, name="activate"),
    path("moi/mat-khau/", codes.choose_password, name="choose_password"),
    path("tai-khoan/", people.people, name="list"),
    path("tai-khoan/moi/", people.invite, name="invite"),
    path("tai-khoan/cho-duyet/", requests.requests, name="requests"),
    path("tai-khoan/cho-duyet/<int:pk>/", requests.answer, name="answer"),
    path("tai-khoan/<int:pk>/", people.change, name="change"),
    path("tai-khoan/<int:pk>/ngung/", people.stop, name="stop"),
    path("tai-khoan/<int:pk>/ma/", people.renew, name="renew"),
    path("tai-khoan/<int:pk>/ma/thu-hoi/", people.revoke, name="revoke"),
]

"""Addresses of accounts."""

from django.urls import path

from accounts import views
from accounts.own_password.views import change_password
from accounts.sign_in.views import sign_in, sign_out

app_name = "accounts"
urlpatterns = [
    path("dang-nhap/", sign_in, name="sign_in"),
    path("dang-xuat/", sign_out, name="sign_out"),
    path("doi-mat-khau/", change_password, name="change_password"),
    path("tai-khoan/", views.people, name="list"),
    path("tai-khoan/moi/", views.invite, name="invite"),
    path("tai-khoan/<int:pk>/", views.change, name="change"),
    path("tai-khoan/<int:pk>/ngung/", views.stop, name="stop"),
    path("tai-khoan/<int:pk>/mat-khau/", views.renew_password, name="renew_password"),
]

"""Addresses of units, under /dia-ban/."""

from django.urls import path

from areas import views

app_name = "areas"
urlpatterns = [
    path("tim/", views.search, name="search"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/thon-moi/", views.village_add, name="village_add"),
    path("<int:pk>/sua-ten/", views.village_correct, name="village_correct"),
    path("<int:pk>/doi-ten/", views.village_rename, name="village_rename"),
]

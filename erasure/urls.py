"""Addresses."""

from django.urls import path

from erasure import views

app_name = "erasure"
urlpatterns = [
    path("xoa-du-lieu/", views.erasures, name="list"),
    path("xoa-du-lieu/yeu-cau/<uuid:uuid>/", views.for_request, name="erasure"),
    path("xoa-du-lieu/nguoi/<int:pk>/", views.for_resident, name="erasure_resident"),
    path("xoa-du-lieu/ho/<uuid:uuid>/", views.for_household, name="erasure_household"),
    path("xoa-du-lieu/<uuid:uuid>/", views.decision, name="decision"),
    path("xoa-du-lieu/<uuid:uuid>/khong-xoa/", views.withdraw, name="withdraw"),
]

"""Addresses of files that come in."""

from django.urls import path

from imports.views import deciding, detail, template, upload

app_name = "imports"
urlpatterns = [
    path("", upload.upload, name="upload"),
    path("mau/", template.template, name="template"),
    path("mau/<int:pk>/", template.filled, name="filled"),
    path("<uuid:uuid>/", detail.detail, name="detail"),
    path("<uuid:uuid>/tien-do/", detail.progress, name="progress"),
    path("<uuid:uuid>/trang-tinh/", deciding.sheet, name="sheet"),
    path("<uuid:uuid>/cot/", deciding.columns, name="columns"),
    path("<uuid:uuid>/thon/", deciding.villages, name="villages"),
    path("<uuid:uuid>/sua/", deciding.cells, name="cells"),
    path("<uuid:uuid>/ngay/", deciding.day, name="day"),
    path("<uuid:uuid>/phong/", deciding.font, name="font"),
    path("<uuid:uuid>/nhap/", deciding.confirm, name="confirm"),
    path("<uuid:uuid>/dung/", deciding.stop, name="stop"),
    path("<uuid:uuid>/doc-lai/", deciding.again, name="again"),
    path("<uuid:uuid>/hoan-tac/", deciding.undo, name="undo"),
    path("<uuid:uuid>/dong-loi/", deciding.mend, name="mend"),
]

"""Addresses of files that come in."""

from django.urls import path

from imports.jobs import actions
from imports.jobs.views import deciding, detail, own_sheets, territory_sheets, upload

app_name = "imports"
# Our own sheets beside the households' one, and the words of their addresses.
SHEETS = {"villages": "thon", "teams": "to", "activities": "buoi"}
urlpatterns = [
    path("", upload.upload, name="upload"),
    path("viec/", upload.waiting, name="waiting"),
    path("mau/", own_sheets.template, name="template"),
    path("mau/<int:pk>/", own_sheets.filled, name="filled"),
    *(
        route
        for kind, word in SHEETS.items()
        for route in (
            path(f"mau/{word}/", own_sheets.template, {"kind": kind}, name=f"template_{kind}"),
            path(
                f"mau/{word}/<int:pk>/",
                own_sheets.filled_with,
                {"kind": kind},
                name=f"filled_{kind}",
            ),
        )
    ),
    path(
        "mau/dia-ban/",
        territory_sheets.territory_template,
        {"filled": False},
        name="territory_template",
    ),
    path(
        "mau/dia-ban/co-san/",
        territory_sheets.territory_template,
        {"filled": True},
        name="territory_filled",
    ),
    path("<uuid:uuid>/", detail.detail, name="detail"),
    path("<uuid:uuid>/tien-do/", detail.progress, name="progress"),
    path("<uuid:uuid>/trang-tinh/", deciding.answer, {"question": "sheet"}, name="sheet"),
    path("<uuid:uuid>/cot/", deciding.answer, {"question": "columns"}, name="columns"),
    path("<uuid:uuid>/tra-loi/", deciding.answers, name="answers"),
    path("<uuid:uuid>/sua/", deciding.cells, name="cells"),
    path("<uuid:uuid>/ngay/", deciding.answer, {"question": "day"}, name="day"),
    path("<uuid:uuid>/phong/", deciding.font, name="font"),
    path("<uuid:uuid>/nhap/", deciding.decide, {"action": actions.confirm}, name="confirm"),
    path("<uuid:uuid>/dung/", deciding.decide, {"action": actions.stop}, name="stop"),
    path("<uuid:uuid>/doc-lai/", deciding.decide, {"action": actions.read_again}, name="again"),
    path("<uuid:uuid>/hoan-tac/", deciding.decide, {"action": actions.undo}, name="undo"),
    path("<uuid:uuid>/dong-loi/", deciding.mend, name="mend"),
]

"""Addresses of decisions on units, under /sap-xep/."""

from django.urls import path

from reorganisations.drafting.views import allotting, assigning, deciding, lists, many, writing
from reorganisations.sheet import views as sheet

app_name = "reorganisations"
urlpatterns = [
    path("", lists.decisions, name="list"),
    path("nhieu/", many.many, name="many"),
    path("bang/", sheet.upload, name="sheet"),
    path("bang/sua/", sheet.mend, name="sheet_mend"),
    path("bang/soan/", sheet.draft, name="sheet_draft"),
    path("bang/mau/", sheet.template, name="sheet_template"),
    path("moi/", writing.new, name="new"),
    path("<uuid:uuid>/", deciding.detail, name="detail"),
    path("<uuid:uuid>/them/", writing.add, name="add"),
    path("<uuid:uuid>/viec/<int:pk>/", writing.change, name="change"),
    path("<uuid:uuid>/viec/<int:pk>/bo/", writing.drop, name="drop"),
    path("<uuid:uuid>/viec/<int:pk>/xep-ho/", assigning.assign, name="assign"),
    path("<uuid:uuid>/viec/<int:pk>/xep-don-vi/", allotting.allot, name="allot"),
    path("<uuid:uuid>/trinh/", deciding.propose, name="propose"),
    path("<uuid:uuid>/duyet/", deciding.approve, name="approve"),
    path("<uuid:uuid>/tra-lai/", deciding.give_back, name="give_back"),
    path("<uuid:uuid>/hoan-tac/", deciding.undo, name="undo"),
    path("<uuid:uuid>/bo-phan-con-lai/", deciding.leave_rest, name="leave_rest"),
    path("<uuid:uuid>/nguoc-lai/", deciding.reverse, name="reverse"),
    path("<uuid:uuid>/rut/", deciding.withdraw, name="withdraw"),
]

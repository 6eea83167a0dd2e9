"""Addresses of decisions on units, under /sap-xep/."""

from django.urls import path

from reorganisations.drafting.views import assigning, deciding, lists, writing

app_name = "reorganisations"
urlpatterns = [
    path("", lists.decisions, name="list"),
    path("moi/", writing.new, name="new"),
    path("<uuid:uuid>/", deciding.detail, name="detail"),
    path("<uuid:uuid>/them/", writing.add, name="add"),
    path("<uuid:uuid>/viec/<int:pk>/", writing.change, name="change"),
    path("<uuid:uuid>/viec/<int:pk>/bo/", writing.drop, name="drop"),
    path("<uuid:uuid>/viec/<int:pk>/xep-ho/", assigning.assign, name="assign"),
    path("<uuid:uuid>/trinh/", deciding.propose, name="propose"),
    path("<uuid:uuid>/duyet/", deciding.approve, name="approve"),
    path("<uuid:uuid>/tra-lai/", deciding.give_back, name="give_back"),
    path("<uuid:uuid>/hoan-tac/", deciding.undo, name="undo"),
    path("<uuid:uuid>/nguoc-lai/", deciding.reverse, name="reverse"),
    path("<uuid:uuid>/rut/", deciding.withdraw, name="withdraw"),
]

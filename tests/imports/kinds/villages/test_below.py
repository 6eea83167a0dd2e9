"""Villages of all communes come from one file of their district or province: each in its commune, and back."""

from datetime import date

import pytest

from areas.models import Area
from households.models import Declaration
from imports.jobs.queries.questions import key_of
from imports.models import AnswerMemory, Verdict
from tests.factories import CommuneFactory, SuccessionFactory, VillageFactory
from tests.imports.jobs.test_territory import pressed, sent

pytestmark = pytest.mark.django_db
HEAD = ("Xã, phường", "Loại", "Tên thôn", "Số hộ", "Tính đến ngày")
DAY = "30/6/2026"


def villages(*communes):
    rows = Area.unscoped.filter(commune__in=communes, closed_on=None).villages()
    return sorted(rows.values_list("commune__name", "kind", "name"))


def declared(commune):
    rows = Declaration.unscoped.standing().filter(area__commune=commune)
    return dict(rows.values_list("area__name", "households"))


def test_villages_of_all_communes_come_in_by_one_file(office, communes):
    first, second = communes
    rows = [
        [first.full_name, "Thôn", "Đông", 120, DAY],
        [first.full_name, "Thôn", "Tây", 80, DAY],
        [second.full_name, "Buôn", "Đông", 60, DAY],
        [second.full_name, "Thôn", "3", 40, DAY],
    ]
    source, text = sent(office, *rows, head=HEAD)
    assert (source.kinds, source.to_write, source.unanswered) == (["villages"], 4, 0), source.layout
    assert "4 thôn" in text
    assert villages(*communes) == []
    pressed(office, source, "confirm")
    assert villages(*communes) == [
        ("Núi Lớn", "buon", "Đông"),
        ("Núi Lớn", "thon", "3"),
        ("Sông Bé", "thon", "Tây"),
        ("Sông Bé", "thon", "Đông"),
    ]
    assert declared(first) == {"Đông": 120, "Tây": 80}
    assert declared(second) == {"Đông": 60, "3": 40}
    assert source.after["villages"] - source.before["villages"] == 4
    again, _text = sent(office, *rows, head=HEAD)
    assert (again.to_write, again.counts["identical"], again.unanswered) == (0, 4, 0)


def test_a_village_that_is_like_another_is_asked_about_with_its_commune_and_remembered_there(
    world, office, communes
):
    first, second = communes
    known = VillageFactory(parent=first, name="Phú Hội")
    rows = [
        [first.full_name, "Thôn", "Phú Hôi", 70, DAY],
        [second.full_name, "Thôn", "Phú Hôi", 50, DAY],
    ]
    source, text = sent(office, *rows, head=HEAD)
    (asked,) = source.layout["questions"]
    assert asked["choices"] == [str(known.pk), "new", "skip"]
    assert f"“Thôn Phú Hôi” là thôn nào của {first.full_name}?" in text
    assert known.full_name in text
    assert source.to_write == 1
    key = key_of("village", asked["subject"])
    text = pressed(office, source, "answers", chon=f"{key}:{known.pk}", nho="1")
    assert (source.unanswered, source.to_write) == (0, 2)
    (kept,) = AnswerMemory.unscoped.filter(kind="village")
    assert (kept.commune, kept.subject, kept.choice) == (first, "thôn phú hôi", str(known.pk))
    again, _text = sent(office, *rows, head=HEAD)
    assert (again.unanswered, again.to_write) == (0, 2)


def test_two_rows_of_one_new_village_are_refused_but_not_those_of_two_communes(office, communes):
    first, second = communes
    rows = [[one.full_name, "Thôn", "Đông", 70, DAY] for one in (first, second, first)]
    source, _text = sent(office, *rows, head=HEAD)
    (wrong,) = source.rows.filter(verdict=Verdict.ERROR)
    assert (wrong.line, wrong.problems[0]["what"]) == (4, "Trùng với dòng 2 của tệp.")
    assert source.to_write == 2


def test_the_commune_may_stand_in_a_group_row_or_be_the_name_of_the_sheet(office, communes):
    first, second = communes
    head = ("Loại", "Tên thôn", "Số hộ", "Tính đến ngày")
    rows = [["Thôn", "Đông", 70, DAY], ["Thôn", "Tây", 60, DAY]]
    groups = [[f"I. {first.full_name.upper()}"], rows[0], [f"II. {second.full_name}"], rows[1]]
    source, _text = sent(office, *groups, head=head)
    assert (source.kinds, source.unanswered, source.to_write) == (["villages"], 0, 2), source.layout
    assert [row.values["commune"] for row in source.rows.all()] == [first.pk, second.pk]
    source, _text = sent(office, *rows, head=head, name=second.name)
    assert {row.values["commune"] for row in source.rows.all()} == {second.pk}
    source, _text = sent(office, *rows, head=head, name="Biểu 7")
    (asked,) = source.layout["questions"]
    assert (asked["kind"], asked["subject"], asked["count"]) == ("commune", "Biểu 7", 2)


def test_rows_of_another_province_are_left_by_their_number_alone(world, office, communes):
    rows = [[world.foreign.area.full_name, "Thôn", "Bí Mật", 70, DAY]] * 2
    source, _text = sent(office, *rows, [communes[0].full_name, "Thôn", "Đông", 5, DAY], head=HEAD)
    (asked,) = source.layout["questions"]
    pressed(office, source, "answers", chon=f"{key_of('commune', asked['subject'])}:foreign")
    (left,) = [one for one in source.layout["left"] if one["why"] == "foreign"]
    assert (left["count"], left["rows"], left["name"]) == (2, [[2, 3]], "")
    assert source.rows.count() == 1


def test_a_commune_of_before_is_one_of_today_and_of_one_that_was_parted_its_heirs_are_offered(
    world, office, communes
):
    first, second = communes
    old = [
        CommuneFactory(parent=world.province, name=name, closed_on=date(2025, 7, 1))
        for name in ("Cũ Một", "Cũ Hai", "Cũ Ba")
    ]
    # Two became one; of the third a part went to another province.
    for before, after in ((0, first), (1, first), (2, second), (2, world.foreign.area)):
        SuccessionFactory(predecessor=old[before], successor=after)
    rows = [[f"Xã {one.name}", "Thôn", f"Ở {one.name}", 70, DAY] for one in old]
    source, _text = sent(office, *rows, head=HEAD)
    assert {row.values["commune"] for row in source.rows.all()} == {first.pk}
    (asked,) = source.layout["questions"]
    assert (asked["subject"], asked["choices"]) == ("Xã Cũ Ba", [str(second.pk), "foreign"])
    pressed(office, source, "answers", chon=f"{key_of('commune', 'Xã Cũ Ba')}:{second.pk}")
    assert source.rows.get(line=4).values["commune"] == second.pk


def test_a_commune_that_nobody_knows_may_be_any_of_them(office, communes):
    source, _text = sent(office, ["Xã Sông Bè Lớn", "Thôn", "Đông", 70, DAY], head=HEAD)
    (asked,) = source.layout["questions"]
    assert {str(one.pk) for one in communes} < {*asked["choices"]}


def test_a_commune_that_is_surely_elsewhere_is_left_without_a_question(office, communes):
    rows = [["Xã Đồng Văn", "Thôn", name, 70, DAY] for name in ("Bí Mật", "Kín")]
    source, text = sent(office, *rows, [communes[0].full_name, "Thôn", "Đông", 5, DAY], head=HEAD)
    assert (source.unanswered, source.to_write) == (0, 1)
    (left,) = [one for one in source.layout["left"] if one["why"] == "foreign"]
    assert (left["count"], left["rows"], left["name"]) == (2, [[2, 3]], "")
    assert "Bí Mật" not in text

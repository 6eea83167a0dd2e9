"""The sheet of villages comes back: untouched it changes nothing, stale it takes nothing back."""

from datetime import date

import pytest
from django.utils import timezone

from areas import actions as areas
from areas.models import Area
from households.declarations import actions as households
from households.models import Declaration
from tests.imports.ours import edited, rows_of, sent, taken, taken_back, told, written

pytestmark = pytest.mark.django_db
EARLY, LATER = date(2026, 1, 2), date(2026, 3, 4)
VILLAGES = {"kind": "villages"}


@pytest.fixture
def village(world):
    """Return a village that declared a hundred households."""
    own = world.own
    households.declare(
        by=own.officer, area=own.village, households=100, source="=Trưởng thôn", on=EARLY
    )
    return own.village


def sheet(client, world, wanted=None, more=()):
    return edited(taken(client, world.own.area, **VILLAGES), wanted or {}, more=more, **VILLAGES)


def latest(village):
    row = Declaration.unscoped.filter(area=village).first()
    return (row.households, row.declared_on, row.source) if row else None


class TestWhatItHolds:
    def test_the_villages_of_the_commune_with_what_they_declare(self, world, client, village):
        first, second = rows_of(taken(client, world.own.area, **VILLAGES), "villages")
        said = [
            first.get(key) for key in ("village", "kind", "households", "source", "declared_on")
        ]
        assert said == [village.name, "Thôn", 100, "=Trưởng thôn", EARLY]
        assert (second["village"], second.get("households")) == (world.own.villages[1].name, None)

    def test_one_village_alone(self, world, client):
        (row,) = rows_of(taken(client, world.own.villages[1], **VILLAGES), "villages")
        assert row["village"] == world.own.villages[1].name


class TestRoundTrip:
    def test_untouched_every_row_is_identical(self, world, client, village):
        odd = [("thon", "=1+1"), ("buon", "Buôn Đôn"), ("to_dan_pho", "3"), ("thon", "Tổng Cộng")]
        for kind, name in odd:
            areas.add_village(by=world.own.officer, commune=world.own.area, kind=kind, name=name)
        old = date(1999, 1, 2)
        households.declare(
            by=world.own.officer, area=world.own.villages[1], households=0, source="Sổ", on=old
        )
        source = sent(client, taken(client, world.own.area, **VILLAGES), **VILLAGES)
        assert told(source) == [("identical", [], [])] * 6

    def test_a_number_its_day_and_its_source_are_one_fact(self, world, client, village):
        by, commune = world.own.officer, world.own.area
        for name in ("Một", "Hai", "Ba", "Bốn"):
            place = areas.add_village(by=by, commune=commune, kind="thon", name=name)
            households.declare(by=by, area=place, households=100, source="Sổ", on=EARLY)
        wanted = {
            ("Một", "households"): 120,
            ("Một", "declared_on"): "04/03/2026",
            ("Hai", "households"): 120,
            ("Ba", "declared_on"): "04/03/2026",
            ("Bốn", "households"): None,
            ("Bốn", "source"): "Xã",
        }
        source = written(client, sheet(client, world, wanted), **VILLAGES)
        assert source.counts["changes"] == 3
        found = {one.name: latest(one) for one in Area.unscoped.filter(commune=commune)}
        assert found["Một"] == (120, LATER, "Sổ")
        assert found["Hai"] == (120, timezone.localdate(), "Sổ")
        assert found["Ba"] == (100, LATER, "Sổ")
        assert found["Bốn"] == (100, EARLY, "Sổ")
        (notes,) = [row[2] for row in told(source) if row[0] == "identical" and row[2]]
        assert notes == [
            "Ô đã xóa trống; giữ 100 trong sổ.",
            "Ngày và nguồn chỉ ghi cùng số hộ mới.",
        ]

    def test_new_rows_are_new_villages(self, world, client, village):
        more = [{"village": "Tân Lập", "kind": "Khu phố", "households": 12}]
        written(client, sheet(client, world, more=more), **VILLAGES)
        new = Area.unscoped.get(commune=world.own.area, name="Tân Lập")
        assert (new.kind, latest(new)[0]) == ("khu_pho", 12)


class TestNames:
    def test_a_name_is_put_right_and_taken_back(self, world, client, village):
        name, right = village.name, f"{village.name} Hạ"
        wanted = {(name, "households"): 120, (name, "kind"): "Buôn", (name, "village"): right}
        source = written(client, sheet(client, world, wanted), **VILLAGES)
        village.refresh_from_db()
        assert (village.name, village.kind, latest(village)[0]) == (right, "buon", 120)
        assert taken_back(client, source) == {2: ""}
        village.refresh_from_db()
        assert (village.name, village.kind, latest(village)[0]) == (name, "thon", 100)

    def test_what_cannot_be(self, world, client):
        by, own = world.own.officer, world.own
        names = ["Một", "Hai", "Ba", "Bốn", "Năm", "Sáu"]
        for name in (*names, "Một Ba"):
            areas.add_village(by=by, commune=own.area, kind="thon", name=name)
        wanted = {
            ("Một", "village"): "Khác Hẳn",
            ("Hai", "village"): "Buôn Hai",
            ("Ba", "village"): "Một Ba",
            ("Bốn", "id"): f"T{world.foreign.village.pk:07d}",
            ("Năm", "id"): "T9",
            ("Sáu", "id"): f"T{own.village.pk:07d}",
        }
        more = [{"id": f"T{own.village.pk:07d}", "village": own.village.name}]
        source = sent(client, sheet(client, world, wanted, more), **VILLAGES)
        wrong = source.rows.filter(verdict="error")
        said = {row.cells[0]: [one["what"] for one in row.problems] for row in wrong}
        number = source.rows.get(cells__0=own.village.name, verdict="identical").number
        assert said == {
            "Khác Hẳn": ["Tên khác hẳn thôn ở dòng này lúc tải mẫu, là Một."],
            "Buôn Hai": ["Loại “Thôn” khác với tên “Buôn Hai”."],
            "Một Ba": ["Xã đã có thôn tên này."],
            "Bốn": ["Mã dòng này ở ngoài địa bàn, hoặc không còn trong sổ."],
            "Năm": ["Mã dòng này ở ngoài địa bàn, hoặc không còn trong sổ."],
            "Sáu": [f"Tên khác hẳn thôn ở dòng này lúc tải mẫu, là {own.village.name}."],
            own.village.name: [f"Trùng với dòng {number} của tệp."],
        }

    def test_a_name_that_was_corrected_since_finds_its_village_and_stays(
        self, world, client, village
    ):
        content = sheet(client, world, {(village.name, "households"): 120})
        areas.correct_name(
            by=world.own.officer, area=village, kind="thon", name="Tên Mới", code=village.code
        )
        source = written(client, content, **VILLAGES)
        village.refresh_from_db()
        assert (village.name, latest(village)[0]) == ("Tên Mới", 120)
        assert any("đã đổi thành Tên Mới" in note for note in told(source)[0][2])

    def test_one_that_is_corrected_between_preview_and_writing_stays(self, world, client, village):
        wanted = {(village.name, "village"): f"{village.name} Hạ"}
        source = sent(client, sheet(client, world, wanted), **VILLAGES)
        areas.correct_name(
            by=world.own.officer, area=village, kind="thon", name="Tên Mới", code=village.code
        )
        client.post(f"/nhap-excel/{source.uuid}/nhap/")
        village.refresh_from_db()
        assert village.name == "Tên Mới"
        assert source.rows.get(result__isnull=False).result.why == "called"


class TestStale:
    @pytest.fixture
    def content(self, world, client, village):
        """Return a sheet in which a number was changed, that the register changed after it was taken."""
        found = taken(client, world.own.area, **VILLAGES)
        households.declare(
            by=world.own.officer, area=village, households=110, source="Xã", on=LATER
        )
        return found

    def test_what_was_changed_in_both_stays_with_both_values(self, client, village, content):
        wanted = {(village.name, "households"): 120}
        source = written(client, edited(content, wanted, **VILLAGES), **VILLAGES)
        assert latest(village)[0] == 110
        verdict, _problems, (note,) = told(source)[0]
        assert verdict == "identical"
        assert note.startswith("Lúc tải mẫu là 100, tệp ghi 120, trong sổ nay là 110")

    def test_what_was_not_touched_stays_as_it_is_now(self, client, village, content):
        source = written(client, content, **VILLAGES)
        assert latest(village)[0] == 110
        assert told(source)[0] == (
            "identical",
            [],
            ["Sau khi tải mẫu, trong sổ đã đổi thành 110: giữ trong sổ."],
        )

    def test_a_number_of_the_same_day_after_the_preview_stays(self, world, client, village):
        wanted = {(village.name, "households"): 120}
        source = sent(client, sheet(client, world, wanted), **VILLAGES)
        households.declare(by=world.own.officer, area=village, households=110, source="Xã")
        client.post(f"/nhap-excel/{source.uuid}/nhap/")
        assert latest(village)[0] == 110
        assert source.rows.get(result__isnull=False).result.why == "newer"

    def test_without_what_was_given_out_it_only_fills_blanks(self, world, client, village, content):
        second = world.own.villages[1]
        wanted = {(village.name, "households"): 120, (village.name, "given"): "["}
        wanted |= {(second.name, "households"): 7, (second.name, "given"): None}
        source = written(client, edited(content, wanted, **VILLAGES), **VILLAGES)
        assert latest(village)[0] == 110
        assert latest(second)[0] == 7
        assert "chỉ điền ô trống" in told(source)[0][2][0]

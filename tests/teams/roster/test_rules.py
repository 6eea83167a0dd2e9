"""What the list of teams says of a village and of a whole place."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from teams.counts.shares import People
from teams.models import VILLAGE_STATES, State
from teams.models.training import Share
from teams.roster.rules import Gap, Row, composition_words, next_step, said_of

DAY = date(2026, 11, 28)
VILLAGE = SimpleNamespace(pk=7, commune_id=3)


def team(**facts):
    usual = {
        "pk": 9,
        "led": True,
        "led_until": None,
        "last_leader": "Lê Văn Sỹ",
        "last_leader_phone": "0905300114",
        "serving": 6,
        "trained": 6,
        "last_active_on": DAY,
    }
    return SimpleNamespace(**usual | facts)


def row(state=State.ACTIVE, shared=(), officer=None, teams=1, **facts):
    return Row(VILLAGE, state, team(**facts), DAY, teams=teams, shared=shared, officer=officer)


NONE = Row(VILLAGE, State.NONE, None, DAY)


@pytest.mark.parametrize(
    ("one", "gap", "said"),
    [
        (NONE, Gap.TEAM, "Quyết định, tổ trưởng"),
        (row(State.ON_PAPER, led=False), Gap.LEADER, "Tổ trưởng"),
        (row(State.ON_PAPER, led=False, led_until=DAY), Gap.LEADER, "Tổ trưởng đã thôi"),
        (row(teams=2), Gap.SEVERAL, "2 tổ, cần kiện toàn"),
        (row(serving=3, trained=3), Gap.FEW, "Mới có 3/5 người"),
        (row(serving=20, trained=20), Gap.MANY, "20 người, nên tối đa 15"),
        (row(State.LED, last_active_on=None), Gap.QUIET, "Chưa có buổi nào"),
        (
            row(State.LED, last_active_on=DAY - timedelta(days=140)),
            Gap.QUIET,
            "140 ngày chưa có buổi",
        ),
        (row(serving=9, trained=7), Gap.UNTRAINED, "2/9 người chưa tập huấn"),
        (
            row(shared=[SimpleNamespace(name="A", sure=True)]),
            Gap.SHARED,
            "1 người ở hai tổ",
        ),
        (
            row(shared=[SimpleNamespace(name="A", sure=False)]),
            Gap.SHARED,
            "Có người trùng họ tên với thành viên tổ khác",
        ),
    ],
)
def test_what_is_missing_is_said(settings, one, gap, said):
    settings.TEAM_MIN_MEMBERS, settings.TEAM_MAX_MEMBERS = 5, 15
    assert [found for found, _words in one.gaps] == [gap]
    assert one.missing == said


def test_a_team_that_lacks_nothing_says_nothing():
    assert (row().gaps, row().missing) == ([], "")


def test_whom_to_call_is_the_leader_else_the_officer_of_the_commune():
    officer = SimpleNamespace(full_name="Nguyễn Thị Lan", phone="02573000711")
    assert row(officer=officer).person == ("Lê Văn Sỹ", "0905300114", False)
    assert row(led=False, officer=officer).person == ("Nguyễn Thị Lan", "02573000711", True)
    assert NONE.person is None


@pytest.mark.parametrize(
    ("one", "words", "address"),
    [
        (NONE, "Thành lập tổ", "/to/moi/?thon=7"),
        (row(State.ON_PAPER, led=False), "Thêm tổ trưởng", "/to/9/nguoi-moi/"),
        (row(serving=3, trained=3), "Thêm thành viên", "/to/9/nguoi-moi/"),
        (row(State.LED), "Ghi buổi", "/to/9/buoi-moi/"),
        (row(trained=2), "Đăng ký tập huấn", "/to/tap-huan/?dia-ban=3"),
        (row(shared=[SimpleNamespace(name="A", sure=True)]), "Xem tổ", "/to/9/"),
        (row(), "Ghi buổi", "/to/9/buoi-moi/"),
    ],
)
def test_the_next_step_is_one_for_the_first_gap(settings, one, words, address):
    settings.TEAM_MIN_MEMBERS = 5
    assert next_step(one, lambda _perm: True, calls=False) == (words, address)


def test_who_may_not_is_led_to_the_team_or_nowhere():
    def nobody(_perm):
        return False

    assert next_step(row(trained=2), nobody, calls=False) == ("Xem tổ", "/to/9/")
    assert next_step(row(), nobody, calls=False) == ("Xem tổ", "/to/9/")
    assert next_step(NONE, nobody, calls=False) is None


def test_above_the_commune_one_calls_about_what_is_missing():
    def committee(perm):
        return perm == "reports.add_contact"

    assert next_step(NONE, committee, calls=True) == ("Ghi cuộc gọi", "/goi/3/")
    assert next_step(row(), committee, calls=True) == ("Xem tổ", "/to/9/")


def steps(*counts):
    return [(state, n, sum(counts)) for state, n in zip(VILLAGE_STATES, counts, strict=True)]


@pytest.mark.parametrize(
    ("counts", "share", "without", "communes", "said"),
    [
        (
            (1, 0, 0, 4),
            Share(20, 29),
            ["Bình Thạnh"],
            1,
            "4/5 thôn có tổ, tổ nào cũng đang hoạt động. Chưa có tổ: Bình Thạnh. "
            "20/29 thành viên đã tập huấn.",
        ),
        (
            (60, 40, 124, 389),
            Share(2000, 3337),
            [],
            42,
            "553/613 thôn có tổ, 389/613 thôn có tổ đang hoạt động. "
            "Còn 60 thôn chưa có tổ, ở 42 xã. 2.000/3.337 thành viên đã tập huấn.",
        ),
        (
            (5, 1, 0, 0),
            None,
            [],
            1,
            "1/6 thôn có tổ, 0/6 thôn có tổ đang hoạt động. Còn 5 thôn chưa có tổ.",
        ),
        ((4, 0, 0, 0), Share(0, 0), [], 1, "0/4 thôn có tổ."),
        ((0, 0, 0, 0), Share(0, 0), [], 0, ""),
    ],
)
def test_a_place_is_said_in_a_sentence(counts, share, without, communes, said):
    assert said_of(steps(*counts), share, without, communes) == said


@pytest.mark.parametrize(
    ("people", "then", "said"),
    [
        (People(0, 0, 0, 0, 0, 0, 0), False, ""),
        (
            People(of=9, women=4, sex_unknown=1, young=3, born_unknown=0, police=0, trained=2),
            False,
            "2/9 thành viên đã tập huấn. Nữ: 4/8. Từ 35 tuổi trở xuống: 3/9.",
        ),
        (People(3, 0, 3, 0, 3, 0, 1), True, "Khi đó 1/3 thành viên đã tập huấn."),
    ],
)
def test_the_composition_in_words_counts_nobody_of_whom_it_is_not_known(people, then, said):
    assert composition_words(people, then=then) == said

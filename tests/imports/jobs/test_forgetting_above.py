"""Files of a district or province forget somebody of a commune as the commune's own do, and nobody else of their name."""

import pytest

from accounts.roles import Role
from areas.models import Area
from areas.named import Named
from imports.jobs.actions.forgetting import Whom, find, forget
from imports.models import AnswerMemory, State
from reorganisations.drafting.actions import Unit
from reorganisations.models import Operation
from tests.factories import VillageFactory
from tests.imports.jobs.test_forgetting import CUC, said
from tests.imports.jobs.test_territory import pressed, sent
from tests.pages import signed_in
from tests.reorganisations.plays import carried, drafted

pytestmark = pytest.mark.django_db
HEAD = ("Xã, phường", "Thôn", "Họ và tên", "Vai trò", "Điện thoại", "Số quyết định", "Ngày ký")
PAPER = ("12/QĐ-UBND", "3/4/2025")


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def client(world):
    return signed_in(world.person("so-khcn", Role.REVIEWER, world.province))


@pytest.fixture
def villages(world):
    return [VillageFactory(parent=one.area, name="Mới Lập") for one in (world.own, world.sibling)]


def rows(world, villages, *names):
    return [
        [village.commune.full_name, village.full_name, name, role, phone, *PAPER]
        for village in villages
        for name, role, phone in [
            (CUC, "Thành viên", "0905123456"),
            ("Lê Văn Út", "Tổ trưởng", "0905123457"),
        ]
    ]


def whom(village):
    none = frozenset[int]()
    return Whom(Named.of([CUC], ["0905123456"]), none, none, frozenset({village.pk}))


def test_a_file_of_the_province_forgets_somebody_but_not_their_namesake_elsewhere(
    world, client, villages
):
    own, other = villages
    source, _text = sent(client, *rows(world, villages), head=HEAD)
    assert (source.kinds, source.to_write) == (["teams"], 4), source.layout
    AnswerMemory.unscoped.create(commune=world.province, kind="role", subject=CUC, choice="member")
    found = find(commune=world.own.area, whom=whom(own))
    assert [(row.line, row.village) for row in found.about] == [(2, own)]
    _found, files = forget(commune=world.own.area, whom=whom(own))
    # Any sheet of what was sent may name them: it goes as a commune's does.
    assert files == [source.stored_as]
    source.refresh_from_db()
    assert (source.state, source.to_write, source.stored_as) == (State.CHECKED, 3, "")
    kept = {row.line: row.values.get("name", "") for row in source.rows.all()}
    assert kept == {2: "", 3: "Lê Văn Út", 4: CUC, 5: "Lê Văn Út"}
    assert not AnswerMemory.unscoped.filter(subject=CUC).exists()
    assert source.rows.get(line=4).village == other


def test_the_commune_that_took_in_its_own_has_its_files_searched(world, client, villages):
    source, _text = sent(client, *rows(world, villages), head=HEAD)
    pair = [world.own.area, world.sibling.area]
    unit = Unit(kind="xa", name="Hợp Nhất", parent=world.district)
    decision = drafted(world.province, Operation.Kind.MERGE, pair, [unit])
    carried(decision, proposer=world.reviewer, approver=world.root)
    own = Area.unscoped.get(pk=villages[0].pk)
    found = find(commune=own.commune, whom=whom(own))
    assert {world.own.file, source} <= set(found.sources)
    assert [(row.source, row.line) for row in found.about] == [(source, 2)]


def test_what_was_written_is_taken_back_but_for_whom_was_erased(world, client, villages):
    source, _text = sent(client, *rows(world, villages[:1]), head=HEAD)
    pressed(client, source, "confirm")
    assert source.done == 2
    forget(commune=world.own.area, whom=whom(villages[0]))
    assert CUC not in said()
    pressed(client, source, "undo")
    assert source.state == State.UNDONE
    assert dict(source.rows.values_list("line", "result__outcome")) == {2: "kept", 3: "undone"}


def test_a_commune_elsewhere_has_nothing_in_it(world, client, villages):
    sent(client, *rows(world, villages), head=HEAD)
    assert find(commune=world.foreign.area, whom=whom(villages[0])).rows == 0

"""The small world of `tests/world.py` with two more of everything that lists show."""

from accounts.roles import Role
from areas.actions import add_village
from areas.kinds import Kind, Level
from erasure.models import Erasure
from households.paper.actions import print_sheet
from households.register.actions import add_household
from teams.activities.actions import log_activity
from teams.members.actions import join
from teams.training.actions import enrol
from tests.factories import (
    BreachFactory,
    CardSheetFactory,
    CodeFactory,
    FurtherOrganisationFactory,
    ImportFactory,
    ImportRowFactory,
    PartFactory,
    PublishedFigureFactory,
    TransferFactory,
    UserFactory,
)
from tests.sent import carry, let_differ, let_wait
from tests.world import ALL, FOUNDED, Words, World, ask_for_data, unit


def build_grown():
    world = World.build()
    grow(world)
    return world


def course_of(commune):
    """Return the course that grows."""
    return commune.area.courses.order_by("pk").first()


def grow(world):
    """Add two more of everything that the lists show."""
    words, own = Words(""), world.own
    for number in (7, 8):
        village = add_village(
            by=own.officer, commune=own.area, kind=Kind.THON, name=f"Thêm {number:02}"
        )
        team = world.found(own.officer, village, words)
        log_activity(
            by=own.officer, team=own.team, held_on=FOUNDED, title="Buổi", place=f"Nơi {number}"
        )
        come = {
            "joined_on": FOUNDED,
            "further": FurtherOrganisationFactory(province=world.province),
        }
        person = join(by=own.officer, team=own.team, full_name=f"Tổ Viên {number}", **come)
        coming = [*team.members.all(), person]
        enrol(by=own.officer, course=course_of(own), members=coming)
        world.aim(village, f"{number}/KH")
        add_village(by=own.officer, commune=own.area, kind=Kind.THON, name=f"Trống {number:02}")
        add_household(by=own.officer, village=village, head_name=f"Hộ {number:02}", results=ALL)
        more = add_household(
            by=own.officer, village=own.village, head_name=f"Hộ Nữa {number:02}", results=ALL
        )
        arrives = world.sibling.households[2 * (number - 7)]
        TransferFactory(household=arrives, to_commune=own.area)
        Erasure.unscoped.create(household=more, asked_by=own.officer)
        PartFactory(operation__reorganisation__area=own.area)
        print_sheet(by=own.officer, village=own.village)
        ask_for_data(own, words)
        BreachFactory(area=own.area)
        let_wait(own.village, own.member)
        carry(own.village, own.member)
        person = own.household.residents.first()
        let_differ(person, own.member, own.officer, number=number - 4)
        PublishedFigureFactory(area=world.province, day=FOUNDED)
        newcomer = UserFactory(area=own.area, password="!")
        sheet = CardSheetFactory(area=own.area, made_by=own.officer)
        CodeFactory(person=newcomer, sheet=sheet)
        ImportRowFactory(source=own.file, village=village, cells=["Hộ"], group=number)
        ImportFactory(
            commune=own.area, added_by=world.person(f"gui-{number}", Role.OFFICER, own.area)
        )
        ImportFactory(commune=own.area, added_by=own.officer, name=f"t{number}.xlsx", to_write=1)
        world.person(f"nguoi-{number:02}", Role.MEMBER, village)
        unit(world.district, Level.COMMUNE, Kind.XA, f"Xã Thêm {number:02}", f"2900{number}")
        unit(world.province, Level.DISTRICT, Kind.HUYEN, f"Huyện Thêm {number:02}", f"90{number}")
        unit(world.country, Level.PROVINCE, Kind.TINH, f"Tỉnh Thêm {number:02}", f"9{number}")

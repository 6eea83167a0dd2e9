"""Communes with registers of given sizes, counted upward as saves count them."""

from django.utils import timezone

from rollup.counts import lock, recount
from skills.catalogue import SKILLS
from tests.factories import CommuneFactory, VillageCountFactory, VillageFactory


def village(commune, households, covered, *, teams=1, surveyed=None, **counted):
    """Add a village whose households were all surveyed, unless fewer were; who is not covered lacks one."""
    place = VillageFactory(parent=commune)
    surveyed = households if surveyed is None else surveyed
    skills = {skill.column: surveyed for skill in SKILLS}
    sums = {
        **skills,
        **{skill.asked_column: surveyed for skill in SKILLS},
        SKILLS[0].column: covered,
        "households": households,
        "surveyed": surveyed,
        "expected": households,
        "covered": covered,
        "combined": covered,
        "ruled_out": surveyed - covered,
    }
    VillageCountFactory(
        area=place,
        district_id=place.district_id,
        teams=teams,
        led=teams,
        saved_at=timezone.now(),
        **{**sums, **counted},
    )
    return place


def counted(parent, *villages, **more):
    """Add a commune with villages of (households, covered); with none it has not begun."""
    commune = CommuneFactory(parent=parent)
    for households, covered in villages:
        village(commune, households, covered, **more)
    lock([commune])
    recount(commune)
    return commune

"""What each district of the demo is like: invented figures, so that a dashboard has a story."""

from dataclasses import dataclass, field

from demo.names import People

AN_NINH_TAY = "22120"
# On the map of 2024 these communes of huyện Sông Hinh, in the mountains, have not begun; the last one has
# just begun. On that of 2025 they are those that were not of Phú Yên.
NOT_BEGUN = ("22210", "22213", "22216", "22222", "22228", "22231", "22234")
JUST_BEGUN = "22237"


@dataclass(frozen=True)
class Profile:
    """How far a district has come, how full it is, and who lives there."""

    # Shares of all households: one person with all five skills; nobody surveyed yet.
    covered: float
    unsurveyed: float
    # Households of one commune, against the others.
    weight: float
    # Villages with a team, in a hundred.
    with_team: int = 92
    # Villages that are called buôn, and the peoples of the mountains.
    highland: float = 0.0
    peoples: dict[People, float] = field(default_factory=dict)


# By the district's code on the map of 2024.
DISTRICTS = {
    "555": Profile(covered=0.62, unsurveyed=0.03, weight=1.7, with_team=97),
    "557": Profile(covered=0.40, unsurveyed=0.04, weight=1.1, with_team=90),
    "558": Profile(
        covered=0.30,
        unsurveyed=0.05,
        weight=0.75,
        with_team=87,
        highland=0.25,
        peoples={People.CHAM: 2, People.BA_NA: 3},
    ),
    "559": Profile(covered=0.44, unsurveyed=0.04, weight=1.0, with_team=92),
    "560": Profile(
        covered=0.26,
        unsurveyed=0.06,
        weight=0.65,
        with_team=85,
        highland=0.45,
        peoples={People.CHAM: 3, People.EDE: 2, People.BA_NA: 1},
    ),
    "561": Profile(
        covered=0.205,
        unsurveyed=0.15,
        weight=0.65,
        with_team=81,
        highland=0.6,
        peoples={People.EDE: 4, People.BA_NA: 1},
    ),
    "562": Profile(covered=0.43, unsurveyed=0.04, weight=1.15, with_team=91),
    "563": Profile(covered=0.50, unsurveyed=0.035, weight=1.25, with_team=93),
    "564": Profile(covered=0.47, unsurveyed=0.04, weight=1.25, with_team=92),
}


# Where nothing more than a first list of households is there.
BEGINNING = Profile(covered=1.0, unsurveyed=0.0, weight=0.0, with_team=25)


@dataclass(frozen=True)
class Known:
    """A village that the design drawings show: kept as they show it."""

    name: str
    weight: float
    covered: float
    leader: str = ""


AN_NINH_TAY_VILLAGES = (
    Known("Tiên Châu", 612, 0.575, "Phan Văn Dũng"),
    Known("Hội Phú", 548, 0.489, "Trần Thị Kim Oanh"),
    Known("Xuân Phú", 497, 0.505, "Nguyễn Hữu Tài"),
    Known("Diêm Hội", 431, 0.524, "Lê Văn Sỹ"),
    # No team here: the village that the first page asks about.
    Known("Bình Thạnh", 398, 0.269),
)
AN_NINH_TAY_UNSURVEYED = 0.05

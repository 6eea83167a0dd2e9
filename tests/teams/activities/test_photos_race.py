"""Pictures of one session sent at the same moment: one is kept, nothing else is left on the disk."""

import io
from pathlib import Path

import pytest

from teams.activities import actions
from teams.documents.rules import files
from teams.models import Photo
from tests.factories import ActivityFactory, VillageFactory
from tests.households.counts.test_race import THREADS, together
from tests.teams.hostile import picture

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def checked(number):
    return files.check(io.BytesIO(picture("JPEG", (40 + number, 30))), files.PHOTO)


@pytest.mark.parametrize(("same", "told"), [(True, 0), (False, THREADS - 1)])
def test_one_picture_of_a_session_is_kept(settings, tmp_path, same, told):
    settings.MEDIA_ROOT = str(tmp_path)
    session = ActivityFactory(team__area=VillageFactory())
    pictures = [checked(0 if same else number) for number in range(THREADS)]

    def send(number):
        try:
            actions.add_photo(by=None, activity=session, checked=pictures[number])
        except actions.HasPhoto:
            return "told"
        return "done"

    assert sorted(together(send)).count("told") == told
    assert Photo.unscoped.filter(withdrawn_at=None).count() == 1
    assert len([path for path in Path(tmp_path).rglob("*") if path.is_file()]) == 1

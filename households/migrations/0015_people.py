"""What is counted of people, on households and movements."""

from django.db import migrations, models

from web.adding import AddNumbers

NAMES = (
    "people",
    "people_of_age",
    "people_age_unknown",
    "people_asked",
    "people_whole",
    "people_public_services",
    "people_shopping",
    "people_payment",
    "people_safety",
    "people_local_platform",
    "people_covered",
    "people_women_whole",
    "people_women_covered",
    "people_no_sex_whole",
    "people_young_whole",
    "people_young_covered",
    "people_middle_whole",
    "people_middle_covered",
    "people_elder_whole",
    "people_elder_covered",
)


class Migration(migrations.Migration):

    dependencies = [('households', '0014_means22')]

    operations = [
        AddNumbers("household", models.PositiveSmallIntegerField(default=0, editable=False), NAMES),
        AddNumbers("movement", models.SmallIntegerField(default=0), NAMES),
    ]

"""What is counted of people, at the ends of months."""

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

    dependencies = [('figures', '0002_refused_refuse20')]

    operations = [
        AddNumbers("snapshot", models.PositiveIntegerField(default=0), NAMES),
    ]

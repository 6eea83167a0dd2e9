"""What is counted of the people of a household, repeated on it: the columns of `skills.people`."""

from django.db import models


class CountsPeople(models.Model):
    """A row with a number for each thing that is counted of people, kept by `Household.sum_up`."""

    people = models.PositiveSmallIntegerField(default=0, editable=False)
    people_of_age = models.PositiveSmallIntegerField(default=0, editable=False)
    people_age_unknown = models.PositiveSmallIntegerField(default=0, editable=False)
    people_asked = models.PositiveSmallIntegerField(default=0, editable=False)
    people_whole = models.PositiveSmallIntegerField(default=0, editable=False)
    people_public_services = models.PositiveSmallIntegerField(default=0, editable=False)
    people_shopping = models.PositiveSmallIntegerField(default=0, editable=False)
    people_payment = models.PositiveSmallIntegerField(default=0, editable=False)
    people_safety = models.PositiveSmallIntegerField(default=0, editable=False)
    people_local_platform = models.PositiveSmallIntegerField(default=0, editable=False)
    people_covered = models.PositiveSmallIntegerField(default=0, editable=False)
    people_women_whole = models.PositiveSmallIntegerField(default=0, editable=False)
    people_women_covered = models.PositiveSmallIntegerField(default=0, editable=False)
    people_no_sex_whole = models.PositiveSmallIntegerField(default=0, editable=False)
    people_young_whole = models.PositiveSmallIntegerField(default=0, editable=False)
    people_young_covered = models.PositiveSmallIntegerField(default=0, editable=False)
    people_middle_whole = models.PositiveSmallIntegerField(default=0, editable=False)
    people_middle_covered = models.PositiveSmallIntegerField(default=0, editable=False)
    people_elder_whole = models.PositiveSmallIntegerField(default=0, editable=False)
    people_elder_covered = models.PositiveSmallIntegerField(default=0, editable=False)

    class Meta:
        abstract = True

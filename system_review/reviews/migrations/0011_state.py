"""A review has a state. One that there is already is as far as what stands in it."""

from django.db import migrations, models


def as_far_as_it_is(apps, schema_editor):
    """What was agreed is agreed; where something was found, it is being rated; else it is being set up."""
    Review = apps.get_model("reviews", "Review")
    Finding = apps.get_model("reviews", "Finding")
    AgreedVersion = apps.get_model("reviews", "AgreedVersion")
    Review.objects.filter(pk__in=Finding.objects.values("review")).update(state="rating")
    Review.objects.filter(pk__in=AgreedVersion.objects.values("review")).update(state="agreed")


class Migration(migrations.Migration):
    dependencies = [("reviews", "0010_challenges_of_files")]

    operations = [
        migrations.AddField(
            "review",
            "state",
            models.CharField(
                choices=[
                    ("setting_up", "setting_up"),
                    ("gathering", "gathering"),
                    ("rating", "rating"),
                    ("agreed", "agreed"),
                ],
                db_default="setting_up",
                default="setting_up",
                max_length=20,
            ),
        ),
        migrations.AddConstraint(
            "review",
            models.CheckConstraint(
                condition=models.Q(state__in=["setting_up", "gathering", "rating", "agreed"]),
                name="review_state_known",
            ),
        ),
        migrations.RunPython(as_far_as_it_is, migrations.RunPython.noop),
    ]

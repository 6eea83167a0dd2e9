"""A step of a migration for which people would have to wait, or that the version before cannot bear, is named before it runs."""

import io
from contextlib import contextmanager
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import OperationalError, migrations, models
from django.db.migrations.state import ModelState, ProjectState
from django.db.models.functions import Now

from config import migration_checks
from operations.management.commands import migrate_open
from operations.versions import actions, rules
from operations.versions.queries import Judged, unfit
from operations.versions.rules import Wrong
from web.adding import AddNumbers
from web.beside import AddCheckBeside, AddIndexBeside, AddUniqueBeside

INDEX = models.Index(fields=["said"], name="house_said")
CHECK = models.CheckConstraint(condition=models.Q(old__gte=0), name="house_old")
ONCE = models.UniqueConstraint(fields=["said"], name="house_once")
NEW = migrations.CreateModel("Barn", [("id", models.BigAutoField(primary_key=True))])
TEXT, NUMBER = models.CharField(max_length=20), models.IntegerField()


def before():
    """Return a table that is there, in an app whose tables are large or small."""
    fields = [
        ("id", models.BigAutoField(primary_key=True)),
        ("said", models.CharField(max_length=20)),
        ("old", models.IntegerField()),
        ("maybe", models.IntegerField(null=True)),
        ("told", models.IntegerField(db_default=0)),
    ]
    state = ProjectState()
    for app in ("households", "areas"):
        state.add_model(ModelState(app, "House", fields))
    return state


def judged(*steps, app="households", **said):
    one = migrations.Migration("0099_later", app)
    one.operations = list(steps)
    for name, value in said.items():
        setattr(one, name, value)
    return [wrong.why for wrong in rules.wrongs(one, before())]


def add(field, name="more"):
    return migrations.AddField("house", name, field)


def alter(name, field):
    return migrations.AlterField("house", name, field)


def forget(name):
    return migrations.SeparateDatabaseAndState(
        state_operations=[migrations.RemoveField("house", name)]
    )


@pytest.mark.parametrize(
    "step",
    [
        NEW,
        add(models.IntegerField(null=True)),
        add(models.IntegerField(db_default=0)),
        add(models.ManyToManyField("households.house")),
        alter("said", models.CharField(max_length=40)),
        alter("said", models.CharField("lời", max_length=20, blank=True)),
        alter("old", models.IntegerField(null=True)),
        alter("old", models.IntegerField(db_default=3)),
        migrations.AlterModelOptions("house", {"ordering": ["old"]}),
        migrations.RemoveIndex("house", "house_said"),
        migrations.RemoveConstraint("house", "house_old"),
        forget("maybe"),
        forget("told"),
    ],
)
def test_what_holds_nobody_up_passes(step):
    state = before()
    state.models["households", "house"].options |= {"indexes": [INDEX], "constraints": [CHECK]}
    one = migrations.Migration("0099_later", "households")
    one.operations = [step]
    assert rules.wrongs(one, state) == []


@pytest.mark.parametrize(
    ("step", "why"),
    [
        (add(NUMBER), rules._LACKS),
        (add(models.IntegerField(default=3)), rules._LACKS),
        (AddNumbers("house", models.IntegerField(default=0), ["a", "b"]), rules._LACKS),
        (alter("said", models.TextField()), rules._ALTERS),
        (alter("said", models.CharField(max_length=10)), rules._ALTERS),
        (alter("maybe", NUMBER), rules._ALTERS),
        (alter("told", NUMBER), rules._ALTERS),
        (migrations.RemoveField("house", "old"), rules._READS),
        (migrations.RenameField("house", "old", "age"), rules._READS),
        (migrations.RenameModel("House", "Home"), rules._READS),
        (migrations.DeleteModel("House"), rules._READS),
        (migrations.AlterModelTable("house", "home"), rules._READS),
        (forget("old"), "null=True or db_default first"),
        (migrations.RunPython(migrations.RunPython.noop), rules._UNREAD),
        (migrations.RunSQL("SELECT 1"), rules._UNREAD),
        (
            migrations.SeparateDatabaseAndState([migrations.RemoveField("house", "old")]),
            rules._READS,
        ),
    ],
)
def test_what_the_version_before_cannot_bear_is_named_in_every_table(step, why):
    for app in ("households", "areas"):
        (said,) = judged(step, app=app)
        assert said.endswith(why), said


@pytest.mark.parametrize(
    ("step", "way"),
    [
        (migrations.AddIndex("house", INDEX), "AddIndexBeside"),
        (migrations.AddConstraint("house", CHECK), "AddCheckBeside"),
        (migrations.AddConstraint("house", ONCE), "AddUniqueBeside"),
        (migrations.AlterUniqueTogether("house", {("said", "old")}), "AddUniqueBeside"),
        (alter("old", models.IntegerField(unique=True)), "AddUniqueBeside"),
        (alter("old", models.IntegerField(db_index=True)), "AddIndexBeside"),
        (add(models.IntegerField(null=True, db_index=True)), "AddIndexBeside"),
        (add(models.IntegerField(null=True, unique=True)), "AddIndexBeside"),
        (add(models.DateTimeField(db_default=Now())), "no value that is worked out"),
    ],
)
def test_what_reads_a_large_table_is_named_there_and_not_where_a_table_is_small(step, way):
    (said,) = judged(step)
    assert said.startswith(rules._LOCKS)
    assert way in said
    assert judged(step, app="areas", open_because="bản trước không ghi gì trái") == []


def test_what_is_done_to_a_table_of_the_same_migration_holds_nobody_up():
    assert judged(NEW, migrations.AddField("barn", "old", NUMBER)) == []


@pytest.mark.parametrize("app", ["households", "areas"])
def test_what_the_version_before_counts_on_to_write_nothing_twice_is_answered_for(app):
    state = before()
    state.models[app, "house"].options["constraints"] = [ONCE, CHECK]
    state.models[app, "house"].fields["told"] = models.IntegerField(db_default=0, unique=True)
    one = migrations.Migration("0099_later", app)
    one.operations = [
        migrations.RemoveConstraint("house", "house_old"),
        migrations.RemoveConstraint("house", "house_once"),
        alter("told", models.IntegerField(db_default=0)),
    ]
    assert [wrong.why for wrong in rules.wrongs(one, state)] == [rules._NEEDS] * 2
    one.open_because = "bản trước không ghi bằng ON CONFLICT"
    assert rules.wrongs(one, state) == []
    # That does not answer for another kind of column.
    one.operations = [
        alter("told", models.TextField()),
        alter("old", models.TextField(unique=True)),
    ]
    whys = [wrong.why for wrong in rules.wrongs(one, state)]
    assert whys.count(rules._ALTERS) == 2


@pytest.mark.parametrize(
    "step",
    [
        AddIndexBeside("house", INDEX),
        AddCheckBeside("house", CHECK),
        AddUniqueBeside("house", ONCE),
    ],
)
def test_what_is_made_beside_needs_a_migration_that_is_no_transaction(step):
    said = {"open_because": "bản trước không ghi gì trái"}
    assert judged(step, **said) == [rules._ATOMIC]
    assert judged(step, step, atomic=False, **said) == []
    # A column that is there already would stop the second try.
    column = add(models.IntegerField(null=True))
    assert judged(column, step, atomic=False, **said) == [rules._ALONE]


@pytest.mark.parametrize(
    ("app", "step"),
    [
        ("households", AddCheckBeside("house", CHECK)),
        ("households", AddUniqueBeside("house", ONCE)),
        ("areas", migrations.AddConstraint("house", CHECK)),
        ("areas", migrations.AlterUniqueTogether("house", {("said", "old")})),
        ("areas", alter("old", models.IntegerField(unique=True))),
    ],
)
def test_a_rule_that_the_version_before_does_not_know_is_answered_for(app, step):
    atomic = not isinstance(step, AddCheckBeside | AddUniqueBeside)
    assert judged(step, app=app, atomic=atomic) == [rules._FORBIDS]
    assert judged(step, app=app, atomic=atomic, open_because="bản trước không ghi gì trái") == []


def test_what_hangs_on_households_and_reports_is_large():
    many = {"households.Household", "periodic.Report"}
    hang = {
        model._meta.app_label
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if field.related_model and field.related_model._meta.label in many
    }
    # What few people ask for, and what was erased.
    assert {"imports", "reorganisations"} < hang - {"privacy", "erasure"} <= rules.LARGE


def test_who_says_why_nobody_waits_is_believed_of_what_cannot_be_read_alone():
    step = migrations.RunPython(migrations.RunPython.noop)
    assert judged(step, open_because="hàng trăm dòng") == []
    assert judged(add(NUMBER), open_because="hàng trăm dòng") == [rules._LACKS]


def test_every_app_of_ours_is_known_and_every_migration_since_then_is_asked():
    own = {one.label for one in apps.get_app_configs() if "site-packages" not in one.path}
    has = {label for label in own if hasattr(apps.get_app_config(label).models_module, "__file__")}
    assert has <= set(rules.BEFORE), has - set(rules.BEFORE)
    assert set(rules.BEFORE) > rules.LARGE
    assert rules.is_new(("households", "0018_later"))
    assert not rules.is_new(("households", "0017_transfer"))
    assert not rules.is_new(("axes", "9999_of_others"))
    assert unfit() == []


@pytest.mark.parametrize("reason", ["", "đổi kiểu cột"])
def test_a_check_names_it_unless_it_says_that_the_site_is_closed(monkeypatch, reason):
    from operations.versions import queries

    bad = Judged("households.0099_x", [Wrong("Add field", "why")], reason)
    loader = SimpleNamespace(disk_migrations={("households", "0099_x"): None})
    monkeypatch.setattr(queries, "MigrationLoader", lambda given: loader)
    monkeypatch.setattr(queries, "_judged", lambda loader, one: bad)
    found = migration_checks.the_version_before_goes_on_beside()
    assert [one.id for one in found] == ([] if reason else ["config.E031"])


class Editor:
    """What writes tables of PostgreSQL, down to the words."""

    connection = SimpleNamespace(vendor="postgresql", alias="default")
    quote_name = staticmethod(lambda name: f'"{name}"')

    def __init__(self):
        self.said = []
        self.connection = SimpleNamespace(vendor="postgresql", cursor=self.cursor)

    @contextmanager
    def cursor(self):
        tell = SimpleNamespace(execute=lambda sql, given=(): self.said.append((sql, *given)))
        tell.fetchone = lambda: ("200ms",)
        yield tell

    def execute(self, sql, params=()):
        self.said.append((str(sql),))

    def add_index(self, model, index, **how):
        self.said.append((index.name, how))


def test_on_postgresql_an_index_waits_for_others_and_a_half_one_goes_before():
    editor, step, after = Editor(), AddIndexBeside("house", INDEX), before()
    step.state_forwards("households", after)
    step.database_forwards("households", editor, before(), after)
    assert editor.said[1:] == [
        ("SET lock_timeout = 0",),
        ('DROP INDEX CONCURRENTLY IF EXISTS "house_said"',),
        ("house_said", {"concurrently": True}),
        ("SELECT set_config('lock_timeout', %s, false)", "200ms"),
    ]


def test_on_postgresql_a_rule_is_made_without_reading_and_then_read(monkeypatch):
    editor, step, after = Editor(), AddCheckBeside("house", CHECK), before()
    step.state_forwards("households", after)
    monkeypatch.setattr(CHECK.__class__, "create_sql", lambda *given: "ALTER TABLE ADD CHECK")
    step.database_forwards("households", editor, before(), after)
    said = [one for (one,) in editor.said]
    assert said[1] == "ALTER TABLE ADD CHECK NOT VALID"
    assert said[2].endswith('VALIDATE CONSTRAINT "house_old"')


def late(state="55P03"):
    error = OperationalError("canceling statement due to lock timeout")
    error.__cause__ = SimpleError(state)
    return error


class SimpleError(Exception):
    def __init__(self, sqlstate):
        self.sqlstate = sqlstate


def test_who_gets_no_lock_lets_go_and_tries_again_until_its_time_is_over(monkeypatch):
    answers = [late(), late(), None]
    monkeypatch.setattr(actions, "_migrate", lambda: raise_(answers.pop(0)))
    assert actions.migrate_beside(seconds=60, sleep=lambda seconds: None) == 2
    answers += [late(), late()]
    with pytest.raises(OperationalError):
        actions.migrate_beside(seconds=-1, sleep=lambda seconds: None)
    answers[:] = [late("57P01"), None]
    with pytest.raises(OperationalError):
        actions.migrate_beside(seconds=60, sleep=lambda seconds: None)


def raise_(error):
    if error:
        raise error


def open_(monkeypatch, *found, **given):
    done, out = [], io.StringIO()
    monkeypatch.setattr(migrate_open, "pending", lambda: list(found))
    monkeypatch.setattr(migrate_open, "migrate_beside", lambda seconds: done.append(seconds) or 3)
    try:
        call_command("migrate_open", stdout=out, **given)
    except CommandError as error:
        return done, out.getvalue(), str(error)
    return done, out.getvalue(), ""


def test_nothing_is_done_where_one_of_them_would_hold_people_up(monkeypatch):
    fine = Judged("teams.0006_x", [], "")
    for bad in (Judged("a.1", [Wrong("Add field", "why")], ""), Judged("a.1", [], "đổi kiểu")):
        done, said, error = open_(monkeypatch, fine, bad)
        assert not done
        assert "Chưa nâng gì" in error
        assert "teams.0006_x: không ai phải chờ" in said
        assert "Add field: why" in said or "ngừng trang: đổi kiểu" in said
    assert open_(monkeypatch, fine)[0] == [600]
    assert open_(monkeypatch, fine, list=True)[0] == []
    assert "Không có gì" in open_(monkeypatch)[1]


def test_a_lock_that_never_comes_is_said_in_words(monkeypatch):
    monkeypatch.setattr(migrate_open, "pending", lambda: [Judged("a.1", [], "")])
    monkeypatch.setattr(migrate_open, "migrate_beside", lambda seconds: raise_(late()))
    with pytest.raises(CommandError, match="Không lấy được khóa"):
        call_command("migrate_open", stdout=io.StringIO())

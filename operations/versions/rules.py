"""Which steps of a migration nobody has to wait for, and the version before can go on beside: asked of the steps alone.

While servers are renewed one after the other, both versions run on the new tables
(docs/operations/cluster.md, "Nâng cấp không ngừng").
"""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from django.db import connection
from django.db.migrations import Migration, operations as steps
from django.db.migrations.state import ProjectState
from django.db.models import Field, ManyToManyField, UniqueConstraint
from django.db.models.fields import NOT_PROVIDED

from web.adding import AddNumbers
from web.beside import AddCheckBeside, AddIndexBeside, AddUniqueBeside

# Apps with tables that grow with households, people, what is done to them, or reports of communes; those of all others
# hold hardly more rows than there are units.
LARGE = frozenset(
    {"accounts", "audit", "figures", "households", "imports", "offline", "operations", "periodic", "reading",
     "reorganisations", "rollup", "teams"}
)  # fmt: skip
# The last migration of each app that was written before this was asked.
BEFORE = {
    "accounts": 16, "areas": 6, "audit": 5, "erasure": 1, "figures": 3, "guide": 1, "households": 17, "imports": 7,
    "offline": 4, "operations": 3, "periodic": 8, "privacy": 3, "reading": 1, "reorganisations": 3, "reports": 3,
    "rollup": 4, "skills": 1, "teams": 5,
}  # fmt: skip

_READS = (
    "the version before still reads it: let the code forget it first, take it away a version later"
)
_UNREAD = "nobody can read what it does: say so in open_because, or closed_because"
_LACKS = "the version before does not write it: null=True, or db_default"
_LOCKS = "reads a large table while everybody waits"
_ALTERS = "changes the column under the version before: a new column, filled beside, then the old one away"
_ATOMIC = "needs atomic = False in its migration"
_ALONE = "needs a migration of its own: cut off half-way, one with atomic = False is run again from its first step"
_FORBIDS = "the version before may write what it forbids: say in open_because why it does not"
_NEEDS = "the version before may count on it to write nothing twice (ON CONFLICT): say in open_because why it does not"

# What may be done a second time.
_AGAIN = (AddCheckBeside, AddIndexBeside, AddUniqueBeside)


class Place(NamedTuple):
    """Where a step stands: its migration, the tables before it, the models made in the same migration."""

    migration: Migration
    state: ProjectState
    made: set[str]

    def is_new(self, model: str) -> bool:
        """Say whether nobody can have it yet."""
        return model.lower() in self.made

    @property
    def is_large(self) -> bool:
        """Say whether tables of this app are."""
        return self.migration.app_label not in BEFORE or self.migration.app_label in LARGE

    def field(self, model: str, name: str) -> Any:
        """Return a field as it was before the step."""
        return self.state.models[self.migration.app_label, model.lower()].fields[name]


class Wrong(NamedTuple):
    """A step for which people would have to wait, and why."""

    step: str
    why: str


def is_new(key: tuple[str, str]) -> bool:
    """Say whether a migration of ours was written since this is asked."""
    app, name = key
    return app in BEFORE and name[:4].isdigit() and int(name[:4]) > BEFORE[app]


def wrongs(migration: Migration, before: ProjectState) -> list[Wrong]:
    """Return its steps that hold people up, or that the version before cannot bear."""
    state, made, found = before.clone(), set[str](), list[Wrong]()
    for step in migration.operations:
        place = Place(migration, state, made)
        found += [Wrong(step.describe(), why) for why in _judge(step, place)]
        if isinstance(step, steps.CreateModel):
            made.add(step.name_lower)
        step.state_forwards(migration.app_label, state)
    return found


def _judge(step: Any, place: Place) -> Iterator[str]:
    model = getattr(step, "model_name", None) or getattr(step, "name", None) or ""
    if not isinstance(step, steps.CreateModel) and place.is_new(model):
        return
    judge = next((JUDGES[kind] for kind in type(step).__mro__ if kind in JUDGES), _cannot_read)
    yield from judge(step, place)


def _is_fine(step: Any, place: Place) -> Iterator[str]:
    yield from ()


def _is_read(step: Any, place: Place) -> Iterator[str]:
    yield _READS


def _cannot_read(step: Any, place: Place) -> Iterator[str]:
    if not getattr(place.migration, "open_because", ""):
        yield _UNREAD


def _adds_numbers(step: Any, place: Place) -> Iterator[str]:
    yield _LACKS


def _adds_field(step: Any, place: Place) -> Iterator[str]:
    field = step.field
    if isinstance(field, ManyToManyField):
        return
    if not (field.null or _has_default_of_its_own(field) or field.generated):
        yield _LACKS
    if place.is_large and (field.unique or field.db_index):
        yield f"{_LOCKS}: without an index, which comes by AddIndexBeside"
    if place.is_large and (field.generated or not _is_plain(field.db_default)):
        yield f"{_LOCKS}, to write every row anew: no value that is worked out"


def _has_default_of_its_own(field: Field[Any, Any]) -> bool:
    return field.db_default is not NOT_PROVIDED


def _is_plain(value: Any) -> bool:
    return (
        value is NOT_PROVIDED or not hasattr(value, "resolve_expression") or hasattr(value, "value")
    )


def _alters_field(step: Any, place: Place) -> Iterator[str]:
    old, new = place.field(step.model_name, step.name), step.field
    if place.is_large and (new.unique or new.db_index) and not (old.unique or old.db_index):
        yield f"{_LOCKS}: {'AddUniqueBeside' if new.unique else 'AddIndexBeside'}"
    elif new.unique and not old.unique:
        yield from _forbids(place)
    if not _is_looser(old, new):
        yield _ALTERS
    if old.unique and not new.unique:
        yield from _counted_on(place)


def _is_looser(old: Any, new: Any) -> bool:
    """Say whether the column stays as it is but for what it lets in: empty, or longer."""
    eased = old.clone()
    eased.null, eased.db_index = old.null or new.null, new.db_index
    eased._unique = new._unique  # noqa: SLF001 - how Django keeps what it was told
    if type(old) is type(new) and old.max_length and new.max_length:
        eased.max_length = max(old.max_length, new.max_length)
    if _has_default_of_its_own(old) and not (_has_default_of_its_own(new) or new.null):
        return False
    new = new.clone()
    eased.db_default = new.db_default = NOT_PROVIDED
    return not _differ(eased, new)


def _differ(old: Any, new: Any) -> bool:
    """Say whether a table would be changed for it, as Django itself decides."""
    if old.remote_field or new.remote_field:
        kept = [_of_column(one) for one in (old, new)]
        return kept[0] != kept[1]
    for one in (old, new):
        one.set_attributes_from_name("x")
    editor: Any = connection.schema_editor()
    return bool(editor._field_should_be_altered(old, new))  # noqa: SLF001 - Django's own rule, not ours


def _of_column(field: Any) -> tuple[Any, ...]:
    told = field.remote_field
    return (
        type(field),
        str(told and told.model).lower(),
        field.null,
        field.unique,
        field.db_index,
        field.db_column,
    )


def _adds_index(step: Any, place: Place) -> Iterator[str]:
    if place.is_large:
        yield f"{_LOCKS}: AddIndexBeside"


def _beside(step: Any, place: Place) -> Iterator[str]:
    if place.migration.atomic:
        yield _ATOMIC
    elif not all(isinstance(one, _AGAIN) for one in place.migration.operations):
        yield _ALONE


def _adds_check_beside(step: Any, place: Place) -> Iterator[str]:
    yield from _beside(step, place)
    yield from _forbids(place)


def _forbids(place: Place) -> Iterator[str]:
    if not getattr(place.migration, "open_because", ""):
        yield _FORBIDS


def _adds_constraint(step: Any, place: Place) -> Iterator[str]:
    if not place.is_large:
        yield from _forbids(place)
        return
    is_unique = isinstance(step.constraint, UniqueConstraint)
    yield f"{_LOCKS}: {'AddUniqueBeside' if is_unique else 'AddCheckBeside'}"


def _removes_constraint(step: Any, place: Place) -> Iterator[str]:
    rules = place.state.models[place.migration.app_label, step.model_name_lower].options
    if any(
        isinstance(one, UniqueConstraint) for one in rules["constraints"] if one.name == step.name
    ):
        yield from _counted_on(place)


def _counted_on(place: Place) -> Iterator[str]:
    if not getattr(place.migration, "open_because", ""):
        yield _NEEDS


def _unique_together(step: Any, place: Place) -> Iterator[str]:
    if place.is_large:
        yield f"{_LOCKS}: a UniqueConstraint by AddUniqueBeside"
    else:
        yield from _forbids(place)


def _apart(step: Any, place: Place) -> Iterator[str]:
    """Judge what is done to tables; of what only the code forgets, whether rows can be written without it."""
    for one in step.database_operations:
        yield from _judge(one, place)
    for one in step.state_operations:
        if isinstance(one, steps.RemoveField):
            field = place.field(one.model_name, one.name)
            if not (field.null or _has_default_of_its_own(field)):
                yield "rows could not be written without it any more: null=True or db_default first"


JUDGES: dict[type[Any], Callable[[Any, Place], Iterator[str]]] = {
    AddCheckBeside: _adds_check_beside,
    AddIndexBeside: _beside,
    AddUniqueBeside: _adds_check_beside,
    AddNumbers: _adds_numbers,
    steps.AddConstraint: _adds_constraint,
    steps.AddField: _adds_field,
    steps.AddIndex: _adds_index,
    steps.AlterConstraint: _is_fine,
    steps.AlterField: _alters_field,
    steps.AlterIndexTogether: _unique_together,
    steps.AlterModelManagers: _is_fine,
    steps.AlterModelOptions: _is_fine,
    steps.AlterModelTable: _is_read,
    steps.AlterModelTableComment: _is_fine,
    steps.AlterUniqueTogether: _unique_together,
    steps.CreateModel: _is_fine,
    steps.DeleteModel: _is_read,
    steps.RemoveConstraint: _removes_constraint,
    steps.RemoveField: _is_read,
    steps.RemoveIndex: _is_fine,
    steps.RenameField: _is_read,
    steps.RenameIndex: _is_fine,
    steps.RenameModel: _is_read,
    steps.SeparateDatabaseAndState: _apart,
}

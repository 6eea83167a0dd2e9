"""The tasks of the guide, one table: what the page, the "?" beside a form, the pictures and the tests read."""

from guide.tasks import accounts, figures, first_day, households, register, reports, teams
from guide.tasks.task import WIDTH, Picture, Task, of_role

TASKS = (
    *first_day.TASKS,
    *households.TASKS,
    *teams.TASKS,
    *register.TASKS,
    *figures.TASKS,
    *reports.TASKS,
    *accounts.TASKS,
)
BY_KEY = {task.key: task for task in TASKS}

__all__ = ["BY_KEY", "TASKS", "WIDTH", "Picture", "Task", "of_role"]

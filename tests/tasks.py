"""What is to be done behind the pages, in tests: at once, but for what is to be done later."""

import uuid

from django.tasks.backends.immediate import ImmediateBackend


class AtOnce(ImmediateBackend):
    """Does what it is told at once; what waits for a time is never done."""

    supports_defer = True

    def _execute_task(self, task_result):
        # As the queue's own: told apart by keys of its table.
        object.__setattr__(task_result, "id", str(uuid.uuid4()))
        if not task_result.task.run_after:
            super()._execute_task(task_result)

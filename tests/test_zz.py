import time, pickle
import pytest
@pytest.mark.django_db
def test_lay(kept_world):
    n=10
    from django.db import transaction
    t=time.process_time()
    for i in range(n):
        with transaction.atomic():
            kept_world._write()
            transaction.set_rollback(True)
    a=time.process_time()
    for i in range(n):
        pickle.loads(kept_world.objects)
    b=time.process_time()
    print("WRITE", (a-t)/n, "PICKLE", (b-a)/n, len(kept_world.objects), sum(map(len,kept_world.rows.values())), len(kept_world.rows))

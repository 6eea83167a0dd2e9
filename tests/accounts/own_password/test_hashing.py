import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.hashers import make_password
from django.test import RequestFactory

from accounts.models import User
from accounts.own_password.rules.hashing import Argon2
from tests.world import PASSWORD

PBKDF2 = "django.contrib.auth.hashers.PBKDF2PasswordHasher"


@pytest.fixture
def as_written(settings):
    settings.PASSWORD_HASHERS = [f"{Argon2.__module__}.Argon2", PBKDF2]


def test_the_settings_keep_passwords_by_argon2id_and_read_older_ones():
    code = "from config.settings import PASSWORD_HASHERS as h; print(*h)"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.split() == [f"{Argon2.__module__}.Argon2", PBKDF2]


def test_a_hash_is_argon2id_with_the_measured_work():
    kept = Argon2().encode("mot-hai-ba", "saltsaltsalt")
    assert kept.startswith("argon2$argon2id$v=19$m=24576,t=2,p=1$")


@pytest.mark.django_db
def test_an_older_hash_is_made_anew_at_sign_in(world, as_written):
    old = make_password(PASSWORD, hasher="pbkdf2_sha256")
    User.unscoped.filter(pk=world.own.officer.pk).update(password=old)
    request = RequestFactory().post("/", REMOTE_ADDR="127.0.0.1")
    assert authenticate(request, username="can-bo-ta", password=PASSWORD) == world.own.officer
    kept = User.unscoped.get(pk=world.own.officer.pk)
    assert kept.password.startswith("argon2$argon2id$")
    assert kept.check_password(PASSWORD)


@pytest.mark.long
def test_a_hundred_people_sign_in_at_once_within_five_seconds():
    hasher = Argon2()
    kept = hasher.encode(PASSWORD, "saltsaltsalt")
    began = time.process_time()
    with ThreadPoolExecutor(2) as cores:
        right = list(cores.map(lambda _: hasher.verify(PASSWORD, kept), range(100)))
    assert all(right)
    # Time of the processor: on two cores half of it passes.
    assert (time.process_time() - began) / 2 <= 5

# make demo   a commune, a province and the nation at work, at http://127.0.0.1:8000
# make test   everything that proves it, on SQLite and on PostgreSQL
.PHONY: setup demo test fast days lint lock messages entry-counts
UV := $(shell command -v uv 2>/dev/null || echo .uv/bin/uv)
RUN := .venv/bin/python
DEMO_ARGS ?=

setup: .venv/.done

.uv/bin/uv:
	python3 -m venv .uv
	.uv/bin/pip install --quiet --disable-pip-version-check uv

ifeq ($(UV),.uv/bin/uv)
.venv/.done: .uv/bin/uv
endif
.venv/.done: requirements-dev.lock
	test -d .venv || $(UV) venv --quiet --python '>=3.12' .venv
	$(UV) pip sync --quiet --python .venv/bin/python --require-hashes requirements-dev.lock
	touch $@

demo: setup
	$(RUN) manage.py demo $(DEMO_ARGS)

test: setup
	tools/check

# The quick half of `make test`: SQLite only, no browser.
fast: setup
	.venv/bin/pytest -q -n auto -m "not browser"

# More than a thousand random days of random histories, each recounted from the facts; on DATABASE_URL where it is set.
days: setup
	EXAMPLES_ALL=1 EXAMPLES_TIMES=20 .venv/bin/pytest -q -n auto tests/figures/test_as_of_property.py \
		tests/households/counts/test_timeline_property.py tests/households/counts/test_property.py

# How many clicks, keys and page loads the entry of households takes, played in a browser.
entry-counts: setup
	.venv/bin/pytest -q -n 0 tests/browser/test_entry_counts*.py tests/browser/test_paper.py

lint: setup
	tools/check lint

lock: .uv/bin/uv
	tools/lock

messages: setup
	tools/messages

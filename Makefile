# make demo   a commune, a province and the nation at work, at http://127.0.0.1:8000
# make test   lint and tests, on SQLite and on PostgreSQL, in about a quarter of an hour on two cores
.PHONY: setup demo cluster test fast prove lint lock messages entry-counts import-score load
UV := $(shell command -v uv 2>/dev/null || echo .uv/bin/uv)
RUN := .venv/bin/python
DEMO_ARGS ?=
LOAD_ARGS ?=
PART ?=
SEED ?=

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

# Three databases of which one takes over from another, two web servers, on this machine; needs root (docs/operations/cluster.md).
cluster: setup
	$(RUN) -m tools.cluster

test: setup
	tools/check

# What changes most: rules, models, queries and actions, on SQLite; no pages, no browser.
fast: setup
	.venv/bin/pytest -q -n auto -m "(engines or pure) and not (browser or slow)"

# Every proof whole, on both databases, part by part; what passed on this commit is not played again.
# `make prove PART=races` plays one of them.
prove: setup
	tools/prove $(PART)

# How many clicks, keys and page loads the entry of households takes, played in a browser.
entry-counts: setup
	.venv/bin/pytest -q -n 0 tests/browser/test_entry_counts*.py tests/browser/test_paper.py

# A morning of offices, played by Locust in an environment of its own (docs/performance.md, "A morning").
load: setup build/load/.done
	$(RUN) manage.py morning --locust build/load/bin/locust $(LOAD_ARGS)

build/load/.done: requirements-load.lock
	mkdir -p build
	test -d build/load || $(UV) venv --quiet --python '>=3.12' build/load
	$(UV) pip sync --quiet --python build/load/bin/python --require-hashes requirements-load.lock
	touch $@

# How 500 files and 600 spellings of units, made anew by a seed, are read; `make import-score SEED=…` plays one again.
import-score: setup
	$(RUN) -m tests.imports.whole_score $(SEED)

lint: setup
	tools/check lint

lock: .uv/bin/uv
	tools/lock

messages: setup
	tools/messages

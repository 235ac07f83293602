# One command for each thing a person does here; continuous integration runs the same ones.
# `make` alone lists them. Needed: make, and Python 3.11 or newer (PYTHON=… picks one).

SHELL := /bin/bash
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup demo test check lint node bench deep train-harm train-names train-words lock train-special-care

# Bytecode is kept, whatever the environment says: tests start hundreds of stations, and each would
# compile every module anew.
unexport PYTHONDONTWRITEBYTECODE

PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
READY := $(VENV)/.ready

help:  ## list what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-18s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(READY)  ## create .venv with everything pinned, so that .venv/bin/sekisho works

demo: $(READY)  ## see it work, no keys and no network needed (DEMO_ONCE=1: run through once and end)
	@$(VENV)/bin/sekisho demo $(if $(filter 1,$(DEMO_ONCE)),--once)

# As many at once as there are cores; the tests of a file stay together, long files first
# (tests/conftest.py). One by one: WORKERS=0.
WORKERS ?= $(shell nproc 2>/dev/null || echo 2)

test: $(READY) node  ## run the tests
	@$(VENV)/bin/pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder

check: lint test  ## everything a change must pass: form, lint, types, floors, tests

bench: $(READY)  ## measure; numbers only count on a quiet machine
	@$(PY) benchmarks/run.py

deep: $(READY) node  ## the long runs: deep-marked tests, then the soak
	@command -v npm >/dev/null && (cd tests/node/mcp && npm ci --no-audit --no-fund --loglevel=error) || \
		echo "deep: the conformance suite of MCP is not installed; its tests will be skipped"
	@$(VENV)/bin/pytest -m deep
	@for soak in $(wildcard benchmarks/soak*.py); do echo "$$soak"; $(PY) $$soak || exit 1; done

train-special-care: $(READY)  ## learn the weights that tell statements of special care from mentions
	@$(PY) -m training.special_care

train-harm: $(READY)  ## learn the model of harm and attacks from annotated rows: DATA=folder
	@OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 $(PY) -m training.harm --data "$(DATA)"

train-names: $(READY)  ## learn the model of names from annotated rows: DATA=rows.jsonl (FOLDS=5: measure, write nothing)
	@$(PY) -m training.names --data "$(DATA)" $(if $(FOLDS),--folds $(FOLDS))

train-words: $(READY)  ## count the common English words of the harm corpus: DATA=folder of rows
	@$(PY) -m training.words "$(DATA)"

lock:  ## compile requirements/*.txt anew, with hashes, from pyproject.toml
	@$(PYTHON) -m venv build/lock && build/lock/bin/pip install --quiet uv
	@$(LOCK) --output-file=requirements/runtime.txt pyproject.toml
	@$(LOCK) --output-file=requirements/build.txt requirements/build.in
	@$(LOCK) --extra=dev --constraint=requirements/runtime.txt --constraint=requirements/build.txt \
		--output-file=requirements/dev.txt pyproject.toml requirements/build.in

# No index, host or path in the result: where packages come from is the installing machine's business.
LOCK := build/lock/bin/uv pip compile --quiet --generate-hashes --python-version=3.11 \
	--no-emit-index-url --no-emit-find-links --custom-compile-command='make lock'

# Beside each other, each one's words together; all of them, whatever one says.
lint: $(READY)
	@$(MAKE) --no-print-directory --jobs=2 --output-sync=target --keep-going types types-tests form floors

.PHONY: form types types-tests floors
form:
	@$(VENV)/bin/ruff format --check . && $(VENV)/bin/ruff check .
types:
	@$(VENV)/bin/basedpyright
types-tests:
	@$(VENV)/bin/basedpyright --project tests
floors:
	@$(VENV)/bin/lint-imports --no-logo

# The stamp is inside the environment, so removing .venv is a full reset.
$(READY): requirements/dev.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "setup: $(PYTHON) is missing or older than 3.11; name another one: make setup PYTHON=python3.12" >&2; exit 1; }
	@[ -x $(PY) ] || $(PYTHON) -m venv $(VENV) || { \
		echo "setup: $(PYTHON) has no working venv module (Debian: apt-get install python3-venv)" >&2; exit 1; }
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps --no-compile \
		-r requirements/dev.txt
	@$(PY) -W ignore -m compileall -qq -j 0 $(VENV)/lib || true  # what pip does on one core, on all
	$(PY) -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

# The JavaScript client libraries are tested where Node is at hand; without it those tests skip, and say so.
# In continuous integration a failed install is a failure, at a desk without network it is a message.
NODE_LOCK := $(wildcard tests/node/package-lock.json)
NODE_READY := $(if $(NODE_LOCK),tests/node/node_modules/.ready)

node: $(if $(shell command -v node && command -v npm),$(NODE_READY),nonode)

.PHONY: nonode
nonode:
	@echo "test: node or npm is not installed; the tests of the JavaScript client libraries will be skipped"

tests/node/node_modules/.ready: $(NODE_LOCK)
	@(cd tests/node && npm ci --no-audit --no-fund --loglevel=error) && touch $@ || { \
		echo "test: npm ci failed in tests/node; its tests will be skipped"; [ -z "$$CI" ]; }

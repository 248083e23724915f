# The one interface for running and developing. `make help` lists what there is.
SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-builtin-rules

PYTHON ?= python3
SHARED ?= ../shared
WORKERS ?= 2
WORKSPACE ?= build/demo
SOAK ?= 20000
TALKS ?= 100000

export SERVANDA_SHARED := $(abspath $(SHARED))

VENV := .venv
BIN := $(VENV)/bin
RUNTIME := $(VENV)/.installed
DEVELOPMENT := $(VENV)/.installed-development
SOURCES := src tests scripts
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-header --no-annotate

.PHONY: help setup demo statement check cases test format-check lint types imports docs \
	bench bench-large bench-book bench-pages format lock parameters postgresql real soak clean

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)$$/\1\t\2/p' $(MAKEFILE_LIST) | expand -t 14

$(VENV)/pyvenv.cfg:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Servanda needs Python 3.11 or later; say which with: make PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv --clear $(VENV)

$(RUNTIME): requirements.txt pyproject.toml | $(VENV)/pyvenv.cfg
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.txt
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(DEVELOPMENT): requirements-dev.txt $(RUNTIME)
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements-dev.txt
	@touch $@

setup: $(DEVELOPMENT) ## make .venv with everything for developing, from the locked requirements

demo: $(RUNTIME) ## settle the shipped example, eighteen months, and open it in a shared book
	@$(BIN)/servanda demo $(WORKSPACE) --serve

statement: $(RUNTIME) ## the same, and nothing is served afterwards
	@$(BIN)/servanda demo $(WORKSPACE)

check: format-check lint types imports test ## everything that has to hold

format-check: $(DEVELOPMENT)
	@$(BIN)/ruff format --check $(SOURCES)

lint: $(DEVELOPMENT)
	@$(BIN)/ruff check $(SOURCES)

types: $(DEVELOPMENT)
	@$(BIN)/mypy

imports: $(DEVELOPMENT)
	@$(BIN)/lint-imports --no-cache

test: $(DEVELOPMENT) ## all tests, and the examples in source and documentation, in random order
	@$(BIN)/pytest -n $(WORKERS)

postgresql: $(DEVELOPMENT) ## the tests of the shared book on PostgreSQL, a server of their own
	@$(BIN)/python -m tests.postgresql -n $(WORKERS)

real: $(DEVELOPMENT) ## the checks on real evidence, which lies in SHARED
	@$(BIN)/python -m tests.real

cases: $(DEVELOPMENT) ## the published agreements, every scenario, which lie in SHARED
	@$(BIN)/python -m tests.cases

parameters: $(DEVELOPMENT) ## what in the published cases can be changed without an effect, and why; takes ten minutes
	@WORKERS=$(WORKERS) $(BIN)/python -m tests.cases.parameters

soak: $(DEVELOPMENT) ## SOAK more generated agreements, every byte of a bundle, TALKS more conversations, 1,000 kills, 100 stops
	@$(BIN)/python -m tests.properties $(SOAK)
	@$(BIN)/python -m tests.flow $(TALKS)
	@SERVANDA_CROWD_PERIODS=100 SERVANDA_KILLS=1000 SERVANDA_FORGERIES=125 SERVANDA_FUZZ=200 \
		SERVANDA_STOPS=100 $(BIN)/pytest -q tests/desk/test_crowd.py \
		tests/record/test_examining.py tests/web/test_fuzzing.py tests/web/test_stopping.py

bench: $(DEVELOPMENT) ## what measuring costs on 1 and 10 million cases, beside reading them; writes docs/scale/benchmarks.md
	@$(BIN)/python -m tests.bench 1000000 10000000 --whole 100000 1000000

bench-large: $(DEVELOPMENT) ## the same on 100 million cases, which takes hours and 20 GB in build
	@$(BIN)/python -m tests.bench 100000000 --rounds 3 --whole 10000000 --page build/bench/large.md

bench-book: $(DEVELOPMENT) ## what reading a shared book of 1,000 agreements takes; writes docs/scale/shared-book.md
	@$(BIN)/python -m tests.bench.shared_book

bench-pages: $(DEVELOPMENT) ## what serving each page takes in a book of 1,000 agreements; writes the second half of docs/scale/shared-book.md
	@$(BIN)/python -m tests.bench.pages

docs: $(DEVELOPMENT) ## write the generated pages anew
	@$(BIN)/python -m scripts.generate_docs

format: $(DEVELOPMENT) ## lay out the source
	@$(BIN)/ruff format $(SOURCES)
	@$(BIN)/ruff check --fix --quiet $(SOURCES) || true

lock: $(DEVELOPMENT) ## choose and pin the newest allowed versions of what is installed
	$(LOCK) --upgrade --extra build pyproject.toml --output-file requirements.txt
	$(LOCK) --upgrade --extra build --extra dev --constraint requirements.txt pyproject.toml \
		--output-file requirements-dev.txt

clean: ## remove everything that was made here
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find src tests scripts -name __pycache__ -type d -prune -exec rm -rf {} +

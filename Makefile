# Two commands do everything, set-up included:  make demo   make test
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test check lint types layers docs bench lock clean help

help:
	@echo "make demo   set up, build the graph from data/, show a few answers"
	@echo "make test   set up, run every check: format, lint, types, layers, generated docs, tests"
	@echo "make docs   write the generated pages again (command line, queries, ontology)"
	@echo "make bench  run the benchmarks and write docs/benchmarks.md"
	@echo "make lock   resolve the dependencies anew"

demo: $(VENV)/.runtime
	@KG=$(BIN)/kg bash tools/demo.sh

test: $(VENV)/.dev
	$(MAKE) --no-print-directory check

check: lint types layers
	$(BIN)/python -m pytest -n auto

lint:
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types:
	$(BIN)/mypy

layers:
	$(BIN)/lint-imports

docs: $(VENV)/.dev
	$(BIN)/python tools/write_docs.py
	$(BIN)/python -m tests.shapes.survivors

bench: $(VENV)/.dev
	$(BIN)/python benchmarks/run.py --write docs/benchmarks.md

$(VENV)/bin/python:
	@PYTHON="$(PYTHON)" VENV="$(VENV)" bash tools/make_venv.sh

$(VENV)/.runtime: $(VENV)/bin/python requirements.lock pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/bin/python requirements-dev.lock pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	@touch $@ $(VENV)/.runtime

lock: $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header \
		pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header \
		--extra dev pyproject.toml -o requirements-dev.lock

clean:
	rm -rf $(VENV) .kg build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis

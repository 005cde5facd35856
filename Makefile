PYTHON ?= python3
PORT ?= 8000
UPGRADE ?=

BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input -qq
# The locks hold every package needed, each with its hashes: nothing is left to resolve.
# Bytecode is left to the first start: compiling all of it takes longer than the downloads.
INSTALL := $(PIP) install --no-compile --no-deps --require-hashes --requirement
EDITABLE := $(PIP) install --no-deps --no-build-isolation --editable .
UV := $(BIN)/uv
UV_VERSION := 0.13.9
COMPILE := $(UV) pip compile pyproject.toml --quiet --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --custom-compile-command 'make lock'

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run test fix bench lock build clean browser

help: ## Show this list
	@echo 'make COMMAND'
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  %-7s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: .venv/run-ready ## Set up and serve on this computer (make run PORT=8123)
	@exec $(BIN)/assessment serve --port $(PORT)

test: .venv/test-ready browser ## Set up, browser included, and check everything
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest --cov

fix: .venv/test-ready ## Mend what can be mended by itself: style and format
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

bench: .venv/test-ready ## Measure speed, size and start-up
	$(BIN)/python tests/bench.py

lock: $(UV) ## Write the lock files anew (make lock UPGRADE=--upgrade for newer packages)
	$(COMPILE) $(UPGRADE) --group test --output-file requirements.lock
	$(COMPILE) $(UPGRADE) --group build --constraint requirements.lock --output-file requirements-run.lock

build: .venv/run-ready ## Build a wheel into dist/
	$(BIN)/hatchling build --target wheel

clean: ## Remove all that was set up or built
	rm -rf .venv build dist htmlcov test-results .coverage .coverage.*
	rm -rf .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache .schemathesis
	find src tests -name __pycache__ -type d -prune -exec rm -rf {} +

# Runs a package install of the system: apt-get, where it is there and we may use it.
APT := apt() { command -v apt-get >/dev/null || return 1; sudo=; \
	[ "$$(id -u)" = 0 ] || { sudo -n true 2>/dev/null || return 1; sudo='sudo -n'; }; \
	$$sudo apt-get update -qq; \
	$$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$$@"; }

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo 'Python 3.11 or newer is needed: make PYTHON=python3.11 ...' >&2; exit 1; }
	@$(APT); $(PYTHON) -c 'import ensurepip' 2>/dev/null || apt python3-venv || \
		{ echo 'Please install the venv module of Python.' >&2; exit 1; }
	$(PYTHON) -m venv .venv

.venv/run-ready: requirements-run.lock pyproject.toml | $(BIN)/python
	$(INSTALL) requirements-run.lock
	$(EDITABLE)
	@touch $@

.venv/test-ready: requirements.lock pyproject.toml | $(BIN)/python
	$(INSTALL) requirements.lock
	$(EDITABLE)
	@touch .venv/run-ready $@

browser: .venv/test-ready
	@$(APT); for name in chromium chromium-browser google-chrome; do \
		command -v "$$name" >/dev/null && exit 0; done; \
	apt chromium || $(BIN)/playwright install chromium

$(UV): | $(BIN)/python
	$(PIP) install uv==$(UV_VERSION)
	@touch $@

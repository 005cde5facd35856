PYTHON ?= python3
PORT ?= 8000
UPGRADE ?=
INSTALL ?= yes

BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input -qq
# The lock files list every package with its hashes, so pip has nothing to resolve.
# Python compiles modules on first use. Compiling everything here would take longer than the download.
LOCKED := $(PIP) install --no-compile --no-deps --require-hashes --requirement
EDITABLE := $(PIP) install --no-deps --no-build-isolation --editable .
UV := $(BIN)/uv
UV_VERSION := 0.13.9
COMPILE := $(UV) pip compile pyproject.toml --quiet --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --custom-compile-command 'make lock'

# Tests start Python hundreds of times, so it must keep what it has compiled.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run test coverage prove check fix bench docs lock build clean browser images

help: ## Show this list
	@echo 'make COMMAND'
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	@echo
	@echo 'When you first run a command, it installs what it needs in this folder (.venv, node_modules).'
	@echo 'If system packages are missing, it prints the apt-get command and then runs it.'
	@echo 'With INSTALL=no, it does not install them, and skips the tests that need them.'

run: .venv/run-ready ## Serve on this computer (make run PORT=8123)
	@exec $(BIN)/assessment serve --port $(PORT)

test: .venv/test-ready browser node_modules ## Run all checks and tests
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -m 'not prove'

coverage: .venv/test-ready browser node_modules ## Measure test coverage; fail below 95%
	$(BIN)/pytest --cov -m 'not prove'

prove: .venv/test-ready browser node_modules ## Run the full test matrix and write docs/proof.md
	@$(BIN)/pytest --junitxml=test-results/proof.xml; ended=$$?; \
		$(BIN)/python -m tests.promises.proof test-results/proof.xml docs/proof.md && exit $$ended

check: .venv/test-ready ## Check the content, including all proofs
	@$(BIN)/assessment check

fix: .venv/test-ready ## Fix style and format automatically
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

images: .venv/test-ready browser node_modules ## Take new screenshots for docs/images
	$(BIN)/python -m tests.images

bench: .venv/test-ready ## Measure speed, size and startup time
	$(BIN)/python -m tests.bench
	$(BIN)/python -m tests.bench_export

docs: .venv/test-ready ## Write the documents for reviewers, and the schemas, to docs/generated
	@for page in outcomes sheet evidence schema; do $(BIN)/assessment $$page || exit 1; done

lock: $(UV) ## Write the lock files (make lock UPGRADE=--upgrade for newer packages)
	$(COMPILE) $(UPGRADE) --extra check --group test --output-file requirements.lock
	$(COMPILE) $(UPGRADE) --group build --constraint requirements.lock --output-file requirements-run.lock

build: .venv/run-ready ## Build a wheel into dist/
	$(BIN)/hatchling build --target wheel

clean: ## Remove everything that was installed or built
	rm -rf .venv node_modules build dist htmlcov test-results .coverage .coverage.*
	rm -rf .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache .schemathesis
	find src tests -name __pycache__ -type d -prune -exec rm -rf {} +

# This script prints what it is about to install. With INSTALL=no, it installs nothing.
PACKAGES := INSTALL=$(INSTALL) tests/packages.sh

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo 'Python 3.11 or newer is needed: make PYTHON=python3.11 ...' >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || $(PACKAGES) python3-venv
	$(PYTHON) -m venv .venv

.venv/run-ready: requirements-run.lock pyproject.toml | $(BIN)/python
	$(LOCKED) requirements-run.lock
	$(EDITABLE)
	@touch $@

.venv/test-ready: requirements.lock pyproject.toml | $(BIN)/python
	$(LOCKED) requirements.lock
	$(EDITABLE)
	@touch .venv/run-ready $@

# Tests whose system package is missing are skipped. Playwright provides Chromium for systems that do
# not package it.
browser: .venv/test-ready
	@$(PACKAGES) || true
	@for name in chromium chromium-browser google-chrome; do \
		command -v $$name >/dev/null && exit; done; [ '$(INSTALL)' != no ] || exit 0; \
	echo 'Downloading Chromium to the Playwright cache (set INSTALL=no to prevent this).' >&2; \
	$(BIN)/playwright install chromium

# These tools check pages. Without npm, tests that need them are skipped.
node_modules: package-lock.json
	@if command -v npm >/dev/null; then npm ci --silent --no-audit --no-fund && touch $@; fi

$(UV): | $(BIN)/python
	$(PIP) install uv==$(UV_VERSION)
	@touch $@

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
.PHONY: help run test coverage prove fix bench docs lock build clean browser images

help: ## Show this list
	@echo 'make COMMAND'
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: .venv/run-ready ## Set up and serve on this computer (make run PORT=8123)
	@exec $(BIN)/assessment serve --port $(PORT)

test: .venv/test-ready browser node_modules ## Set up, browser included, and check everything
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -m 'not prove'

coverage: .venv/test-ready browser node_modules ## Count the lines that the tests run (95 % at least)
	$(BIN)/pytest --cov -m 'not prove'

prove: .venv/test-ready browser node_modules ## Run every test in every way and write docs/proof.md
	@$(BIN)/pytest --junitxml=test-results/proof.xml; ended=$$?; \
		$(BIN)/python -m tests.promises.proof test-results/proof.xml docs/proof.md && exit $$ended

fix: .venv/test-ready ## Mend what can be mended by itself: style and format
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

images: .venv/test-ready browser node_modules ## Take the pictures of the pages in docs/ anew
	$(BIN)/python -m tests.images

bench: .venv/test-ready ## Measure speed, size and start-up
	$(BIN)/python -m tests.bench

docs: .venv/test-ready ## Generate docs/ from the content: outcomes, sheet, evidence, schema
	@for page in outcomes sheet evidence schema; do $(BIN)/assessment $$page || exit 1; done

lock: $(UV) ## Write the lock files anew (make lock UPGRADE=--upgrade for newer packages)
	$(COMPILE) $(UPGRADE) --extra check --group test --output-file requirements.lock
	$(COMPILE) $(UPGRADE) --group build --constraint requirements.lock --output-file requirements-run.lock

build: .venv/run-ready ## Build a wheel into dist/
	$(BIN)/hatchling build --target wheel

clean: ## Remove all that was set up or built
	rm -rf .venv node_modules build dist htmlcov test-results .coverage .coverage.*
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

# Tests of what stays on a device and of the proxy need more; without it they say why they skip.
browser: .venv/test-ready
	@$(APT); has() { for name in "$$@"; do \
		PATH="$$PATH:/usr/sbin" command -v "$$name" >/dev/null && return 0; done; return 1; }; \
	has chromium chromium-browser google-chrome || apt chromium || $(BIN)/playwright install chromium; \
	missing=; has firefox-esr firefox || missing='firefox-esr'; \
	has nginx || missing="$$missing nginx-light"; has strace || missing="$$missing strace"; \
	[ -z "$$missing" ] || apt $$missing || echo "Tests that need these will be skipped: $$missing" >&2

# Tools that look at pages. Where npm is missing, the tests that need them are skipped, and say so.
node_modules: package-lock.json
	@if command -v npm >/dev/null; then npm ci --silent --no-audit --no-fund && touch $@; fi

$(UV): | $(BIN)/python
	$(PIP) install uv==$(UV_VERSION)
	@touch $@

# Every command a developer needs. Each installs what it needs by itself.

# The first Python that is new enough; `make PYTHON=/path/to/python3` names another.
PYTHON ?= $(shell for name in python3 python3.13 python3.12 python3.11; do \
	"$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo "$$name"; exit; }; done; echo python3)
VENV := .venv
PY := $(VENV)/bin/python
INSTALLED := $(VENV)/.installed
PYTEST ?= $(PY) -m pytest

# Hundreds of processes load the same modules: none should have to compile them again.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help run dev check explain bench fuzz load load-kill simulate mutations screenshots openapi test test-python test-web test-browser test-e2e lint \
	format install install-python install-emulator install-web install-browser build-web clean preflight

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: $(INSTALLED) ## Run the whole product at http://localhost:8000 until Ctrl-C; data is kept
	@exec $(PY) -m infrastructure.local.run

dev: $(INSTALLED) ## The same with the fast loop: changes of the API and the web app are put in place at once
	@exec $(PY) -m infrastructure.local.run --dev

check: $(INSTALLED) ## Audit the ledger of the running product; fails if an invariant is broken
	@exec $(PY) -m infrastructure.local.check

explain: $(INSTALLED) ## Why was this charged? ID=ses_… (or of a booking, an account, a statement's line)
	@$(PY) -m infrastructure.local.explain $(ID)

bench: install ## Measure this machine: figures with their goals, and build/bench.json
	$(PY) -m tests.load.bench

simulate: $(INSTALLED) ## Hunt for lost cents: SEEDS=1000 runs so many seeds on every core, SEED=17 shows one
	@$(PY) -m tests.simulation $(if $(SEED),--seed $(SEED),--seeds $(or $(SEEDS),1000)) $(if $(FULL),--full) $(if $(JOBS),--jobs $(JOBS))

mutations: $(INSTALLED) ## Plant bugs in the product, one at a time: the simulator must catch each; writes docs/mutations.md
	@$(PY) -m tests.simulation.mutations $(if $(ONLY),--only "$(ONLY)") $(if $(JOBS),--jobs $(JOBS))

fuzz: $(INSTALLED) ## Hold the running product against its API document; CASES=1000 requests of each operation
	$(PY) -m tests.contract --cases $(or $(CASES),100) $(if $(SEED),--seed $(SEED))

load: $(INSTALLED) ## People use the running product at once: p50 and p99 of each operation, then the audit; USERS=18 SECONDS=75
	@$(PY) -m tests.load.traffic $(if $(USERS),--users $(USERS)) $(if $(SECONDS),--seconds $(SECONDS))

load-kill: install ## The same on a product of its own, while each of its processes is ended and killed; takes minutes
	@$(PY) -m tests.load.traffic --kill $(if $(USERS),--users $(USERS))

screenshots: $(INSTALLED) ## Draw the README's pictures from the running product (make run, in another terminal)
	@$(PY) -m infrastructure.local.screenshots

openapi: $(INSTALLED) ## Write docs/openapi.json from the declared operations
	$(PY) -m chalicelib.meta docs/openapi.json

test: preflight ## Everything: lint, types, unit, service, API, template, web, browser
	@MAKE_COMMAND="$(MAKE_COMMAND)" exec $(PYTHON) -m tests.everything

test-python: install ## Python tests alone, on every core; PYTEST_ARGS="-k name" picks some
	$(PYTEST) -n auto --dist worksteal --ignore=tests/e2e $(PYTEST_ARGS)

test-e2e: install install-browser ## The main job, and a booking across time zones, in two windows of a real browser against the whole local run
	$(PYTEST) -n 1 tests/e2e

test-web: build-web ## Tests of the web app alone
	@npm --prefix web run check:built

test-browser: build-web install-browser ## Browser tests of the web app alone
	@SOULSEER_CHROMIUM="$$($(PY) -m infrastructure.local.browser)" SOULSEER_WEB_BUILT=1 npm --prefix web run test:pages

lint: $(INSTALLED) ## Lint, types and import rules of the Python code
	$(PY) -m ruff check .
	$(PY) -m mypy
	$(VENV)/bin/lint-imports

format: $(INSTALLED) ## Format the Python code
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .

install: install-python install-emulator ## Install everything for development, the AWS emulator too

install-python: $(INSTALLED)

install-emulator: preflight
	@$(PYTHON) -m infrastructure.local.emulator

install-web: preflight
	@$(PYTHON) -m infrastructure.local.web_build --install

install-browser: preflight
	@$(PYTHON) -m infrastructure.local.browser > /dev/null

build-web: preflight
	@$(PYTHON) -m infrastructure.local.web_build

clean: ## Forget the local run's data and everything built; installed tools stay
	@if [ -x $(PY) ]; then $(PY) -m infrastructure.local.run --clean; fi
	rm -rf build web/dist .chalice/deployments .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache

preflight:
	@command -v $(PYTHON) > /dev/null || { echo "Python 3.11 or newer is needed, and there is no $(PYTHON); install it from https://www.python.org," \
		"or name it: make PYTHON=/path/to/python3." >&2; exit 2; }
	@$(PYTHON) infrastructure/local/preflight.py

$(INSTALLED): requirements.txt requirements-dev.txt | preflight
	@echo "  installing Python packages into $(VENV) …"
	@$(PYTHON) -m venv $(VENV)
	@$(PY) -m pip install --quiet --no-compile --disable-pip-version-check -r requirements-dev.txt
	@touch $@

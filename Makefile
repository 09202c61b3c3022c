# Two commands for a newcomer: `make demo` and `make test`. Both install into .venv first.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo morning study test check install install-dev schemas clean helsinki

# The first plan compiles the engine once and says so; later ones start at once.
demo: install
	$(BIN)/freight plan examples/drammen/scenario.yaml --out out/drammen --time-limit 20

# A spreadsheet imported, planned, printed, and planned again after five events.
morning: install
	PATH="$(CURDIR)/$(BIN):$$PATH" sh examples/drammen/morning/morning.sh out/morning

# Six variants, ten seeds, five demand days, every group of carriers: resumes where it was stopped.
study: install-dev
	$(BIN)/freight compare examples/drammen/study.yaml --out out/study

helsinki: install-dev
	$(BIN)/freight plan examples/helsinki/scenario.yaml --out out/helsinki

test: check
	$(BIN)/python -m pytest -n 2 --cov --cov-report=term

check: install-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

install: $(VENV)/.installed

install-dev: $(VENV)/.installed-dev

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml requirements.lock | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c requirements.lock -e .
	@touch $@

$(VENV)/.installed-dev: pyproject.toml requirements.lock | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c requirements.lock -e ".[dev,scale]"
	@touch $@ $(VENV)/.installed

schemas: install-dev
	$(BIN)/python -m freight.inputs.schema docs/schemas

clean:
	rm -rf $(VENV) out .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage

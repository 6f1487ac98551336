# `make run` and `make test` set up all that they need, once; a second call has nothing left to set up.
# On Windows, make.cmd has the same verbs.

VENV := .venv
BIN := $(VENV)/bin
PIP_INSTALL := $(BIN)/python -m pip --disable-pip-version-check --quiet install
COMPILE := $(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --fork-strategy fewest \
	--generate-hashes --no-annotate --custom-compile-command "make lock"

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help setup run test lint format docs lock bench clean

help:  ## show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s%s\n", $$1, $$2 }' Makefile

setup: $(VENV)/.installed  ## install what akaji needs, and no more

run: $(VENV)/.installed  ## build every edition under raw/, check it, and say where to look
	@$(BIN)/akaji run
	@$(BIN)/akaji check
	@echo
	@echo "Datasets: extracted/ (what each column means: docs/data-dictionary.md)"
	@echo "Reports:  extracted/report/index.html (open it in a browser)"

test: $(VENV)/.installed-dev  ## run all tests
	@$(BIN)/python -m pytest

lint: $(VENV)/.installed-dev  ## ruff and mypy, as CI runs them
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

format: $(VENV)/.installed-dev  ## let ruff mend what it can
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

docs: $(VENV)/.installed-dev  ## write the generated pages of docs/ anew
	@$(BIN)/python docs/generate.py

bench: $(VENV)/.installed-dev  ## measure, and write docs/benchmarks.md
	@$(BIN)/python -m benchmarks

lock: $(BIN)/pip  ## choose the newest versions that fit for the three lock files
	@$(PIP_INSTALL) 'uv>=0.9'
	@$(COMPILE) --group build --output-file requirements-build.lock
	@$(COMPILE) pyproject.toml --extra excel --extra web --extra fonts --output-file requirements.lock
	@$(COMPILE) pyproject.toml --all-extras --group dev --constraint requirements.lock --output-file requirements-dev.lock

clean:  ## remove the environment and the caches; extracted/ stays
	@rm -rf $(VENV) build dist akaji.egg-info pipeline/pdfium/each.bin .hypothesis .mypy_cache .pytest_cache .ruff_cache

# ── setting up ──────────────────────────────────────────────────────────────────────────────────────────────────────

# Each candidate is tried out, because a name on the PATH proves nothing: version managers put up signs for Pythons
# that are not there, and Debian ships a Python that cannot make an environment until python3-venv is installed.
$(BIN)/pip:
	@for python in $(PYTHON) python3.13 python3.12 python3.11 python3 python; do \
		if $$python -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
			echo "Setting up $(VENV) with $$($$python --version)"; \
			exec $$python -m venv $(VENV); \
		fi; \
	done; \
	echo "akaji needs Python 3.11 or later that can make environments, and none was found."; \
	echo "Debian, Ubuntu: apt-get install python3-venv. macOS: brew install python. Or name one: make PYTHON=/path/to/python3."; \
	exit 1

# An environment may have been there before, of an older Python.
CHECK_PYTHON = $(BIN)/python -c 'import sys; sys.exit("$(VENV) is of Python %d.%d, akaji needs 3.11 or later: make clean" \
	% sys.version_info[:2] if sys.version_info < (3, 11) else 0)'

# Every file that is installed is checked against a hash. The builder comes first and builds without isolation,
# because pip would otherwise fetch one for itself, unchecked.
INSTALL_BUILDER = $(PIP_INSTALL) --require-hashes -r requirements-build.lock
INSTALL_AKAJI = $(PIP_INSTALL) --no-deps --no-build-isolation --editable .

# What the installed akaji is made of beside its modules: setup.py builds each.c where there is a compiler, and the
# program does without elsewhere.
BUILT_FROM := pyproject.toml setup.py pipeline/pdfium/each.c

$(VENV)/.installed: requirements-build.lock requirements.lock $(BUILT_FROM) | $(BIN)/pip
	@$(CHECK_PYTHON)
	@echo "Installing what akaji needs (a minute or two, once)"
	@$(INSTALL_BUILDER)
	@$(PIP_INSTALL) --require-hashes --no-build-isolation -r requirements.lock
	@$(INSTALL_AKAJI)
	@touch $@

$(VENV)/.installed-dev: requirements-build.lock requirements-dev.lock $(BUILT_FROM) | $(BIN)/pip
	@$(CHECK_PYTHON)
	@echo "Installing what the tests need (two or three minutes, once)"
	@$(INSTALL_BUILDER)
	@$(PIP_INSTALL) --require-hashes --no-build-isolation -r requirements-dev.lock
	@$(INSTALL_AKAJI)
	@touch $@ $(VENV)/.installed

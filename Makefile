# What can be made; `make help` lists it.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-builtin-rules
.DELETE_ON_ERROR:

VENV := .venv
BIN := $(VENV)/bin
# Further words for pip, such as --extra-index-url https://download.pytorch.org/whl/cpu
PIP_FLAGS ?=
# Further words for pytest, such as --numprocesses 2 --dist loadfile
PYTEST_FLAGS ?=
# Further words for uv, such as --extra-index-url https://download.pytorch.org/whl/cpu --index-strategy unsafe-best-match
UV_FLAGS ?=
# The first Python that is new enough.
PYTHON ?= $(shell for name in python3 python3.13 python3.12 python3.11; do \
	"$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo "$$name"; break; }; done)

# Where the demo keeps its index. (`make demo SOPURI_PORT=8000` listens on another port.)
demo: export SOPURI_DATA ?= $(CURDIR)/.demo

# Each stamp is newer than what was installed by; the second `make` has nothing to install.
RUN_STAMP := $(VENV)/.installed
DEV_STAMP := $(VENV)/.installed-dev

.PHONY: help demo install test gate check format-check lint types imports fix constraints lock licences vulnerabilities clean

help:  ## list what can be made
	@sed -n 's/^\([a-z-]*\):.*##  *\(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 22

demo: $(RUN_STAMP)  ## install, index the invented sample agreements, start the app
	$(BIN)/sopuri sync --corpus corpus/sample
	$(BIN)/sopuri serve

install: $(DEV_STAMP)  ## install what developers need into .venv

test: $(DEV_STAMP)  ## run the tests
	$(BIN)/python -m pytest $(PYTEST_FLAGS)

check: format-check lint types imports test gate  ## all that CI runs; changes nothing

# What the tests learned and unpacked is used again.
gate: KEPT = $(or $(SOPURI_TEST_DATA),.pytest_cache/d/sopuri)
gate: $(DEV_STAMP) | test  ## ask the reference questions; fail where an answer's quality fell since the accepted run
	@if ! command -v tesseract >/dev/null; then \
		echo "gate: left out; one of the sample's documents is a scan, which only tesseract can read"; \
	else set -x; \
		$(BIN)/python -m eval run --no-baseline --data $(KEPT) --output .pytest_cache/result.json; \
		$(BIN)/python -m eval gate .pytest_cache/result.json; \
	fi

format-check: $(DEV_STAMP)
	$(BIN)/ruff format --check .

lint: $(DEV_STAMP)
	$(BIN)/ruff check .

types: $(DEV_STAMP)
	$(BIN)/mypy

imports: $(DEV_STAMP)
	$(BIN)/lint-imports

fix: $(DEV_STAMP)  ## format, and repair what ruff can repair
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

constraints: $(DEV_STAMP)  ## write what is installed now into constraints.txt
	$(BIN)/python .ci/constraints.py

lock: $(DEV_STAMP)  ## write the hashes of what is needed at run time into requirements.lock
	$(BIN)/python .ci/lock.py $(UV_FLAGS)

licences: $(DEV_STAMP)  ## write docs/licences.md and the list of parts for machines
	$(BIN)/python .ci/licences.py

vulnerabilities: $(DEV_STAMP)  ## ask PyPI for known vulnerabilities of what is needed at run time
	$(BIN)/python .ci/vulnerabilities.py

clean:  ## remove .venv and the demo's index
	rm -rf $(VENV) .demo

$(BIN)/python:
	@if [ -z "$(PYTHON)" ]; then \
		echo "Sopuri needs Python 3.11 or newer. On Debian and Ubuntu: sudo apt-get install python3 python3-venv" >&2; exit 1; fi
	@"$(PYTHON)" -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "This Python can't make virtual environments. On Debian and Ubuntu: sudo apt-get install python3-venv" >&2; exit 1; }
	"$(PYTHON)" -m venv $(VENV)
	# The pip that comes with older Pythons takes ages over these dependencies.
	$(BIN)/python -m pip install --quiet --upgrade pip

$(RUN_STAMP): pyproject.toml constraints.txt | $(BIN)/python
	@echo "Installing (once; some minutes) …"
	$(BIN)/python -m pip install --quiet $(PIP_FLAGS) --constraint constraints.txt --editable .
	@touch $@

$(DEV_STAMP): pyproject.toml constraints.txt | $(BIN)/python
	@echo "Installing with the developers' tools (once; some minutes) …"
	$(BIN)/python -m pip install --quiet $(PIP_FLAGS) --constraint constraints.txt --editable '.[llm,postgres,dev]'
	@touch $@ $(RUN_STAMP)

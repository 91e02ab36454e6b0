# The commands of Suyuan. `make help` lists them.
PYTHON ?= python3 python3.13 python3.12 python3.11
PORT ?= 8000
BIN := .venv/bin
export NEO4J_VERSION JAVA_HOME
DATA := $(if $(SUYUAN_DATA_DIR),$(SUYUAN_DATA_DIR),$(CURDIR)/.suyuan)

PIP := $(BIN)/python -m pip install -q --disable-pip-version-check
NOT_INSTALLED := { echo "The packages could not be installed; above is what pip says. Setting up needs the network once:" \
  "behind a proxy set HTTPS_PROXY, for a mirror PIP_INDEX_URL, then run make again." >&2; exit 1; }

.DEFAULT_GOAL := help
.PHONY: help run test check bench soak lock docs

help: ## list the commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

run: .venv/.runtime ## set up, start the embedded graph, load the samples, serve on loopback (PORT=8000)
	@SUYUAN_DATA_DIR="$(DATA)" $(BIN)/suyuan serve --load samples --port $(PORT)

test: check ## everything, on both engines
	$(BIN)/python -m pytest

check: .venv/.dev ## formatting, lint, types, import laws
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: .venv/.dev ## the measured comparisons; writes the tables of docs/performance.md
	$(BIN)/python -m benchmarks.run

soak: .venv/.dev ## hours of random histories and crashes
	SUYUAN_TEST_SOAK=true CI=true $(BIN)/python -m pytest tests/properties tests/contract

docs: .venv/.dev ## write the generated documents: SDL, settings, queries
	$(BIN)/python -m tests.support.write_docs
	$(BIN)/python -m tests.support.env_example

lock: .venv/.dev ## renew the lock files (needs uv)
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --group build -o requirements/build.txt
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-annotate --no-header pyproject.toml -o requirements/runtime.txt
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-annotate --no-header -c requirements/runtime.txt pyproject.toml --group build --group dev -o requirements/dev.txt

.venv/bin/python:
	@for python in $(PYTHON); do \
	  "$$python" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' 2>/dev/null || continue; \
	  "$$python" -m venv .venv && exit 0; \
	  rm -rf .venv; \
	  echo "$$python cannot make .venv: install its venv module (Debian, Ubuntu: apt install python3-venv)" >&2; exit 1; \
	done; \
	echo "Suyuan needs Python 3.11, 3.12 or 3.13, and found none as: $(PYTHON). Name one with PYTHON=…" >&2; exit 1

.venv/.runtime: requirements/build.txt requirements/runtime.txt pyproject.toml | .venv/bin/python
	@echo "setting up .venv, once; it takes a minute or two"
	@$(PIP) --require-hashes -r requirements/build.txt -r requirements/runtime.txt || $(NOT_INSTALLED)
	@$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

.venv/.dev: .venv/.runtime requirements/dev.txt
	@$(PIP) --require-hashes -r requirements/dev.txt || $(NOT_INSTALLED)
	@touch $@

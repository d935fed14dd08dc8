# Two commands set up a fresh machine and stay true: `make run` and `make test`. `make help` lists the rest.

PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3; do \
	command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-input
COMPILE := $(BIN)/uv pip compile --quiet --upgrade --generate-hashes --no-emit-index-url --no-header --python-version 3.11 --universal
SAMPLE ?= $(HOME)/Archivist/Sample.archivist

.DEFAULT_GOAL := help
.PHONY: setup run test bench soak golden translations docs package requirements help

setup: .venv/development  ## Make .venv with everything that development needs

run: .venv/runtime  ## Open the window on the sample archive; without a display, make the tour and its pictures
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ] || [ "$$(uname)" = Darwin ]; then \
		{ test -e "$(SAMPLE)" || $(BIN)/archivist create "$(SAMPLE)" --sample; } && $(BIN)/archivist open "$(SAMPLE)"; \
	else QT_QPA_PLATFORM=offscreen $(BIN)/archivist tour --pictures; fi

test: .venv/development  ## Run everything that must hold
	$(BIN)/ruff format --check --quiet .
	$(BIN)/ruff check --quiet .
	$(BIN)/basedpyright --level error
	$(BIN)/lint-imports --no-cache
	$(BIN)/pytest --numprocesses 2 --dist loadfile

bench: .venv/development  ## Measure the figures that the documentation gives
	$(BIN)/python -m tests.benchmarks $(ONLY)

soak: .venv/development  ## Run the long fault tests (ONLY=name, MINUTES=n)
	ARCHIVIST_SOAK_MINUTES=$(or $(MINUTES),30) $(BIN)/pytest -m soak $(if $(ONLY),-k $(ONLY)) -p no:randomly

golden: .venv/development  ## Write the golden files afresh; read the diff before you commit it
	ARCHIVIST_WRITE_GOLDEN=1 $(BIN)/pytest -m golden

translations: .venv/development  ## Bring the message catalogues up to date, and list what is to be translated
	@$(BIN)/python tools/make_translations.py

docs: .venv/development  ## Check that the documentation says what the program does
	$(BIN)/pytest tests/docs

package: .venv/development  ## Build the wheel into dist/
	$(BIN)/python -m hatchling build -t wheel

requirements: .venv/development  ## Pin packaging/*.txt afresh from packaging/*.in
	for name in runtime build development; do $(COMPILE) packaging/$$name.in -o packaging/$$name.txt; done

help:  ## Show this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

.venv/python: packaging/system.sh
	@sh packaging/system.sh
	@test -n "$(PYTHON)" || { echo "Archivist needs Python 3.11 or newer; none was found. Install it (Debian 12: apt-get install python3) and run make again." >&2; exit 1; }
	$(PYTHON) -m venv .venv
	@touch $@

.venv/runtime: .venv/python packaging/runtime.txt packaging/build.txt pyproject.toml
	$(PIP) --require-hashes -r packaging/runtime.txt -r packaging/build.txt
	$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

.venv/development: .venv/runtime packaging/development.txt
	$(PIP) --require-hashes -r packaging/development.txt
	@touch $@

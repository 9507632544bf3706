# Everything a person types; .ci/run calls the same targets.
#
#   make ask Q="…"   set everything up and answer a question
#   make test        set everything up and run the tests
#   make check       style, types, floors, documentation, and the built wheel
#   make lock        renew the lock files after a change of dependencies

PYTHON ?= python3
UV := .tools/bin/uv
BIN := .venv/bin
STAMP := .venv/.complete
COMPILE := --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --quiet

.DEFAULT_GOAL := setup
.PHONY: setup ask test check lint types floors docs wheel engines lock clean

setup: $(STAMP)

# A distribution's own Python refuses a bare pip install, so uv goes into a folder of its own.
$(UV): requirements/bootstrap.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.12 …")'
	$(PYTHON) -m pip install --quiet --disable-pip-version-check --target .tools --upgrade --require-hashes -r requirements/bootstrap.lock
	@touch $@

$(STAMP): $(UV) requirements/dev.lock pyproject.toml
	$(UV) venv --quiet --allow-existing --python $(PYTHON) .venv
	$(UV) pip install --quiet --python $(BIN)/python --compile-bytecode --require-hashes -r requirements/dev.lock
	$(UV) pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	$(BIN)/python -m compileall -q consilium
	@touch $@

ask: setup
	@$(BIN)/consilium ask "$(Q)"

test: setup
	$(BIN)/python -m pytest $(ARGS)

check: lint types floors docs wheel

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: setup
	$(BIN)/mypy

floors: setup
	$(BIN)/lint-imports

docs: setup
	$(BIN)/python -m pytest tests/docs

wheel: setup
	$(BIN)/python tools/try_wheel.py

# A real llama.cpp server for the tests that want one.
engines: setup
	$(UV) pip install --quiet --python $(BIN)/python --require-hashes -r requirements/engines.lock

lock: $(UV)
	$(UV) pip compile $(COMPILE) --group bootstrap -o requirements/bootstrap.lock
	$(UV) pip compile $(COMPILE) pyproject.toml --all-extras --group dev -o requirements/dev.lock
	$(UV) pip compile $(COMPILE) --group engines -c requirements/dev.lock -o requirements/engines.lock

clean:
	rm -rf .venv .tools dist build

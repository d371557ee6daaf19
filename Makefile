# Each target does its own set-up: a fresh clone needs Python 3.11 or later, make, and a package index.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: demo test test-all lint docs bench clean

$(READY): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --editable . --group dev --group docs --group bench
	touch $@

demo: $(READY)
	@$(BIN)/cleanclip explain samples/pressreader-truce.txt
	@printf '\n==> the body, as cleanclip.clean() returns it <==\n\n'
	@$(BIN)/cleanclip clean samples/pressreader-truce.txt

test: $(READY)
	$(BIN)/python -m pytest -q -n 2 -m "not slow"

test-all: $(READY)
	HYPOTHESIS_PROFILE=thorough $(BIN)/python -m pytest -q -n 2

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

docs: $(READY)
	$(BIN)/sphinx-build -q -W -b html docs docs/_build/html

bench: $(READY)
	$(BIN)/python bench/seeds.py
	$(BIN)/python bench/laws.py
	$(BIN)/python bench/startup.py
	$(BIN)/python bench/scaling.py --quick
	$(BIN)/python bench/speed.py

clean:
	rm -rf $(VENV) docs/_build

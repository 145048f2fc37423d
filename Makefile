# What a newcomer needs is Python 3.11 or later and make; everything else is installed into .venv.
# uv is used where it is there, since it is faster; else Python's own venv and pip.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV := $(shell command -v uv 2>/dev/null)

ifdef UV
  CREATE = test -x $(BIN)/python || uv venv -q --python $(PYTHON) $(VENV)
  INSTALL = uv pip install -q --python $(BIN)/python
else
  CREATE = test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
  INSTALL = $(BIN)/python -m pip install -q --disable-pip-version-check
endif

.DEFAULT_GOAL := help
.PHONY: help demo test slow browser stores lint types golden bench wheel clean

help: ## list what can be made
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 18

$(VENV)/.demo: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or later is needed; say PYTHON=/path/to/python3.11" >&2; exit 1; }
	$(CREATE)
	$(INSTALL) -e .
	@touch $@

$(VENV)/.dev: pyproject.toml
	$(CREATE)
	$(INSTALL) -e '.[dev]'
	@touch $@ $(VENV)/.demo

demo: $(VENV)/.demo ## build the shipped sample and show what to try next
	$(BIN)/kg demo

test: $(VENV)/.dev browser ## run all tests but the slow ones
	$(BIN)/python -m pytest -q -n auto -m "not slow"

slow: $(VENV)/.dev browser stores ## run the slow tests
	$(BIN)/python -m pytest -q -n auto -m slow

browser: ## install Chromium where it is missing and can be installed (else its tests skip)
	@sh tests/browser/install.sh
	@sh tests/browser/axe.sh

stores: ## install Jena, Virtuoso, Raptor and the OWL API where they are missing and can be installed (else their tests skip)
	@sh tests/stores/install.sh

lint: $(VENV)/.dev ## check style and formatting
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.dev ## check types
	$(BIN)/mypy

golden: $(VENV)/.dev ## rewrite the golden files from what the code does now; then read the diff
	$(BIN)/python -m pytest -q --update-golden
	@git status --short tests docs README.md

bench: $(VENV)/.dev ## measure speed and size beside named peers
	$(BIN)/python -m tests.bench

wheel: $(VENV)/.dev ## build the wheel and try it in a clean environment and an empty folder
	sh .ci/wheel $(BIN)/python

clean: ## remove what was installed and built
	rm -rf $(VENV) dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find output -mindepth 1 ! -name README.md -delete
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

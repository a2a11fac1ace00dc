# Each target does its own set-up in .venv; a machine needs only Python 3.11, git and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
ARGS ?=

.PHONY: help site test serve lint format bench bench-search accessibility weight lighthouse soak sheet pictures reference catalogue clean

help: ## show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1	\2/' | expand -t 18

$(VENV)/installed: pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test,lint]'
	touch $@

site: $(VENV)/installed ## build the library into output/ and say where it lies
	$(BIN)/site-builder build $(ARGS)

test: $(VENV)/installed ## run all tests
	$(BIN)/pytest --numprocesses auto $(ARGS)

serve: $(VENV)/installed ## preview on http://127.0.0.1:8000/, reloading as you write
	$(BIN)/site-builder serve $(ARGS)

lint: $(VENV)/installed ## ruff and mypy
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(VENV)/installed ## format the code
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(VENV)/installed ## compare builds of 10,000 generated cases with Hugo and Pagefind
	$(BIN)/python benchmarks/bench.py $(ARGS)

bench-search: $(VENV)/installed ## compare the search with Pagefind on 10,000 generated cases
	$(BIN)/python benchmarks/bench_search.py $(ARGS)

weight: $(VENV)/installed ## print what a first visit fetches; fails when home or a case weighs over 60 KB
	$(BIN)/python benchmarks/weight.py $(ARGS)

lighthouse: $(VENV)/installed ## run Lighthouse (from npm) on four pages; fails below 100
	$(BIN)/python benchmarks/lighthouse.py

accessibility: $(VENV)/installed ## look at every kind of page with axe and write down what was found, for the accessibility page
	SITE_BUILDER_ACCESS=site_builder/data/accessibility.json $(BIN)/pytest tests/browser/test_access.py -k axe $(ARGS)

soak: $(VENV)/installed ## thousands of random edits: what is built step by step equals a clean build
	$(BIN)/python benchmarks/soak.py $(ARGS)

sheet: $(VENV)/installed ## take pictures of every kind of page in every mode, into build/contact/
	$(BIN)/python scripts/contact_sheet.py $(ARGS)

pictures: $(VENV)/installed ## take the pictures of README.md and docs/design_system.md
	$(BIN)/python scripts/pictures.py $(ARGS)

reference: $(VENV)/installed ## write docs/reference.md from the schemas
	$(BIN)/python scripts/make_reference.py

catalogue: $(VENV)/installed ## bring the translation catalogue up to date with the texts in the code
	$(BIN)/python scripts/make_catalogue.py

clean: ## remove the virtual environment, the cache and the built site
	rm -rf $(VENV) .site-builder
	find output -mindepth 1 ! -name .gitignore -delete

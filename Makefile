# Everything runs from a virtual environment made from the lock file; nothing has to be installed by hand.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export NO_MKDOCS_2_WARNING := 1

.PHONY: help setup serve build test check fix data links bench bench-links bench-pages bench-tasks lock schema clean browser scripts vendor sessions oldest

help: ## list these targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

$(VENV)/.ready: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("LLM4S needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Give another one: make PYTHON=python3.12 ...") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

setup: $(VENV)/.ready ## make the environment from the lock file

serve: setup ## serve the site at http://127.0.0.1:8000 and refresh it on every change
	@$(BIN)/llm4s check || echo "The site is served without the records that have errors; mend them while it runs."
	$(BIN)/mkdocs serve --dev-addr 127.0.0.1:8000

build: setup ## build the site, strictly, into site/
	$(BIN)/mkdocs build --strict --quiet

data: setup ## check all records and chapters
	$(BIN)/llm4s check

browser: setup
	@$(BIN)/python tests/find_browser.py

test: setup browser ## run the whole suite, in a real browser too
	$(BIN)/pytest --numprocesses 2 --dist loadfile

# Lower bounds of pyproject.toml are promises: here they are kept. Packages that others bring in come in their newest versions.
OLDEST := .venv-oldest
oldest: setup ## test with the oldest dependencies that pyproject.toml allows, without a browser
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	@mkdir -p .cache
	$(BIN)/uv pip compile pyproject.toml --extra dev --resolution lowest-direct --python $(BIN)/python --no-emit-index-url --no-emit-find-links --no-header --no-annotate --quiet --output-file .cache/oldest.txt
	$(PYTHON) -m venv --clear $(OLDEST)
	$(OLDEST)/bin/python -m pip install --quiet --disable-pip-version-check -r .cache/oldest.txt
	$(OLDEST)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	$(OLDEST)/bin/pytest --no-cov -m "not browser and not sessions"

check: setup data scripts ## format, lint, types, layers, data
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

node_modules/.package-lock.json: package.json package-lock.json
	npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

scripts: ## check the types of the site's scripts and run their tests, where node is installed
	@if command -v npm >/dev/null; then $(MAKE) --no-print-directory scripts-with-node; else echo "node is not installed: the types of the site's scripts were not checked"; fi

# d3 in two files: scales for every picture; shapes and zooming for those that one can walk around in. Each is the modules' own files, one after the other.
d3 = $(foreach module,$(1),node_modules/d3-$(module)/dist/d3-$(module).min.js)
D3_SCALES := $(call d3,array color interpolate format time time-format scale)
D3_ZOOM := $(call d3,path shape selection dispatch timer ease transition drag zoom)

.PHONY: scripts-with-node
scripts-with-node: node_modules/.package-lock.json
	node_modules/.bin/tsc --project .
	node --test --test-reporter=dot tests/scripts/*.test.js
	cmp node_modules/minisearch/dist/es/index.js docs/assets/vendor/minisearch.js
	cat $(D3_SCALES) | cmp - docs/assets/vendor/d3-scales.js
	cat $(D3_ZOOM) | cmp - docs/assets/vendor/d3-zoom.js

vendor: ## fetch the libraries of docs/assets/vendor anew, by version and hash of package-lock.json
	npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	cp node_modules/minisearch/dist/es/index.js docs/assets/vendor/minisearch.js
	cp node_modules/minisearch/LICENSE.txt docs/assets/vendor/minisearch.LICENSE.txt
	cat $(D3_SCALES) > docs/assets/vendor/d3-scales.js
	cat $(D3_ZOOM) > docs/assets/vendor/d3-zoom.js
	cp node_modules/d3/LICENSE docs/assets/vendor/d3.LICENSE.txt

fix: setup ## format and repair what llm4s fix and ruff can repair
	$(BIN)/llm4s fix
	$(BIN)/ruff format
	$(BIN)/ruff check --fix

schema: setup ## write data/schema/ anew from the record classes
	$(BIN)/llm4s schema

links: build ## follow every link inside the built site with LinkChecker
	$(BIN)/llm4s links --inside

bench: setup ## time the build beside other ways to build the same pages
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-bench.lock
	$(BIN)/python tests/bench/run.py

bench-links: setup ## compare link checkers on a local web (LINKINATOR=folder of an npm install of linkinator)
	$(BIN)/python tests/bench/links.py

LIGHTHOUSE ?= .cache/lighthouse
bench-pages: build browser ## let Lighthouse judge home, chapter, record, listing and comparison (needs npm)
	npm install --prefix $(LIGHTHOUSE) --ignore-scripts --no-audit --no-fund --loglevel=error lighthouse@13.5.0
	$(BIN)/python tests/bench/pages.py site $(LIGHTHOUSE)

bench-tasks: build browser ## do ten tasks of a new reader, with presses and seconds
	$(BIN)/python tests/bench/tasks.py site

lock: setup ## write the three lock files anew
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --quiet --output-file requirements.lock
	$(BIN)/uv pip compile pyproject.toml --extra bench --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --quiet --output-file requirements-bench.lock
	@mkdir -p .cache && echo "torch ; sys_platform == 'never'" > .cache/without-torch.txt
	$(BIN)/uv pip compile pyproject.toml --extra sessions --override .cache/without-torch.txt --constraint requirements.lock --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate --no-header --quiet --output-file requirements-sessions.lock

# PyTorch comes by its exact version outside the lock: its builds, with and without graphics cards, have the same name and other hashes.
# Where the usual registry serves the large build, TORCH_INDEX may name one that serves the build for processors alone.
SESSIONS := .venv-sessions
$(SESSIONS)/.ready: requirements-sessions.lock pyproject.toml
	$(PYTHON) -m venv $(SESSIONS)
	$(SESSIONS)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-sessions.lock
	$(SESSIONS)/bin/python -m pip install --quiet --disable-pip-version-check torch==2.13.0 $(if $(TORCH_INDEX),--index-url $(TORCH_INDEX))
	$(SESSIONS)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

sessions: $(SESSIONS)/.ready ## execute the hands-on sessions and test what they rest on (SESSION=dpo for one of them)
	$(SESSIONS)/bin/python -m llm4s_sessions.studio $(SESSION)
	$(SESSIONS)/bin/pytest tests/sessions -m sessions --no-cov -W error

clean: ## remove everything that was made
	rm -rf $(VENV) $(SESSIONS) $(OLDEST) node_modules site .cache .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache .coverage

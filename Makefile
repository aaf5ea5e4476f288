# The two commands are `make site` and `make test`; `make` alone lists all of them.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export NO_MKDOCS_2_WARNING := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1

SITE_SOURCES := mkdocs.yml $(shell find docs tools -type f -not -name '*.pyc' 2>/dev/null)

.DEFAULT_GOAL := help
.PHONY: help site serve test lint docs conformance bench clean browser

help: ## list the commands
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 20

$(VENV)/pyvenv.cfg:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "munjigi needs Python 3.11 or later: install it, or name it with make PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "Python cannot make .venv: on Debian, install python3-venv"; exit 1; }

$(VENV)/.site: requirements.txt pyproject.toml | $(VENV)/pyvenv.cfg
	$(BIN)/pip install --quiet -r requirements.txt
	@touch $@

$(VENV)/.test: requirements-test.txt $(VENV)/.site
	$(BIN)/pip install --quiet -r requirements-test.txt
	@touch $@

site: .cache/site.built ## check the site and build it into site/
	@echo "site/ is ready: open it with 'make serve', or put the folder on any web server"

.cache/site.built: $(VENV)/.site $(SITE_SOURCES)
	$(BIN)/munjigi check
	$(BIN)/mkdocs build --strict
	@mkdir -p .cache && touch $@

serve: $(VENV)/.site ## show the site at http://127.0.0.1:8000/ and follow your edits
	$(BIN)/mkdocs serve

test: $(VENV)/.test browser lint ## run every test
	$(BIN)/pytest --cov --cov-report=term:skip-covered

lint: $(VENV)/.test ## types, style and workflows
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/zizmor --offline --quiet .github/workflows

browser: # what the browser tests drive: found, or installed on Debian by root
	@command -v chromium chromium-browser google-chrome >/dev/null || \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-noto-cjk >/dev/null; \
	  else \
	    echo "The tests need a browser: install chromium (Debian: apt-get install chromium)"; exit 1; \
	  fi

docs: $(VENV)/.site ## write the rule reference pages from the rules
	$(BIN)/munjigi docs

conformance: $(VENV)/.test ## compare the reader with MkDocs on real documentation (downloads it)
	$(BIN)/python -W ignore -m tests.conformance.corpus $(FOLDERS)

bench: $(VENV)/.site ## time the gate: make bench FOLDERS="path …"
	PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/python benchmarks/run.py $(FOLDERS)

clean: ## remove what was built, installed and cached here
	rm -rf $(VENV) site .cache .coverage* .hypothesis .mypy_cache .pytest_cache .ruff_cache tools/*.egg-info

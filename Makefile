# The two commands are `make site` and `make test`; `make` alone lists all of them.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export NO_MKDOCS_2_WARNING := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1

# Folders too: their date tells of a page that is gone.
SITE_SOURCES := mkdocs.yml $(shell find docs overrides -mindepth 1) $(shell find tools -name '*.py')

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help site serve test lint docs pictures share conformance fuzz crawl bench korean lighthouse offline clean browser force

help: ## list the commands
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 20

$(VENV)/pyvenv.cfg:
	@command -v $(PYTHON) >/dev/null || \
	  { echo "There is no $(PYTHON): install Python 3.11 or later (Debian: apt-get install python3 python3-venv)"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "$(PYTHON) is too old: munjigi needs Python 3.11 or later; name one with 'make PYTHON=python3.12'"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
	  { echo "$(PYTHON) cannot make a virtual environment (Debian: apt-get install python3-venv)"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.site: requirements.txt pyproject.toml | $(VENV)/pyvenv.cfg
	$(BIN)/pip install --quiet -r requirements.txt
	@$(BIN)/python -m compileall -q tools # else each start compiles where PYTHONDONTWRITEBYTECODE is set
	@touch $@

$(VENV)/.test: requirements-test.txt requirements-axe.txt $(VENV)/.site
	$(BIN)/pip install --quiet -r requirements-test.txt
	$(BIN)/pip install --quiet --no-deps -r requirements-axe.txt
	@touch $@

site: site/index.html ## check the site and build it into site/
	@echo "The site is in site/. Look at it with 'make serve', or put that folder on any web server."

# Rewritten only when a variable that mkdocs.yml reads has another value.
$(VENV)/.env: force | $(VENV)/pyvenv.cfg
	@printf '%s\n' "$$SITE_URL" "$$REPO_URL" | cmp -s - $@ || printf '%s\n' "$$SITE_URL" "$$REPO_URL" > $@

site/index.html: $(VENV)/.site $(VENV)/.env $(SITE_SOURCES)
	$(BIN)/munjigi check
	$(BIN)/mkdocs build --strict
	@touch $@

serve: $(VENV)/.site ## show the site at http://127.0.0.1:8000/ and follow your edits
	$(BIN)/mkdocs serve

test: $(VENV)/.test browser lint ## run every test
	$(BIN)/pytest --numprocesses=auto --dist=loadfile --no-loadscope-reorder --cov --cov-report=term:skip-covered $(ARGS)

lint: $(VENV)/.test ## style, types and workflows
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/zizmor --offline --quiet --persona=pedantic .github

browser: $(VENV)/.site # for the tests: found, or installed from Debian by root
	@PYTHONPATH=tests $(BIN)/python -c 'import sys, browser; sys.exit(not browser.find_browser())' || \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    echo "Installing Chromium for the tests"; \
	    apt-get update -qq && DEBIAN_FRONTEND=noninteractive \
	      apt-get install -y -qq --no-install-recommends chromium fonts-noto-cjk >/dev/null; \
	  else \
	    echo "The tests need a browser: install Chromium (Debian: apt-get install chromium fonts-noto-cjk)"; exit 1; \
	  fi

docs: $(VENV)/.site ## write the rules' pages from the rules
	$(BIN)/munjigi docs

pictures: $(VENV)/.site ## draw the guides' pictures from pictures/*.yml
	$(BIN)/python -m pictures.draw

share: $(VENV)/.test browser ## draw what messengers show beside a link to the site
	PYTHONPATH=tests $(BIN)/python -m pictures.share

conformance: $(VENV)/.test ## compare the reader with MkDocs on real documentation, downloaded or in FOLDERS="path …"
	$(BIN)/python -W ignore -m tests.conformance.corpus $(FOLDERS)

fuzz: $(VENV)/.test ## try new inputs on the tests of open-ended ones (minutes)
	$(BIN)/pytest --numprocesses=auto --hypothesis-profile=fuzz -m hypothesis $(ARGS)

crawl: site/index.html $(VENV)/.test ## let LinkChecker crawl the built site (minutes)
	PYTHONPATH=tests $(BIN)/python -m second_opinion site

bench: $(VENV)/.site ## time the gate against its peers on this site, or on FOLDERS="path …"
	PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/python benchmarks/run.py $(or $(FOLDERS),.)

korean: $(VENV)/.site ## count what the rules about Korean find in docs/ko, or in FOLDERS="path …"
	$(BIN)/python benchmarks/korean.py $(or $(FOLDERS),docs/ko)

offline: $(VENV)/.site ## build the site for a folder without a server into site-offline.zip
	rm -rf site-offline site-offline.zip
	SITE_URL= DIRECTORY_URLS=false $(BIN)/mkdocs build --strict --site-dir site-offline
	cd site-offline && $(PYTHON) -m zipfile -c ../site-offline.zip *

LIGHTHOUSE := 12.8.2
$(VENV)/lighthouse-$(LIGHTHOUSE): | $(VENV)/pyvenv.cfg
	@command -v npm >/dev/null || { echo "Lighthouse needs npm (Debian: apt-get install npm)"; exit 1; }
	npm install --silent --no-audit --no-fund --no-save --prefix $@.new lighthouse@$(LIGHTHOUSE)
	@mv $@.new $@

lighthouse: $(VENV)/.test $(VENV)/lighthouse-$(LIGHTHOUSE) browser ## hold every kind of page, or KINDS="home …", to Lighthouse on a phone
	PYTHONPATH=tests $(BIN)/python benchmarks/lighthouse.py \
	  $(VENV)/lighthouse-$(LIGHTHOUSE)/node_modules/.bin/lighthouse $(KINDS)

clean: ## remove what was built, installed and cached here
	rm -rf $(VENV) site site-offline site-offline.zip .cache .coverage* .hypothesis .mypy_cache .pytest_cache .ruff_cache tools/*.egg-info
	find tests tools benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +

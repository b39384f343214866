# Two commands matter: `make run` to try the hub out, `make test` to check all of it.
# Needs only make and Python 3.11 or newer (make run PYTHON=python3.12 takes another).

PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
COMPILE := $(VENV)/bin/uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate pyproject.toml
LANGUAGES := $(notdir $(wildcard locale/*)) # English stands in the code
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.PHONY: run test test-long bench lint lock messages clean help

run: $(VENV)/run.stamp ## start the hub at http://127.0.0.1:8000 (PORT=…) with a sample office; Ctrl-C stops all
	@exec $(PY) manage.py devserver

test: $(VENV)/test.stamp ## lint, then all tests, against servers of their own (PICTURES=1: with screenshots)
	@exec $(PY) .ci/checks.py lint test

test-long: $(VENV)/test.stamp ## 10,000 alerts while every part is killed again and again, and longer walks (more than an hour)
	@exec $(PY) .ci/checks.py long

bench: $(VENV)/test.stamp ## boards, filings, routing and a million alerts in production's shape (twenty minutes; BENCH_QUICK=1: two)
	@exec $(PY) -m tests.bench

lint: $(VENV)/test.stamp ## style, arrows, types and templates
	@exec $(PY) .ci/checks.py lint

lock: $(VENV)/test.stamp ## write requirements/ anew from pyproject.toml, moving only what must (UPGRADE=1: all)
	$(COMPILE) $(if $(UPGRADE),--upgrade) --output-file requirements/production.lock
	$(COMPILE) $(if $(UPGRADE),--upgrade) --extra embedded --output-file requirements/run.lock
	$(COMPILE) $(if $(UPGRADE),--upgrade) --extra embedded --extra test --output-file requirements/test.lock

messages: $(VENV)/test.stamp ## gather what is to be translated and compile what is (needs gettext)
	@command -v xgettext >/dev/null || { echo "gettext is not installed: apt-get install gettext"; exit 1; }
	$(PY) manage.py makemessages $(LANGUAGES:%=--locale %) --no-obsolete --add-location file --ignore $(VENV) --ignore .run
	sed -i.bak '/^"POT-Creation-Date/d' locale/*/LC_MESSAGES/django.po && rm -f locale/*/LC_MESSAGES/*.bak
	@for po in locale/*/LC_MESSAGES/django.po; do msgfmt --check-format --output-file="$${po%.po}.mo" "$$po"; done

clean: ## remove the virtual environment, the embedded servers' data and every cache
	rm -rf $(VENV) .run .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

$(VENV)/made.stamp:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
		{ echo "Python 3.11 or newer is needed; another than $(PYTHON) is taken by: make PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
		{ echo "$(PYTHON) lacks the modules venv and ensurepip; on Debian: apt-get install python3-venv"; exit 1; }
	@echo "making $(VENV) …"
	@$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/run.stamp $(VENV)/test.stamp: $(VENV)/%.stamp: requirements/%.lock $(VENV)/made.stamp
	@echo "installing $< …"
	@$(PY) -m pip install --quiet --quiet --require-hashes --requirement $<
	@touch $@

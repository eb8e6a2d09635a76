# make run    – set up, load the starter evidence, serve http://127.0.0.1:8000
# make test   – set up, run every test, say what they do not reach
# make lint   – format, lint, import contracts, types, Django's checks, migrations
# make check  – all that CI runs: lint and test
# make bench  – set up, measure (tests/bench; CITATIONS=1000000 make bench)
# make dev    – the same site with Django's reloader and error pages
# make stop   – stop the embedded PostgreSQL
# make lock   – pin every package with its hashes
.PHONY: run dev data test lint check bench stop lock
PYTHON ?= python3
PORT ?= 8000
CITATIONS ?= 10000
BIN := .venv/bin
MANAGE := $(BIN)/python manage.py

# As in production, but for one machine and without TLS.
SERVED = DEBUG=0 HTTPS=0 ALLOWED_HOSTS=localhost,127.0.0.1 \
  SECRET_KEY="$${SECRET_KEY:-$$(cat .secret-key)}"

.venv/ready: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Attest needs Python 3.11 or newer: make PYTHON=/path/to/python3 …" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
	  { echo "This Python has no venv: install it (Debian, Ubuntu: apt-get install python3-venv)." >&2; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements.txt
	@touch $@

data: .venv/ready
	$(MANAGE) migrate --verbosity 0
	$(MANAGE) loaddata $(notdir $(wildcard fixtures/*.yaml)) --verbosity 0
	$(MANAGE) load_pack seeds --author pack-editor
	$(MANAGE) release_approve starter --reviewer pack-reviewer

run: data
	@$(SERVED) $(MANAGE) collectstatic --no-input --verbosity 0
	@$(SERVED) $(BIN)/python -m config.serve $(PORT)

dev: data
	$(MANAGE) runserver 127.0.0.1:$(PORT)

test: .venv/ready
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest -n auto
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report

lint: .venv/ready
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports
	$(BIN)/mypy .
	$(MANAGE) check --fail-level WARNING
	$(MANAGE) makemigrations --check --dry-run

check: lint test

bench: .venv/ready
	$(BIN)/python -m tests.bench
	$(BIN)/python -m tests.bench.scale $(CITATIONS)

stop:
	@if [ -x $(BIN)/python ]; then $(BIN)/python -m config.embedded stop; fi

lock:
	$(BIN)/uv pip compile --quiet --upgrade --universal --generate-hashes \
	  --no-emit-index-url --no-emit-find-links --no-header --no-annotate \
	  --python-version 3.11 --group dev pyproject.toml --output-file requirements.txt

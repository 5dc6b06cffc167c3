# The commands of the project; CONTRIBUTING.md says when to use which.

PYTHON ?= python3
PORT ?= 8000
PY = .venv/bin/python

.DEFAULT_GOAL := help
.PHONY: help run run-production test test-all install lint format lock messages bench mutants screenshots guide clean

help:
	@echo "make run          the site on http://127.0.0.1:$(PORT) with the shipped catalogue"
	@echo "make run-production   the same in production form, behind nginx (SECRET_KEY, DATABASE_URL)"
	@echo "make test         the short run of the tests      make test-all     all of them, at full size"
	@echo "make install      .venv with the development tools, compiled translations"
	@echo "make lint         style and types      make format     mends the style"
	@echo "make lock         requirements/*.txt from requirements/*.in"
	@echo "make messages     locale/*.po from the texts of the interface"
	@echo "make bench        measures             make screenshots   pages as pictures"
	@echo "make guide        the pictures of the agents' guide, taken anew by the browser tests"
	@echo "make mutants      what the engine's tests notice (MODULES=\"conditions proofs.dead\")"
	@echo "make clean        removes what these commands made, the database too"

run: export DEBUG = 1
run: export PORT := $(PORT)
run:
	@$(PYTHON) scripts/install.py run
	@$(PY) scripts/compile_messages.py
	@exec $(PY) scripts/serve.py

run-production: export PORT := $(PORT)
run-production:
	@$(PYTHON) scripts/install.py run
	@$(PY) scripts/compile_messages.py
	@exec $(PY) scripts/serve_production.py

test: install
	@$(PY) scripts/run_tests.py

test-all: install
	@$(PY) scripts/run_tests.py --all

install:
	@$(PYTHON) scripts/install.py dev
	@$(PY) scripts/compile_messages.py

lint: install
	$(PY) -m ruff format --check .
	$(PY) -m ruff check .
	$(PY) -m mypy

format: install
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .

lock: install
	@$(PY) scripts/lock.py

messages: export DEBUG = 1
messages: install
	@$(PY) scripts/update_messages.py
	@$(PY) scripts/compile_messages.py

bench: install
	$(PY) -m pytest -m benchmark -s tests/benchmarks

mutants: install
	$(PY) scripts/mutants.py $(MODULES)

screenshots: install
	$(PY) -m scripts.screenshots

guide: export GUIDE_PICTURES = 1
guide: install
	$(PY) -m pytest -q -m browser tests/e2e/test_desk_pages.py tests/e2e/test_tryout.py tests/e2e/test_two_agents.py tests/e2e/test_cases.py

clean:
	rm -rf .venv staticfiles screenshots mutants db.sqlite3 db.sqlite3-shm db.sqlite3-wal
	find . -name '*.mo' -path './locale/*' -delete

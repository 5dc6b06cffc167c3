# The commands of the project; CONTRIBUTING.md says when to use which.

PYTHON ?= python3
PORT ?= 8000
PY = .venv/bin/python

.DEFAULT_GOAL := help
.PHONY: help run run-production test test-night install lint format lock migration messages openapi bench walk soak attack audit audit-deps mutants screenshots guide clean

help:
	@echo "make run          the site on http://127.0.0.1:$(PORT) with the shipped catalogue"
	@echo "make run-production   the same in production form, behind nginx (SECRET_KEY, DATABASE_URL)"
	@echo "make test         the tests of a change           make test-night   all of them, at full size, a soak, the mutants"
	@echo "make install      .venv with the development tools, compiled translations"
	@echo "make lint         style and types      make format     mends the style"
	@echo "make lock         requirements/*.txt from requirements/*.in"
	@echo "make migration    of the models that changed (NAME=what_it_does)"
	@echo "make messages     locale/*.po from the texts of the interface"
	@echo "make openapi      docs/openapi.json from the interface"
	@echo "make bench        measures             make screenshots   pages as pictures"
	@echo "make walk         people walked on a phone: what they are asked and read (docs/measures.md)"
	@echo "make guide        the pictures of the guides, taken anew by the browser tests"
	@echo "make soak         ten minutes of visitors while everything goes wrong   make attack   what once stopped the site"
	@echo "make audit        every page by axe, Lighthouse, the checker of HTML, and its weight (npm, Java)"
	@echo "make audit-deps   known faults of the libraries that run the site (asks the network)"
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
	@exec $(PY) -m scripts.serve_production

test: install
	@$(PY) scripts/run_tests.py

# The soak is one of the tests.
test-night: export SOAK_SECONDS ?= 600
test-night: install
	@$(PY) scripts/run_tests.py --all
	$(PY) scripts/mutants.py

install:
	@$(PYTHON) scripts/install.py dev
	@$(PY) scripts/compile_messages.py

lint: install
	$(PY) -m ruff format --check .
	$(PY) -m ruff check .
	$(PY) -m mypy

format: install
	$(PY) -m ruff check --fix --exit-zero .
	$(PY) -m ruff format .

# It asks the network, so that no run of the tests depends on it. A library that it cannot judge is a failure.
# SERVICE=osv asks another list of faults, where libraries come from a mirror.
audit-deps: SERVICE ?= pypi
audit-deps: install
	@$(PY) -m pip_audit --vulnerability-service $(SERVICE) --requirement requirements/run.txt --disable-pip --require-hashes --strict

lock: install
	@$(PY) scripts/lock.py

migration: export DEBUG = 1
migration: install
	@$(PY) manage.py makemigrations --name $(or $(NAME),$(error NAME=what_it_does))

messages: export DEBUG = 1
messages: install
	@$(PY) scripts/update_messages.py
	@$(PY) scripts/compile_messages.py

openapi: export DEBUG = 1
openapi: install
	@$(PY) manage.py write_openapi

bench: install
	$(PY) -m pytest -m benchmark -s tests/benchmarks

walk: export KEEP_MEASURES = 1
walk: install
	$(PY) -m pytest -q -s -p no:cacheprovider tests/e2e/test_people.py

soak: export SOAK_SECONDS ?= 600
soak: install
	$(PY) -m pytest -q -s -p no:cacheprovider tests/production/test_soak.py

attack: install
	$(PY) -m pytest -q -p no:cacheprovider -m fault tests/production

audit: install
	@$(PY) scripts/audit_tools.py
	$(PY) -m pytest -q -s -p no:cacheprovider tests/e2e/audit.py

mutants: install
	$(PY) scripts/mutants.py $(MODULES)

screenshots: install
	$(PY) -m scripts.screenshots

guide: export GUIDE_PICTURES = 1
guide: install
	$(PY) -m pytest -q -m browser $(addprefix tests/e2e/,guide_pictures.py guide_entries.py guide_publishing.py \
		test_proposals.py test_changed_dossiers.py \
		test_writing.py::test_from_nothing_to_the_public[Keyboard] \
		test_tryout.py::test_agent_adds_a_document_here_tries_it_publishes_and_undoes \
		test_ticket.py::test_the_ticket_prints_on_a_roll_and_on_a_sheet_one_page_each \
		test_inquiries.py::test_a_kit_is_filled_offline_and_sent_when_the_network_is_back)

clean:
	rm -rf .venv .test_tables staticfiles screenshots mutants db.sqlite3 db.sqlite3-shm db.sqlite3-wal
	find . -name '*.mo' -path './locale/*' -delete

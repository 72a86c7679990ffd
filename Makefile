# Juesuan: what a developer or a user runs. Every target sets up what it needs in .venv; nothing but Python 3.11+ is assumed.

PYTHON ?= python3
VENV := .venv
ifeq ($(OS),Windows_NT)
BIN := $(VENV)/Scripts
else
BIN := $(VENV)/bin
endif
PY := $(BIN)/python
READY := $(VENV)/.ready

.PHONY: all browser bundle bundle-test campaigns variants postgresql demo properties test lint type layers unit gen acceptance planted mutants fuzz kills silence consistent laws record bench lock clean

all: test

$(READY): requirements/dev.txt pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	$(PY) -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	$(PY) -c "import pathlib; pathlib.Path('$(READY)').touch()"

demo: $(READY) ## prepares an example disclosure, plants errors in a copy, checks both, writes the report
	$(PY) -m juesuan demo

test: $(READY) ## everything that must hold before a change lands; lint, types and layers side by side: each keeps one core busy
	$(MAKE) -j2 lint type layers
	$(MAKE) unit

lint: $(READY)
	$(PY) -m ruff check src tests tools bench
	$(PY) -m ruff format --check src tests tools bench
	$(PY) tools/structure.py

type: $(READY)
	$(PY) -m mypy
	$(PY) -m mypy tools

layers: $(READY)
	$(BIN)/lint-imports

unit: $(READY)
	$(PY) -m pytest -n 2 --dist loadfile --no-loadscope-reorder --all-rules -m "not campaign and not variant" --ignore tests/samples --ignore tests/browser --ignore tests/bundle

campaigns: $(READY) ## processes ended at any moment, growth, network silence, other programs (LibreOffice, Chromium) where there are any
	$(PY) -m pytest -n 2 --dist loadfile --no-loadscope-reorder -m campaign --ignore tests/samples --ignore tests/browser --ignore tests/bundle

variants: $(READY) ## the tests of make test that do one thing with many layouts, formats and documents, with all the others
	$(PY) -m pytest -n 2 --dist loadfile --no-loadscope-reorder -m variant --ignore tests/samples --ignore tests/browser --ignore tests/bundle

samples: $(READY) ## golden readings and known defects of real documents, where they are at hand
	$(PY) -m pytest -n 2 --dist loadfile tests/samples

browser: $(READY) ## the workbench in a real Chromium, where there is one
	$(PY) -m pytest tests/browser

bundle: $(READY) ## what an office machine without network needs, for Windows and Linux, x86-64 and arm64, into build/bundles
	$(PY) tools/bundle.py

bundle-test: $(READY) ## the bundle for this machine, installed and started without network
	$(PY) -m pytest tests/bundle

postgresql: $(READY) ## the tests of the workbench over a PostgreSQL server of their own, where there is one: TESTS=
	$(PY) -m pytest $(or $(TESTS),tests/web) --postgresql

properties: $(READY) ## the same tests with a thousand examples of each property, of dear ones twenty-five times as many as in make test
	$(PY) -m pytest -n 2 --dist loadfile --hypothesis-profile=long --ignore tests/samples --ignore tests/browser --ignore tests/bundle

gen: $(READY) ## what rules say of planted mistakes, generated pages, schemas
	$(PY) tools/rule_failures.py
	$(PY) tools/generate.py

acceptance: $(READY) ## precision and recall on labelled documents, written to docs/accuracy.md
	$(PY) bench/acceptance.py

planted: $(READY) ## how surely planted errors are found, blamed and mended, written to docs/blame.md
	$(PY) bench/planted --write

mutants: $(READY) ## one slip at a time in the arithmetic and the engine: do the tests notice? An hour at most, on two cores
	$(PY) tools/mutants.py

fuzz: $(READY) ## crafted and damaged files through all of the program, 30 minutes: MINUTES=, SEED=
	$(PY) -m tests.hostile.fuzz --minutes $(or $(MINUTES),30) --seed $(or $(SEED),0)

kills: $(READY) ## commands ended at random moments: nothing of the user's or of earlier results is lost, COUNT=, SEED=
	$(PY) -m tests.hostile.kills --count $(or $(COUNT),200) --seed $(or $(SEED),0)
	$(PY) -m tests.web.kills --count $(or $(COUNT),50) --seed $(or $(SEED),0)

laws: $(READY) ## ignorance never accuses: unknown things in consistent documents, knowledge of prose taken out; other programs' PDFs; an hour on two cores
	$(PY) bench/laws.py --count 1000
	$(PY) bench/producers.py --count 100

silence: $(READY) ## each number of a document changed, one by one: found, or listed as not decided
	$(PY) bench/silence.py

consistent: $(READY) ## false alarms on 2 000 random documents without mistakes, written to docs/false_alarms.md
	$(PY) bench/consistent.py --count 2000 --write

record: $(READY) ## every outcome of every document, into build/record.gz; tools/record.py compare says what a change changed
	$(PY) tools/record.py make build/record.gz

bench: $(READY) ## speed and memory, as ratios to a named alternative
	$(PY) bench/speed.py
	$(PY) bench/books.py
	$(PY) bench/publishing.py
	$(PY) bench/evidence.py
	$(PY) bench/workbench.py
	$(PY) bench/corpus.py

lock: $(READY) ## re-resolves the lock files
	$(PY) tools/lock.py

clean:
	$(PYTHON) -c "import shutil; shutil.rmtree('$(VENV)', ignore_errors=True)"

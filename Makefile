# Every command of the project. `make demo` and `make test` work on a fresh clone: Python 3.11+, git, make.
VENV := .venv
RUN := $(VENV)/bin/
PYTHON ?= python3
LEAN = PYTHONDONTWRITEBYTECODE= $(RUN)python -OO -X "pycache_prefix=$(abspath $(VENV))/bytecode"# as bot/process.py
ROOMS := bot handlers writers screens frame domain models migrations sandbox

.PHONY: install demo test prove check format bench bench-reports bench-finding lock catalogues lifecycles figures clean

install: $(VENV)/bytecode/made  ## The bytecode, too: who runs the bot may not write beside its code
	@$(RUN)python -m compileall -q $(ROOMS)
	@$(LEAN) -m compileall -q $(ROOMS)

$(VENV)/installed: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed (PYTHON=python3.12 make ...)")'
	@echo "Installing into $(VENV): about a minute."
	@test -x $(RUN)python || $(PYTHON) -m venv $(VENV)
	@$(RUN)python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(RUN)python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@$(RUN)python -m domain.lemmas
	@touch $@

$(VENV)/bytecode/made: $(VENV)/installed $(wildcard $(VENV)/bin/python)
	@$(LEAN) -c 'import bot.serve, bot.app, bot.mail, migrations.history, asyncpg, docx, openpyxl, icalendar, segno, email_validator'
	@$(LEAN) -m writers >/dev/null
	@$(LEAN) -m domain.feasts FI 2026 >/dev/null
	@touch $@

demo: install  ## The sandbox and the bot, with a few people in it: prints one URL
	@$(RUN)python -m bot sandbox $(ARGS)

check: install  ## Style, types, rooms, dependencies, catalogues
	$(RUN)ruff check .
	$(RUN)ruff format --check .
	$(RUN)mypy
	$(RUN)lint-imports --no-logo --cache-dir .import_linter_cache
	$(RUN)deptry .
	$(RUN)python -m frame.catalogues check

test: check  ## What CI runs
	$(RUN)python -m pytest -n 2 --dist worksteal -q -rs

prove: check  ## The long drills at full size, every story on both databases
	$(RUN)python -m pytest -n 2 --dist worksteal -q -rs --prove

bench: install  ## What is fast, beside its neighbours, as ratios of one run
	$(RUN)python -m benchmarks $(ARGS)

bench-reports: install  ## What a report over five years costs, and what others notice of it
	$(RUN)python -m benchmarks.reports
	$(RUN)python -m benchmarks.reports postgresql

bench-finding: install  ## What a page of tasks costs among 100,000, and telling 5,000 followers, on both databases
	$(RUN)python -m benchmarks.finding

format: install
	$(RUN)ruff check --fix .
	$(RUN)ruff format .

catalogues: install  ## Bring the catalogues up to date with the code
	$(RUN)python -m frame.catalogues

lifecycles: install  ## Draw docs/lifecycles.md from the tables
	$(RUN)python -m domain.lifecycle

figures: install  ## Write docs/figures.md from the table
	$(RUN)python -m domain.results

lock: $(VENV)/installed  ## Choose versions anew: with hashes, without addresses
	$(RUN)uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--no-emit-find-links --no-header --all-extras --group dev pyproject.toml -o requirements.lock

clean:
	rm -rf $(VENV) var .pytest_cache .mypy_cache .ruff_cache .import_linter_cache

# Everything starts here, on a machine with Python 3.11 to 3.13 (with venv) and Node.js 20.
# PORT=8000 moves the application (the sandbox takes PORT+1 and PORT+2); PYTHON=/path/to/python3.12 chooses.
PORT ?= 8000
export PYTHON
PY := .venv/bin/python
# The tests that hold the services: their coverage is measured while they run.
HOLDING = $(wildcard tests/services tests/contract)
JS_TESTS = $(wildcard tests/js/*.test.mjs tests/js/*/*.test.mjs)

.DEFAULT_GOAL := help
.PHONY: help setup run run-voice reset browser test check demo demo-assistant bench evals prove mutants

help: ## Say what can be made
	@grep -E '^[a-z-]+:.*##' Makefile | sed -E 's/:.*## /\t/' | expand -t 16

setup: ## Lay .venv and the npm packages with all that tests need
	@sh tools/setup.sh dev

run: ## Start application and sandbox (AT=2026-11-20T17:00:00Z rehearses at that instant)
	@sh tools/setup.sh run
	@$(PY) -m tools.run --port $(PORT) $(if $(AT),--at $(AT))

run-voice: ## The same with spoken calls: callees are heard, and you can be one (docs/voice.md)
	@sh tools/setup.sh voice
	@SANDBOX_EARS=pocketsphinx $(PY) -m tools.run --port $(PORT) $(if $(AT),--at $(AT))

reset: ## Forget every call, lead, key and password of this machine: empty var/
	@sh tools/reset.sh

browser: ## Open a Chromium that can speak to the sandbox on this machine
	@sh tools/setup.sh run
	@$(PY) -m tools.browser --port $(PORT)

test: setup ## Run every test, each once: JavaScript, services (with their coverage), the rest, browsers
	@$(PY) -m tools.chromium
	@$(if $(JS_TESTS),node --test $(JS_TESTS))
	@$(PY) -m pytest -q --cov --cov-report=term:skip-covered $(HOLDING); held=$$?; \
	$(PY) -m pytest -q $(addprefix --ignore=,$(HOLDING)) && exit $$held

check: setup ## Lint, types, layers
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@$(PY) -m mypy
	@.venv/bin/lint-imports

demo: setup ## One agent call without a screen, told and proved
	@$(PY) -m tools.demo

demo-assistant: setup ## One call of an assistant, told line by line and proved
	@$(PY) -m tools.demo_assistant

bench: setup ## Measure the promises about speed; writes var/bench.json
	@$(PY) -m bench

evals: setup ## Talk with thousands of invented callers and judge it; writes var/evals.json
	@$(PY) -m evals

prove: setup ## What is too long for every day: a year of minutes (YEAR=2027), new draws, CASES=1000000 twice
	@YEAR=$(or $(YEAR),2027) CASES=$(or $(CASES),1000000) $(PY) -m prove

mutants: ## Change the rulebook in small ways and see that tests notice; writes docs/mutants.md
	@sh tools/setup.sh mutants
	@$(PY) -m tools.mutants

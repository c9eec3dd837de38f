# Each verb sets up what it needs: a .venv with the locked packages, kernels compiled once.
SHELL := /bin/bash
PYTHON ?= python3
UV := $(shell command -v uv 2>/dev/null || echo .uv/bin/uv)
BIN := .venv/bin
STAMP := .venv/.ready
export UV_LINK_MODE := copy

.PHONY: help demo test check format bench evaluate docs pictures explorer lock clean setup

help: ## what each verb does
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

setup: $(STAMP) ## make .venv with the locked packages and compile the kernels

.uv/bin/uv:
	$(PYTHON) -m venv .uv
	.uv/bin/python -m pip install --quiet --disable-pip-version-check uv

$(STAMP): requirements.lock pyproject.toml $(if $(filter .uv/bin/uv,$(UV)),.uv/bin/uv)
	test -x $(BIN)/python || $(UV) venv --quiet --python "$$($(PYTHON) -c 'import sys; print(sys.executable)')" .venv
	$(UV) pip sync --quiet --python $(BIN)/python --require-hashes requirements.lock
	$(UV) pip install --quiet --python $(BIN)/python --no-deps --editable .
	$(BIN)/shoal doctor --warm
	touch $@

demo: $(STAMP) ## a workspace on this machine with the bot and two cases (ARGS=--play runs a scripted conversation)
	$(BIN)/shoal demo $(ARGS)

test: $(STAMP) ## every test; names in its last lines what it had to leave out
	$(BIN)/python -m pytest -q -rs -n 4 $(ARGS)

check: $(STAMP) ## format, lint, types, import contracts
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --config importlinter.toml

format: $(STAMP) ## put the code into its form
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(STAMP) ## time the engine against its peers; writes docs/PERFORMANCE.md
	$(BIN)/python -m benchmarks $(ARGS)

evaluate: $(STAMP) ## what the detectors find on planted networks and on innocents; writes docs/EVALUATION.md
	$(BIN)/shoal evaluate $(if $(DATA),"$(DATA)") $(ARGS)

docs: $(STAMP) ## write the generated pages of docs/
	$(BIN)/python -m bot.reporting.detector_pages > docs/detectors.md.new && mv docs/detectors.md.new docs/detectors.md
	$(BIN)/python -m handlers.permissions > docs/permissions.md.new && mv docs/permissions.md.new docs/permissions.md

pictures: $(STAMP) ## take the pictures of docs/ in the demo workspace (needs Chromium)
	$(BIN)/python -m docs.pictures.take

explorer: ## build the script of the explorer page (needs node and npm); the result is committed
	cd explorer && npm ci --silent --ignore-scripts && npm run --silent build

lock: ## resolve the dependencies anew
	$(UV) pip compile --quiet --universal --generate-hashes --no-header --no-annotate --all-extras --group dev pyproject.toml -o requirements.lock

clean: ## remove what the other verbs made
	rm -rf .venv .uv .mypy_cache .ruff_cache .pytest_cache .hypothesis dist build

# make demo   sets itself up, runs the main job on the built-in inbox, serves the review page (ARGS=--once ends by itself)
# make test   sets itself up, runs everything
# make bench lint types docs format lock wheel clean
PYTHON ?= python3
VENV := .venv
BIN := $(if $(filter Windows_NT,$(OS)),$(VENV)/Scripts,$(VENV)/bin)
ARGS ?=

.PHONY: demo test bench lint types docs docs-check format lock wheel clean

demo: $(VENV)/demo.stamp
	$(BIN)/python -m mailbot demo $(ARGS)

test: $(VENV)/dev.stamp
	$(BIN)/python tools/debian_packages.py
	$(BIN)/python -m pytest $(ARGS)

bench: $(VENV)/dev.stamp
	$(BIN)/python tools/debian_packages.py --bench
	$(BIN)/python -m benchmarks $(ARGS)

lint: $(VENV)/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/dev.stamp
	$(BIN)/mypy

docs: $(VENV)/dev.stamp
	$(BIN)/python tools/docs.py

docs-check: $(VENV)/dev.stamp
	$(BIN)/python tools/docs.py --check

format: $(VENV)/dev.stamp
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

wheel: $(VENV)/dev.stamp
	$(BIN)/python -m build --wheel --no-isolation

# Locks for every system and Python at once; no registry address gets into them.
lock:
	uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 \
		--extra demo --extra semantic -o requirements.txt pyproject.toml
	uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 \
		--extra demo --extra semantic --group dev -o requirements-dev.txt pyproject.toml

$(VENV)/python.stamp: tools/setup.py
	$(PYTHON) tools/setup.py $(VENV)
	touch $@

$(VENV)/demo.stamp: $(VENV)/python.stamp requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	touch $@

$(VENV)/dev.stamp: $(VENV)/python.stamp requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	touch $@ $(VENV)/demo.stamp

clean:
	rm -rf $(VENV) dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis

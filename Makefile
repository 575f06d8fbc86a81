# The doors of the house. `make` alone says what there is.
.DEFAULT_GOAL := help
.SUFFIXES:
MAKEFLAGS += --no-print-directory
PY := .venv/bin/python
export PYTHON

help: ## say what there is
	@echo "Plenum. The two commands are: make run, make test."
	@grep -E '^[a-z-]+:.*## ' Makefile | sed -E 's/^([a-z-]+):[^#]*## /  make \1\t/' | expand -t 20

run: setup ## start everything; PORT=8001 for another port, DEBUG=1 for developing
	@exec $(PY) -m config.run

test: setup-test ## check and test everything; TESTS="…" for pytest's own arguments
	@exec sh tests/all.sh

reset: setup ## empty var/: the next start begins from nothing
	@exec $(PY) -m config.reset

setup: ## build .venv with what running needs
	@sh config/setup.sh run

setup-test: ## build .venv with what testing needs
	@sh config/setup.sh test

lock: setup-test ## write requirements*.txt anew from pyproject.toml
	@sh config/lock.sh

lint: setup-test ## style and format
	@sh tests/all.sh lint format

types: setup-test ## type checker
	@sh tests/all.sh types

contracts: setup-test ## who may import whom
	@sh tests/all.sh contracts

journeys: setup-test ## drive a real browser
	@sh tests/all.sh catalogues journeys

check-api: setup-test ## ask the API thousands of made-up questions; EXAMPLES=10 for how many, SEED=1 for which
	@sh tests/all.sh api

faults: setup-test ## kill everything while letters go out, and see that none is lost; LETTERS=20000, SEED=1
	@exec $(PY) -m tests.config.surviving $(or $(LETTERS),20000) $(or $(SEED),1)

bench: setup-test ## measure; CONTRIBUTIONS=1000000 for how many, ONLY=pages, desk, texts, exports, api or letters for a part
	@exec $(PY) -m bench $(if $(CONTRIBUTIONS),--contributions $(CONTRIBUTIONS)) $(if $(ONLY),--only $(ONLY))

.PHONY: help run test reset setup setup-test lock lint types contracts journeys check-api faults bench

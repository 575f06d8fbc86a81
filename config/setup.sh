#!/bin/sh
# Builds .venv from the locked requirements: `sh config/setup.sh run` or `… test`.
# Does nothing when it is up to date. PYTHON names the interpreter to use.
set -eu
cd "$(dirname "$0")/.."
wanted=$1

fail() {
    echo "plenum: $*" >&2
    exit 2
}

# Two at once would spoil each other's work; the lock goes when this shell ends.
exec 9<requirements-uv.txt
if command -v flock >/dev/null; then flock 9; fi

is_good() {
    command -v "$1" >/dev/null 2>&1 && "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

find_python() {
    for candidate in ${PYTHON:+"$PYTHON"} python3.13 python3.12 python3.11 python3; do
        if is_good "$candidate"; then
            echo "$candidate"
            return
        fi
    done
    fail "Python 3.11, 3.12 or 3.13 is needed and none was found: apt-get install python3 python3-venv (as root)," \
        "or name one, as in: make run PYTHON=/path/to/python3.12"
}

# What is installed depends on the lock, the interpreter, and where we are (scripts name their interpreter's path).
describe() {
    { cat requirements-uv.txt "$1"; pwd; "$2" -c 'import sys; print(sys.version)'; } | sha256sum | cut -d' ' -f1
}

build_venv() {
    python=$(find_python)
    "$python" -c 'import ensurepip, venv' 2>/dev/null ||
        fail "$python cannot make a virtual environment: apt-get install python3-venv (as root), then try again."
    echo "plenum: building .venv with $("$python" --version) …"
    rm -rf .venv
    "$python" -m venv .venv || fail "$python could not make .venv: its words above say why."
}

install() {
    if ! .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-input \
        --require-hashes -r requirements-uv.txt; then
        fail "The installer could not be fetched: is there a network, or a mirror set for pip?"
    fi
    echo "plenum: installing what $1 names …"
    # uv is many times quicker; pip knows mirrors that uv has not been told of.
    .venv/bin/python -m uv pip sync --quiet --python .venv/bin/python --require-hashes "$1" ||
        .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-input --require-hashes -r "$1" ||
        fail "The packages could not be installed: its words above say why."
}

# Where the tests' packages are installed, running must not take them away.
if [ "$wanted" = test ] || [ -e .venv/installed-test ]; then
    lock=requirements-dev.txt stamp=.venv/installed-test
else
    lock=requirements.txt stamp=.venv/installed-run
fi

version() { "$1" -c 'import sys; print(sys.version)'; }
if [ -n "${PYTHON:-}" ] && ! is_good "$PYTHON"; then
    fail "PYTHON is $PYTHON, which does not run or is older than Python 3.11."
fi
if ! is_good .venv/bin/python || [ "$(version "${PYTHON:-.venv/bin/python}")" != "$(version .venv/bin/python)" ]; then
    build_venv
fi
state=$(describe "$lock" .venv/bin/python)
if [ "$(cat "$stamp" 2>/dev/null)" != "$state" ]; then
    # Built at another place: its scripts would call an interpreter that is not there.
    if [ -e "$stamp" ] && [ "$(cat .venv/built-in 2>/dev/null)" != "$(pwd)" ]; then build_venv; fi
    install "$lock"
    rm -f .venv/installed-run
    pwd >.venv/built-in
    echo "$state" >"$stamp"
fi

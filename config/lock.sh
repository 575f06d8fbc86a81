#!/bin/sh
# Writes requirements*.txt from pyproject.toml: every version, every hash, no download host.
set -eu
cd "$(dirname "$0")/.."
compile() {
    .venv/bin/python -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
        --no-emit-index-url --no-emit-find-links "$@"
}
compile pyproject.toml --extra embedded -o requirements.txt "$@"
compile pyproject.toml --extra embedded --extra dev -c requirements.txt -o requirements-dev.txt "$@"
echo "uv~=0.13.9" | compile - -o requirements-uv.txt "$@"

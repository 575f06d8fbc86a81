#!/bin/sh
# Every check and every test, what fails fastest first: `sh tests/all.sh`, or some by name: `sh tests/all.sh lint types`.
# To add one: write a function step_NAME, and NAME at its place in STEPS.
set -u
cd "$(dirname "$0")/.."
export DJANGO_SETTINGS_MODULE=config.settings
# Python keeps what it has compiled: some fifty processes follow, and packages may have come as sources only.
unset PYTHONDONTWRITEBYTECODE
PY=.venv/bin/python
STEPS="lint format contracts django deployment migrations generated catalogues types units houses"

step_lint() { $PY -m ruff check .; }
step_format() { $PY -m ruff format --check .; }
step_contracts() { .venv/bin/lint-imports --no-cache; }
step_types() {
    if [ -z "${types:-}" ]; then
        $PY -m mypy .
        return
    fi
    wait "$types"
    ended=$? types=""
    cat "$said"
    return $ended
}
step_django() { $PY manage.py check --fail-level WARNING; }
step_deployment() {
    # The variables of a production start; the servers named here are not asked.
    env PRODUCTION=1 SECRET_KEY="$($PY -c 'import secrets; print(secrets.token_urlsafe(60))')" \
        SITE_URL=https://plenum.example ALLOWED_HOSTS=plenum.example EMAIL_URL=consolemail:// \
        DATABASE_URL=postgres://plenum@database/plenum BROKER_URL=redis://broker/0 \
        $PY manage.py check --deploy --fail-level WARNING
}
# Without a database at hand the history cannot be compared; the models are.
step_migrations() { $PY -W ignore::RuntimeWarning manage.py makemigrations --check --dry-run; }
step_generated() { $PY manage.py lifecycle_doc --check && $PY manage.py letters_doc --check && $PY manage.py api_schema --check; }
step_catalogues() { $PY manage.py catalogues --check && $PY manage.py compile_catalogues; }
step_units() { in_parallel -n "${WORKERS:-2}" -m "not start" --ignore=tests/journeys ${TESTS:-}; }
# Not among the steps, because it takes minutes: a shorter run is among the units.
step_api() { $PY -m pytest tests/api/checking.py; }
# Whatever starts the whole house: in a terminal, and for somebody at a browser. Together, because both often wait, and
# all begin from a copy of one first start.
step_houses() {
    if sh tests/browser.sh; then
        whole_houses tests/config tests/journeys
        return
    fi
    [ "${CI:-}" = true ] && return 1
    missing="$missing journeys"
    step_starts
}
step_starts() { whole_houses tests/config; }
step_journeys() { sh tests/browser.sh && whole_houses tests/journeys; }
# Every worker has a house of its own. One more than there are cores: somebody at a browser often waits.
# A house may take longer than a test that hangs.
PATIENT="-o faulthandler_timeout=1000 --timeout 1200"
whole_houses() { in_parallel -n "${WORKERS:-3}" $PATIENT -m "start or journey" "$@" ${TESTS:-}; }
# Where a worker's interpreter itself crashes, all is said anew, once: it was no verdict about the tests (0112). To
# replace the worker would not do: pytest-xdist 3.8 then waits for good for the last tests (its issue 1378).
in_parallel() {
    $PY -m pytest --dist loadgroup --max-worker-restart 0 "$@"
    ended=$?
    [ $ended = 70 ] || return $ended
    echo "━━ an interpreter crashed, see above: once more from the beginning"
    $PY -m pytest --dist loadgroup --max-worker-restart 0 "$@"
}

missing="" began=$(date +%s)
# The type checker needs one core for long: among all the steps it begins at once, and speaks when its turn comes.
if [ $# = 0 ]; then
    said=$(mktemp)
    $PY -m mypy . >"$said" 2>&1 &
    types=$!
    trap '[ -z "$types" ] || kill "$types"; rm -f "$said"' EXIT
    trap 'exit 130' INT TERM
fi
for step in ${*:-$STEPS}; do
    echo "── $step"
    since=$(date +%s)
    if ! "step_$step"; then
        echo "━━ FAILED at $step, $(($(date +%s) - began)) s after the beginning. This step alone: sh tests/all.sh $step"
        exit 1
    fi
    done="${done:-}$step $(($(date +%s) - since)) s · "
done
echo "━━ passed in $(($(date +%s) - began)) s: ${done% · }"
if [ -n "$missing" ]; then
    echo "━━ NOT RUN:$missing. The machine lacks what the lines above name; .ci/run installs it."
fi

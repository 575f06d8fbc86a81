#!/bin/sh
# Sees to it that a browser, Node and Java are there for the journeys, and node_modules as locked; says loudly what lacks.
cd "$(dirname "$0")/.."
lacks=0
lack() {
    echo "!!!! $1 is not on this machine: the browser journeys cannot run. apt-get install $2" >&2
    lacks=1
}
if [ -n "${CHROMIUM:-}" ] || ! command -v chromium-headless-shell >/dev/null; then
    command -v "${CHROMIUM:-chromium}" >/dev/null || lack Chromium chromium-headless-shell
fi
command -v npm >/dev/null || lack "Node (npm)" npm
command -v java >/dev/null || lack Java default-jre-headless
[ "$lacks" = 0 ] || exit 1
state=$(sha256sum package-lock.json)
if [ "$(cat node_modules/installed 2>/dev/null)" != "$state" ]; then
    npm ci --ignore-scripts --no-audit --no-fund --loglevel=error || exit 1
    echo "$state" >node_modules/installed
fi

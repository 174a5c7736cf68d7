#!/bin/sh
# Empties var/, unless the application still runs from it.
cd "$(dirname "$0")/.." || exit 1
for file in var/run-*.pid; do
    pid=$(cat "$file" 2>/dev/null)
    if [ -n "$pid" ] && kill -0 "$pid" 2>/dev/null; then
        echo "make run is still running (process $pid): end it with Ctrl-C first." >&2
        exit 1
    fi
done
rm -rf var
mkdir var

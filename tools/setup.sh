#!/bin/sh
# Finds a fit Python and lets it lay what LEVEL needs: tools/setup.sh run|dev|voice|mutants
fit() {
    "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null
}

first_fit() {
    [ -x .venv/bin/pip ] && fit .venv/bin/python && echo .venv/bin/python && return
    for candidate in python3 python3.13 python3.12 python3.11; do
        fit "$candidate" && echo "$candidate" && return
    done
}

cd "$(dirname "$0")/.." || exit 1
if [ -n "$PYTHON" ]; then
    fit "$PYTHON" || {
        echo "$PYTHON is not Python 3.11, 3.12 or 3.13: name one that is with PYTHON=/path/to/python3.12." >&2
        exit 1
    }
else
    PYTHON=$(first_fit)
    [ -n "$PYTHON" ] || {
        echo "No Python 3.11, 3.12 or 3.13 found: install one (Debian 12: apt install python3 python3-venv) or name it with PYTHON=/path/to/python3.12." >&2
        exit 1
    }
fi
exec "$PYTHON" -m tools.setup "$@"

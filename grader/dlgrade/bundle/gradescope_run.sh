#!/usr/bin/env bash
# Gradescope runs this for each submission. A results.json is there from the first moment on.
root="${AUTOGRADER_ROOT:-/autograder}"
source="$root/source"
mkdir -p "$root/results"
cp "$source/not_judged.json" "$root/results/results.json"
cd "$source" || exit 0
PYTHONPATH="$source/engine" "${DLGRADE_PYTHON:-$source/venv/bin/python}" -m dlgrade autograde gradescope "$root"
exit 0

#!/usr/bin/env bash
# PrairieLearn runs this for each submission. A results.json is there from the first moment on.
root="${AUTOGRADER_ROOT:-/grade}"
source="$root/tests"
mkdir -p "$root/results"
cp "$source/not_judged.json" "$root/results/results.json"
cd "$source" || exit 0
PYTHONPATH="$source/engine" "${DLGRADE_PYTHON:-python3}" -m dlgrade autograde prairielearn "$root"
exit 0

#!/usr/bin/env bash
# Gradescope runs this once, as root, when it builds the image.
set -euo pipefail
source="${AUTOGRADER_ROOT:-/autograder}/source"

fits='import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))'
python=""
for each in python3 python3.13 python3.12 python3.11; do
    if command -v "$each" >/dev/null && "$each" -c "$fits" 2>/dev/null; then
        python="$each"
        break
    fi
done
apt-get update
if [ -z "$python" ]; then
    apt-get install -y --no-install-recommends python3.11 python3.11-venv
    python=python3.11
fi
apt-get install -y --no-install-recommends bubblewrap libseccomp2

# PIP_EXTRA_INDEX_URL may name an index of wheels without CUDA, as PyTorch has one: they are a tenth of the size.
"$python" -m venv "$source/venv"
"$source/venv/bin/pip" install --no-cache-dir --requirement "$source/requirements.txt"

chmod -R go-rwx "$source"
cd "$source"
PYTHONPATH="$source/engine" venv/bin/python -m dlgrade autograde gradescope "${AUTOGRADER_ROOT:-/autograder}" --prove

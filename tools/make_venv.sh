#!/usr/bin/env bash
# Make the virtual environment; on a bare Debian, install what its Python needs for that first.
set -euo pipefail
: "${PYTHON:=python3}" "${VENV:=.venv}"

if ! "$PYTHON" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
  echo "make: found ${PYTHON:-no Python}; expected Python 3.11 or newer (set PYTHON=/path/to/python3.11)" >&2
  exit 2
fi
if ! "$PYTHON" -m venv "$VENV" >/tmp/kg-venv.$$ 2>&1; then
  rm -rf "$VENV"
  version=$("$PYTHON" -c 'import sys; print(f"{sys.version_info[0]}.{sys.version_info[1]}")')
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "make: this Python has no venv module; installing python$version-venv" >&2
    apt-get update -qq >&2 && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "python$version-venv" >&2
    "$PYTHON" -m venv "$VENV"
  else
    cat /tmp/kg-venv.$$ >&2
    echo "make: the virtual environment could not be made; try: sudo apt-get install python$version-venv" >&2
    exit 2
  fi
fi
rm -f /tmp/kg-venv.$$

#!/usr/bin/env bash
# The main job, from records to answers. KG is the command to run.
set -euo pipefail
: "${KG:=kg}"
say() { printf '\n\033[1m$ %s\033[0m\n' "$*"; }
# A reader that stops early (head) is no failure of what it reads.
run() { say "kg $*"; "$KG" --no-progress "$@"; }
first() { local lines=$1; shift; say "kg $*   (its first $lines lines)"; { "$KG" --no-progress "$@" || [ $? -eq 141 ]; } | sed -n "1,${lines}p"; }

run build
first 60 show "Kunlun 2023"
run query campaigns-of-a-series
first 14 query pairs-of-agencies
first 16 compare Kunlun
cat <<'TEXT'

The graph is built, validated and ready. What to try next:

  .venv/bin/kg query --list                      the questions that are ready to ask
  .venv/bin/kg show 公安部                        one agency, by its Chinese name
  .venv/bin/kg show "Operation Pangea XIV"       an international campaign
  .venv/bin/kg stats                             what the graph holds
  .venv/bin/kg check --severity warning          stated figures that clash, with the arithmetic
  .venv/bin/kg validate                          the shapes, with every warning
  echo 'SELECT ?c ?y { ?c a ckg:JointCampaign ; ckg:year ?y } ORDER BY ?y' | .venv/bin/kg query -
TEXT

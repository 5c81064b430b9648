#!/usr/bin/env bash
# From footage to browser: the sample drive, or INPUT=folder TRACK=file.gpx. DEMO_ONCE=1 checks that pages answer and stops:
# with 2 where something waits for an answer or failed, which `ruelle status` then tells, with 0 where all is published.
set -euo pipefail
cd "$(dirname "$0")/.."
export RUELLE_HOME="${RUELLE_HOME:-$PWD/demo-home}"
mkdir -p "$RUELLE_HOME"

SOME=2 # the exit code that says: some files were refused, or something waits; the others went on
code=0
or_some() {
  "$@" || { code=$?; [ "$code" -eq "$SOME" ] || exit "$code"; }
}

if [ -n "${INPUT:-}" ]; then
  or_some ruelle capture "$INPUT" ${TRACK:+--track "$TRACK"} --campaign "${CAMPAIGN:-Démonstration}" --visibility public
else
  [ -f demo-drive/truth.json ] || ruelle sample drive demo-drive --no-video
  or_some ruelle capture demo-drive/pictures --track demo-drive/track.gpx --campaign "Rues d'essai" --visibility public
  ruelle addresses demo-drive/addresses.csv
fi
ruelle models
code=0 # what capture refused, it has listed
or_some ruelle work --until-idle
[ "$code" -eq 0 ] || ruelle status

if [ -n "${DEMO_ONCE:-}" ]; then
  python tools/answers.py
  exit "$code"
fi
exec ruelle up

#!/usr/bin/env bash
# From footage to browser: the sample drive, or INPUT=folder TRACK=file.gpx. DEMO_ONCE=1 checks that pages answer and stops.
set -euo pipefail
cd "$(dirname "$0")/.."
export RUELLE_HOME="${RUELLE_HOME:-$PWD/demo-home}"
mkdir -p "$RUELLE_HOME"

may_refuse_some() { # exit code 2 says that some files were refused: they are listed, the others go on
  "$@" || [ $? -eq 2 ]
}

if [ -n "${INPUT:-}" ]; then
  may_refuse_some ruelle capture "$INPUT" ${TRACK:+--track "$TRACK"} --campaign "${CAMPAIGN:-Démonstration}" --visibility public
else
  [ -f demo-drive/truth.json ] || ruelle sample drive demo-drive --no-video
  may_refuse_some ruelle capture demo-drive/pictures --track demo-drive/track.gpx --campaign "Rues d'essai" --visibility public
  ruelle addresses demo-drive/addresses.csv
fi
ruelle models
may_refuse_some ruelle work --until-idle

if [ -n "${DEMO_ONCE:-}" ]; then
  exec python tools/answers.py
fi
exec ruelle up

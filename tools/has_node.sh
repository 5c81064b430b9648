#!/usr/bin/env bash
# Whether the system's Node is new enough for the viewer's tools (20.19 or later).
command -v npm >/dev/null 2>&1 &&
  node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)' 2>/dev/null

#!/usr/bin/env bash
# Install the real n8n for tests into a cache outside the checkout: once, about five minutes and 2.3 GB;
# and, beside it, n8n's own linter and compiler for community nodes.
set -euo pipefail
here=$(cd "$(dirname "$0")/.." && pwd)
home=${N8N_TEST_HOME:-${CONSILIUM_TEST_CACHE:-$HOME/.cache/consilium-tests}/n8n-2.8.4}

install() {
  local source=$1 target=$2 witness=$3
  [ -e "$target/node_modules/$witness" ] && return 0
  mkdir -p "$target"
  cp "$source/package.json" "$source/package-lock.json" "$target/"
  PUPPETEER_SKIP_DOWNLOAD=1 npm ci --prefix "$target" --omit=dev --no-audit --no-fund --loglevel=error "${@:4}"
}

install "$here/tests/n8n" "$home" n8n/bin/n8n
# A half-built sqlite3 would fail later and far from its cause.
(cd "$home" && node -e 'require("sqlite3")')
install "$here/tests/n8n/lint" "$home-lint" @n8n/node-cli/bin/n8n-node.mjs --ignore-scripts

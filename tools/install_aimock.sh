#!/usr/bin/env bash
# Install the second-opinion model server for tests into a cache outside the checkout.
set -euo pipefail
here=$(cd "$(dirname "$0")/.." && pwd)
home=${CONSILIUM_TEST_CACHE:-$HOME/.cache/consilium-tests}/aimock-1.43.0
[ -e "$home/node_modules/@copilotkit/aimock/dist/cli.js" ] && exit 0
mkdir -p "$home"
cp "$here/tests/aimock/package.json" "$here/tests/aimock/package-lock.json" "$home/"
npm ci --prefix "$home" --omit=dev --no-audit --no-fund --silent

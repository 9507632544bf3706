#!/usr/bin/env bash
# Install OpenAI's own client for JavaScript for tests into a cache outside the checkout.
set -euo pipefail
here=$(cd "$(dirname "$0")/.." && pwd)
home=${CONSILIUM_TEST_CACHE:-$HOME/.cache/consilium-tests}/openai-6.30.1
[ -e "$home/node_modules/openai/package.json" ] && exit 0
mkdir -p "$home"
cp "$here/tests/openai_npm/package.json" "$here/tests/openai_npm/package-lock.json" "$home/"
npm ci --prefix "$home" --omit=dev --no-audit --no-fund --silent

#!/bin/sh
# Builds oxigraph.wasm.gz and worker.min.js of the versions that package-lock.json pins. Needs Node 20 and npm; writes nothing else here.
#
#   sh kg/view/_assets/oxigraph/build.sh
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp "$here/package.json" "$here/package-lock.json" "$here/worker.js" "$work/"
cd "$work"
npm ci --silent --ignore-scripts --no-fund --no-audit

version=$(node -p 'require("./package.json").dependencies.oxigraph')
npx --no-install esbuild worker.js --bundle --minify --format=iife --target=es2022 --legal-comments=none \
  --banner:js="/*! oxigraph $version; MIT or Apache-2.0, see LICENSE.txt beside it */" --outfile=worker.min.js --log-level=error
gzip -9 -n -c node_modules/oxigraph/web_bg.wasm >oxigraph.wasm.gz
cp worker.min.js oxigraph.wasm.gz "$here/"

#!/bin/sh
# Builds sigma.min.js and LICENSE.txt of the versions that package-lock.json pins. Needs Node 20 and npm; writes nothing else here.
#
#   sh kg/view/_assets/sigma/build.sh
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp "$here/package.json" "$here/package-lock.json" "$here/entry.js" "$here/shape.js" "$work/"
cd "$work"
npm ci --silent --ignore-scripts --no-fund --no-audit

versions=$(node -p 'Object.entries(require("./package.json").dependencies).map(([name, version]) => `${name} ${version}`).join(", ")')
npx --no-install esbuild entry.js --bundle --minify --format=iife --global-name=webgl --target=es2020 \
  --legal-comments=none --banner:js="/*! $versions; MIT, see LICENSE.txt beside it */" --outfile=sigma.min.js --log-level=warning
for name in sigma graphology graphology-utils events; do
  echo "== $name =="
  cat "node_modules/$name"/LICENSE*
  echo
done >LICENSE.txt
cp sigma.min.js LICENSE.txt "$here/"

#!/bin/sh
# Fetches the query editor at the version and with the checksum that are pinned here, and puts its two files beside this script.
set -eu
version=4.6.2
checksum=83iCLuBIgU04KBIaibxZTjKvrXD6sEe/+aqsHxLb4+ZVD4eaUwh5hFJEetuWkiKBY6WxTjVOmhKXvh2AAOR14g==
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm pack --silent "@zazuko/yasqe@$version" >/dev/null
found=$(openssl dgst -sha512 -binary ./*.tgz | openssl base64 -A)
test "$found" = "$checksum" || { echo "yasqe $version has another checksum: $found" >&2; exit 1; }
tar xzf ./*.tgz
for file in yasqe.min.js yasqe.min.css; do
  grep -v '^//# sourceMappingURL=' "package/build/$file" >"$here/$file"
done
echo "yasqe $version is in $here"

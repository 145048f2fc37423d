#!/bin/sh
# Installs Chromium from the system's packages where it is missing and this user may; says so and goes on where not.
for name in chromium chromium-browser google-chrome; do
  command -v "$name" >/dev/null 2>&1 && exit 0
done
if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null 2>&1; then
  echo "no Chromium, and it cannot be installed here: the browser tests will skip"
  exit 0
fi
echo "installing Chromium for the browser tests"
export DEBIAN_FRONTEND=noninteractive
{ apt-get update -q && apt-get install -q -y --no-install-recommends chromium fonts-dejavu-core; } >/dev/null 2>&1 ||
  echo "Chromium could not be installed: the browser tests will skip"

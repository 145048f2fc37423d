#!/bin/sh
# Installs Jena, Virtuoso, Raptor and the OWL API from Debian's packages where they are missing and this user may.
# Says so and goes on where not: the tests that need them skip, and tell why.
have() { command -v "$1" >/dev/null 2>&1; }
wanted=""
have rapper || wanted="$wanted raptor2-utils"
have javac || wanted="$wanted default-jdk-headless"
[ -e /usr/share/java/jena-cmds.jar ] || wanted="$wanted libapache-jena-java"
[ -e /usr/share/java/owlapi-api.jar ] || wanted="$wanted libowlapi-java"
have virtuoso-t || wanted="$wanted virtuoso-opensource-7-bin virtuoso-opensource-7-common"
[ -z "$wanted" ] && exit 0
if [ "$(id -u)" -ne 0 ] || ! have apt-get; then
  echo "missing and not to be installed here:$wanted; the tests that need them will skip"
  exit 0
fi
echo "installing$wanted"
export DEBIAN_FRONTEND=noninteractive
# shellcheck disable=SC2086
{ apt-get update -q && apt-get install -q -y --no-install-recommends $wanted; } >/dev/null 2>&1 ||
  echo "could not be installed:$wanted; the tests that need them will skip"

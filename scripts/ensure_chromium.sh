#!/usr/bin/env bash
# Installs Chromium and a Chinese font through apt-get where they are missing, for the browser tests.
set -euo pipefail
have_font() { command -v fc-list >/dev/null && fc-list :lang=zh family | grep -q .; }
if command -v chromium >/dev/null && have_font; then
  exit 0
fi
sudo=""
[ "$(id -u)" = 0 ] || sudo="sudo"
$sudo apt-get update -qq
$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium fontconfig fonts-noto-cjk >/dev/null

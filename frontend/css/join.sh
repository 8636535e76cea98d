#!/bin/sh
# Joins the parts of the stylesheet into .joined/holdall.css, which index.html names.
# The order among components does not matter: @layer, declared in the first part, decides. The file is left
# alone when nothing changed, so that `trunk serve` does not build again and again.
set -eu
cd "$(dirname "$0")"
mkdir -p .joined
cat layers.css tokens.css reset.css base.css layout.css components/*.css >.joined/new.css
if cmp -s .joined/new.css .joined/holdall.css; then rm .joined/new.css; else mv .joined/new.css .joined/holdall.css; fi

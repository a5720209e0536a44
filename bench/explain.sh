#!/usr/bin/env bash
# Analysing a docker-archive of 480 MB in ten layers, beside dive v0.12 where it is installed. Needs python3.
. "$(dirname "$0")/common.sh"

python3 "$checkout/bench/make_explained.py" "$work/app.tar"
archive=docker-archive:$work/app.tar

table "a docker-archive of $(($(stat -c %s "$work/app.tar") / 1000000)) MB, 10 layers"
if has dive; then CI=true row "dive --ci" dive --source docker-archive "$work/app.tar" --ci; fi
row "kobako explain" "$kobako" explain "$archive"
row "kobako explain --json" "$kobako" explain "$archive" --json
row "kobako --version (the start alone)" "$kobako" --version

"$kobako" explain "$archive" | tail -1
if has dive; then
  CI=true dive --source docker-archive "$work/app.tar" --ci | grep -E '^ *(efficiency|wastedBytes):' || true
fi

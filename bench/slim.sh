#!/usr/bin/env bash
# Applications made smaller by their training, and judged by tests that go further. Needs runc, curl, openssl, python3 and
# a folder of cases: CASES=FOLDER, each NAME/ in it with a Dockerfile, train.sh and test.sh that speak the protocol
# RUN START STOP LOGS SHARE of the folder's README. IMAGES=FOLDER is a KOBAKO_HOME with their images already built
# (each under its NAME), else they are built first. NAMES="a b" takes some; LEVEL=minimal by default.
# PEER=PROGRAM is slimtoolkit's slim with its sensor beside it: each case is given to both, one right after the other. It
# needs a docker daemon (DOCKER_HOST), into which each image is copied before the clock starts, and is trained as its users do
# it: by probe.sh from the host, by exec.sh inside.
. "$(dirname "$0")/common.sh"
cases=${CASES:?a folder of cases}
level=${LEVEL:-minimal}
[ -z "${IMAGES:-}" ] || export KOBAKO_HOME=$IMAGES
names=${NAMES:-$(cd "$cases" && ls)}

# A script for --check: train.sh with kobako's commands, an empty share each time.
check() { # CASE SHARE SCRIPT
  printf '#!/bin/sh\nfind %s -mindepth 1 -delete\n' "$2"
  printf 'export RUN="$KOBAKO_RUN" START="$KOBAKO_START" STOP="$KOBAKO_STOP" LOGS="$KOBAKO_LOGS" SHARE=%s\n' "$2"
  printf 'exec bash %s/%s\n' "$cases/$1" "$3"
}

# The numbers of the report's table in MB: before, after, layers after.
sizes() { # REPORT
  python3 - "$1" <<'PYTHON'
import re, sys
unit = {"B": 1e-6, "kB": 1e-3, "MB": 1, "GB": 1e3}
found = {}
for line in open(sys.argv[1]):
    row = re.match(r" *(on disk|compressed) +([\d.]+) (\w+) +([\d.]+) (\w+)$", line)
    if row:
        found[row[1]] = float(row[2]) * unit[row[3]], float(row[4]) * unit[row[5]]
print("%.1f %.1f %.1f" % (*found["on disk"], found["compressed"][1]))
PYTHON
}

# Removes what an earlier run has made of a case: the folder that its result was run on would save the next one the work.
forget() { # CASE
  local id
  for id in $("$kobako" inspect "$1:slim" --config 2>/dev/null | grep -o 'sha256:[0-9a-f]\{64\}'); do
    rm -rf "$KOBAKO_HOME/build/layers/sha256-${id#sha256:}"*
  done
  "$kobako" rmi "$1:slim" >/dev/null 2>&1 || true
}

# Seconds that the peer takes, and MB of what it makes: "- -" where it fails.
peer() { # CASE SHARE
  local training=() modes=
  if [ -f "$cases/$1/probe.sh" ]; then
    training+=(--host-exec "bash $cases/$1/probe.sh")
    modes=host-exec
  fi
  if [ -f "$cases/$1/exec.sh" ]; then
    training+=(--exec-file "$cases/$1/exec.sh")
    modes=${modes:+$modes&}exec
  fi
  docker image inspect "$1" >/dev/null 2>&1 || "$kobako" copy -q "$1" "docker-daemon:$1" >/dev/null
  local start
  start=$(date +%s.%N)
  if SHARE=$2 DOCKER_API_VERSION=${DOCKER_API_VERSION:-1.44} "$PEER" --report off --check-version=false \
    --state-path "$work/peer" build --http-probe-off --continue-after "$modes" --network host --mount "$2:/share" \
    "${training[@]}" --target "$1" --tag "$1:peer" >"$work/$1.peer" 2>&1 </dev/null; then
    echo "$start $(date +%s.%N) $(docker image inspect "$1:peer" --format '{{.Size}}')" |
      awk '{ printf "%.1f %.1f", $2 - $1, $3 / 1e6 }'
  else
    cat "$work/$1.peer" >&2
    echo "- -"
  fi
  docker rmi -f "$1:peer" >/dev/null 2>&1 || true
}

row='| %-14s | %8s | %8s | %8s | %6s | %-5s | %-4s | %6s | %8s |\n'
printf "$row" case MB '-> MB' '-> tar' s train test "peer's" '-> MB'
printf '|---|---|---|---|---|---|---|---|---|\n'
: >"$work/rows"
for name in $names; do
  [ -n "${IMAGES:-}" ] || "$kobako" build --compose-bases -q -t "$name" "$cases/$name" >/dev/null
  share=$(mktemp -d "$work/share.XXXX")
  chmod 755 "$work"
  chmod 777 "$share"
  check "$name" "$share" train.sh >"$work/$name.train"
  chmod +x "$work/$name.train"
  train=yes test=no numbers="- - -"
  forget "$name"
  start=$(date +%s.%N)
  "$kobako" slim "$name" -t "$name:slim" --level "$level" --network host -v "$share:/share" \
    --check "$work/$name.train" >"$work/$name.report" 2>"$work/$name.log" || train=no
  seconds=$(echo "$start $(date +%s.%N)" | awk '{ printf "%.1f", $2 - $1 }')
  if [ $train = yes ]; then
    numbers=$(sizes "$work/$name.report")
    find "$share" -mindepth 1 -delete
    if SHARE=$share RUN="$kobako run --rm -i --network host -v $share:/share $name:slim" \
      START="$kobako run -d --network host -v $share:/share $name:slim" STOP="$kobako rm -f" LOGS="$kobako logs" \
      bash "$cases/$name/test.sh" >"$work/$name.test" 2>&1; then test=yes; else cat "$work/$name.test" >&2; fi
  else
    cat "$work/$name.log" >&2
  fi
  peers="- -"
  if [ -n "${PEER:-}" ]; then
    find "$share" -mindepth 1 -delete
    peers=$(peer "$name" "$share")
  fi
  # shellcheck disable=SC2086 # three numbers, and two
  printf "$row" "$name" $numbers "$seconds" $train $test $peers | tee -a "$work/rows"
done
awk -F'|' '{ before += $3; after += $4; gz += $5; s += $6; peer += $9; good += $7 ~ /yes/ && $8 ~ /yes/ }
  END { printf "%d of %d pass: %.1f MB to %.1f MB (%.1f MB of layers) in %.1f s\n", good, NR, before, after, gz, s
    if (peer > 0) printf "%.2f of the peer'"'"'s %.1f s\n", s / peer, peer
    exit good < NR }' "$work/rows"

# Sourced by the benchmarks: a store of their own, and rows whose ratio is to the first row of the table.
set -euo pipefail

checkout=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
kobako=$checkout/kobako
runs=${RUNS:-5}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export KOBAKO_HOME=$work/home

need() { # TOOL...: ends the benchmark where one is missing
  local tool
  for tool in "$@"; do
    command -v "$tool" >/dev/null || {
      echo "$0: $tool was not found on the PATH, and this benchmark needs it" >&2
      exit 3
    }
  done
}

has() { # TOOL: whether a peer is there; says so where not
  command -v "$1" >/dev/null && return 0
  echo "(left out: $1 was not found on the PATH)"
  return 1
}

table() { # TITLE: starts a table
  rm -f "$work/base"
  printf '\n%s\n' "$1"
  python3 "$checkout/bench/measure.py" --header
}

row() { # [-i STDIN] [-p PREPARATION] NAME COMMAND...: one line of the table, the median of $runs runs
  local base=
  if [ -r "$work/base" ]; then base=$(cat "$work/base"); fi
  BENCH_BASE=$base BENCH_SAVE=$([ -n "$base" ] || echo "$work/base") \
    python3 "$checkout/bench/measure.py" -n "$runs" "$@" || true
}

need python3
"$kobako" --version >/dev/null # builds it if need be

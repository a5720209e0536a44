#!/usr/bin/env bash
# hlint with git: what strip and UPX bring, on disk and in the layer. Needs hlint and git; upx for the packed ones.
# Sizes only; the report of each run has start-up time and memory of the packed programs.
. "$(dirname "$0")/common.sh"
need hlint git

options=("" "--strip")
if has upx; then options+=("--strip --upx" "--strip --upx=best"); fi

format='%-22s %12s %12s %12s %8s\n'
# shellcheck disable=SC2059 # the format is ours
printf "\n$format" "hlint and git" "on disk" "gzip:6" "zstd:19" "ratio"
first=
for option in "${options[@]}"; do
  sizes=()
  for compression in gzip zstd:19; do
    # shellcheck disable=SC2086 # the options are words
    "$kobako" bundle hlint git --data hlint $option --compression "$compression" -t hlint --json >"$work/report"
    sizes+=("$(python3 -c 'import json, sys; r = json.load(open(sys.argv[1])); print(r["size"], r["compressedSize"])' \
      "$work/report")")
  done
  read -r disk gzip <<<"${sizes[0]}"
  read -r _ zstd <<<"${sizes[1]}"
  first=${first:-$zstd}
  # shellcheck disable=SC2059
  printf "$format" "${option:-plain}" "$disk" "$gzip" "$zstd" "$(awk "BEGIN { printf \"%.2f\", $zstd / $first }")"
done
echo "(bytes; the ratio is that of zstd:19 to the first line)"

#!/usr/bin/env bash
# Dockerfiles held against rules, beside hadolint where it is installed.
# usage: bench/lint.sh FOLDER   (of Dockerfiles; 500 of them are taken, one is taken alone)
. "$(dirname "$0")/common.sh"

folder=${1:?usage: bench/lint.sh FOLDER}
mapfile -t files < <(find "$(cd "$folder" && pwd)" -type f | LC_ALL=C sort | head -n 500)

table "one Dockerfile"
if has hadolint; then row "hadolint" hadolint --no-fail -f json "${files[0]}"; fi
row "kobako lint" "$kobako" lint --no-fail -f json "${files[0]}"
row "kobako lint --no-shellcheck" "$kobako" lint --no-fail -f json --no-shellcheck "${files[0]}"

table "${#files[@]} Dockerfiles"
if has hadolint; then row "hadolint" hadolint --no-fail -f json "${files[@]}"; fi
row "kobako lint" "$kobako" lint --no-fail -f json "${files[@]}"
row "kobako lint --no-shellcheck" "$kobako" lint --no-fail -f json --no-shellcheck "${files[@]}"

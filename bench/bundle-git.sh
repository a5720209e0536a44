#!/usr/bin/env bash
# git with all it needs, from this machine into the store. Needs python3 and git.
# Peers: the recipe by hand (ldd, cp --parents, tar) and, where installed, dockerize with a Docker daemon.
. "$(dirname "$0")/common.sh"
need git ldd tar gzip

by_hand() {
  rm -rf "$work/root" && mkdir "$work/root"
  local program files
  program=$(command -v git)
  files=$(ldd "$program" | grep -o '/[^ ]*')
  # shellcheck disable=SC2086 # one word a file is what is wanted
  cp --parents -L "$program" $files "$work/root"
  tar -C "$work/root" --sort=name --mtime=@0 -c . | gzip -n >"$work/by-hand.tar.gz"
}
export -f by_hand
export work

table "git into an image"
row "kobako bundle git" "$kobako" bundle git -t git
row "kobako bundle git, zstd" "$kobako" bundle git --compression zstd -t git-zstd
row "kobako bundle --list git" "$kobako" bundle --list git
row "by hand: ldd, cp, tar, gzip" bash -c by_hand
has dockerize && has docker && row "dockerize" dockerize -t bench-git "$(command -v git)"

printf '\nsizes (the recipe by hand has the libraries only)\n'
"$kobako" bundle git -t git | sed -n 2p
by_hand
printf '%s bytes on disk, %s bytes compressed: by hand\n' \
  "$(du -sb --apparent-size "$work/root" | cut -f1)" "$(stat -c %s "$work/by-hand.tar.gz")"

#!/usr/bin/env bash
# The closures of all dynamic programs of this machine, each by itself. Needs python3 and ldd; lddtree as a peer.
. "$(dirname "$0")/common.sh"
need ldd file
runs=${RUNS:-3}

# Executables with an interpreter; a program that is there under several names counts once.
# find fails on links that lead nowhere, which is no matter here.
{ find -L /usr/bin /usr/sbin /usr/lib/git-core -maxdepth 1 -type f -perm -100 -print0 2>/dev/null || :; } |
  xargs -0 realpath | sort -u | file -N -f - | sed -n 's/: *ELF.*interpreter.*//p' >"$work/programs"
export programs=$work/programs

table "closures of $(wc -l <"$work/programs") programs"
row -i "$work/programs" "kobako bundle --list --batch" "$kobako" bundle --list --batch
row -i "$work/programs" "the same, --no-guess all" "$kobako" bundle --list --batch --no-guess all
row "ldd, one after the other" bash -c 'while read -r each; do ldd "$each" || :; done <"$programs"'
has lddtree && row "lddtree -l, one after the other" \
  bash -c 'while read -r each; do lddtree -l "$each" || :; done <"$programs"'
:

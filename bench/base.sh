#!/usr/bin/env bash
# Debian bases from packages, beside mmdebstrap. Needs mmdebstrap and root (its quickest mode), python3, and a network with
# a mirror of Debian, which is this machine's own apt's. SUITE=bookworm by default.
. "$(dirname "$0")/common.sh"
need mmdebstrap
runs=${RUNS:-3}
suite=${SUITE:-bookworm}
cold="rm -rf $KOBAKO_HOME $work/mm.tar"
warm="rm -rf $work/mm.tar; find $KOBAKO_HOME/store -delete 2>/dev/null || :"

table "debian:$suite with apt, from nothing"
row -p "$cold" "kobako base, cold cache" "$kobako" base "debian:$suite" -q -t base
row -p "$cold" "mmdebstrap --variant=minbase" mmdebstrap --quiet --variant=minbase "$suite" "$work/mm.tar"
printf 'tar of the tree: mmdebstrap %s bytes' "$(stat -c %s "$work/mm.tar")"
"$kobako" base "debian:$suite" -q --compression none -o "oci:$work/plain:1" >/dev/null
printf ', kobako %s bytes\n' "$(stat -c %s "$work"/plain/blobs/sha256/* | sort -n | tail -1)"

table "the same with its packages in the cache"
row -p "$warm" "kobako base, packages in the cache" "$kobako" base "debian:$suite" -q -t base
row -p "$warm" "kobako base --compression none" "$kobako" base "debian:$suite" --compression none -q -t base

table "distroless, packages in the cache"
row -p "$warm" "kobako base --distroless (cc)" "$kobako" base "debian:$suite" --distroless -q -t cc \
  -p libc6,libssl3,libgcc-s1,libstdc++6,ca-certificates,tzdata,openssl

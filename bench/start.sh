#!/usr/bin/env bash
# How long commands take that only print. Needs python3. RUNS=20 bench/start.sh
. "$(dirname "$0")/common.sh"

table "start"
row "kobako --version" "$kobako" --version
row "kobako --help" "$kobako" --help
row "kobako bundle --help" "$kobako" bundle --help
has git && row "git --version" git --version
has skopeo && row "skopeo --version" skopeo --version
has podman && row "podman --version" podman --version

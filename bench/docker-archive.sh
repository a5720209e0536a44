#!/usr/bin/env bash
# Reading a docker-archive of 500 MB into a tree. Needs python3; dive is a peer where it is installed.
. "$(dirname "$0")/common.sh"

python3 "$(dirname "$0")/make_archive.py" "$work/app.tar"
printf 'docker-archive: %s MB, %s files\n' "$(($(stat -c %s "$work/app.tar") / 1000000))" \
  "$(tar -xOf "$work/app.tar" layer0/layer.tar layer1/layer.tar layer2/layer.tar -i 2>/dev/null | tar -t -i -f - | wc -l)"

table "a docker-archive read into a tree"
row "kobako bundle --from … --list" "$kobako" bundle --from "docker-archive:$work/app.tar" --list /bin/x
has dive && CI=true row "dive" dive --source docker-archive "$work/app.tar" --ci
has skopeo && row "skopeo inspect --config" skopeo inspect --config "docker-archive:$work/app.tar"
row "tar -t of the layers" bash -c "for i in 0 1 2; do tar -xOf '$work/app.tar' layer\$i/layer.tar | tar -tf -; done"

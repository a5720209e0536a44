"""Writes a docker-archive whose layers hide much of what is in those below, with the same bytes every time.

deleted: 200 files of 1 MB, of which the next layer deletes 120; shadowed: 150 files, which the next layer has once more with another
mode; rebuilt: 100 files, of which each of five layers replaces 30 and deletes 5.

usage: make_wasteful.py deleted|shadowed|rebuilt FILE
"""

import hashlib
import io
import json
import random
import sys
import tarfile

from make_layers import contents, vocabulary


def layer(files, gone=()):
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=tarfile.USTAR_FORMAT) as out:
        for name, (mode, data) in sorted(files.items()):
            info = tarfile.TarInfo(name)
            info.size, info.mode = len(data), mode
            out.addfile(info, io.BytesIO(data))
        for name in gone:
            out.addfile(tarfile.TarInfo("opt/.wh." + name.removeprefix("opt/")))
    return buffer.getvalue()


def layers(kind):
    noise = random.Random(kind)
    words = vocabulary(noise)

    def files(count):
        return {f"opt/file{i}": (0o644, contents(noise, *words)) for i in range(count)}

    match kind:
        case "deleted":
            yield layer(files(200))
            yield layer({}, [f"opt/file{i}" for i in range(120)])
        case "shadowed":
            first = files(150)
            yield layer(first)
            yield layer({name: (0o755, data) for name, (_, data) in first.items()})
        case "rebuilt":
            yield layer(files(100))
            for step in range(5):
                new = files(30)
                yield layer({f"opt/file{step * 10 + int(name[8:])}": file for name, file in new.items()}, [f"opt/file{95 - step}"])


def main(kind, target):
    blobs = list(layers(kind))
    digests = [hashlib.sha256(blob).hexdigest() for blob in blobs]
    config = json.dumps(
        {
            "architecture": "amd64",
            "os": "linux",
            "config": {},
            "rootfs": {"type": "layers", "diff_ids": ["sha256:" + digest for digest in digests]},
        }
    ).encode()
    names = [digest + ".tar" for digest in digests]
    manifest = json.dumps([{"Config": "config.json", "RepoTags": ["wasteful:latest"], "Layers": names}]).encode()
    with tarfile.open(target, "w", format=tarfile.USTAR_FORMAT) as out:
        for name, data in [("manifest.json", manifest), ("config.json", config), *zip(names, blobs)]:
            info = tarfile.TarInfo(name)
            info.size = len(data)
            out.addfile(info, io.BytesIO(data))


main(*sys.argv[1:])

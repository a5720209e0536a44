"""Writes a docker-archive of about 480 MB in ten layers with the same bytes every time, like the image of an application.

A system of many small files and a few large ones; packages; sources; a layer that changes the owner of a folder, one that replaces files,
one that deletes single files. Nothing that dive v0.12 takes minutes for: it builds its whole tree again for every deleted path.

usage: make_explained.py FILE
"""

import hashlib
import io
import json
import random
import sys
import tarfile


class Layer:
    def __init__(self):
        self.buffer = io.BytesIO()
        self.tar = tarfile.open(fileobj=self.buffer, mode="w", format=tarfile.USTAR_FORMAT)
        self.folders = set()

    def folder(self, name):
        for end in [i for i, c in enumerate(name) if c == "/"] + [len(name)]:
            if name[:end] not in self.folders:
                self.folders.add(name[:end])
                info = tarfile.TarInfo(name[:end])
                info.type, info.mode = tarfile.DIRTYPE, 0o755
                self.tar.addfile(info)

    def file(self, name, data, uid=0):
        self.folder(name.rsplit("/", 1)[0])
        info = tarfile.TarInfo(name)
        info.size, info.mode, info.uid = len(data), 0o644, uid
        self.tar.addfile(info, io.BytesIO(data))

    def bytes(self):
        self.tar.close()
        return self.buffer.getvalue()


def layers(noise):
    def some(folder, count, size):
        return {f"{folder}/{i % 40:02}/file-{i:05}": noise.randbytes(noise.randrange(size // 2, size)) for i in range(count)}

    system = some("usr/lib/system", 60, 2_000_000) | some("usr/share/system", 4000, 8000)
    packages = some("usr/lib/packages", 80, 2_000_000)
    libraries = some("usr/lib/python3/dist-packages", 6000, 12_000)
    runtime = some("opt/runtime", 20, 4_000_000)
    app = some("app", 500, 20_000)
    data = some("srv/data", 40, 1_400_000)
    modules = some("app/node_modules", 9000, 5000)
    yield system, 0, ()
    yield packages, 0, ()
    yield libraries, 0, ()
    yield runtime, 0, ()
    yield app, 0, ()
    yield data, 0, ()
    yield {name: content for name, content in data.items()}, 1000, ()  # chown -R
    yield modules, 0, ()
    yield {name: noise.randbytes(3000) for name in list(modules)[:300]}, 0, ()
    yield {"etc/app.conf": b"ready = yes\n"}, 0, list(packages)[:10]


def main(target):
    noise = random.Random(8)
    blobs = []
    for files, uid, gone in layers(noise):
        layer = Layer()
        for name, data in files.items():
            layer.file(name, data, uid)
        for name in gone:
            folder, last = name.rsplit("/", 1)
            layer.file(f"{folder}/.wh.{last}", b"")
        blobs.append(layer.bytes())
    digests = [hashlib.sha256(blob).hexdigest() for blob in blobs]
    config = json.dumps(
        {
            "architecture": "amd64",
            "os": "linux",
            "config": {},
            "history": [{"created_by": f"RUN step {i}"} for i in range(len(blobs))],
            "rootfs": {"type": "layers", "diff_ids": ["sha256:" + digest for digest in digests]},
        }
    ).encode()
    names = [digest + "/layer.tar" for digest in digests]
    config_name = hashlib.sha256(config).hexdigest() + ".json"
    manifest = json.dumps([{"Config": config_name, "RepoTags": ["explained:latest"], "Layers": names}]).encode()
    with tarfile.open(target, "w", format=tarfile.USTAR_FORMAT) as out:
        for name, data in [("manifest.json", manifest), (config_name, config), *zip(names, blobs)]:
            info = tarfile.TarInfo(name)
            info.size = len(data)
            out.addfile(info, io.BytesIO(data))


main(sys.argv[1])

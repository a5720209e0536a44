"""Writes a docker-archive of 478 MB whose seven layers compress to about 178 MB, with the same bytes every time.

The files are random words and random bytes in turn, which no compressor finds twice; layers are not compressed.

usage: make_layers.py FILE
"""

import hashlib
import io
import json
import random
import sys
import tarfile

LAYERS_MB = [230, 110, 70, 40, 20, 7, 1]
FILE_BYTES = 1_000_000
RANDOM_PART = 0.036
WORDS = 4000


def vocabulary(noise):
    letters = "etaoinshrdlucmfwypvbgkjqxz"
    weights = [1 / (rank + 2) for rank in range(len(letters))]
    words = ["".join(noise.choices(letters, weights, k=noise.randrange(2, 11))) for _ in range(WORDS)]
    total, cumulative = 0.0, []
    for rank in range(WORDS):
        total += 1 / (rank + 3)
        cumulative.append(total)
    return words, cumulative


def contents(noise, words, cumulative):
    bound = int(FILE_BYTES * RANDOM_PART)
    text = " ".join(noise.choices(words, cum_weights=cumulative, k=FILE_BYTES // 6)).encode()
    return noise.randbytes(bound) + text[: FILE_BYTES - bound]


def layer(number, noise, words, cumulative):
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=tarfile.USTAR_FORMAT) as out:
        for file in range(LAYERS_MB[number]):
            info = tarfile.TarInfo(f"opt/layer-{number}/{file:03}.dat")
            data = contents(noise, words, cumulative)
            info.size = len(data)
            out.addfile(info, io.BytesIO(data))
    return buffer.getvalue()


def main(path):
    noise = random.Random(478)
    words, cumulative = vocabulary(noise)
    names, diff_ids = [], []
    with tarfile.open(path, "w", format=tarfile.USTAR_FORMAT) as archive:

        def add(name, data):
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))

        for number in range(len(LAYERS_MB)):
            data = layer(number, noise, words, cumulative)
            names.append(f"layer{number}/layer.tar")
            diff_ids.append("sha256:" + hashlib.sha256(data).hexdigest())
            add(names[-1], data)
        config = {
            "architecture": "amd64",
            "os": "linux",
            "config": {},
            "rootfs": {"type": "layers", "diff_ids": diff_ids},
            "history": [{"created_by": name} for name in names],
        }
        add("config.json", json.dumps(config).encode())
        listing = [{"Config": "config.json", "RepoTags": ["bench/app:1"], "Layers": names}]
        add("manifest.json", json.dumps(listing).encode())


if __name__ == "__main__":
    main(sys.argv[1])

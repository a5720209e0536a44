"""Writes a docker-archive of about 500 MB with the same bytes every time.

Three layers: few big files, many small ones, and changes to both (replaced, deleted, new). /bin/x is a static
program, the smallest that the kernel accepts.

usage: make_archive.py FILE
"""

import hashlib
import io
import json
import random
import struct
import sys
import tarfile

BIG_FILES = 60
BIG_SIZE = 7_000_000
SMALL_FILES = 20_000


def member(name, data=b"", kind=tarfile.REGTYPE, mode=0o644):
    info = tarfile.TarInfo(name)
    info.size, info.type, info.mode = len(data), kind, mode
    return info, io.BytesIO(data)


def program():
    """exit(55) for x86-64, as an ELF file with one segment (gABI)."""
    code = bytes.fromhex("b83c000000" "bf37000000" "0f05")
    base = 0x400000
    header = b"\x7fELF\x02\x01\x01" + bytes(9)
    header += struct.pack("<HHIQQQIHHHHHH", 2, 62, 1, base + 120, 64, 0, 0, 64, 56, 1, 0, 0, 0)
    size = 120 + len(code)
    return header + struct.pack("<IIQQQQQQ", 1, 5, 0, base, base, size, size, 0x1000) + code


def layers(noise):
    yield [member(f"opt/data/{i:03}.bin", noise.randbytes(BIG_SIZE)) for i in range(BIG_FILES)]
    folders = [member(f"usr/share/app/{i:02}", kind=tarfile.DIRTYPE, mode=0o755) for i in range(50)]
    files = [
        member(f"usr/share/app/{i % 50:02}/file-{i:05}.txt", noise.randbytes(noise.randrange(200, 6000)))
        for i in range(SMALL_FILES)
    ]
    yield folders + files
    yield [
        member("bin/x", program(), mode=0o755),
        *(member(f"opt/data/{i:03}.bin", noise.randbytes(1000)) for i in range(0, BIG_FILES, 10)),
        *(member(f"usr/share/app/{i % 50:02}/.wh.file-{i:05}.txt") for i in range(0, SMALL_FILES, 7)),
    ]


def main(path):
    noise = random.Random(55)
    names, diff_ids = [], []
    with tarfile.open(path, "w", format=tarfile.USTAR_FORMAT) as archive:
        for number, members in enumerate(layers(noise)):
            buffer = io.BytesIO()
            with tarfile.open(fileobj=buffer, mode="w", format=tarfile.USTAR_FORMAT) as layer:
                for info, data in members:
                    layer.addfile(info, data)
            blob = buffer.getvalue()
            diff_ids.append("sha256:" + hashlib.sha256(blob).hexdigest())
            names.append(f"layer{number}/layer.tar")
            archive.addfile(*member(names[-1], blob))
        config = {
            "architecture": "amd64",
            "os": "linux",
            "config": {"Entrypoint": ["/bin/x"]},
            "rootfs": {"type": "layers", "diff_ids": diff_ids},
            "history": [{"created_by": f"layer {i}"} for i in range(len(names))],
        }
        config = json.dumps(config, sort_keys=True).encode()
        config_name = hashlib.sha256(config).hexdigest() + ".json"
        archive.addfile(*member(config_name, config))
        manifest = [{"Config": config_name, "RepoTags": ["bench:latest"], "Layers": names}]
        archive.addfile(*member("manifest.json", json.dumps(manifest).encode()))


main(sys.argv[1])

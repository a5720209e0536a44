package dev.kobako.build;

import dev.kobako.image.Digest;
import java.nio.file.Path;

/**
 * Where things of a build cache are.
 *
 * @param root absolute
 */
record BuildCacheFolders(Path root) {
  /** The lock of all who rely on what is here. */
  Path use() {
    return root.resolve("use.lock");
  }

  /** Files that are being written. */
  Path staging() {
    return root.resolve("staging");
  }

  /** What the step of a key came to. */
  Path step(Digest key) {
    return root.resolve("steps").resolve(key.hex());
  }

  /** The digest of something that takes long to read. */
  Path fingerprint(Digest key) {
    return root.resolve("fingerprints").resolve(key.hex());
  }

  /** A layer's tar, as made by a step. */
  Path blob(Digest diffId) {
    return root.resolve("blobs").resolve(diffId.algorithm()).resolve(diffId.hex());
  }

  /** Tars of bases' layers, which lie compressed in the store. */
  Path tars() {
    return root.resolve("tars");
  }

  /** Layers that are laid out for containers. */
  Path layers() {
    return root.resolve("layers");
  }

  /** Folders of cache mounts. */
  Path mounts() {
    return root.resolve("mounts");
  }

  /** What COPY and ADD have fetched and unpacked. */
  Path sources() {
    return root.resolve("sources");
  }

  /** The lock of who runs the step of a key. */
  Path lock(Digest key) {
    return root.resolve("locks").resolve(key.hex());
  }
}

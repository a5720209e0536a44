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

  /** What steps came to. */
  Path steps() {
    return root.resolve("steps");
  }

  /** What the step of a key came to. */
  Path step(Digest key) {
    return steps().resolve(key.hex());
  }

  /** Digests of what takes long to read. */
  Path fingerprints() {
    return root.resolve("fingerprints");
  }

  /** The digest of what is known by a key. */
  Path fingerprint(Digest key) {
    return fingerprints().resolve(key.hex());
  }

  /** Layers' tars, as made by steps; all diff ids that kobako writes are of that algorithm. */
  Path blobs() {
    return root.resolve("blobs").resolve("sha256");
  }

  /** A layer's tar. */
  Path blob(Digest diffId) {
    return blobs().resolveSibling(diffId.algorithm()).resolve(diffId.hex());
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

  /** What the last builds of projects were made of. */
  Path projects() {
    return root.resolve("projects");
  }

  /** What the last build of a project was made of. */
  Path project(Digest project) {
    return projects().resolve(project.hex());
  }

  /** Which files steps have copied. */
  Path inventories() {
    return root.resolve("inventories");
  }

  /** Which files a step has copied, by what stands for their digest. */
  Path inventory(String brief) {
    return inventories().resolve(brief);
  }

  /** Layers as registries got them, compressed. */
  Path packed() {
    return root.resolve("packed");
  }

  /** What contexts, COPY and ADD have fetched and unpacked. */
  Path sources() {
    return root.resolve("sources");
  }

  /** What the files of contexts hashed to. */
  Path digests() {
    return root.resolve("digests");
  }

  /** Locks of what is being done. */
  Path locks() {
    return root.resolve("locks");
  }

  /** The lock of who runs the step of a key. */
  Path lock(Digest key) {
    return locks().resolve(key.hex());
  }
}

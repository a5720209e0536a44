package dev.kobako.image;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The way of blobs into a layout: each is checked, appears complete or not at all, and is moved
 * only if it isn't there.
 *
 * @param layout that takes them
 * @param patience how long somebody else's download of the same blob may stand still before it is
 *     no longer waited for
 */
record BlobIntake(LayoutFolder layout, Duration patience) {
  private static final Duration PAUSE = Duration.ofMillis(20);

  BlobIntake(LayoutFolder layout) {
    this(layout, Duration.ofSeconds(10));
  }

  /**
   * Stores all blobs and manifests of an artifact, what is referred to before what refers to it.
   */
  void putAll(Artifact artifact, Progress progress) {
    SortedMap<Digest, Artifact.Blob> distinct =
        new TreeMap<>(Comparator.comparing(Digest::toString));
    artifact.forEachBlob(blob -> distinct.putIfAbsent(blob.descriptor().digest(), blob));
    List<Artifact.Blob> blobs = List.copyOf(distinct.values());
    if (blobs.stream().anyMatch(blob -> blob.content().isRemote())) {
      InParallel.forEachRemote(blobs, blob -> put(blob, progress));
    } else {
      InParallel.forEach(blobs, blob -> put(blob, progress));
    }
    artifact.forEachManifest(
        each -> put(new Artifact.Blob(each.descriptor(), each.manifest()), Progress.NONE));
  }

  private void put(Artifact.Blob blob, Progress progress) {
    Descriptor descriptor = blob.descriptor();
    Progress.Transfer transfer = progress.start(descriptor.digest().toString(), descriptor.size());
    take(new BlobCopy(descriptor, blob.content(), transfer));
  }

  /** Moves one blob, unless it is there. */
  void take(BlobCopy copy) {
    Descriptor descriptor = copy.descriptor();
    Path target = layout.blobFile(descriptor.digest());
    try {
      if (isThere(target, descriptor) && isSound(target, copy.content())) {
        renew(target, copy.content());
        copy.transfer().spared(descriptor.size(), "already there");
      } else {
        Files.createDirectories(StagedFile.folderOf(target));
        move(copy, target);
      }
    } catch (IOException e) {
      throw DiskFailure.writing(target, e);
    }
    copy.transfer().end();
  }

  private static boolean isThere(Path target, Descriptor descriptor) throws IOException {
    return Files.isRegularFile(target) && Files.size(target) == descriptor.size();
  }

  /** What is at hand in memory repairs a damaged file; layers are not read for that. */
  private static boolean isSound(Path target, Content content) throws IOException {
    return !(content instanceof Content.ArrayContent held)
        || Arrays.equals(Files.readAllBytes(target), held.bytes());
  }

  /** A file that kobako itself has written and hashed, for one that somebody wrote long ago. */
  private void renew(Path target, Content content) throws IOException {
    if (content instanceof FileContent file && file.kept()) {
      boolean _ = Files.isSameFile(target, file.file()) || linked(file, target);
    }
  }

  private void move(BlobCopy copy, Path target) throws IOException {
    if (linked(copy.content(), target)) {
      copy.transfer().spared(copy.descriptor().size(), "already there");
    } else if (!copy.content().isRemote() || !downloaded(copy, target)) {
      copyTo(copy, target);
    }
  }

  /** A blob that kobako itself has written and hashed gets another name, no copy. */
  private boolean linked(Content content, Path target) {
    if (!(content instanceof FileContent file) || !file.kept()) {
      return false;
    }
    try {
      new StagedFile(file.file()).linkTo(target, layout.stagingFolder());
      return true;
    } catch (IOException | UnsupportedOperationException _) {
      // There may be no links on this disk: then it is copied.
      return false;
    }
  }

  private void copyTo(BlobCopy copy, Path target) throws IOException {
    StagedFile staged = StagedFile.create(layout.stagingFolder());
    boolean done = false;
    try {
      try (FileChannel file = FileChannel.open(staged.path(), StandardOpenOption.WRITE)) {
        MessageDigest hash = copy.descriptor().digest().newHash();
        copy.append(staged.path(), file, hash);
        copy.require(Digest.finish(copy.descriptor().digest().algorithm(), hash));
      }
      layout.take(staged, target);
      done = true;
    } finally {
      if (!done) {
        staged.delete();
      }
    }
  }

  /**
   * Downloads a blob, or waits for somebody who does that already.
   *
   * @return whether it is there now, and not only in the hands of somebody who gets nowhere
   */
  private boolean downloaded(BlobCopy copy, Path target) throws IOException {
    Files.createDirectories(layout.stagingFolder());
    PartialDownload download =
        new PartialDownload(layout.stagingFolder(), copy.descriptor().digest());
    long received = -1;
    long moved = System.nanoTime();
    while (true) {
      Optional<FolderLock> lock = download.tryLock();
      if (lock.isPresent()) {
        try (FolderLock _ = lock.get()) {
          if (isThere(target, copy.descriptor())) {
            copy.transfer().spared(copy.descriptor().size(), "already there");
          } else {
            download.complete(copy, layout, target);
          }
          return true;
        }
      }
      if (download.received() != received) {
        received = download.received();
        moved = System.nanoTime();
      } else if (System.nanoTime() - moved > patience.toNanos()) {
        return false;
      }
      pause(target);
    }
  }

  private static void pause(Path target) {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw KobakoException.outside(
          Diagnostic.of(target.toString(), "stopped while somebody else downloads it"), e);
    }
  }
}

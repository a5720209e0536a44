package dev.kobako.build;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.dockerfile.IgnorePatterns;
import dev.kobako.image.Digest;
import dev.kobako.image.InParallel;
import dev.kobako.tree.Entry;
import dev.kobako.tree.HostFolder;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.Tree;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A folder of the host as what BuildKit would be sent of it: without what is ignored, all owned by
 * 0:0, times cut to seconds, no user.* attributes, sockets left out. Nothing is copied; files are
 * read where they are, and only if they may have changed since they were read last.
 */
public final class BuildContext implements SourceTree {
  /** Smaller files are best read on all processors at once. */
  private static final long LARGE = 1L << 20;

  /** So many files make a piece of work for a thread. */
  private static final int BATCH = 64;

  private final String folder;
  private final ContextTree tree;
  private final FileDigests digests;
  private final Optional<AskedPaths> asked;

  private BuildContext(
      String folder, ContextTree tree, FileDigests digests, Optional<AskedPaths> asked) {
    this.folder = folder;
    this.tree = tree;
    this.digests = digests;
    this.asked = asked;
  }

  /**
   * A context; nothing of it is looked at before it is asked for.
   *
   * @param digests the folder where the digests of files are remembered, for all contexts, and
   *     where copies of those lie meanwhile that only root of a user namespace can read
   * @throws KobakoException outside, if there is no such folder
   */
  public static BuildContext of(Path folder, IgnorePatterns ignored, Path digests) {
    return of(HostFolder.of(folder), ignored, digests, null);
  }

  /** The same for files that were made just now, and have the time of what they came from. */
  static BuildContext of(Path folder, Path digests, Instant time) {
    return of(HostFolder.of(folder), IgnorePatterns.NONE, digests, time);
  }

  private static BuildContext of(
      HostFolder folder, IgnorePatterns ignored, Path memories, @Nullable Instant time) {
    Path place = folder.path(ImagePath.ROOT);
    FileDigests digests = FileDigests.of(memories, place);
    RefusedContents refused = new RefusedContents(folder, memories);
    ContextEntries entries = new ContextEntries(folder, digests, refused, time);
    return new BuildContext(
        place.toString(),
        new ContextTree(folder, ignored, entries),
        digests,
        time == null ? Optional.of(AskedPaths.NONE) : Optional.empty());
  }

  @Override
  public Optional<String> folder() {
    return Optional.of(folder);
  }

  @Override
  public Optional<AskedPaths> asked() {
    return asked;
  }

  @Override
  public SourceTree asking(AskedPaths paths) {
    return new BuildContext(folder, tree, digests, asked.map(_ -> paths));
  }

  @Override
  public Tree tree() {
    return tree;
  }

  /**
   * {@inheritDoc}
   *
   * @throws KobakoException outside, if the file can't be read, or changes meanwhile
   */
  @Override
  public Digest digest(ImagePath path, Entry.RegularFile file) {
    if (file.content() instanceof ContextFile ours) {
      return ours.digest();
    }
    try (InputStream in = file.content().open()) {
      return Digest.sha256(in);
    } catch (IOException e) {
      throw KobakoException.outside(
          Diagnostic.of(path.toString(), "can't be read: " + e.getMessage()), e);
    }
  }

  @Override
  public byte[] sha256(ImagePath path, Entry.RegularFile file) {
    return file.content() instanceof ContextFile ours
        ? ours.sha256()
        : SourceTree.super.sha256(path, file);
  }

  @Override
  public boolean isKnown(Entry.RegularFile file) {
    if (!(file.content() instanceof ContextFile ours)) {
      return false;
    }
    ours.announce();
    return ours.isKnown();
  }

  /** {@inheritDoc} Reads what is not known on all processors, and remembers it for next time. */
  @Override
  public void prepare(List<Entry.RegularFile> files) {
    List<List<ContextFile>> batches = new ArrayList<>();
    List<ContextFile> batch = new ArrayList<>();
    for (Entry.RegularFile file : files) {
      if (file.content() instanceof ContextFile ours) {
        ours.announce();
        if (!ours.isKnown()) {
          batch.add(ours);
        }
      }
      if (batch.size() == BATCH) {
        batches.add(batch);
        batch = new ArrayList<>();
      }
    }
    if (!batch.isEmpty()) {
      batches.add(batch);
    }
    if (!batches.isEmpty()) {
      InParallel.forEach(batches, each -> each.forEach(ContextFile::digest));
    }
    digests.save();
  }

  @Override
  public long unread(List<Entry.RegularFile> files) {
    long unread = 0;
    for (Entry.RegularFile file : files) {
      if (file.content() instanceof ContextFile ours && !ours.isKnown()) {
        ours.announce();
        unread += ours.size() < LARGE ? 0 : ours.size();
      }
    }
    return unread;
  }
}

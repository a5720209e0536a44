package dev.kobako.build;

import dev.kobako.image.Content;
import dev.kobako.image.Digest;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.LayerChanges;
import dev.kobako.tree.MemoryTree;
import dev.kobako.tree.Tree;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The sources of one COPY or ADD, found. Not safe for use by several threads. */
final class CopyingSelection implements CopySelection {
  private final CopyStep step;
  private final List<CopiedSource> sources;
  private final UnpackedArchives archives;

  /**
   * The digests that the fingerprint saw, but for files of the context, which know theirs and of
   * which there can be very many.
   */
  private final Map<ImagePath, Digest> seen = new HashMap<>();

  private @Nullable List<List<Entry.RegularFile>> files;
  private @Nullable Looked looked;

  /** What a walk through the sources has found. */
  private record Looked(Digest fingerprint, Digest times) {}

  CopyingSelection(CopyStep step, List<CopiedSource> sources, UnpackedArchives archives) {
    this.step = step;
    this.archives = archives;
    this.sources = List.copyOf(sources);
  }

  @Override
  public Digest fingerprint() {
    return looked().fingerprint;
  }

  @Override
  public Digest times() {
    return looked().times;
  }

  /** Both come from one walk: a context can have many files. */
  private Looked looked() {
    Looked known = looked;
    if (known == null) {
      known = look();
      looked = known;
    }
    return known;
  }

  /** The regular files of each source that is a tree; both of those who ask can need many. */
  private List<List<Entry.RegularFile>> files() {
    List<List<Entry.RegularFile>> known = files;
    if (known == null) {
      known = sources.stream().map(CopyingSelection::files).toList();
      files = known;
    }
    return known;
  }

  private static List<Entry.RegularFile> files(CopiedSource source) {
    List<Entry.RegularFile> files = new ArrayList<>();
    if (isTree(source)) {
      source.walk((_, _, entry, _) -> {
        if (entry instanceof Entry.RegularFile file) {
          files.add(file);
        }
      });
    }
    return files;
  }

  /** Others are known without being fetched. */
  private static boolean isTree(CopiedSource source) {
    return !(source.source() instanceof UrlFile || source.source() instanceof GitSource);
  }

  @Override
  public long unread() {
    if (sources.stream().anyMatch(CopiedSource::unpack)) {
      return 0;
    }
    long unread = 0;
    for (int i = 0; i < sources.size(); i++) {
      unread += sources.get(i).source().unread(files().get(i));
    }
    return unread;
  }

  private Looked look() {
    CopyFingerprint fingerprint = new CopyFingerprint();
    CopyTimes times = new CopyTimes();
    for (int i = 0; i < sources.size(); i++) {
      CopiedSource source = sources.get(i);
      fingerprint.source(source.name(), source.contents(), source.unpack());
      if (source.source() instanceof UrlFile url) {
        fingerprint.fetched(url.digest());
        continue;
      }
      if (source.source() instanceof GitSource git) {
        fingerprint.commit(git.commit(), git.url());
        continue;
      }
      if (isOfContext()) {
        source.source().prepare(files().get(i)); // those that have to be read, at the same time
      }
      source.walk((path, below, entry, inPassing) -> {
        times.add(entry.attributes().mtime());
        switch (entry) {
          case Entry.Directory directory -> fingerprint.directory(below, directory, inPassing);
          case Entry.RegularFile file -> {
            Digest digest = source.source().digest(path, file);
            if (!(file.content() instanceof ContextFile)) {
              seen.put(path, digest);
            }
            fingerprint.file(below, file, digest);
          }
          case Entry.Symlink link -> fingerprint.symlink(below, link);
          case Entry.Device device -> fingerprint.device(below, device);
          case Entry.Fifo fifo -> fingerprint.fifo(below, fifo);
        }
      });
    }
    return new Looked(fingerprint.digest(), times.digest());
  }

  private boolean isOfContext() {
    return step.from() instanceof CopySource.Context;
  }

  @Override
  public Optional<CopyInventory> inventory() {
    if (looked == null) {
      return Optional.empty();
    }
    SortedMap<String, CopyInventory.State> states = new TreeMap<>();
    for (CopiedSource source : sources) {
      switch (source.source()) {
        case UrlFile url -> states.put(source.name(), CopyInventory.State.of(url.digest()));
        case GitSource git ->
            states.put(
                "the commit of " + git.url(),
                CopyInventory.State.of(
                    Digest.sha256(git.commit().getBytes(StandardCharsets.UTF_8))));
        case SourceTree tree ->
            source.walk((path, _, entry, _) -> {
              if (states.size() <= CopyInventory.MOST) {
                Optional<Digest> content =
                    entry instanceof Entry.RegularFile file
                        ? Optional.of(digest(tree, path, file))
                        : Optional.empty();
                states.put(path.toString().substring(1), CopyInventory.State.of(entry, content));
              }
            });
      }
    }
    return states.size() > CopyInventory.MOST
        ? Optional.empty()
        : Optional.of(new CopyInventory(states));
  }

  /** As the fingerprint saw it. A file of the context remembers that by itself. */
  private Digest digest(SourceTree tree, ImagePath path, Entry.RegularFile file) {
    Digest known = seen.get(path);
    return known == null ? tree.digest(path, file) : known;
  }

  @Override
  public LayerChanges onto(Tree parent) {
    Tree below = step.isIndependent() ? MemoryTree.builder().build() : parent;
    LayerDraft draft = new LayerDraft(below);
    Optional<FileOwner> owner = step.chown().map(text -> FileOwner.of(text, below));
    FileMode mode = step.chmod().map(FileMode::parse).orElseGet(FileMode.AsItIs::new);
    CopyPlacement placement = new CopyPlacement(draft, step.destination(), owner, mode);
    for (CopiedSource source : sources) {
      Optional<Content> tar = archive(source);
      if (tar.isPresent()) {
        ImagePath root = placement.folderForArchive();
        new ArchiveExtraction(draft, root, owner).unpack(tar.get(), source.place().toString());
      } else {
        placement.copy(source, this::content);
      }
    }
    return draft.changes();
  }

  private Optional<Content> archive(CopiedSource source) {
    if (!source.unpack() || !(source.entry() instanceof Entry.RegularFile file)) {
      return Optional.empty();
    }
    Digest digest = digest(source.source(), source.place(), file);
    return archives.tar(file.content(), digest, source.place().toString());
  }

  private Content content(ImagePath path, Entry.RegularFile file) {
    Digest digest = isOfContext() ? seen.get(path) : null;
    return digest == null || file.content().size() == 0
        ? file.content()
        : new CheckedContent(file.content(), digest, path.toString());
  }
}

package dev.kobako.build;

import dev.kobako.image.Content;
import dev.kobako.image.Digest;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.LayerChanges;
import dev.kobako.tree.MemoryTree;
import dev.kobako.tree.Tree;
import java.nio.charset.StandardCharsets;
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

  private @Nullable CopySurvey survey;
  private CopyDigests.@Nullable Made made;

  CopyingSelection(CopyStep step, List<CopiedSource> sources, UnpackedArchives archives) {
    this.step = step;
    this.archives = archives;
    this.sources = List.copyOf(sources);
  }

  @Override
  public Digest fingerprint() {
    return made().fingerprint();
  }

  @Override
  public Digest times() {
    return made().times();
  }

  /** Both come from one walk: a context can have many files. */
  private CopyDigests.Made made() {
    CopyDigests.Made known = made;
    if (known == null) {
      known = isOfContext() ? survey().digests() : null;
      if (known == null) {
        known = make();
      } else {
        sources.forEach(source -> source.source().prepare(List.of())); // only notes what was used
      }
      made = known;
    }
    return known;
  }

  private CopySurvey survey() {
    CopySurvey known = survey;
    if (known == null) {
      known = CopySurvey.of(sources);
      survey = known;
    }
    return known;
  }

  @Override
  public long unread() {
    if (sources.stream().anyMatch(CopiedSource::unpack)) {
      return 0;
    }
    long unread = 0;
    for (int i = 0; i < sources.size(); i++) {
      unread += sources.get(i).source().unread(survey().files().get(i));
    }
    return unread;
  }

  private CopyDigests.Made make() {
    CopyDigests digests = new CopyDigests();
    for (int i = 0; i < sources.size(); i++) {
      CopiedSource source = sources.get(i);
      if (!digests.source(source)) {
        continue;
      }
      if (isOfContext()) {
        // those that have to be read, at the same time
        source.source().prepare(survey().files().get(i));
      }
      source.walk((path, below, entry, inPassing) -> {
        if (entry instanceof Entry.RegularFile file) {
          Digest digest = source.source().digest(path, file);
          if (!(file.content() instanceof ContextFile)) {
            seen.put(path, digest);
          }
          digests.file(below, file, digest.bytes());
        } else {
          digests.other(below, entry, inPassing);
        }
      });
    }
    return digests.made();
  }

  private boolean isOfContext() {
    return step.from() instanceof CopySource.Context;
  }

  @Override
  public Optional<CopyInventory> inventory() {
    if (made == null) {
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

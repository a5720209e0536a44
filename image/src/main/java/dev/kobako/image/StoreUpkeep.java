package dev.kobako.image;

import dev.kobako.diagnostic.KobakoException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Keeps a store small: removes images, what nobody needs, and what is beyond a size. Whatever is
 * removed, somebody else's open store is waited for, and a run that is killed leaves all images
 * whole.
 */
public final class StoreUpkeep {
  /** How long removing an image waits for others; what is not freed then is left for a gc. */
  private static final Duration SHORTLY = Duration.ofSeconds(2);

  private final ImageStore store;
  private final StoreFolders folders;
  private final StoreUse use;

  StoreUpkeep(ImageStore store, StoreFolders folders, StoreUse use) {
    this.store = store;
    this.folders = folders;
    this.use = use;
  }

  /** Which tars of layers a {@link #gc} removes. */
  public enum Tars {
    /** Those of layers that no image of the store has. */
    UNUSED,
    /** All of them; they are made again when they are needed. */
    ALL
  }

  /** What the images of the store take, in the order of its index. */
  public List<ImageUsage> usage() {
    return StoreUsage.of(folders.layout());
  }

  /** The bytes of all files that kobako keeps in the store. */
  public long bytes() {
    return StoreCleaning.of(folders).bytes();
  }

  /**
   * Takes a name away and, if it was the last one, removes what only this image used.
   *
   * @param text a name; a digest or its first twelve digits or more for all names of an image
   */
  public RemovedImage remove(String text) {
    List<Descriptor> entries =
        new ArrayList<>(store.find(text).stream().map(StoredImage::descriptor).toList());
    Attached attached = Attached.of(folders.layout(), new LayoutReader(folders.layout()).index());
    List.copyOf(entries).forEach(entry -> entries.addAll(attached.to(entry.digest())));
    RemovedImage removed = store.untag(text);
    if (!removed.remaining().isEmpty()) {
      return removed;
    }
    Duration atMost = SHORTLY.compareTo(use.patience()) < 0 ? SHORTLY : use.patience();
    try {
      return use.alone(atMost, () -> delete(cleaning -> cleaning.leftBy(entries)))
          .map(removed::freeing)
          .orElseGet(() -> removed.keeping(inUse()));
    } catch (KobakoException e) {
      return removed.keeping(e.diagnostic().place() + ": " + e.diagnostic().fact());
    }
  }

  private String inUse() {
    String others = use.others();
    return "the store is in use" + (others.isEmpty() ? "" : " by " + others);
  }

  /** What {@link #gc} would remove. */
  public Freed garbage(Tars tars) {
    StoreCleaning cleaning = StoreCleaning.of(folders).withNames();
    return cleaning.freed(cleaning.garbage(tars));
  }

  /**
   * Removes what no image needs, waiting half a minute until nobody uses the store.
   *
   * @throws KobakoException outside, naming who uses it; a finding, where an index or manifest is
   *     damaged, so that nobody knows what belongs to it
   */
  public Freed gc(Tars tars) {
    return use.alone(() -> {
      forgetNameless();
      return delete(cleaning -> cleaning.garbage(tars));
    });
  }

  private void forgetNameless() {
    LayoutFolder layout = folders.layout();
    List<Descriptor> all = new LayoutReader(layout).index().manifests();
    if (all.stream().anyMatch(CachedImages::isNameless)) {
      layout.update(index -> new Index(CachedImages.withNames(index.manifests())));
    }
  }

  private Freed delete(Function<StoreCleaning, List<StoreFile>> choice) {
    LayoutFolder layout = folders.layout();
    if (!Attached.of(layout, new LayoutReader(layout).index()).bySubject().isEmpty()) {
      layout.update(index -> Attached.withoutOrphans(layout, index));
    }
    StoreCleaning cleaning = StoreCleaning.of(folders);
    Freed freed = cleaning.freed(choice.apply(cleaning));
    StoreCleaning.delete(freed.files());
    return freed;
  }

  /** What {@link #keepBelow} would remove. */
  public Freed beyond(StoreLimit limit) {
    return StoreCleaning.of(folders).beyond(limit);
  }

  /**
   * Makes the store smaller than a limit, as far as that is possible without images that somebody
   * has named: {@link Freed#left} may be more. Waits and fails as {@link #gc} does.
   */
  public Freed keepBelow(StoreLimit limit) {
    return use.alone(() -> deleteBeyond(limit));
  }

  /**
   * The same after some other work: cheap where the store is small enough, and left for the next
   * time where somebody uses it.
   */
  public Optional<Freed> tryKeepBelow(StoreLimit limit) {
    return bytes() <= limit.bytes()
        ? Optional.empty()
        : use.alone(Duration.ZERO, () -> deleteBeyond(limit));
  }

  private Freed deleteBeyond(StoreLimit limit) {
    StoreCleaning cleaning = StoreCleaning.of(folders);
    Freed freed = cleaning.beyond(limit);
    if (!freed.names().isEmpty()) {
      folders
          .layout()
          .update(index ->
              new Index(
                  index.manifests().stream()
                      .filter(entry ->
                          !CachedImages.isMarked(entry)
                              || !freed.names().containsAll(CachedImages.titles(entry)))
                      .toList()));
    }
    StoreCleaning.delete(freed.files());
    return freed;
  }
}

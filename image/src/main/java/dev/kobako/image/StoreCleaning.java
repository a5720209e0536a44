package dev.kobako.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Finds what can go from the store, and removes it. What is found is right as long as nobody else
 * writes; to remove it, one must have the store alone. Names go before what they lead to, so that a
 * run that is killed leaves too much and never too little.
 *
 * @param folders of the store
 * @param entries of the top index, those that stay
 */
record StoreCleaning(StoreFolders folders, List<Descriptor> entries) {
  StoreCleaning {
    entries = List.copyOf(entries);
  }

  /** The store as it is; what is attached to images that are gone does not stay. */
  static StoreCleaning of(StoreFolders folders) {
    Index index = new LayoutReader(folders.layout()).index();
    return new StoreCleaning(folders, Attached.withoutOrphans(folders.layout(), index).manifests());
  }

  /** The store without the images that have no name. */
  StoreCleaning withNames() {
    return new StoreCleaning(folders, CachedImages.withNames(entries));
  }

  /**
   * Everything that no entry leads to.
   *
   * @param tars which tars of layers go as well
   */
  List<StoreFile> garbage(StoreUpkeep.Tars tars) {
    Reach reach = Reach.of(folders.layout(), entries);
    List<StoreFile> all = new ArrayList<>(unreached(folders.blobs(), reach.blobs().keySet()));
    all.addAll(folders.partials());
    all.addAll(folders.staged());
    all.addAll(
        switch (tars) {
          case ALL -> folders.tars();
          case UNUSED -> unreached(folders.tars(), reach.diffIds(folders.layout()));
        });
    return all;
  }

  /** What removed entries led to and nothing leads to now. */
  List<StoreFile> leftBy(List<Descriptor> removed) {
    LayoutFolder layout = folders.layout();
    Reach gone = Reach.known(layout, removed);
    Reach staying = Reach.of(layout, entries);
    SortedSet<Digest> blobs = new TreeSet<>(gone.blobs().keySet());
    SortedSet<Digest> tars = gone.diffIds(layout);
    blobs.removeAll(staying.blobs().keySet());
    tars.removeAll(staying.diffIds(layout));
    List<StoreFile> all = new ArrayList<>(among(folders.blobs(), blobs));
    all.addAll(among(folders.tars(), tars));
    return all;
  }

  /**
   * What goes to keep the store below a size: first what killed runs left, then tars of layers,
   * downloads that broke, blobs that nothing leads to, and at last images that were only cached; of
   * each kind what was not used for the longest time. Images that somebody named stay, whatever
   * their size.
   */
  Freed beyond(StoreLimit limit) {
    long total = bytes();
    List<StoreFile> going = new ArrayList<>();
    List<String> names = new ArrayList<>();
    total = take(folders.staged(), total, limit, going);
    total = take(folders.tars(), total, limit, going);
    total = take(folders.partials(), total, limit, going);
    Set<Digest> reached = Reach.of(folders.layout(), entries).blobs().keySet();
    total = take(unreached(folders.blobs(), reached), total, limit, going);
    List<Descriptor> staying = new ArrayList<>(entries);
    for (Descriptor cached : CachedImages.oldestFirst(folders.layout(), entries)) {
      if (total <= limit.bytes()) {
        break;
      }
      staying.remove(cached);
      names.addAll(CachedImages.titles(cached));
      for (StoreFile file : new StoreCleaning(folders, staying).leftBy(List.of(cached))) {
        if (file.kind() == StoreFile.Kind.BLOB) {
          going.add(file);
          total -= file.bytes();
        }
      }
    }
    return new Freed(going, names, total);
  }

  private static long take(
      List<StoreFile> files, long before, StoreLimit limit, List<StoreFile> going) {
    long total = before;
    for (StoreFile file :
        files.stream().sorted(Comparator.comparing(StoreFile::lastUse)).toList()) {
      if (total > limit.bytes()) {
        going.add(file);
        total -= file.bytes();
      }
    }
    return total;
  }

  /** The bytes of all files of the store. */
  long bytes() {
    long total = 0;
    for (List<StoreFile> files :
        List.of(folders.blobs(), folders.tars(), folders.partials(), folders.staged())) {
      total += files.stream().mapToLong(StoreFile::bytes).sum();
    }
    return total;
  }

  private static List<StoreFile> unreached(List<StoreFile> files, Set<Digest> reached) {
    return files.stream()
        .filter(file -> StoreFolders.digest(file).filter(reached::contains).isEmpty())
        .toList();
  }

  private static List<StoreFile> among(List<StoreFile> files, Set<Digest> wanted) {
    return files.stream()
        .filter(file -> StoreFolders.digest(file).filter(wanted::contains).isPresent())
        .toList();
  }

  /** What it means that these files go. */
  Freed freed(List<StoreFile> files) {
    return new Freed(files, List.of(), bytes() - files.stream().mapToLong(StoreFile::bytes).sum());
  }

  /** Removes files; who calls this has the store alone. */
  static void delete(List<StoreFile> files) {
    Set<Path> done = new HashSet<>();
    for (StoreFile file : files) {
      try {
        if (done.add(file.path())) {
          Files.deleteIfExists(file.path());
        }
      } catch (IOException e) {
        throw DiskFailure.writing(file.path(), e);
      }
    }
  }
}

package dev.kobako.ladder;

import dev.kobako.image.Digest;
import dev.kobako.packages.ImagePackages;
import dev.kobako.packages.SystemPackage;
import dev.kobako.slim.KeepSet;
import dev.kobako.slim.Kept;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableSet;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A {@code kobako.lock}: what a reduction kept, by patterns with reasons, so that the same can be
 * kept again without a run. docs/slim-lock.md describes the file.
 *
 * @param image manifest of the original that it was made of
 * @param level that was asked for
 * @param rules the user's own words
 * @param checks that passed, for people
 * @param packages by {@code name:architecture}, of which a file is kept
 * @param without those of which nothing is
 * @param paths what stays and goes
 */
public record SlimLock(
    Digest image,
    Level level,
    KeepRules rules,
    List<String> checks,
    SortedMap<String, LockedPackage> packages,
    SortedSet<String> without,
    LockedPaths paths) {
  public SlimLock {
    checks = List.copyOf(checks);
    packages = Collections.unmodifiableSortedMap(new TreeMap<>(packages));
    without = Collections.unmodifiableSortedSet(new TreeSet<>(without));
  }

  /**
   * A package of which a file is kept.
   *
   * @param version as the package manager writes it
   * @param files how many files and links the image had of it
   */
  record LockedPackage(String version, int files) {}

  /** The lock for a reduction that was verified. */
  public static SlimLock of(SlimResult result, SlimRequest request) throws IOException {
    Original original = result.original();
    ImagePackages packages = original.systemPackages();
    SortedMap<String, Integer> files = packages.files();
    SortedMap<String, LockedPackage> kept = new TreeMap<>();
    for (SystemPackage each : packages.owning(result.keepSet().tree())) {
      kept.put(each.id(), new LockedPackage(each.version(), files.getOrDefault(each.id(), 0)));
    }
    NavigableSet<String> without = new TreeSet<>();
    packages.all().stream()
        .map(SystemPackage::id)
        .filter(id -> !kept.containsKey(id))
        .forEach(without::add);
    return new SlimLock(
        original.image().descriptor().digest(),
        result.level(),
        request.rules(),
        CheckWords.of(request.scenarios()),
        kept,
        without,
        paths(original, result.keepSet(), packages));
  }

  private static LockedPaths paths(Original original, KeepSet keepSet, ImagePackages packages) {
    LockedPaths paths = PathFolding.of(original.tree(), keepSet);
    NavigableSet<LockedPath> left = new TreeSet<>(paths.left());
    Neighbours.of(paths, original.tree()).strangers(keepSet, packages).stream()
        .map(place -> LockedPath.of(place, formOf(place, original)).withoutVersions())
        .forEach(left::add);
    return new LockedPaths(withMembers(paths.kept(), keepSet), left);
  }

  /** A member of a file is a path below it. */
  private static SortedMap<String, SortedSet<LockedPath>> withMembers(
      SortedMap<String, SortedSet<LockedPath>> kept, KeepSet keepSet) {
    SortedMap<String, SortedSet<LockedPath>> all = new TreeMap<>();
    kept.forEach((reason, paths) -> all.put(reason, new TreeSet<>(paths)));
    for (Kept each : keepSet.biggestFiles()) {
      if (each.entry() instanceof Entry.RegularFile file
          && file.content() instanceof SomeMembers some) {
        SortedSet<LockedPath> group =
            all.computeIfAbsent(LockedReason.text(each.reason()), _ -> new TreeSet<>());
        for (String name : some.names()) {
          ImagePath place = ImagePath.of(each.path() + "/" + name);
          group.add(LockedPath.of(place, LockedPath.Form.ENTRY));
        }
      }
    }
    return all;
  }

  private static LockedPath.Form formOf(ImagePath place, Original original) {
    return original.tree().entry(place).orElse(null) instanceof Entry.Directory
        ? LockedPath.Form.ALL
        : LockedPath.Form.ENTRY;
  }

  /**
   * Reads a lock.
   *
   * @param file how the user calls it, for messages
   * @throws dev.kobako.diagnostic.KobakoException a finding with the line, for what kobako would
   *     not have written
   */
  public static SlimLock read(byte[] bytes, String file) {
    return new SlimLockReader(file).read(bytes);
  }

  /** The file; the same lock gives the same bytes. */
  public byte[] bytes() {
    return SlimLockWriter.text(this).getBytes(StandardCharsets.UTF_8);
  }

  /** What has become of the packages, one line each; nothing where all are as they were. */
  List<String> packageChanges(ImagePackages now) {
    List<String> changes = new ArrayList<>();
    SortedMap<String, Integer> files = now.files();
    SortedMap<String, SystemPackage> all = new TreeMap<>();
    now.all().forEach(each -> all.put(each.id(), each));
    packages.forEach((id, was) -> {
      SystemPackage is = all.get(id);
      if (is == null) {
        changes.add(id + " " + was.version() + " is gone");
      } else if (!is.version().equals(was.version())) {
        int count = files.getOrDefault(id, 0);
        changes.add(
            "%s %s is now %s%s"
                .formatted(
                    id,
                    was.version(),
                    is.version(),
                    count == was.files()
                        ? ""
                        : ", with %d files for %d".formatted(count, was.files())));
      }
    });
    all.forEach((id, is) -> {
      if (!knows(id)) {
        changes.add(id + " " + is.version() + " is new");
      }
    });
    return changes;
  }

  /** Whether a package was there. */
  boolean knows(String id) {
    return packages.containsKey(id) || without.contains(id);
  }
}

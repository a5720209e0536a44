package dev.kobako.report;

import dev.kobako.debian.InstalledPackages;
import dev.kobako.packages.NamedPackage;
import dev.kobako.packages.PackageOwners;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.MemoryTree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;

/** Goes through the tree that the layers come to, and counts what is there. */
final class Stocktaking {
  private static final int FOLDER_NAMES = 3;
  private static final Comparator<Contents.File> LARGEST_FIRST =
      Comparator.comparingLong(Contents.File::bytes).reversed().thenComparing(Contents.File::path);

  private final InstalledPackages packages;
  private final PackageOwners owners;
  private final Map<Shipment, ImagePath> seen = new LinkedHashMap<>();
  private final Map<String, Sum> byFolder = new HashMap<>();
  private final Map<String, Sum> byKind = new HashMap<>();
  private final Map<NamedPackage, Sum> byPackage = new HashMap<>();
  private final Sum unowned = new Sum();
  private final PriorityQueue<Contents.File> largest =
      new PriorityQueue<>(LARGEST_FIRST.reversed());
  private long bytes;
  private long debugBytes;

  private static final class Sum {
    long files;
    long bytes;

    void add(Shipment shipment) {
      files++;
      bytes += shipment.size();
    }
  }

  private Stocktaking(MemoryTree tree) throws IOException {
    packages = InstalledPackages.of(tree);
    owners = PackageOwners.of(tree, packages, Shipment.PASSED);
  }

  /** Counts what is in a tree whose files are {@link Shipment}s. */
  static Stocktaking of(MemoryTree tree) throws IOException {
    Stocktaking stock = new Stocktaking(tree);
    tree.walk(
        ImagePath.ROOT,
        (path, entry) -> {
          if (entry instanceof Entry.RegularFile file) {
            stock.count(path, (Shipment) file.content());
          }
        });
    stock.countPackages();
    return stock;
  }

  private void count(ImagePath path, Shipment shipment) {
    if (seen.putIfAbsent(shipment, path) != null) {
      return;
    }
    bytes += shipment.size();
    debugBytes += shipment.debugBytes();
    add(byFolder, folder(path), shipment);
    add(byKind, FileKind.of(path).text(), shipment);
    largest.add(new Contents.File(path, shipment.size(), shipment.layer()));
    if (largest.size() > Contents.MOST_FILES) {
      largest.remove();
    }
  }

  private void countPackages() throws IOException {
    for (Map.Entry<Shipment, ImagePath> each : seen.entrySet()) {
      Sum sum =
          owner(each.getValue())
              .map(owner -> byPackage.computeIfAbsent(owner, _ -> new Sum()))
              .orElse(unowned);
      sum.add(each.getKey());
    }
  }

  private static void add(Map<String, Sum> sums, String name, Shipment shipment) {
    sums.computeIfAbsent(name, _ -> new Sum()).add(shipment);
  }

  /** The folder, or what of it is no deeper than wanted. */
  private static String folder(ImagePath file) {
    String text = file.toString();
    int end = 0;
    for (int i = 0; i < FOLDER_NAMES; i++) {
      int slash = text.indexOf('/', end + 1);
      if (slash < 0) {
        break;
      }
      end = slash;
    }
    return end == 0 ? "/" : text.substring(0, end);
  }

  /** The first name of a file, if it is there. */
  Optional<ImagePath> name(Shipment file) {
    return Optional.ofNullable(seen.get(file));
  }

  Contents contents() {
    return new Contents(
        seen.size(),
        bytes,
        debugBytes,
        portions(byFolder),
        portions(byKind),
        packagePortions(),
        new Portion("no package", unowned.files, unowned.bytes),
        largest.stream().sorted(LARGEST_FIRST).toList());
  }

  private static List<Portion> portions(Map<String, Sum> sums) {
    List<Portion> all = new ArrayList<>();
    sums.forEach((name, sum) -> all.add(new Portion(name, sum.files, sum.bytes)));
    all.sort(Comparator.comparingLong(Portion::bytes).reversed().thenComparing(Portion::name));
    return all;
  }

  private List<PackagePortion> packagePortions() {
    List<PackagePortion> all = new ArrayList<>();
    byPackage.forEach((owner, sum) -> all.add(new PackagePortion(owner, sum.files, sum.bytes)));
    all.sort(
        Comparator.comparingLong(PackagePortion::bytes)
            .reversed()
            .thenComparing(PackagePortion::owner));
    return all;
  }

  /** What owns the files of the tree. */
  InstalledPackages packages() {
    return packages;
  }

  /** The package of any kind that a file is of. */
  Optional<NamedPackage> owner(ImagePath file) throws IOException {
    return owners.owner(file);
  }

  /** The files that are there, and their first names. */
  Map<Shipment, ImagePath> files() {
    return Collections.unmodifiableMap(seen);
  }

  /** The first name of a file that is there. */
  ImagePath path(Shipment file) {
    return seen.getOrDefault(file, ImagePath.ROOT);
  }

  /** Files with the same bytes, those first whose copies take most. */
  List<DuplicateFiles> duplicates() {
    return sameBytes().stream()
        .map(this::duplicate)
        .sorted(
            Comparator.comparingLong(DuplicateFiles::additionalBytes)
                .reversed()
                .thenComparing(each -> each.copies().getFirst().path()))
        .toList();
  }

  /** Files that are there and have the same bytes, at least two each time. */
  List<List<Shipment>> sameBytes() {
    record Bytes(long size, long fingerprint) {}
    Map<Bytes, List<Shipment>> groups = new LinkedHashMap<>();
    for (Shipment each : seen.keySet()) {
      if (each.size() > 0 && each.fingerprint() != Fingerprint.UNKNOWN) {
        groups
            .computeIfAbsent(new Bytes(each.size(), each.fingerprint()), _ -> new ArrayList<>(1))
            .add(each);
      }
    }
    return groups.values().stream().filter(group -> group.size() > 1).toList();
  }

  private DuplicateFiles duplicate(List<Shipment> group) {
    List<DuplicateFiles.Copy> copies =
        group.stream()
            .map(each -> new DuplicateFiles.Copy(path(each), each.layer()))
            .sorted(Comparator.comparing(DuplicateFiles.Copy::path))
            .toList();
    return new DuplicateFiles(copies, group.getFirst().size());
  }
}

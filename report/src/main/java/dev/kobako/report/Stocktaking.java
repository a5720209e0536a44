package dev.kobako.report;

import dev.kobako.debian.InstalledPackage;
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
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Goes through the tree that the layers come to, and counts what is there. */
final class Stocktaking {
  private static final int FOLDER_NAMES = 3;
  private static final Comparator<Contents.File> SMALLEST_FIRST = Stocktaking::bySize;

  private final MovedCaches moved;
  private final InstalledPackages packages;
  private final Aside<@Nullable Void> comparison;
  private final Aside<PackageOwners> owners;
  private final Aside<Owned> owned;
  private final Aside<List<List<Shipment>>> alike;
  private final Map<Shipment, Named> seen = new LinkedHashMap<>();
  private final Map<String, Sum> byFolder = new HashMap<>();
  private final Map<FileKind, Sum> byKind = new EnumMap<>(FileKind.class);
  private final PriorityQueue<Contents.File> largest = new PriorityQueue<>(SMALLEST_FIRST);
  private long bytes;
  private long debugBytes;
  private FolderKind current = FolderKind.of("/");

  /**
   * A file that is there.
   *
   * @param path the first of its names
   */
  record Named(ImagePath path, FileKind kind) {}

  private record Owned(Map<NamedPackage, Sum> byPackage, Sum unowned) {}

  private static final class Sum {
    long files;
    long bytes;

    void add(Shipment shipment) {
      files++;
      bytes += shipment.size();
    }
  }

  private Stocktaking(LayerStack stack, Map<String, String> environment) throws IOException {
    moved = MovedCaches.of(environment);
    MemoryTree tree = stack.tree();
    comparison =
        Aside.begin(() -> {
          LayerStack.compare(stack.layers());
          return null;
        });
    packages = InstalledPackages.of(tree);
    owners = Aside.begin(() -> owners(tree, packages));
    tree.walk(ImagePath.ROOT, this::count);
    owned = Aside.begin(this::countPackages);
    alike = Aside.begin(this::findSameBytes);
  }

  /** All that is read of them, so that nobody waits for it when the first file is asked for. */
  private static PackageOwners owners(MemoryTree tree, InstalledPackages packages)
      throws IOException {
    List<InstalledPackage> _ = packages.all();
    return PackageOwners.of(tree, packages, Shipment.PASSED);
  }

  /**
   * Counts what is in the tree of a stack, whose files have not been {@link LayerStack#compare
   * compared} yet. That is done beside, and so is looking whose the files are.
   *
   * @param environment of the image
   */
  static Stocktaking of(LayerStack stack, Map<String, String> environment) throws IOException {
    return new Stocktaking(stack, environment);
  }

  private void count(ImagePath path, Entry entry) {
    if (!(entry instanceof Entry.RegularFile file)) {
      return;
    }
    Shipment shipment = (Shipment) file.content();
    if (seen.containsKey(shipment)) {
      return;
    }
    FileKind kind = kind(path);
    seen.put(shipment, new Named(path, kind));
    bytes += shipment.size();
    debugBytes += shipment.debugBytes();
    add(byFolder, folder(path), shipment);
    byKind.computeIfAbsent(kind, _ -> new Sum()).add(shipment);
    if (largest.size() < Contents.MOST_FILES || shipment.size() >= largest.element().bytes()) {
      largest.add(new Contents.File(path, shipment.size(), shipment.layer()));
      if (largest.size() > Contents.MOST_FILES) {
        largest.remove();
      }
    }
  }

  private FileKind kind(ImagePath path) {
    String text = path.toString();
    if (!current.holds(text)) {
      current = FolderKind.of(text);
    }
    FileKind kind = current.kind(text);
    return kind != FileKind.VERSION_CONTROL && moved.hold(path) ? FileKind.CACHE : kind;
  }

  private Owned countPackages() throws IOException {
    Map<NamedPackage, Sum> byPackage = new HashMap<>();
    Sum unowned = new Sum();
    for (Map.Entry<Shipment, Named> each : seen.entrySet()) {
      NamedPackage owner = owner(each.getValue().path()).orElse(null);
      Sum sum = owner == null ? unowned : byPackage.computeIfAbsent(owner, _ -> new Sum());
      sum.add(each.getKey());
    }
    return new Owned(byPackage, unowned);
  }

  private static int bySize(Contents.File one, Contents.File other) {
    int bySize = Long.compare(one.bytes(), other.bytes());
    return bySize != 0 ? bySize : other.path().compareTo(one.path());
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
    return Optional.ofNullable(seen.get(file)).map(Named::path);
  }

  Contents contents() throws IOException {
    Owned all = owned.result();
    return new Contents(
        seen.size(),
        bytes,
        debugBytes,
        portions(byFolder, folder -> folder),
        portions(byKind, FileKind::text),
        packagePortions(all.byPackage),
        new Portion("no package", all.unowned.files, all.unowned.bytes),
        owners.result().unread().map(UnreadPackages::of),
        largest.stream().sorted(SMALLEST_FIRST.reversed()).toList());
  }

  private static <K> List<Portion> portions(Map<K, Sum> sums, Function<K, String> name) {
    List<Portion> all = new ArrayList<>();
    sums.forEach((key, sum) -> all.add(new Portion(name.apply(key), sum.files, sum.bytes)));
    all.sort(Comparator.comparingLong(Portion::bytes).reversed().thenComparing(Portion::name));
    return all;
  }

  private static List<PackagePortion> packagePortions(Map<NamedPackage, Sum> byPackage) {
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
    return owners.result().owner(file);
  }

  /** The files that are there. */
  Map<Shipment, Named> files() {
    return Collections.unmodifiableMap(seen);
  }

  /** The first name of a file that is there. */
  ImagePath path(Shipment file) {
    return name(file).orElse(ImagePath.ROOT);
  }

  /** Files with the same bytes, those first whose copies take most. */
  List<DuplicateFiles> duplicates() throws IOException {
    return sameBytes().stream()
        .map(this::duplicate)
        .sorted(
            Comparator.comparingLong(DuplicateFiles::additionalBytes)
                .reversed()
                .thenComparing(each -> each.copies().getFirst().path()))
        .toList();
  }

  /** Files that are there and have the same bytes, at least two each time, in no order. */
  List<List<Shipment>> sameBytes() throws IOException {
    return alike.result();
  }

  private List<List<Shipment>> findSameBytes() throws IOException {
    comparison.result();
    Set<Long> sizes = new HashSet<>();
    Map<Long, Map<Long, List<Shipment>>> groups = new HashMap<>();
    for (Shipment each : seen.keySet()) {
      if (each.size() > 0 && !sizes.add(each.size())) {
        groups.computeIfAbsent(each.size(), _ -> new LinkedHashMap<>());
      }
    }
    for (Shipment each : seen.keySet()) {
      Map<Long, List<Shipment>> group = groups.get(each.size());
      if (group != null && each.fingerprint() != Fingerprint.UNKNOWN) {
        group.computeIfAbsent(each.fingerprint(), _ -> new ArrayList<>(1)).add(each);
      }
    }
    List<List<Shipment>> all = new ArrayList<>();
    for (Map<Long, List<Shipment>> group : groups.values()) {
      for (List<Shipment> same : group.values()) {
        if (same.size() > 1) {
          all.add(same);
        }
      }
    }
    return all;
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

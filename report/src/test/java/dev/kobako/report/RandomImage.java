package dev.kobako.report;

import dev.kobako.image.Image;
import dev.kobako.testkit.TarBuilder;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.LayerPassage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * An image that is drawn by lot, with a model beside it that knows what becomes of each file: paths
 * to files, and nothing of tars, marks or trees. What it says is compared with the analysis as
 * lines of text.
 */
final class RandomImage {
  private final Random random;
  private final List<byte[]> tars = new ArrayList<>();

  /** What there is after each layer. */
  private final List<SortedMap<String, Shipped>> heights = new ArrayList<>();

  private final SortedMap<String, Shipped> files = new TreeMap<>();
  private final List<Shipped> all = new ArrayList<>();
  private final List<byte[]> contents = new ArrayList<>();
  private final Set<String> linked = new TreeSet<>();
  private final RandomPackages packages = new RandomPackages();

  /** What stripping takes from a program. */
  private final IdentityHashMap<byte[], Integer> debugBytes = new IdentityHashMap<>();

  private final boolean gzip;
  private TarBuilder tar = new TarBuilder();
  private Set<String> touched = new TreeSet<>();

  /** The bytes of a file as a layer ships them. */
  private static final class Shipped {
    final byte[] bytes;
    final int mode;
    final int layer;
    boolean linked;
    @Nullable Shipped linkedBefore;
    String fate = "";
    String path = "";

    /** The path that it had first. */
    String first = "";

    Shipped(byte[] bytes, int mode, int layer) {
      this.bytes = bytes;
      this.mode = mode;
      this.layer = layer;
    }
  }

  RandomImage(long seed) {
    random = new Random(seed);
    gzip = random.nextInt(4) == 0;
    int layers = 2 + random.nextInt(5);
    for (int i = 0; i < layers; i++) {
      tar = new TarBuilder();
      touched = new TreeSet<>();
      int deletions = i == 0 ? 0 : random.nextInt(6);
      for (int n = 0; n < deletions; n++) {
        delete(i);
      }
      int changes = 3 + random.nextInt(20);
      for (int n = 0; n < changes; n++) {
        change(i);
      }
      if (random.nextInt(3) == 0) {
        int number = i;
        packages
            .database(random, new TreeSet<>(files.keySet()))
            .forEach((path, text) ->
                put(path, new Shipped(text.getBytes(StandardCharsets.US_ASCII), 0644, number)));
      }
      tars.add(tar.bytes());
      heights.add(new TreeMap<>(files));
    }
  }

  Image image() {
    return TestImages.of(tars, gzip);
  }

  int layers() {
    return tars.size();
  }

  /** The files that are there after a layer, and which of their bytes nobody sees in the end. */
  SortedSet<String> files(int layer) {
    SortedSet<String> lines = new TreeSet<>();
    heights
        .get(layer)
        .forEach((path, file) -> {
          if (!path.startsWith(RandomPackages.FOLDER)) {
            lines.add(
                "/%s %d of %d%s"
                    .formatted(
                        path,
                        file.bytes.length,
                        file.layer,
                        file.bytes.length > 0 && !files.containsValue(file) ? " wasted" : ""));
          }
        });
    return lines;
  }

  /**
   * What a comparison must find between the files after a layer and those after one of another
   * image, a line each, in order.
   */
  List<String> differences(int layer, RandomImage other, int otherLayer) {
    SortedMap<String, Shipped> before = heights.get(layer);
    SortedMap<String, Shipped> after = other.heights.get(otherLayer);
    Set<String> paths = new TreeSet<>(before.keySet());
    paths.addAll(after.keySet());
    paths.removeIf(path -> path.startsWith(RandomPackages.FOLDER));
    List<String> lines = new ArrayList<>();
    for (String path : paths) {
      Shipped old = before.get(path);
      Shipped now = after.get(path);
      String what =
          old == null
              ? "ADDED"
              : now == null
                  ? "REMOVED"
                  : !Arrays.equals(old.bytes, now.bytes)
                      ? "CHANGED"
                      : old.mode != now.mode || !names(old, before).equals(names(now, after))
                          ? "ATTRIBUTES"
                          : "";
      if (!what.isEmpty()) {
        lines.add("%s /%s %d %d".formatted(what, path, bytes(path, before), bytes(path, after)));
      }
    }
    lines.sort(Comparator.naturalOrder());
    return lines;
  }

  private static Set<String> names(Shipped file, Map<String, Shipped> files) {
    Set<String> names = new TreeSet<>();
    files.forEach((path, each) -> {
      if (each.equals(file)) {
        names.add(path);
      }
    });
    return names;
  }

  private static int bytes(String path, SortedMap<String, Shipped> files) {
    Shipped file = files.get(path);
    return file != null && first(file, files).equals("/" + path) ? file.bytes.length : 0;
  }

  private void delete(int layer) {
    switch (random.nextInt(6)) {
      case 0 -> {
        String folder = RandomPlace.folder(random);
        tar.whiteout(folder);
        deleteBelow(folder, layer);
      }
      case 1 -> {
        String folder = RandomPlace.folder(random);
        tar.dir(folder, 0755).opaque(folder);
        deleteBelow(folder, layer);
      }
      default ->
          some()
              .ifPresent(path -> {
                tar.whiteout(path);
                hide(path, layer, "DELETED");
                files.remove(path);
              });
    }
  }

  private void deleteBelow(String folder, int layer) {
    for (String path : List.copyOf(files.keySet())) {
      if (path.startsWith(folder + "/")) {
        hide(path, layer, "DELETED");
        files.remove(path);
      }
    }
  }

  private Optional<String> some() {
    List<String> free =
        files.keySet().stream()
            .filter(path -> !touched.contains(path) && !path.startsWith(RandomPackages.FOLDER))
            .toList();
    return free.isEmpty() ? Optional.empty() : Optional.of(free.get(random.nextInt(free.size())));
  }

  private void change(int layer) {
    String path = some().filter(_ -> random.nextInt(3) > 0).orElseGet(this::newPath);
    Shipped there = files.get(path);
    Shipped old = there == null ? new Shipped(new byte[0], 0, 0) : there;
    switch (there == null ? random.nextInt(3) : 3 + random.nextInt(4)) {
      case 0 -> put(path, new Shipped(content(), mode(), layer));
      case 1 -> {
        put(path, new Shipped(content(), 0644, layer));
        put(path, new Shipped(content(), 0644, layer)); // the name is there twice
      }
      case 2 -> {
        Shipped shared = new Shipped(content(), 0644, layer);
        put(path, shared);
        link(newPath(), path, shared);
        link(newPath(), path, shared);
      }
      case 3 -> put(path, new Shipped(content(), mode(), layer));
      case 4 -> put(path, new Shipped(old.bytes, old.mode ^ 0111, layer));
      case 5 -> put(path, new Shipped(old.bytes, old.mode, layer));
      default -> {
        // the folder of the file becomes a file, and then a folder again
        String folder = path.substring(0, path.lastIndexOf('/'));
        if (touched.stream().noneMatch(each -> each.startsWith(folder + "/"))) {
          deleteBelow(folder, layer);
          Shipped file = new Shipped(content(), 0644, layer);
          tar.file(folder, 0644, file.bytes);
          all.add(file);
          file.path = folder;
          file.first = folder;
          if (file.bytes.length > 0) {
            file.fate = "REPLACED by " + layer;
          }
          tar.dir(folder, 0755);
        }
      }
    }
  }

  private void put(String path, Shipped file) {
    tar.file(path, file.mode, file.bytes);
    all.add(file);
    place(path, file);
  }

  private void link(String path, String target, Shipped file) {
    if (path.equals(target) || touched.contains(path)) {
      return;
    }
    tar.hardlink(path, target);
    linked.addAll(List.of("/" + path, "/" + target));
    file.linked = true;
    place(path, file);
  }

  private void place(String path, Shipped file) {
    Shipped old = files.get(path);
    file.first = file.first.isEmpty() ? path : file.first;
    touched.add(path);
    files.put(path, file);
    if (old == null) {
      return;
    }
    boolean same = Arrays.equals(old.bytes, file.bytes);
    if (same) {
      file.linkedBefore = old.linked ? old : old.linkedBefore;
    }
    String fate = !same ? "REPLACED" : old.mode == file.mode ? "REPEATED" : "ATTRIBUTES_CHANGED";
    if (!files.containsValue(old)) {
      old.fate = fate + " by " + file.layer;
      old.path = path;
    }
  }

  private void hide(String path, int layer, String fate) {
    Shipped file = Objects.requireNonNull(files.get(path));
    if (files.values().stream().filter(each -> each.equals(file)).count() == 1) {
      file.fate = fate + " by " + layer;
      file.path = path;
    }
  }

  private String newPath() {
    return RandomPlace.path(random);
  }

  private int mode() {
    return random.nextInt(6) == 0 ? 04755 : random.nextBoolean() ? 0644 : 0755;
  }

  /** Often one that there is already, for duplicates, or one of the same size; seldom none. */
  private byte[] content() {
    if (!contents.isEmpty() && random.nextInt(4) == 0) {
      return contents.get(random.nextInt(contents.size()));
    }
    byte[] bytes = new byte[random.nextInt(10) == 0 ? 0 : 1 + random.nextInt(3000)];
    random.nextBytes(bytes);
    if (random.nextInt(8) == 0) {
      bytes = Secrets.privateKey(random);
    } else if (random.nextInt(8) == 0) {
      int debug = 1 + random.nextInt(1000);
      bytes = ElfFiles.withDebug(1 + random.nextInt(1000), debug);
      debugBytes.put(bytes, ElfFiles.stripped(debug));
    }
    if (random.nextInt(30) == 0) {
      bytes = enlarged(bytes);
    }
    contents.add(bytes);
    return bytes;
  }

  /** So that it is one of those that are read in part; few sizes, for there to be equal ones. */
  private byte[] enlarged(byte[] bytes) {
    byte[] large = new byte[(int) LayerPassage.LARGE + random.nextInt(3)];
    Arrays.fill(large, (byte) '\n');
    System.arraycopy(bytes, 0, large, 0, bytes.length);
    debugBytes.put(large, debugBytes.getOrDefault(bytes, 0));
    return large;
  }

  /** Of a file that had several names, which one went last is not looked at. */
  String nameOrSome(String path) {
    return linked.contains(path) ? "some name" : path;
  }

  /** What an analysis must find, a line each, in order. */
  List<String> truth() {
    List<String> lines = new ArrayList<>();
    for (Shipped file : all) {
      if (!file.fate.isEmpty() && file.bytes.length > 0) {
        String path = nameOrSome("/" + file.path);
        lines.add(
            "waste " + path + " " + file.bytes.length + " of " + file.layer + " " + file.fate);
      }
    }
    Set<Shipped> visible = new LinkedHashSet<>(files.values());
    lines.add(
        "visible %d files %d bytes"
            .formatted(
                visible.size(), visible.stream().mapToLong(file -> file.bytes.length).sum()));
    lines.add("shipped " + all.stream().mapToLong(file -> file.bytes.length).sum());
    duplicates(visible, lines);
    lostLinks(lines);
    for (Shipped file : all) {
      if (Secrets.isPrivateKey(file.bytes)) {
        lines.add("secret " + sighting(file, visible));
      }
      if ((file.mode & 04000) != 0) {
        lines.add("setuid " + sighting(file, visible));
      }
    }
    lines.add("debug " + visible.stream().mapToInt(this::debugBytes).sum());
    sums(visible, lines);
    lines.sort(Comparator.naturalOrder());
    return lines;
  }

  private String sighting(Shipped file, Set<Shipped> visible) {
    return visible.contains(file)
        ? first(file) + " of " + file.layer + " visible"
        : "/" + file.first + " of " + file.layer + " hidden";
  }

  private int debugBytes(Shipped file) {
    return debugBytes.getOrDefault(file.bytes, 0);
  }

  /** Files that are there, by what they are for and by whose they are. */
  private void sums(Set<Shipped> visible, List<String> lines) {
    Map<String, String> owners =
        packages.owners(path ->
            Optional.ofNullable(files.get(path))
                .map(file -> new String(file.bytes, StandardCharsets.US_ASCII)));
    SortedMap<String, List<Shipped>> parts = new TreeMap<>();
    for (Shipped file : visible) {
      String path = first(file).substring(1);
      String kind = RandomPlace.kind(path);
      if (!kind.isEmpty()) {
        parts.computeIfAbsent("kind " + kind, _ -> new ArrayList<>()).add(file);
      }
      if (owners.containsKey(path)) {
        parts.computeIfAbsent("package " + owners.get(path), _ -> new ArrayList<>()).add(file);
      }
    }
    parts.forEach((part, there) ->
        lines.add(
            "%s %d files %d bytes"
                .formatted(
                    part,
                    there.size(),
                    there.stream().mapToLong(file -> file.bytes.length).sum())));
  }

  private String first(Shipped file) {
    return first(file, files);
  }

  private static String first(Shipped file, Map<String, Shipped> files) {
    return files.entrySet().stream()
        .filter(entry -> entry.getValue().equals(file))
        .map(entry -> ImagePath.of("/" + entry.getKey()))
        .min(Comparator.naturalOrder())
        .orElseThrow()
        .toString();
  }

  private void duplicates(Set<Shipped> visible, List<String> lines) {
    Map<String, List<String>> groups = new LinkedHashMap<>();
    for (Shipped file : visible) {
      if (file.bytes.length > 0) {
        groups
            .computeIfAbsent(Arrays.toString(file.bytes), _ -> new ArrayList<>())
            .add(first(file) + "@" + file.layer + ":" + file.bytes.length);
      }
    }
    groups.values().stream()
        .filter(group -> group.size() > 1)
        .forEach(group -> lines.add("same " + new TreeSet<>(group)));
  }

  private void lostLinks(List<String> lines) {
    Set<Shipped> visible = new LinkedHashSet<>(files.values());
    for (Shipped origin : all) {
      long copies = visible.stream().filter(file -> origin.equals(file.linkedBefore)).count();
      long lost = copies - (visible.contains(origin) ? 0 : 1);
      if (lost > 0 && origin.bytes.length > 0) {
        lines.add("lost " + lost * origin.bytes.length + " of " + origin.bytes.length);
      }
    }
  }
}

package dev.kobako.members;

import dev.kobako.elf.SplicedFile;
import dev.kobako.elf.SplicedFile.Piece;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Modules of a Java runtime with some of their resources: the new index, and what stays behind. */
final class JavaSelection {
  private static final int TABLE_LENGTH = 16;

  /** Readers expect the empty string and {@code class} where every writer puts them. */
  private static final List<Integer> FIRST_STRINGS = List.of(0, 1);

  private final JavaIndex index;
  private final Map<String, JavaLocation> resources = new LinkedHashMap<>();

  /** Folders and packages that hold something, with the numbers that they have now. */
  private final Map<String, JavaIndex.Listing> lists = new LinkedHashMap<>();

  private final Map<Integer, Integer> places = new LinkedHashMap<>();
  private final JavaStrings strings;

  private JavaSelection(JavaIndex index, Set<String> names, boolean plain) {
    this.index = index;
    index
        .resources()
        .forEach((name, location) -> {
          if (names.contains(name.substring(1))) {
            resources.put(name, location);
          }
        });
    keepLists();
    // Resources that are compressed have offsets of strings in them.
    this.strings =
        plain ? new JavaStrings(index.strings(), usedStrings()) : new JavaStrings(index.strings());
  }

  /**
   * Chooses what stays.
   *
   * @param names of members
   * @param plain whether no resource is compressed
   */
  static JavaSelection of(JavaIndex index, Set<String> names, boolean plain) {
    return new JavaSelection(index, names, plain);
  }

  private void keepLists() {
    Set<String> modules = new HashSet<>();
    Set<String> filled = new HashSet<>(Set.of(JavaIndex.MODULES, JavaIndex.PACKAGES));
    for (JavaLocation location : resources.values()) {
      String module = index.text(location.module());
      String parent = index.text(location.parent());
      modules.add(module);
      addWay(
          filled, JavaIndex.MODULES + "/" + module + (parent.isEmpty() ? "" : "/" + parent), '/');
      addWay(filled, JavaIndex.PACKAGES + "/" + parent.replace('/', '.'), '.');
    }
    index
        .lists()
        .forEach((name, listing) -> {
          if (filled.contains(name)) {
            lists.put(name, listing);
          }
        });
    Set<Integer> kept = new HashSet<>();
    resources.values().forEach(each -> kept.add(each.at()));
    lists.values().forEach(each -> kept.add(each.location().at()));
    lists.replaceAll((name, listing) ->
        new JavaIndex.Listing(
            listing.location(),
            JavaIndex.isPackage(name)
                ? pairs(listing.numbers(), modules)
                : listing.numbers().stream().filter(kept::contains).toList()));
  }

  /** A name and all that it lies in, up to what is there already. */
  private static void addWay(Set<String> names, String name, char separator) {
    String at = name;
    while (names.add(at)) {
      int cut = at.lastIndexOf(separator);
      if (cut <= 0) {
        return;
      }
      at = at.substring(0, cut);
    }
  }

  private List<Integer> pairs(List<Integer> numbers, Set<String> modules) {
    List<Integer> some = new ArrayList<>();
    for (int i = 0; i + 1 < numbers.size(); i += 2) {
      if (modules.contains(index.text(numbers.get(i + 1)))) {
        some.addAll(numbers.subList(i, i + 2));
      }
    }
    return some;
  }

  private SortedSet<Integer> usedStrings() {
    SortedSet<Integer> used = new TreeSet<>(FIRST_STRINGS);
    List<JavaLocation> all = new ArrayList<>(resources.values());
    lists.values().forEach(each -> all.add(each.location()));
    for (JavaLocation each : all) {
      used.addAll(List.of(each.module(), each.parent(), each.base(), each.extension()));
    }
    lists.forEach((name, listing) -> used.addAll(listing.modules(name)));
    return used;
  }

  /** The file. */
  SplicedFile file() {
    List<Piece> behind = new ArrayList<>();
    List<byte[]> names = new ArrayList<>();
    List<JavaLocation> moved = new ArrayList<>();
    long end = 0;
    int at = 1;
    for (Map.Entry<String, JavaLocation> each : resources.entrySet()) {
      JavaLocation old = each.getValue();
      behind.add(new Piece.Range(index.start() + old.offset(), old.stored()));
      JavaLocation now = old.moved(at, strings, end, old.size());
      places.put(old.at(), at);
      moved.add(now);
      names.add(each.getKey().getBytes(StandardCharsets.UTF_8));
      at += now.length();
      end += old.stored();
    }
    for (Map.Entry<String, JavaIndex.Listing> each : lists.entrySet()) {
      JavaLocation old = each.getValue().location();
      long size = (long) Integer.BYTES * each.getValue().numbers().size();
      JavaLocation now = old.moved(at, strings, end, size);
      places.put(old.at(), at);
      moved.add(now);
      names.add(each.getKey().getBytes(StandardCharsets.UTF_8));
      at += now.length();
      end += size;
    }
    lists.forEach((name, listing) -> behind.add(new Piece.Fresh(numbers(name, listing))));
    List<Piece> pieces = new ArrayList<>();
    pieces.add(new Piece.Fresh(index(names, moved, at)));
    pieces.addAll(joined(behind));
    return new SplicedFile(index.fileSize(), pieces);
  }

  private ByteBuffer numbers(String name, JavaIndex.Listing listing) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Integer.BYTES * listing.numbers().size()).order(index.header().order());
    for (int i = 0; i < listing.numbers().size(); i++) {
      int number = listing.numbers().get(i);
      if (!JavaIndex.isPackage(name)) {
        bytes.putInt(places.getOrDefault(number, 0));
      } else {
        bytes.putInt(i % 2 == 0 ? number : strings.at(number));
      }
    }
    return bytes.flip();
  }

  private ByteBuffer index(List<byte[]> names, List<JavaLocation> moved, int locationsSize) {
    PerfectHash hash = PerfectHash.of(names);
    int slots = hash.slots().length;
    byte[] texts = strings.bytes();
    ByteBuffer bytes =
        ByteBuffer.allocate(JavaIndex.HEADER + 8 * slots + locationsSize + texts.length)
            .order(index.header().order());
    bytes.put(index.header().slice(0, TABLE_LENGTH - Integer.BYTES));
    bytes.putInt(names.size()).putInt(slots).putInt(locationsSize).putInt(texts.length);
    for (int redirect : hash.redirects()) {
      bytes.putInt(redirect);
    }
    for (int slot : hash.slots()) {
      bytes.putInt(slot < 0 ? 0 : moved.get(slot).at()); // there is no name at 0
    }
    bytes.put((byte) 0);
    moved.forEach(each -> each.write(bytes));
    return bytes.put(texts).flip();
  }

  /** Neighbours that stay neighbours are one range. */
  private static List<Piece> joined(List<Piece> pieces) {
    List<Piece> joined = new ArrayList<>();
    for (Piece piece : pieces) {
      if (piece instanceof Piece.Range(long offset, long size)
          && !joined.isEmpty()
          && joined.getLast() instanceof Piece.Range(long before, long length)
          && before + length == offset) {
        joined.set(joined.size() - 1, new Piece.Range(before, length + size));
      } else {
        joined.add(piece);
      }
    }
    return joined;
  }
}

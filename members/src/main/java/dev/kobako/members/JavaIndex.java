package dev.kobako.members;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The index of a Java runtime's modules, with the folders in it.
 *
 * @param header as it is written
 * @param strings each ends with a zero; the first is empty
 * @param fileSize of the whole
 * @param resources by their names, such as {@code /java.base/java/lang/Object.class}, in the order
 *     in which they are stored
 * @param lists folders and packages by their names, with the numbers in them, in that order
 */
record JavaIndex(
    ByteBuffer header,
    ByteBuffer strings,
    long fileSize,
    Map<String, JavaLocation> resources,
    Map<String, Listing> lists) {
  static final int HEADER = 28;

  /** The folder of all modules; below it are theirs. */
  static final String MODULES = "/modules";

  /** The folder of all packages. */
  static final String PACKAGES = "/packages";

  private static final int MAGIC = 0xcafedada;
  private static final int VERSION = 1 << 16;
  private static final long MOST_INDEX = 64 << 20;
  private static final int MOST_LISTED = 16 << 20;

  JavaIndex {
    resources = Collections.unmodifiableMap(resources);
    lists = Collections.unmodifiableMap(lists);
  }

  /**
   * A folder or package.
   *
   * @param numbers of a folder, the places of locations; of a package, pairs of a flag and the name
   *     of a module, as an offset in the strings
   */
  record Listing(JavaLocation location, List<Integer> numbers) {
    Listing {
      numbers = List.copyOf(numbers);
    }

    /** Of a package, the names of its modules as offsets in the strings; of a folder, none. */
    List<Integer> modules(String name) {
      List<Integer> modules = new ArrayList<>();
      for (int i = 1; isPackage(name) && i < numbers.size(); i += 2) {
        modules.add(numbers.get(i));
      }
      return modules;
    }
  }

  /**
   * Reads it.
   *
   * @throws IllegalArgumentException if it is none, of another version, or damaged
   * @throws IndexOutOfBoundsException if it is damaged
   */
  static JavaIndex read(SeekableByteChannel channel) throws IOException {
    long size = channel.size();
    if (size < HEADER) {
      throw new IllegalArgumentException(size + " bytes");
    }
    ByteBuffer header = new FileRange(0, HEADER).read(channel).order(ByteOrder.LITTLE_ENDIAN);
    if (header.getInt(0) != MAGIC) {
      header.order(ByteOrder.BIG_ENDIAN);
    }
    long table = Integer.toUnsignedLong(header.getInt(16));
    long locations = Integer.toUnsignedLong(header.getInt(20));
    long strings = Integer.toUnsignedLong(header.getInt(24));
    long end = HEADER + 8 * table + locations + strings;
    if (header.getInt(0) != MAGIC
        || header.getInt(4) != VERSION
        || end > Math.min(size, MOST_INDEX)) {
      throw new IllegalArgumentException("an index of " + end + " bytes");
    }
    ByteBuffer index = new FileRange(0, (int) end).read(channel).order(header.order());
    int firstLocation = (int) (HEADER + 8 * table);
    int firstString = (int) (firstLocation + locations);
    List<JavaLocation> all = new ArrayList<>();
    for (int i = 0; i < table; i++) {
      int at = index.getInt((int) (HEADER + 4 * table + 4L * i));
      JavaLocation found = JavaLocation.read(index.slice(firstLocation, (int) locations), at);
      if (!found.isEmpty()) {
        all.add(found);
      }
    }
    all.sort(Comparator.comparingLong(JavaLocation::offset).thenComparingInt(JavaLocation::at));
    ByteBuffer texts = index.slice(firstString, (int) strings);
    return of(header, texts, all, channel);
  }

  private static JavaIndex of(
      ByteBuffer header, ByteBuffer strings, List<JavaLocation> all, SeekableByteChannel channel)
      throws IOException {
    Map<String, JavaLocation> resources = new LinkedHashMap<>();
    Map<String, Listing> lists = new LinkedHashMap<>();
    JavaIndex index = new JavaIndex(header, strings, channel.size(), resources, lists);
    int listed = 0;
    for (JavaLocation each : all) {
      String name = index.name(each);
      if (each.offset() < 0
          || each.stored() < 0
          || each.stored() > channel.size() - index.start() - each.offset()) {
        throw new IllegalArgumentException(name + " at " + each.offset());
      }
      boolean isList = isBelow(name, MODULES) || isBelow(name, PACKAGES);
      if (isList) {
        listed = Math.addExact(listed, Math.toIntExact(each.size()));
        if (listed > MOST_LISTED || each.packed() != 0) {
          throw new IllegalArgumentException(name + " lists " + each.size() + " bytes");
        }
        Listing listing = new Listing(each, index.numbers(each, channel));
        if (lists.put(name, listing) != null) {
          throw new IllegalArgumentException(name + " is there twice");
        }
        listing.modules(name).forEach(index::text);
      } else if (resources.put(name, each) != null) {
        throw new IllegalArgumentException(name + " is there twice");
      }
    }
    return index;
  }

  private List<Integer> numbers(JavaLocation list, SeekableByteChannel channel) throws IOException {
    ByteBuffer bytes =
        new FileRange(start() + list.offset(), (int) list.size())
            .read(channel)
            .order(header.order());
    List<Integer> numbers = new ArrayList<>();
    while (bytes.remaining() >= Integer.BYTES) {
      numbers.add(bytes.getInt());
    }
    return numbers;
  }

  private static boolean isBelow(String name, String folder) {
    return name.equals(folder) || name.startsWith(folder + "/");
  }

  /** Whether a list is that of a package, not of a folder. */
  static boolean isPackage(String name) {
    return name.startsWith(PACKAGES + "/");
  }

  /** Where the resources begin in the file. */
  long start() {
    return HEADER
        + 8 * Integer.toUnsignedLong(header.getInt(16))
        + Integer.toUnsignedLong(header.getInt(20))
        + Integer.toUnsignedLong(header.getInt(24));
  }

  /** The whole name, which is hashed. */
  String name(JavaLocation location) {
    String module = text(location.module());
    String parent = text(location.parent());
    String extension = text(location.extension());
    return (module.isEmpty() ? "" : "/" + module + "/")
        + (parent.isEmpty() ? "" : parent + "/")
        + text(location.base())
        + (extension.isEmpty() ? "" : "." + extension);
  }

  /** One of the strings. */
  String text(int at) {
    byte[] bytes = new byte[JavaStrings.end(strings, at) - at];
    strings.get(at, bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }
}

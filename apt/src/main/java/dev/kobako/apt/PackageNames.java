package dev.kobako.apt;

import dev.kobako.apt.PackagesScan.Place;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * Where which package stands in a {@code Packages} file, as bytes that are looked up where they
 * are: opening them costs a checksum, whatever there is in them.
 *
 * <p>Big-endian numbers of four bytes: magic, version, CRC-32 of all that follows, size of the
 * text; then four tables (packages, provided names, essential packages, required ones), each with
 * its number of rows and then rows of name, offset and length, sorted by name and offset; then the
 * names, which rows name by their offset there, each with its length in two bytes before it.
 */
final class PackageNames {
  /** A new one for every change of the form; it is part of the file's name. */
  static final int VERSION = 1;

  private static final int MAGIC = 0x6b6f6e61;
  private static final int CHECKED = 12;
  private static final int ROW = 12;
  private static final Comparator<Place> ORDER =
      Comparator.comparing(Place::name).thenComparingInt(Place::offset);

  private final byte[] file;
  private final ByteBuffer bytes;
  private final Table packages;
  private final Table provided;
  private final Table essential;
  private final Table required;

  /** Rows that follow each other. */
  private record Table(int start, int rows) {
    int end() {
      return start + rows * ROW;
    }
  }

  private PackageNames(byte[] file) {
    this.file = file;
    this.bytes = ByteBuffer.wrap(file);
    packages = table(CHECKED + 4);
    provided = table(packages.end());
    essential = table(provided.end());
    required = table(essential.end());
  }

  private Table table(int at) {
    return new Table(at + 4, bytes.getInt(at));
  }

  /** What was written for a text of that size; empty, if that is damaged. */
  static Optional<PackageNames> read(byte[] file, long textSize) {
    ByteBuffer bytes = ByteBuffer.wrap(file);
    if (file.length < CHECKED + 5 * 4
        || bytes.getInt(0) != MAGIC
        || bytes.getInt(4) != VERSION
        || bytes.getInt(8) != checksum(file)
        || bytes.getInt(CHECKED) != textSize) {
      return Optional.empty();
    }
    return Optional.of(new PackageNames(file));
  }

  private static int checksum(byte[] file) {
    CRC32 crc = new CRC32();
    crc.update(file, CHECKED, file.length - CHECKED);
    return (int) crc.getValue();
  }

  /** The bytes for what was found in a text. */
  static byte[] write(PackagesScan scan, long textSize) {
    List<List<Place>> tables = new ArrayList<>();
    int rows = 0;
    int names = 0;
    for (List<Place> places :
        List.of(scan.packages(), scan.provided(), scan.essential(), scan.required())) {
      List<Place> sorted = new ArrayList<>(places);
      sorted.sort(ORDER);
      tables.add(sorted);
      rows += sorted.size();
      for (Place each : sorted) {
        names += 2 + Math.min(each.name().length(), 0xffff);
      }
    }
    int namesStart = CHECKED + 4 + tables.size() * 4 + rows * ROW;
    ByteBuffer out = ByteBuffer.allocate(namesStart + names);
    out.putInt(MAGIC).putInt(VERSION).putInt(0).putInt((int) textSize);
    int end = namesStart;
    for (List<Place> table : tables) {
      end = write(table, out, end);
    }
    // Names that several rows share are written once, so that less is there than was thought.
    byte[] file = Arrays.copyOf(out.array(), end);
    ByteBuffer.wrap(file).putInt(8, checksum(file));
    return file;
  }

  private static int write(List<Place> table, ByteBuffer out, int namesEnd) {
    int end = namesEnd;
    int last = end;
    String before = "";
    out.putInt(table.size());
    for (Place row : table) {
      if (!row.name().equals(before)) {
        byte[] name = row.name().getBytes(StandardCharsets.ISO_8859_1);
        int length = Math.min(name.length, 0xffff);
        out.putShort(end, (short) length);
        out.put(end + 2, name, 0, length);
        last = end;
        end += 2 + length;
        before = row.name();
      }
      out.putInt(last).putInt(row.offset()).putInt(row.length());
    }
    return end;
  }

  /** The stanzas of packages of that name. */
  List<Place> named(String name) {
    return find(packages, name);
  }

  /** The stanzas of packages that provide that name. */
  List<Place> providing(String name) {
    return find(provided, name);
  }

  /** The stanzas of essential packages, by name. */
  List<Place> essential() {
    return all(essential);
  }

  /** The stanzas of packages whose priority is {@code required}, by name. */
  List<Place> required() {
    return all(required);
  }

  /** The names of packages that begin so, sorted, each once. */
  List<String> names(String prefix) {
    byte[] wanted = prefix.getBytes(StandardCharsets.UTF_8);
    List<String> found = new ArrayList<>();
    String before = "";
    for (int row = lowest(packages, wanted); row < packages.rows; row++) {
      String name = place(packages, row).name();
      if (!name.startsWith(new String(wanted, StandardCharsets.ISO_8859_1))) {
        break;
      }
      if (!name.equals(before)) {
        found.add(name);
        before = name;
      }
    }
    return found;
  }

  private List<Place> find(Table table, String name) {
    byte[] wanted = name.getBytes(StandardCharsets.UTF_8);
    List<Place> found = new ArrayList<>();
    for (int row = lowest(table, wanted); row < table.rows; row++) {
      if (compare(table, row, wanted) != 0) {
        break;
      }
      found.add(place(table, row));
    }
    return found;
  }

  private List<Place> all(Table table) {
    List<Place> found = new ArrayList<>();
    for (int row = 0; row < table.rows; row++) {
      found.add(place(table, row));
    }
    return found;
  }

  /** The first row whose name is not less than a name. */
  private int lowest(Table table, byte[] name) {
    int low = 0;
    int high = table.rows;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (compare(table, middle, name) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private int compare(Table table, int row, byte[] name) {
    int at = bytes.getInt(table.start + row * ROW);
    int length = bytes.getShort(at) & 0xffff;
    return Arrays.compareUnsigned(file, at + 2, at + 2 + length, name, 0, name.length);
  }

  private Place place(Table table, int row) {
    int start = table.start + row * ROW;
    int at = bytes.getInt(start);
    int length = bytes.getShort(at) & 0xffff;
    String name = new String(file, at + 2, length, StandardCharsets.ISO_8859_1);
    return new Place(name, bytes.getInt(start + 4), bytes.getInt(start + 8));
  }
}

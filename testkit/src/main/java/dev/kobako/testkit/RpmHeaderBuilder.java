package dev.kobako.testkit;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * Builds the header of an installed package tag by tag, as rpm's database has it (rpm's {@code
 * docs/manual/format_header}). Nothing is checked: what is asked for is what is written.
 */
public final class RpmHeaderBuilder {
  private static final int INT8 = 2;
  private static final int INT16 = 3;
  private static final int INT32 = 4;
  private static final int STRING = 6;
  private static final int STRING_ARRAY = 8;
  private static final int NAME = 1000;
  private static final int VERSION = 1001;
  private static final int RELEASE = 1002;
  private static final int EPOCH = 1003;
  private static final int ARCH = 1022;
  private static final int FILE_STATES = 1029;
  private static final int PROVIDES = 1047;
  private static final int REQUIRES = 1049;
  private static final int DIRECTORY_INDEXES = 1116;
  private static final int BASE_NAMES = 1117;
  private static final int DIRECTORY_NAMES = 1118;

  private final List<int[]> tags = new ArrayList<>();
  private final ByteArrayOutputStream data = new ByteArrayOutputStream();

  private RpmHeaderBuilder() {}

  /** A header without tags. */
  public static RpmHeaderBuilder empty() {
    return new RpmHeaderBuilder();
  }

  /** The header of a package that provides its own name. */
  public static RpmHeaderBuilder of(String name, String version, String release, String arch) {
    return empty().text(NAME, name).text(VERSION, version).text(RELEASE, release).text(ARCH, arch);
  }

  /** Versions of an epoch are newer than all of the epoch before. */
  public RpmHeaderBuilder epoch(int epoch) {
    return int32(EPOCH, epoch);
  }

  /** The names by which others can need it. */
  public RpmHeaderBuilder provides(String... names) {
    return texts(PROVIDES, names);
  }

  /** The names that it needs. */
  public RpmHeaderBuilder requires(String... names) {
    return texts(REQUIRES, names);
  }

  /** Its files and folders, by whole paths. */
  public RpmHeaderBuilder files(String... paths) {
    List<String> folders = new ArrayList<>(new LinkedHashSet<>(folders(paths)));
    int[] indexes = folders(paths).stream().mapToInt(folders::indexOf).toArray();
    String[] names = new String[paths.length];
    for (int i = 0; i < paths.length; i++) {
      names[i] = paths[i].substring(paths[i].lastIndexOf('/') + 1);
    }
    return int32(DIRECTORY_INDEXES, indexes)
        .texts(BASE_NAMES, names)
        .texts(DIRECTORY_NAMES, folders.toArray(String[]::new));
  }

  private static List<String> folders(String... paths) {
    List<String> folders = new ArrayList<>();
    for (String path : paths) {
      folders.add(path.substring(0, path.lastIndexOf('/') + 1));
    }
    return folders;
  }

  /** Of each file whether it was installed: 0, and 2 for what was left out. */
  public RpmHeaderBuilder states(int... states) {
    return int8(FILE_STATES, states);
  }

  /** A tag with one text. */
  public RpmHeaderBuilder text(int tag, String text) {
    add(tag, STRING, 1);
    return write(text);
  }

  /** A tag with a list of texts. */
  public RpmHeaderBuilder texts(int tag, String... texts) {
    add(tag, STRING_ARRAY, texts.length);
    for (String text : texts) {
      write(text);
    }
    return this;
  }

  /** A tag with numbers of one byte. */
  public RpmHeaderBuilder int8(int tag, int... numbers) {
    add(tag, INT8, numbers.length);
    for (int number : numbers) {
      data.write(number);
    }
    return this;
  }

  /** A tag with numbers of two bytes. */
  public RpmHeaderBuilder int16(int tag, int... numbers) {
    align(2);
    add(tag, INT16, numbers.length);
    for (int number : numbers) {
      data.write(number >> 8);
      data.write(number);
    }
    return this;
  }

  /** A tag with numbers of four bytes. */
  public RpmHeaderBuilder int32(int tag, int... numbers) {
    align(4);
    add(tag, INT32, numbers.length);
    for (int number : numbers) {
      data.writeBytes(ByteBuffer.allocate(4).putInt(number).array());
    }
    return this;
  }

  private void align(int bytes) {
    while (data.size() % bytes != 0) {
      data.write(0);
    }
  }

  private RpmHeaderBuilder write(String text) {
    data.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    data.write(0);
    return this;
  }

  private void add(int tag, int type, int count) {
    tags.add(new int[] {tag, type, data.size(), count});
  }

  /** The header, without the magic that it has in a file of its own. */
  public byte[] bytes() {
    ByteBuffer out = ByteBuffer.allocate(8 + 16 * tags.size() + data.size());
    out.putInt(tags.size()).putInt(data.size());
    for (int[] tag : tags) {
      for (int number : tag) {
        out.putInt(number);
      }
    }
    return out.put(data.toByteArray()).array();
  }
}

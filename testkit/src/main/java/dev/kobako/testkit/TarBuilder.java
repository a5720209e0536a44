package dev.kobako.testkit;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Builds a tar stream field by field, well-formed or hostile. Nothing is checked: what is asked for
 * is what is written.
 *
 * <p>Members are ustar ("POSIX.1-1988") unless a {@link #rawHeader raw header} says otherwise.
 * Owner and time are those set last by {@link #owner} and {@link #mtime}; 0 before.
 */
public final class TarBuilder {
  /** The unit of a tar: headers and contents fill whole blocks. */
  public static final int BLOCK = 512;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private long uid;
  private long gid;
  private long mtime;

  /** Owner and group of the members that follow. */
  public TarBuilder owner(long newUid, long newGid) {
    uid = newUid;
    gid = newGid;
    return this;
  }

  /** Time of the members that follow, in seconds since 1970. */
  public TarBuilder mtime(long seconds) {
    mtime = seconds;
    return this;
  }

  /** A directory. */
  public TarBuilder dir(String name, int mode) {
    return rawHeader(header -> header.type('5').name(name).mode(mode));
  }

  /** A regular file with UTF-8 text. */
  public TarBuilder file(String name, int mode, String text) {
    return file(name, mode, text.getBytes(StandardCharsets.UTF_8));
  }

  /** A regular file. */
  public TarBuilder file(String name, int mode, byte[] bytes) {
    return rawHeader(header -> header.type('0').name(name).mode(mode).size(bytes.length))
        .data(bytes);
  }

  /** A symbolic link. */
  public TarBuilder symlink(String name, String target) {
    return rawHeader(header -> header.type('2').name(name).mode(0777).linkName(target));
  }

  /** A further name of the member called {@code target}. */
  public TarBuilder hardlink(String name, String target) {
    return rawHeader(header -> header.type('1').name(name).mode(0644).linkName(target));
  }

  /** A character device. */
  public TarBuilder charDevice(String name, int mode, long major, long minor) {
    return rawHeader(header -> header.type('3').name(name).mode(mode).device(major, minor));
  }

  /** A block device. */
  public TarBuilder blockDevice(String name, int mode, long major, long minor) {
    return rawHeader(header -> header.type('4').name(name).mode(mode).device(major, minor));
  }

  /** A named pipe. */
  public TarBuilder fifo(String name, int mode) {
    return rawHeader(header -> header.type('6').name(name).mode(mode));
  }

  /** A layer's mark that {@code path} of the layers below is gone. */
  public TarBuilder whiteout(String path) {
    int slash = path.lastIndexOf('/') + 1;
    return file(path.substring(0, slash) + ".wh." + path.substring(slash), 0, "");
  }

  /** A layer's mark that all the layers below have in {@code directory} is gone. */
  public TarBuilder opaque(String directory) {
    return file(directory + (directory.endsWith("/") ? "" : "/") + ".wh..wh..opq", 0, "");
  }

  /** Extended records for the next member, in the map's order. */
  public TarBuilder pax(Map<String, String> records) {
    return paxRaw('x', paxRecords(records));
  }

  /** Extended records for all members that follow, in the map's order. */
  public TarBuilder globalPax(Map<String, String> records) {
    return paxRaw('g', paxRecords(records));
  }

  /** An extended header with any bytes in place of records. */
  public TarBuilder paxRaw(char type, byte[] records) {
    return rawHeader(
            header -> header.type(type).name("./PaxHeaders/member").mode(0644).size(records.length))
        .data(records);
  }

  /** A GNU header that holds the name of the next member. */
  public TarBuilder gnuLongName(String name) {
    return gnuLong('L', name);
  }

  /** A GNU header that holds the link target of the next member. */
  public TarBuilder gnuLongLink(String target) {
    return gnuLong('K', target);
  }

  /** Any header; its checksum is made to match unless the consumer sets one. */
  public TarBuilder rawHeader(Consumer<TarHeaderBuilder> fields) {
    TarHeaderBuilder header = new TarHeaderBuilder().owner(uid, gid).mtime(mtime);
    fields.accept(header);
    return raw(header.bytes());
  }

  /** Bytes of a member, filled up to a whole block. */
  public TarBuilder data(byte[] bytes) {
    raw(bytes);
    return raw(new byte[(BLOCK - bytes.length % BLOCK) % BLOCK]);
  }

  /** Any bytes, as they are. */
  public TarBuilder raw(byte[] bytes) {
    out.write(bytes, 0, bytes.length);
    return this;
  }

  /** How many bytes there are so far: the offset of what comes next. */
  public long position() {
    return out.size();
  }

  /** The tar with the two zero blocks at its end. */
  public byte[] bytes() {
    byte[] members = out.toByteArray();
    byte[] whole = new byte[members.length + 2 * BLOCK];
    System.arraycopy(members, 0, whole, 0, members.length);
    return whole;
  }

  /** The tar without an end. */
  public byte[] bytesWithoutEnd() {
    return out.toByteArray();
  }

  private TarBuilder gnuLong(char type, String text) {
    byte[] bytes = (text + "\0").getBytes(StandardCharsets.UTF_8);
    return rawHeader(
            header -> header.gnu().type(type).name("././@LongLink").mode(0644).size(bytes.length))
        .data(bytes);
  }

  /** The length in front of a record counts its own digits too (pax(1), extended header). */
  private static byte[] paxRecords(Map<String, String> records) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    records.forEach((key, value) -> {
      byte[] body = (" " + key + "=" + value + "\n").getBytes(StandardCharsets.UTF_8);
      int length = body.length + 1;
      while (Integer.toString(length).length() + body.length != length) {
        length++;
      }
      all.writeBytes(Integer.toString(length).getBytes(StandardCharsets.US_ASCII));
      all.writeBytes(body);
    });
    return all.toByteArray();
  }
}

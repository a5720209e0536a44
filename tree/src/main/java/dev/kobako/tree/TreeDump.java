package dev.kobako.tree;

import dev.kobako.image.Content;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * A tree as text, for tests and people: a line for each entry, in the order of the paths.
 *
 * <pre>
 * /bin: symlink usr/bin
 * /dev/null: char 0666 1:3
 * /etc: dir 0755
 * /etc/passwd: file 0644 cc55e2ec 1000:100
 * /etc/passwd-: = /etc/passwd
 * /usr/bin/ping: file 0755 9f86d081 security.capability=0x0100000200040000
 * </pre>
 *
 * <p>A content is the first 8 hex digits of its SHA-256, or {@code empty}. A symlink has no mode,
 * since Linux has none for it; owner and group come only where they are not 0, and the root only
 * where it is not a plain directory 0755. What can't be printed is {@code \xHH}.
 */
public final class TreeDump {
  private final StringBuilder out = new StringBuilder();
  private final Map<Long, ImagePath> firstNames = new HashMap<>();
  private final boolean times;

  private TreeDump(boolean times) {
    this.times = times;
  }

  /**
   * All entries without their times.
   *
   * @throws IOException if a content can't be read
   */
  public static String dump(Tree tree) throws IOException {
    return dump(tree, false);
  }

  /**
   * The same with {@code @} and the seconds since 1970 at the end of each line.
   *
   * @throws IOException if a content can't be read
   */
  public static String dumpWithTimes(Tree tree) throws IOException {
    return dump(tree, true);
  }

  private static String dump(Tree tree, boolean times) throws IOException {
    TreeDump dump = new TreeDump(times);
    Map<ImagePath, Entry> all = new TreeMap<>();
    tree.walk(ImagePath.ROOT, all::put);
    for (Map.Entry<ImagePath, Entry> each : all.entrySet()) {
      dump.line(each.getKey(), each.getValue());
    }
    return dump.out.toString();
  }

  private void line(ImagePath path, Entry entry) throws IOException {
    if (path.isRoot() && isPlainRoot(entry.attributes())) {
      return;
    }
    out.append(Printable.escape(path.toString())).append(": ");
    if (entry instanceof Entry.RegularFile file && file.inode() > 0) {
      ImagePath first = firstNames.putIfAbsent(file.inode(), path);
      if (first != null) {
        out.append("= ").append(Printable.escape(first.toString())).append('\n');
        return;
      }
    }
    String mode = String.format("%04o", entry.attributes().mode());
    out.append(
        switch (entry) {
          case Entry.Directory _ -> "dir " + mode;
          case Entry.RegularFile file -> "file " + mode + " " + digest(file.content());
          case Entry.Symlink link -> "symlink " + Printable.escape(link.target());
          case Entry.Device device ->
              (device.block() ? "block " : "char ")
                  + (mode + " " + device.major() + ":" + device.minor());
          case Entry.Fifo _ -> "fifo " + mode;
        });
    attributes(entry.attributes());
    out.append('\n');
  }

  private boolean isPlainRoot(Attributes attributes) {
    return !times && attributes.withMtime(Attributes.of(0755).mtime()).equals(Attributes.of(0755));
  }

  private void attributes(Attributes attributes) {
    if (attributes.uid() != 0 || attributes.gid() != 0) {
      out.append(' ')
          .append(Integer.toUnsignedString(attributes.uid()))
          .append(':')
          .append(Integer.toUnsignedString(attributes.gid()));
    }
    attributes
        .xattrs()
        .forEach((name, value) ->
            out.append(' ').append(Printable.escape(name)).append('=').append(value(value)));
    if (times) {
      out.append(" @").append(TarOutput.decimal(attributes.mtime()));
    }
  }

  private static String value(String bytes) {
    boolean plain = !bytes.isEmpty() && bytes.chars().allMatch(c -> c > ' ' && c < 0x7F);
    if (plain) {
      return '"' + bytes + '"';
    }
    StringBuilder hex = new StringBuilder("0x");
    bytes.chars().forEach(c -> hex.append(String.format("%02x", c)));
    return hex.toString();
  }

  private static String digest(Content content) throws IOException {
    if (content.size() == 0) {
      return "empty";
    }
    try (InputStream in = content.open()) {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      byte[] buffer = new byte[(int) Math.min(content.size(), 64 * 1024)];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        sha.update(buffer, 0, read);
      }
      return HexFormat.of().formatHex(sha.digest(), 0, 4);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}

package dev.kobako.sandbox;

import dev.kobako.tree.OverlayChanges;
import dev.kobako.tree.PathBytes;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * What stat(1) says of the folders that a container has changed, as they are in the layers below:
 * type, mode, owner, group, time and name, each ended by NUL; an empty type ends it all.
 */
final class FoldersBefore {
  private static final int MAX_NAME = 16 << 10;

  private FoldersBefore() {}

  static Map<String, OverlayChanges.Before> read(InputStream in) throws IOException {
    Map<String, OverlayChanges.Before> all = new HashMap<>();
    String type = text(in);
    while (!type.isEmpty()) {
      int mode = Integer.parseInt(text(in), 8);
      long uid = Long.parseLong(text(in));
      long gid = Long.parseLong(text(in));
      Instant time = time(text(in));
      String name = text(in);
      if (type.equals("directory")) {
        all.put(name, new OverlayChanges.Before(mode, uid, gid, time));
      }
      type = text(in);
    }
    return all;
  }

  /** Seconds, which can be negative, and nine digits of nanoseconds. */
  private static Instant time(String text) {
    int point = text.indexOf('.');
    long seconds = Long.parseLong(text.substring(0, point));
    int nanos = Integer.parseInt(text.substring(point + 1));
    boolean negative = text.startsWith("-");
    return Instant.ofEpochSecond(seconds, negative ? -nanos : nanos);
  }

  /** The bytes up to the next NUL. */
  static String text(InputStream in) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int next = in.read(); next != 0; next = in.read()) {
      if (next < 0 || bytes.size() > MAX_NAME) {
        throw new EOFException("the list of folders ends early");
      }
      bytes.write(next);
    }
    return PathBytes.decode(bytes.toByteArray());
  }
}

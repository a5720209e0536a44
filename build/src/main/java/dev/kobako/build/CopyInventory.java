package dev.kobako.build;

import dev.kobako.image.Digest;
import dev.kobako.tree.Attributes;
import dev.kobako.tree.Entry;
import dev.kobako.tree.Printable;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The files that a COPY or ADD took, to tell which of them have changed when it takes others. Not
 * exact enough for anything else: contents are told apart by the first bytes of their digests.
 *
 * @param files by path in the source
 */
record CopyInventory(SortedMap<String, State> files) {
  /** Of more files none is remembered. */
  static final int MOST = 200_000;

  private static final int FORMAT = 1;
  private static final int MOST_NAMED = 3;
  private static final int LONGEST_NAME = 100;
  private static final int LONGEST_PATH = 4096;
  private static final int PREFIX_DIGITS = 15;
  private static final int HEX = 16;

  /**
   * What a file was like.
   *
   * @param type a letter
   * @param content stands for the content of a file, the target of a link
   */
  record State(char type, int mode, int uid, int gid, long content) {
    /**
     * Of an entry.
     *
     * @param content the digest of a regular file's
     */
    static State of(Entry entry, Optional<Digest> content) {
      Attributes attributes = entry.attributes();
      char type =
          switch (entry) {
            case Entry.Directory _ -> 'd';
            case Entry.RegularFile _ -> 'f';
            case Entry.Symlink _ -> 'l';
            case Entry.Device _, Entry.Fifo _ -> 's';
          };
      Optional<Digest> told =
          entry instanceof Entry.Symlink link
              ? Optional.of(new KeyWriter("link").text(link.target()).key())
              : content;
      return new State(
          type,
          attributes.mode(),
          attributes.uid(),
          attributes.gid(),
          told.map(State::prefix).orElse(0L));
    }

    /** Of something that is known by its digest alone. */
    static State of(Digest content) {
      return new State('f', 0, 0, 0, prefix(content));
    }

    private static long prefix(Digest digest) {
      return Long.parseLong(digest.hex().substring(0, PREFIX_DIGITS), HEX);
    }

    private boolean isDirectory() {
      return type == 'd';
    }
  }

  /** As it is kept; {@link #parse} reads it. */
  byte[] bytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(FORMAT);
      for (Map.Entry<String, State> each : files.entrySet()) {
        if (each.getKey().length() > LONGEST_PATH) {
          continue;
        }
        State state = each.getValue();
        out.writeUTF(each.getKey());
        out.writeByte(state.type);
        out.writeShort(state.mode);
        out.writeInt(state.uid);
        out.writeInt(state.gid);
        out.writeLong(state.content);
      }
    } catch (IOException e) {
      throw new IllegalStateException("memory can be written", e);
    }
    return bytes.toByteArray();
  }

  /** Reads what was kept; nothing where it is damaged or of another version. */
  static Optional<CopyInventory> parse(byte[] bytes) {
    SortedMap<String, State> files = new TreeMap<>();
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      if (in.readByte() != FORMAT) {
        return Optional.empty();
      }
      while (in.available() > 0) {
        files.put(
            in.readUTF(),
            new State(
                (char) in.readByte(),
                in.readUnsignedShort(),
                in.readInt(),
                in.readInt(),
                in.readLong()));
      }
      return Optional.of(new CopyInventory(files));
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  /** What is another in {@code newer}, in a few words; empty where nothing is. */
  String changesTo(CopyInventory newer) {
    List<String> changes = new ArrayList<>();
    List<String> folders = new ArrayList<>();
    TreeSet<String> all = new TreeSet<>(files.keySet());
    all.addAll(newer.files.keySet());
    for (String path : all) {
      State old = files.get(path);
      State now = newer.files.get(path);
      String what = old == null ? "is new" : now == null ? "is gone" : change(old, now);
      if (!what.isEmpty()) {
        State any = now == null ? files.get(path) : now;
        boolean folder = any != null && any.isDirectory();
        (folder ? folders : changes).add(shown(path) + (folder ? "/ " : " ") + what);
      }
    }
    // A folder that comes or goes does so with its files, which say more.
    List<String> told = changes.isEmpty() ? folders : changes;
    int more = told.size() - MOST_NAMED;
    String first = String.join(", ", told.subList(0, Math.min(told.size(), MOST_NAMED)));
    return more > 0 ? first + " and " + more + " more" : first;
  }

  private static String change(State old, State now) {
    if (old.type != now.type || old.content != now.content) {
      return "changed";
    }
    if (old.mode != now.mode) {
      return "has mode "
          + Integer.toOctalString(now.mode)
          + ", had "
          + Integer.toOctalString(old.mode);
    }
    return old.equals(now) ? "" : "has another owner";
  }

  private static String shown(String path) {
    String text = path.isEmpty() ? "." : Printable.text(path);
    return text.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME
        ? "…" + text.substring(text.length() - LONGEST_NAME / 2)
        : text;
  }
}

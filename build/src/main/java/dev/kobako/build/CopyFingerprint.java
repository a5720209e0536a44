package dev.kobako.build;

import dev.kobako.image.Digest;
import dev.kobako.tree.Attributes;
import dev.kobako.tree.Entry;
import dev.kobako.tree.PathBytes;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.Map;

/**
 * The digest of what is copied: one SHA-256 over a compact form of all entries, in which every
 * field has a fixed length or its length before it. Times are left out.
 */
final class CopyFingerprint {
  private static final int BUFFER = 64 * 1024;

  private final MessageDigest hash = Digest.newHash("sha256");
  private final byte[] buffer = new byte[BUFFER];
  private int filled;

  /** The hard links of a source, by the number of their file: how many there were before. */
  private final Map<Long, Integer> links = new HashMap<>();

  /** A source begins. */
  void source(String name, boolean contents, boolean unpack) {
    links.clear();
    letter('S');
    text(name);
    letter(contents ? 1 : 0);
    letter(unpack ? 1 : 0);
  }

  /** A file of a server. */
  void fetched(Digest content) {
    letter('u');
    hash(content.bytes());
  }

  /** A commit of a repository, or some of it. */
  void commit(String commit, GitUrl url) {
    letter('g');
    text(commit);
    text(url.folder());
    letter(url.keepGitDir() ? 1 : 0);
    letter(url.submodules() ? 1 : 0);
  }

  /** A directory. */
  void directory(String below, Entry.Directory directory, boolean inPassing) {
    letter(inPassing ? 'p' : 'd');
    named(below, directory.attributes());
  }

  /** A regular file with the SHA-256 of its content. */
  void file(String below, Entry.RegularFile file, byte[] sha256) {
    letter('f');
    named(below, file.attributes());
    hash(sha256);
    integer(file.inode() == 0 ? 0 : links.computeIfAbsent(file.inode(), _ -> links.size() + 1));
  }

  /** A symbolic link. */
  void symlink(String below, Entry.Symlink link) {
    letter('l');
    named(below, link.attributes());
    text(link.target());
  }

  /** A device. */
  void device(String below, Entry.Device device) {
    letter(device.block() ? 'b' : 'c');
    named(below, device.attributes());
    integer((int) device.major());
    integer((int) device.minor());
  }

  /** A named pipe. */
  void fifo(String below, Entry.Fifo fifo) {
    letter('n');
    named(below, fifo.attributes());
  }

  private void named(String below, Attributes attributes) {
    text(below);
    integer(attributes.mode());
    integer(attributes.uid());
    integer(attributes.gid());
    if (!attributes.xattrs().isEmpty()) {
      for (Map.Entry<String, String> each : attributes.xattrs().entrySet()) {
        letter('x');
        text(each.getKey());
        text(each.getValue());
      }
    }
    letter(0);
  }

  /** What was told so far; nothing can be added afterwards. */
  Digest digest() {
    hash.update(buffer, 0, filled);
    return Digest.finish("sha256", hash);
  }

  /** One loop, and no array in between: of a large context there are a hundred thousand names. */
  private void text(String text) {
    int length = text.length();
    if (length > BUFFER - Integer.BYTES) {
      bytes(PathBytes.encode(text));
      return;
    }
    if (length > BUFFER - Integer.BYTES - filled) {
      flush();
    }
    int start = filled;
    integer(length);
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        filled = start;
        bytes(PathBytes.encode(text));
        return;
      }
      buffer[filled++] = (byte) c;
    }
  }

  private void hash(byte[] sha256) {
    if (sha256.length > BUFFER - filled) {
      flush();
    }
    System.arraycopy(sha256, 0, buffer, filled, sha256.length);
    filled += sha256.length;
  }

  private void bytes(byte[] bytes) {
    integer(bytes.length);
    flush();
    hash.update(bytes);
  }

  private void integer(int value) {
    if (filled > BUFFER - Integer.BYTES) {
      flush();
    }
    buffer[filled++] = (byte) (value >>> 24);
    buffer[filled++] = (byte) (value >>> 16);
    buffer[filled++] = (byte) (value >>> 8);
    buffer[filled++] = (byte) value;
  }

  private void letter(int value) {
    if (filled == BUFFER) {
      flush();
    }
    buffer[filled++] = (byte) value;
  }

  private void flush() {
    hash.update(buffer, 0, filled);
    filled = 0;
  }
}

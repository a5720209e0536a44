package dev.kobako.tree;

import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Paths of a tree as paths of the host. Java decodes file names by the locale and loses what does
 * not fit; only by way of a {@code file:} URI does it take and give a name's bytes.
 */
final class HostPaths {
  private final Path root;

  HostPaths(Path root) {
    this.root = root;
  }

  /** Where the host has it. */
  Path host(ImagePath path) {
    if (path.isRoot()) {
      return root;
    }
    String text = path.toString();
    return isAscii(text)
        ? root.resolve(text.substring(1))
        : Path.of(URI.create("file://" + quoted(bytes(path))));
  }

  /** The absolute path of the host as the bytes that the kernel is given. */
  byte[] bytes(ImagePath path) {
    String base = root.getNameCount() == 0 ? "" : text(root);
    return PathBytes.encode(path.isRoot() && !base.isEmpty() ? base : base + path);
  }

  /** The last name of a host's path. */
  static String name(Path host) {
    String text = text(host);
    return text.substring(text.lastIndexOf('/') + 1);
  }

  /** A host's path as text that keeps every byte. */
  static String text(Path host) {
    String text = host.toString();
    if (isAscii(text)) {
      return text;
    }
    // The root gives an absolute path, whose URI does not depend on the working directory.
    String raw = Path.of("/").resolve(host).toUri().getRawPath();
    String trimmed =
        raw.length() > 1 && raw.endsWith("/") ? raw.substring(0, raw.length() - 1) : raw;
    String decoded = PathBytes.decode(unquoted(trimmed));
    return host.isAbsolute() ? decoded : decoded.substring(1);
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }

  private static String quoted(byte[] path) {
    StringBuilder out = new StringBuilder();
    for (byte b : path) {
      boolean plain = b == '/' || (b > 0 && Character.isLetterOrDigit(b));
      if (plain) {
        out.append((char) b);
      } else {
        out.append(String.format("%%%02X", b & 0xFF));
      }
    }
    return out.toString();
  }

  private static byte[] unquoted(String path) {
    byte[] out = new byte[path.length()];
    int length = 0;
    for (int i = 0; i < path.length(); i++) {
      if (path.charAt(i) == '%') {
        out[length++] = (byte) Integer.parseInt(path, i + 1, i + 3, 16);
        i += 2;
      } else {
        out[length++] = (byte) path.charAt(i);
      }
    }
    return Arrays.copyOf(out, length);
  }
}

package dev.kobako.tree;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A path inside an image: absolute, without {@code .}, {@code ..} or empty names. It names one
 * place of a tree and never anything of the host.
 *
 * <p>Names are bytes on Linux. Bytes that are not UTF-8 are carried as lone surrogates U+DC80 to
 * U+DCFF ({@link PathBytes}), so that every name survives reading and writing.
 *
 * <p>Ordered name by name, so that a directory comes right before all that is in it.
 */
public final class ImagePath implements Comparable<ImagePath> {
  /** The root directory. */
  public static final ImagePath ROOT = new ImagePath("/");

  private final String text;

  private ImagePath(String text) {
    this.text = text;
  }

  /**
   * Reads an absolute path; doubled and trailing slashes and {@code .} are folded.
   *
   * @throws IllegalArgumentException for a path that is not absolute, or has {@code ..} or NUL:
   *     where {@code ..} leads depends on links, so only {@link Tree#resolve(String)} can say
   */
  public static ImagePath of(String path) {
    if (!path.startsWith("/")) {
      throw new IllegalArgumentException("not an absolute path: " + path);
    }
    if (path.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("a NUL byte in a path");
    }
    if (isFolded(path)) {
      return new ImagePath(path);
    }
    List<String> names = new ArrayList<>();
    for (String name : path.split("/")) {
      if (name.equals("..")) {
        throw new IllegalArgumentException("'..' in a path: " + path);
      }
      if (!name.isEmpty() && !name.equals(".")) {
        names.add(name);
      }
    }
    return names.isEmpty() ? ROOT : new ImagePath("/" + String.join("/", names));
  }

  /** Whether nothing is to be folded, as in nearly every path; then its text is kept as it is. */
  private static boolean isFolded(String path) {
    return path.length() > 1
        && !path.endsWith("/")
        && !path.endsWith("/.")
        && !path.endsWith("/..")
        && !path.contains("//")
        && !path.contains("/./")
        && !path.contains("/../");
  }

  /** The entry called {@code name} in this directory; a single name, not a path. */
  public ImagePath child(String name) {
    if (name.isEmpty()
        || name.equals(".")
        || name.equals("..")
        || name.indexOf('/') >= 0
        || name.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("not a name: '" + name + "'");
    }
    return known(name);
  }

  /** The same of a name that is one, since it comes from a path. */
  ImagePath known(String name) {
    return new ImagePath(isRoot() ? "/" + name : text + "/" + name);
  }

  /** Whether this is the root directory. */
  public boolean isRoot() {
    return text.length() == 1;
  }

  /** The directory this is in; empty for the root. */
  public Optional<ImagePath> parent() {
    if (isRoot()) {
      return Optional.empty();
    }
    int slash = text.lastIndexOf('/');
    return Optional.of(slash == 0 ? ROOT : new ImagePath(text.substring(0, slash)));
  }

  /** The last name; empty for the root. */
  public String name() {
    return text.substring(text.lastIndexOf('/') + 1);
  }

  /** All names from the root down. */
  public List<String> names() {
    return isRoot() ? List.of() : Arrays.asList(text.substring(1).split("/"));
  }

  /** Whether this is {@code ancestor} or lies below it. */
  public boolean startsWith(ImagePath ancestor) {
    return ancestor.isRoot()
        || text.equals(ancestor.text)
        || (text.startsWith(ancestor.text) && text.charAt(ancestor.text.length()) == '/');
  }

  @Override
  public int compareTo(ImagePath other) {
    int shared = Math.min(text.length(), other.text.length());
    for (int i = 0; i < shared; i++) {
      char mine = text.charAt(i);
      char theirs = other.text.charAt(i);
      if (mine != theirs) {
        return Character.compare(rank(mine), rank(theirs));
      }
    }
    return Integer.compare(text.length(), other.text.length());
  }

  /**
   * The separator sorts before every other character, which keeps a directory's entries together.
   */
  private static char rank(char character) {
    return character == '/' ? 0 : character;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ImagePath path && text.equals(path.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** The path as text, starting with a slash. */
  @Override
  public String toString() {
    return text;
  }
}

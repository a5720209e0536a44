package dev.kobako.ladder;

import dev.kobako.slim.Includes;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.Tree;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A line of a lock that names one place, or several by a pattern.
 *
 * @param pattern an absolute path that may have globs within its names, as {@link Includes} has
 *     them; signs of globs that stand for themselves are in brackets
 * @param form what is meant of the place
 */
record LockedPath(String pattern, Form form) implements Comparable<LockedPath> {
  private static final Comparator<LockedPath> ORDER =
      Comparator.<LockedPath, ImagePath>comparing(each -> ImagePath.of(each.pattern))
          .thenComparing(LockedPath::form);

  /** What is meant of a place. */
  enum Form {
    /** What is there, if it is no folder. */
    ENTRY(""),
    /** The folder alone. */
    FOLDER("/"),
    /** A link, and the file that it leads to, by whatever name. */
    LINK(" ->"),
    /** The folder with all that is below. */
    ALL("/**");

    private final String suffix;

    Form(String suffix) {
      this.suffix = suffix;
    }
  }

  LockedPath {
    if (!ImagePath.of(pattern).toString().equals(pattern)) {
      throw new IllegalArgumentException("not a plain absolute path");
    }
  }

  /** The line of exactly this place. */
  static LockedPath of(ImagePath place, Form form) {
    return new LockedPath(place.toString().replaceAll("[*?\\[]", "[$0]"), form);
  }

  /** Reads what {@link #text} wrote. */
  static LockedPath read(String written) {
    for (Form form : List.of(Form.ALL, Form.LINK, Form.FOLDER)) {
      if (written.endsWith(form.suffix) && written.length() > form.suffix.length()) {
        String front = written.substring(0, written.length() - form.suffix.length());
        return new LockedPath(LockText.read(front), form);
      }
    }
    return written.equals(Form.ALL.suffix)
        ? new LockedPath("/", Form.ALL)
        : new LockedPath(LockText.read(written), Form.ENTRY);
  }

  /** The line. */
  String text() {
    String front = pattern.equals("/") ? "" : LockText.written(pattern);
    return front + form.suffix;
  }

  /** The places that it may stand for, there or not, without following any link. */
  List<ImagePath> places(Tree tree) {
    Optional<String> literal = literal();
    if (literal.isPresent()) {
      return List.of(ImagePath.of(literal.get()));
    }
    return Includes.matches(tree, pattern).stream().map(ImagePath::of).toList();
  }

  /** The path, where no glob leaves anything open. */
  private Optional<String> literal() {
    String plain = pattern.replaceAll("\\[([*?\\[])]", "");
    return Stream.of("*", "?", "[").noneMatch(plain::contains)
        ? Optional.of(pattern.replaceAll("\\[([*?\\[])]", "$1"))
        : Optional.empty();
  }

  /**
   * The same with the versions of installed packages of languages left open, so that an update does
   * not change the line: {@code requests-[0-9]*.dist-info}.
   */
  LockedPath withoutVersions() {
    String open =
        pattern
            .replaceAll(
                "/([^/]+?)-[0-9][^/]*\\.(dist-info|egg-info|gemspec)(?=/|$)", "/$1-[0-9]*.$2")
            .replaceAll("/gems/([^/]+?)-[0-9][^/]*(?=/)", "/gems/$1-[0-9]*");
    return new LockedPath(open, form);
  }

  @Override
  public int compareTo(LockedPath other) {
    return ORDER.compare(this, other);
  }
}

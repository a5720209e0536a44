package dev.kobako.build;

import java.util.Locale;

/**
 * Which sources of ADD are not files of a tree, by BuildKit's {@code dfgitutil} and {@code
 * gitutil}.
 */
final class RemoteSource {
  private RemoteSource() {}

  /** What a source is by how it is written. */
  static CopyStep.Source of(String source) {
    if (isGit(source)) {
      return new CopyStep.Source.Git(source);
    }
    return source.startsWith("http://") || source.startsWith("https://")
        ? new CopyStep.Source.Url(source)
        : new CopyStep.Source.Path(source);
  }

  private static boolean isGit(String source) {
    int scheme = source.indexOf("://");
    if (scheme > 0 && isWord(source.substring(0, scheme), "")) {
      return switch (source.substring(0, scheme).toLowerCase(Locale.ROOT)) {
        case "git", "ssh" -> true;
        case "http", "https" -> path(source.substring(scheme + 3)).endsWith(".git");
        default -> false;
      };
    }
    int at = source.indexOf('@');
    int colon = source.indexOf(':', at + 1);
    return at > 0
        && colon > at + 1
        && isWord(source.substring(0, at), "-_")
        && isWord(source.substring(at + 1, colon), "-.");
  }

  /** The path of a URL, given what comes after the scheme. */
  private static String path(String rest) {
    int end = rest.length();
    for (char mark : new char[] {'?', '#'}) {
      int index = rest.indexOf(mark);
      end = index >= 0 && index < end ? index : end;
    }
    int slash = rest.indexOf('/');
    return slash < 0 || slash > end ? "" : rest.substring(slash, end);
  }

  private static boolean isWord(String text, String more) {
    return text.chars()
        .allMatch(c ->
            (c >= '0' && c <= '9')
                || (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || more.indexOf(c) >= 0);
  }
}

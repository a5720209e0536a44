package dev.kobako.lint;

import java.util.List;

/** What words of instructions are, before anything in them is expanded. */
public final class Words {
  private static final List<String> ARCHIVES =
      List.of(
          ".tar", ".Z", ".bz2", ".gz", ".lz", ".lzma", ".tZ", ".tb2", ".tbz", ".tbz2", ".tgz",
          ".tlz", ".tpz", ".txz", ".xz");

  private Words() {}

  /** Without quotes at its ends. */
  public static String unquoted(String word) {
    int start = 0;
    int end = word.length();
    while (start < end && isQuote(word.charAt(start))) {
      start++;
    }
    while (end > start && isQuote(word.charAt(end - 1))) {
      end--;
    }
    return word.substring(start, end);
  }

  /** Without any quotes: what a name is once it is read. */
  static String plain(String word) {
    return word.indexOf('"') < 0 && word.indexOf('\'') < 0
        ? word
        : word.replace("\"", "").replace("'", "");
  }

  /** What is behind the last slash of a path. */
  static String lastOf(String path) {
    return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  }

  /** A path without the slash that only says that it is a folder. */
  static String withoutLastSlash(String path) {
    return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  private static boolean isQuote(char letter) {
    return letter == '"' || letter == '\'';
  }

  /** Whether it begins with the letter of a drive. */
  static boolean isWindowsPath(String path) {
    return path.length() > 1 && Character.isLetter(path.charAt(0)) && path.charAt(1) == ':';
  }

  /** Whether it is called as archives are that ADD unpacks. */
  static boolean isArchive(String word) {
    return ARCHIVES.stream().anyMatch(word::endsWith);
  }
}

package dev.kobako.debian;

import dev.kobako.tree.PathBytes;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Looks files up in the Contents of a suite: a line a path, the packages that have it after blanks,
 * each with its section in front ({@code usr/bin/git vcs/git}).
 */
final class ContentsSearch {
  private static final Pattern LIBRARY_FOLDER =
      Pattern.compile("(usr/)?lib(32|64|x32)?(/[a-z0-9_]+-linux-[a-z0-9]+)?/");
  private static final List<String> PROGRAM_FOLDERS =
      List.of("usr/bin/", "bin/", "usr/sbin/", "sbin/", "usr/games/");

  private final AptLists lists;

  ContentsSearch(AptLists lists) {
    this.lists = lists;
  }

  /** The package with this library in a folder that the loader searches. */
  Optional<String> library(String soname) {
    return search(soname, folder -> LIBRARY_FOLDER.matcher(folder).matches());
  }

  /** The package with this program in a folder of the usual PATH. */
  Optional<String> program(String name) {
    return search(name, PROGRAM_FOLDERS::contains);
  }

  private interface FolderRule {
    boolean accepts(String folder);
  }

  private Optional<String> search(String name, FolderRule rule) {
    if (name.isEmpty() || name.indexOf('/') >= 0) {
      return Optional.empty();
    }
    byte[] wanted = PathBytes.encode("/" + name);
    @Nullable String[] found = {null};
    lists.read(
        file -> file.contains("_Contents-"),
        (buffer, start, end) -> {
          int blank = firstBlank(buffer, start, end);
          if (endsWith(buffer, start, blank, wanted)
              && rule.accepts(AptLists.text(buffer, start, blank - wanted.length + 1))) {
            found[0] = firstPackage(AptLists.text(buffer, blank, end));
          }
          return found[0] == null;
        });
    return Optional.ofNullable(found[0]);
  }

  private static int firstBlank(byte[] buffer, int start, int end) {
    int blank = start;
    while (blank < end && buffer[blank] != ' ' && buffer[blank] != '\t') {
      blank++;
    }
    return blank;
  }

  private static boolean endsWith(byte[] buffer, int start, int end, byte[] wanted) {
    int from = end - wanted.length;
    if (from < start) {
      return false;
    }
    for (int i = 0; i < wanted.length; i++) {
      if (buffer[from + i] != wanted[i]) {
        return false;
      }
    }
    return true;
  }

  private static @Nullable String firstPackage(String places) {
    String first = places.strip().split(",", 2)[0];
    String name = first.substring(first.lastIndexOf('/') + 1);
    return name.isEmpty() ? null : name;
  }
}

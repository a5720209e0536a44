package dev.kobako.debian;

import dev.kobako.tree.PathBytes;
import dev.kobako.tree.Tree;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which package brings a soname, as the installed libraries' packages themselves say: {@code
 * info/*.symbols} (deb-symbols(5)) and {@code info/*.shlibs} (deb-shlibs(5)).
 */
final class LibraryProviders {
  private LibraryProviders() {}

  /** The package by soname. */
  static Map<String, String> read(Tree host) {
    DatabaseFiles info = DatabaseFiles.in(host, "/var/lib/dpkg/info");
    Map<String, String> providers = new TreeMap<>();
    for (String file : info.names()) {
      if (file.endsWith(".symbols")) {
        info.read(file).ifPresent(bytes -> addSymbols(PathBytes.decode(bytes), providers));
      } else if (file.endsWith(".shlibs")) {
        info.read(file).ifPresent(bytes -> addShlibs(PathBytes.decode(bytes), providers));
      }
    }
    return providers;
  }

  /** A library's first line: {@code libc.so.6 libc6 #MINVER#}; its symbols follow, indented. */
  private static void addSymbols(String text, Map<String, String> providers) {
    for (String line : text.split("\n")) {
      String[] words = line.split(" ");
      if (words.length >= 2 && isSoname(words[0])) {
        providers.putIfAbsent(words[0], words[1]);
      }
    }
  }

  private static boolean isSoname(String word) {
    return !word.isEmpty() && Character.isLetterOrDigit(word.charAt(0)) && word.contains(".so");
  }

  /** A line: {@code [type:] library version package …}. */
  private static void addShlibs(String text, Map<String, String> providers) {
    for (String line : text.split("\n")) {
      String[] words = line.strip().split("\\s+");
      // a type, such as "udeb:", speaks of other packages than those on a running system
      if (words.length >= 3 && !words[0].endsWith(":") && !words[0].startsWith("#")) {
        providers.putIfAbsent(words[0] + ".so." + words[1], words[2]);
        providers.putIfAbsent(words[0] + "-" + words[1] + ".so", words[2]);
      }
    }
  }
}

package dev.kobako.elf;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * {@code /etc/ld.so.conf} and what it includes: the folders that {@code ldconfig} puts into the
 * cache. No loader reads it.
 */
public final class LdSoConf {
  private static final int MAX_BYTES = 1 << 20;
  private static final int MAX_DEPTH = 16;
  private static final int MAX_FILES = 4096;
  private static final int MAX_FOLDERS = 1 << 16;

  private final Probes probes;
  private final SequencedSet<String> folders = new LinkedHashSet<>();
  private final Set<String> read = new HashSet<>();

  private LdSoConf(Probes probes) {
    this.probes = probes;
  }

  /**
   * The folders in the order of the files, each once, whether they exist or not. A file that
   * includes itself is read once.
   *
   * @param path of the first file; none if it does not exist
   * @throws KobakoException a finding, if includes are too deep or name too many files
   */
  public static List<String> folders(LoaderView view, String path) {
    LdSoConf conf = new LdSoConf(new Probes(view));
    conf.read(path, 0);
    return List.copyOf(conf.folders);
  }

  private void read(String path, int depth) {
    Optional<LoaderView.Found> found = probes.find(path);
    if (found.isEmpty() || !read.add(found.get().realPath())) {
      return;
    }
    if (depth > MAX_DEPTH || read.size() > MAX_FILES) {
      throw KobakoException.finding(
          Diagnostic.of(
              path,
              "is included too deeply, expected at most %d levels and %d files"
                  .formatted(MAX_DEPTH, MAX_FILES)));
    }
    byte[] bytes = probes.contents(found.get(), MAX_BYTES).orElse(new byte[0]);
    for (String raw : new String(bytes, StandardCharsets.UTF_8).lines().toList()) {
      String line = raw.replaceFirst("#.*", "").strip();
      if (line.startsWith("include")
          && line.length() > 7
          && Character.isWhitespace(line.charAt(7))) {
        for (String pattern : line.substring(8).strip().split("\\s+")) {
          String absolute =
              pattern.startsWith("/") ? pattern : PathText.child(PathText.folder(path), pattern);
          matches(absolute).forEach(file -> read(file, depth + 1));
        }
      } else if (line.startsWith("/") && folders.size() < MAX_FOLDERS) {
        // "=TYPE" behind a folder is a remainder of libc5
        String folder = line.replaceFirst("\\s*=.*", "").replaceFirst("(?<=.)/+$", "");
        folders.add(folder);
      }
    }
  }

  /** The existing paths that a glob(7) pattern stands for, sorted. */
  private List<String> matches(String pattern) {
    List<String> paths = List.of("");
    String[] names = pattern.split("/");
    for (String name : names) {
      if (name.isEmpty()) {
        continue;
      }
      boolean plain = name.chars().noneMatch(c -> "*?[\\".indexOf(c) >= 0);
      List<String> next = new ArrayList<>();
      for (String path : paths) {
        if (plain) {
          next.add(path + "/" + name);
        } else {
          Pattern glob = glob(name);
          probes.view().names(path.isEmpty() ? "/" : path).stream()
              .filter(entry -> glob.matcher(entry).matches())
              .filter(entry -> !entry.startsWith(".") || name.startsWith("."))
              .limit(MAX_FILES)
              .forEach(entry -> next.add(path + "/" + entry));
        }
      }
      paths = next.size() > MAX_FILES ? next.subList(0, MAX_FILES) : next;
    }
    return paths;
  }

  private static Pattern glob(String name) {
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      int close = c == '[' ? name.indexOf(']', i + 2) : -1;
      if (c == '*') {
        // possessive would be wrong, but one star for several keeps matching quick
        regex.append(regex.toString().endsWith(".*") ? "" : ".*");
      } else if (c == '?') {
        regex.append('.');
      } else if (close > 0) {
        String set = name.substring(i + 1, close);
        String negation = set.startsWith("!") || set.startsWith("^") ? "^" : "";
        String members = set.substring(negation.length()).replaceAll("[\\[\\]\\\\&^]", "\\\\$0");
        regex.append('[').append(negation).append(members).append(']');
        i = close;
      } else {
        int at = c == '\\' && i + 1 < name.length() ? ++i : i;
        regex.append(Pattern.quote(String.valueOf(name.charAt(at))));
      }
    }
    return Pattern.compile(regex.toString(), Pattern.DOTALL);
  }
}

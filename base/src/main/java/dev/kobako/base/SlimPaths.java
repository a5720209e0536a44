package dev.kobako.base;

import dev.kobako.image.Content;
import dev.kobako.tree.Attributes;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.MemoryTree;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What Docker's slim variants of Debian lack: documentation and translations, less what licences or
 * locale tools want. The patterns are those that debuerreotype, which makes these images, has in
 * {@code .slimify-excludes} and {@code .slimify-includes}; as dpkg.cfg(5)'s path-exclude has it,
 * {@code *} stands for slashes too.
 */
final class SlimPaths {
  private static final List<String> DROPPED =
      List.of(
          "/usr/share/doc/*",
          "/usr/share/groff/*",
          "/usr/share/info/*",
          "/usr/share/linda/*",
          "/usr/share/lintian/overrides/*",
          "/usr/share/locale/*",
          "/usr/share/man/*");

  private static final List<String> KEPT =
      List.of(
          "/usr/share/doc/*/copyright",
          "/usr/share/doc/kde/HTML/C/*",
          "/usr/share/gnome/help/*/C/*",
          "/usr/share/locale/all_languages",
          "/usr/share/locale/currency/*",
          "/usr/share/locale/l10n/*",
          "/usr/share/locale/languages",
          "/usr/share/locale/locale.alias",
          "/usr/share/omf/*/*-C.emf");

  private static final ImagePath DPKG_SETTINGS = ImagePath.of("/etc/dpkg/dpkg.cfg.d/docker");

  private SlimPaths() {}

  /**
   * Whether a file of that path is dropped. Not for directories: those go where nothing is left in
   * them.
   */
  public static boolean contains(ImagePath path) {
    String text = path.toString();
    return matchesAny(DROPPED, text) && !matchesAny(KEPT, text);
  }

  /** {@code /etc/dpkg/dpkg.cfg.d/docker}, by which packages that are installed later obey too. */
  public static String dpkgConfiguration() {
    StringBuilder text = new StringBuilder("# Slim: documentation and translations stay out.\n");
    DROPPED.forEach(pattern -> text.append("path-exclude ").append(pattern).append('\n'));
    KEPT.forEach(pattern -> text.append("path-include ").append(pattern).append('\n'));
    return text.toString();
  }

  /**
   * The tree without them, and without folders that hold nothing any more; where dpkg is in it, it
   * is told to leave them out from now on.
   */
  static MadeTree without(MadeTree made, Instant time) {
    MemoryTree.Builder kept = MemoryTree.builder().putAll(made.tree());
    SortedSet<ImagePath> folders = new TreeSet<>(Comparator.reverseOrder());
    made.tree()
        .walk(
            ImagePath.ROOT,
            (path, entry) -> {
              if (contains(path)) {
                if (entry instanceof Entry.Directory) {
                  folders.add(path);
                } else {
                  kept.remove(path);
                }
              }
            });
    MemoryTree left = kept.build();
    Set<ImagePath> gone = new HashSet<>();
    for (ImagePath folder : folders) {
      if (left.names(folder).stream().allMatch(name -> gone.contains(folder.child(name)))) {
        gone.add(folder);
        kept.remove(folder);
      }
    }
    List<MadeTree.Made> all = new ArrayList<>(made.made());
    if (made.tree().entry(DPKG_SETTINGS.parent().orElseThrow()).isPresent()) {
      byte[] text = dpkgConfiguration().getBytes(StandardCharsets.UTF_8);
      kept.put(
          DPKG_SETTINGS,
          new Entry.RegularFile(Attributes.of(0644).withMtime(time), Content.of(text), 0));
      all.add(new MadeTree.Made(DPKG_SETTINGS, "slim variant"));
    }
    return new MadeTree(kept.build(), all, made.dropped(), made.notes());
  }

  private static boolean matchesAny(List<String> patterns, String text) {
    for (String pattern : patterns) {
      if (matches(pattern, text)) {
        return true;
      }
    }
    return false;
  }

  /** As fnmatch(3) without flags, for patterns that have no other sign than {@code *}. */
  private static boolean matches(String pattern, String text) {
    int star = pattern.indexOf('*');
    if (star < 0) {
      return text.equals(pattern);
    }
    if (!text.startsWith(pattern.substring(0, star))) {
      return false;
    }
    int at = star;
    int next = pattern.indexOf('*', star + 1);
    while (next >= 0) {
      String middle = pattern.substring(star + 1, next);
      int found = text.indexOf(middle, at);
      if (found < 0) {
        return false;
      }
      at = found + middle.length();
      star = next;
      next = pattern.indexOf('*', star + 1);
    }
    String end = pattern.substring(star + 1);
    return text.length() - at >= end.length() && text.endsWith(end);
  }
}

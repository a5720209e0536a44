package dev.kobako.debian;

import dev.kobako.tree.PathBytes;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which packages are interested in which triggers (deb-triggers(5)), as dpkg keeps it under {@code
 * /var/lib/dpkg/triggers}: those in files of a folder all in {@code File}, all others each in a
 * file of the trigger's name.
 */
final class TriggerInterests {
  private static final String INTEREST = "interest";
  private static final String NOT_AWAITED = "/noawait";

  private final StringBuilder ofFiles = new StringBuilder();
  private final SortedMap<String, StringBuilder> byName = new TreeMap<>();

  /** Adds those of a package's control file {@code triggers}. */
  void add(String packageName, byte[] triggers) {
    for (String line : PathBytes.decode(triggers).split("\n")) {
      String[] words = line.strip().split("\\s+", 3);
      if (words.length == 2 && words[0].startsWith(INTEREST)) {
        add(packageName + suffix(words[0]), words[1]);
      }
    }
  }

  private static String suffix(String directive) {
    return directive.equals(INTEREST + "-noawait") ? NOT_AWAITED : "";
  }

  private void add(String interested, String trigger) {
    if (trigger.startsWith("/")) {
      ofFiles.append(trigger).append(' ').append(interested).append('\n');
    } else if (isName(trigger)) {
      byName.computeIfAbsent(trigger, _ -> new StringBuilder()).append(interested).append('\n');
    }
  }

  /** Not one that is a path, nor that of one of dpkg's own files in the folder. */
  private static boolean isName(String trigger) {
    return trigger.indexOf('/') < 0
        && !trigger.startsWith(".")
        && trigger.chars().allMatch(c -> c > ' ' && c < 0x7f)
        && !trigger.equals("File")
        && !trigger.equals("Lock")
        && !trigger.equals("Unincorp");
  }

  /** The lines of {@code File}. */
  String ofFiles() {
    return ofFiles.toString();
  }

  /** The lines of the other files by their names. */
  SortedMap<String, String> byName() {
    SortedMap<String, String> lines = new TreeMap<>();
    byName.forEach((name, interested) -> lines.put(name, interested.toString()));
    return lines;
  }
}

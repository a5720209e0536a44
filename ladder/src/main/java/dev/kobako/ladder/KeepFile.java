package dev.kobako.ladder;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What stays and what goes, as a project notes it in a file: a path, glob or {@code package:NAME} a
 * line; one behind {@code !} goes. Empty lines and those that begin with {@code #} say nothing.
 *
 * @param keep as {@link KeepRules#keep} has it
 * @param drop as {@link KeepRules#drop} has it
 * @param places as {@link KeepRules#places} has them
 */
public record KeepFile(List<String> keep, List<String> drop, SortedMap<String, String> places) {
  /** More than anybody writes by hand. */
  private static final int MOST = 10_000;

  public KeepFile {
    keep = List.copyOf(keep);
    drop = List.copyOf(drop);
    places = Collections.unmodifiableSortedMap(new TreeMap<>(places));
  }

  /**
   * Reads one.
   *
   * @param file how the user calls it, for messages
   * @throws KobakoException a finding with the line, for one that names no path
   */
  public static KeepFile parse(byte[] bytes, String file) {
    List<String> keep = new ArrayList<>();
    List<String> drop = new ArrayList<>();
    SortedMap<String, String> places = new TreeMap<>();
    int number = 0;
    for (String line : new String(bytes, StandardCharsets.UTF_8).lines().toList()) {
      number++;
      String words = line.strip();
      if (words.isEmpty() || words.startsWith("#")) {
        continue;
      }
      boolean goes = words.startsWith("!");
      String named = goes ? words.substring(1).strip() : words;
      if (!isNamed(named, goes) || keep.size() + drop.size() >= MOST) {
        throw KobakoException.finding(
            Diagnostic.of(
                file + ":" + number,
                keep.size() + drop.size() >= MOST
                    ? "has more than " + MOST + " lines"
                    : "'" + named + "' is no absolute path" + (goes ? "" : " and no package:NAME"),
                "write a path from the image's root, as in /srv/www/**, or !/srv/www/old"));
      }
      (goes ? drop : keep).add(named);
      places.putIfAbsent((goes ? "--drop " : "--keep ") + named, file + ":" + number);
    }
    return new KeepFile(keep, drop, places);
  }

  private static boolean isNamed(String words, boolean goes) {
    return words.indexOf('\0') < 0
        && (words.startsWith("/") || (!goes && words.startsWith("package:")));
  }
}

package dev.kobako.apt;

import dev.kobako.debian.Stanza;
import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads the deb822 style of sources.list(5), a paragraph for an entry. */
final class SourceStanza {
  private static final List<String> OPTIONS =
      List.of("Enabled", "Architectures", "Signed-By", "Check-Valid-Until", "Trusted");

  private SourceStanza() {}

  /**
   * The entries of a file.
   *
   * @param place its path
   * @throws KobakoException usage, where a field is missing
   */
  static List<SourceEntry> parse(String file, String place) {
    List<SourceEntry> entries = new ArrayList<>();
    byte[] bytes = withoutComments(file).getBytes(StandardCharsets.UTF_8);
    for (Stanza stanza : Stanza.split(bytes)) {
      SortedMap<String, String> options = new TreeMap<>();
      for (String option : OPTIONS) {
        stanza
            .field(option)
            .ifPresent(value -> options.put(option.toLowerCase(Locale.ROOT), value));
      }
      entries.add(
          new SourceEntry(
              required(stanza, "Types", place),
              required(stanza, "URIs", place),
              required(stanza, "Suites", place),
              SourceEntry.words(stanza.field("Components").orElse("")),
              options,
              place));
    }
    return entries;
  }

  private static String withoutComments(String file) {
    StringBuilder text = new StringBuilder(file.length());
    for (String line : file.lines().toList()) {
      if (!line.startsWith("#")) {
        text.append(line).append('\n');
      }
    }
    return text.toString();
  }

  private static List<String> required(Stanza stanza, String field, String place) {
    List<String> words = SourceEntry.words(stanza.field(field).orElse(""));
    if (words.isEmpty()) {
      throw KobakoException.usage(
          Diagnostic.of(
              place,
              "an entry has no " + field,
              "each paragraph needs Types, URIs, Suites and Components (sources.list(5))"));
    }
    return words;
  }
}

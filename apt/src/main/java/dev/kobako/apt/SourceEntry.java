package dev.kobako.apt;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What an entry of sources.list(5) says, however it was written, before it is known whether kobako
 * can use it.
 *
 * @param options values by their deb822 name in lower case: {@code signed-by}, {@code
 *     architectures}
 * @param place file and line
 */
record SourceEntry(
    List<String> types,
    List<String> archives,
    List<String> suites,
    List<String> components,
    SortedMap<String, String> options,
    String place) {

  /**
   * What becomes of entries.
   *
   * @param sources those that can be used
   * @param passedOver why others can't, one sentence each, with their places
   */
  record Usable(List<AptSource> sources, List<String> passedOver) {
    Usable {
      sources = List.copyOf(sources);
      passedOver = List.copyOf(passedOver);
    }
  }

  /**
   * One source for each archive; none for an entry that is switched off or for sources.
   *
   * @param checkValidUntil where the entry itself doesn't say
   */
  Usable usable(Path hostRoot, boolean checkValidUntil) {
    List<AptSource> sources = new ArrayList<>();
    List<String> passedOver = new ArrayList<>();
    if (!types.contains("deb") || !isOn("enabled", true)) {
      return new Usable(sources, passedOver);
    }
    Optional<String> why = whyNot();
    if (why.isPresent()) {
      return new Usable(sources, List.of(place + ": " + why.get()));
    }
    for (String archive : archives) {
      if (isReachable(archive)) {
        sources.add(source(archive, hostRoot, checkValidUntil));
      } else {
        passedOver.add(place + ": " + scheme(archive) + ": archives are not supported");
      }
    }
    return new Usable(sources, passedOver);
  }

  private Optional<String> whyNot() {
    for (String suite : suites) {
      if (suite.endsWith("/")) {
        return Optional.of("an archive without suites ('" + suite + "') is not supported");
      }
      if (suite.indexOf('$') >= 0) {
        return Optional.of("variables in a suite ('" + suite + "') are not supported");
      }
    }
    if (options.containsKey("trusted")) {
      return Optional.of(
          isOn("trusted", false)
              ? "trusted=yes: an archive is believed by its signature alone; give the file of its"
                  + " key with signed-by"
              : "trusted=no: an archive that nobody is to trust");
    }
    return Optional.empty();
  }

  private AptSource source(String archive, Path hostRoot, boolean checkValidUntil) {
    int end = archive.length();
    while (end > 0 && archive.charAt(end - 1) == '/') {
      end--;
    }
    return new AptSource(
        archive.substring(0, end),
        suites,
        components,
        words(options.getOrDefault("architectures", "").replace(',', ' ')),
        Optional.ofNullable(options.get("signed-by"))
            .flatMap(value -> SignedByField.parse(value, hostRoot)),
        isOn("check-valid-until", checkValidUntil),
        place);
  }

  /** As apt reads truth: what is not clearly one or the other is as if it weren't there. */
  private boolean isOn(String option, boolean usual) {
    return switch (options.getOrDefault(option, "").toLowerCase(Locale.ROOT)) {
      case "yes", "true", "with", "on", "enable", "1" -> true;
      case "no", "false", "without", "off", "disable", "0" -> false;
      default -> usual;
    };
  }

  static boolean isReachable(String archive) {
    return switch (scheme(archive)) {
      case "http", "https", "file" -> true;
      default -> false;
    };
  }

  private static String scheme(String archive) {
    int colon = archive.indexOf(':');
    return colon < 0 ? archive : archive.substring(0, colon).toLowerCase(Locale.ROOT);
  }

  static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      int end = at;
      while (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
        end++;
      }
      if (end > at) {
        words.add(text.substring(at, end));
      }
      at = end + 1;
    }
    return words;
  }
}

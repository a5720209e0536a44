package dev.kobako.apt;

import dev.kobako.image.Digest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Believes every release: what is tested is how it comes, and what is done with it. */
final class UncheckedRelease {
  private UncheckedRelease() {}

  static Release check(byte[] inRelease, AptSource source, String suite, String url, Instant now) {
    SortedMap<String, String> fields = new TreeMap<>();
    SortedMap<String, Release.IndexFile> files = new TreeMap<>();
    boolean sums = false;
    for (String line : new String(inRelease, StandardCharsets.UTF_8).lines().toList()) {
      if (line.startsWith(" ")) {
        String[] words = line.strip().split(" +");
        if (sums) {
          files.put(
              words[2],
              new Release.IndexFile(Long.parseLong(words[1]), new Digest("sha256", words[0])));
        }
        continue;
      }
      sums = line.equals("SHA256:");
      int colon = line.indexOf(": ");
      if (colon > 0) {
        fields.put(line.substring(0, colon), line.substring(colon + 2));
      }
    }
    return new Release(
        fields.getOrDefault("Origin", ""),
        fields.getOrDefault("Suite", ""),
        fields.getOrDefault("Codename", ""),
        ZonedDateTime.parse(
                fields.getOrDefault("Date", "").replace("UTC", "GMT"),
                DateTimeFormatter.RFC_1123_DATE_TIME)
            .toInstant(),
        Optional.empty(),
        "yes".equals(fields.get("Acquire-By-Hash")),
        List.of(fields.getOrDefault("Architectures", "").split(" ")),
        List.of(fields.getOrDefault("Components", "").split(" ")),
        files,
        Digest.sha256(inRelease));
  }
}

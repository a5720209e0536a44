package dev.kobako.lint;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** The ids of SPDX's license list, read on first use. */
final class SpdxLicenses {
  private static final String RESOURCE = "spdx-licenses.txt";
  private static final Set<String> IDS = ids();

  private SpdxLicenses() {}

  private static Set<String> ids() {
    try (InputStream in =
        Objects.requireNonNull(SpdxLicenses.class.getResourceAsStream(RESOURCE), RESOURCE)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .collect(Collectors.toUnmodifiableSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static boolean has(String id) {
    return IDS.contains(id);
  }
}

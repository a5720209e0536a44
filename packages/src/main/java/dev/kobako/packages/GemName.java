package dev.kobako.packages;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the folder of a gem and its specification are called: {@code nokogiri-1.15.4-x86_64-linux}.
 *
 * @param name of the gem
 * @param version of it, without the platform
 */
public record GemName(String name, String version) {
  /** Of {@code Gem::Version}, which begins with a number. */
  private static final Pattern VERSION = Pattern.compile("[0-9]+(\\.[0-9A-Za-z]+)*");

  /** Reads it; empty for what is no such name. Names and platforms may have dashes and digits. */
  public static Optional<GemName> of(String full) {
    Optional<GemName> plain = Optional.empty();
    for (int dash = full.lastIndexOf('-'); dash > 0; dash = full.lastIndexOf('-', dash - 1)) {
      int end = full.indexOf('-', dash + 1);
      String version = full.substring(dash + 1, end < 0 ? full.length() : end);
      if (VERSION.matcher(version).matches()) {
        GemName found = new GemName(full.substring(0, dash), version);
        if (version.indexOf('.') > 0) {
          return Optional.of(found);
        }
        plain = Optional.of(plain.orElse(found));
      }
    }
    return plain;
  }
}

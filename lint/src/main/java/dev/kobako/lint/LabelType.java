package dev.kobako.lint;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the value of a label has to be: hadolint's words. */
public enum LabelType {
  /** Anything. */
  TEXT,
  /** An absolute URI (RFC 3986). */
  URL,
  /** The id of a license in SPDX's list. */
  SPDX,
  /** A commit of git, whole or with seven digits. */
  HASH,
  /** A time with its zone (RFC 3339). */
  RFC3339,
  /** A version (Semantic Versioning 2). */
  SEMVER,
  /** An address (RFC 5322). */
  EMAIL;

  /** As users write it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** All words. */
  public static List<String> words() {
    return Arrays.stream(values()).map(LabelType::word).toList();
  }

  /** The type of that word; nothing at all is any text. */
  public static Optional<LabelType> of(String word) {
    return word.isEmpty()
        ? Optional.of(TEXT)
        : Arrays.stream(values()).filter(type -> type.word().equals(word)).findFirst();
  }
}

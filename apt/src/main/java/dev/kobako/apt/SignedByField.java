package dev.kobako.apt;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads the value of Signed-By: files and fingerprints, or a key itself. */
final class SignedByField {
  private static final String KEY = "-----BEGIN PGP PUBLIC KEY BLOCK-----";

  private SignedByField() {}

  /**
   * Reads it.
   *
   * @param hostRoot under which the files are
   */
  static Optional<SignedBy> parse(String value, Path hostRoot) {
    if (value.strip().startsWith(KEY)) {
      return Optional.of(new SignedBy.KeyText(withoutDots(value)));
    }
    List<SignedBy> each = new ArrayList<>();
    for (String word : SourceEntry.words(value.replace(',', ' '))) {
      each.add(
          word.startsWith("/")
              ? new SignedBy.KeyFile(hostRoot.resolve(word.substring(1)))
              : fingerprint(word));
    }
    return switch (each.size()) {
      case 0 -> Optional.empty();
      case 1 -> Optional.of(each.getFirst());
      default -> Optional.of(new SignedBy.AnyOf(each));
    };
  }

  /** Something else is no key of anybody's, so that nothing is signed by it. */
  private static SignedBy fingerprint(String word) {
    boolean exact = word.endsWith("!");
    String hex = exact ? word.substring(0, word.length() - 1) : word;
    String digits = hex.startsWith("0x") ? hex.substring(2) : hex;
    return new SignedBy.Fingerprint(digits.toUpperCase(Locale.ROOT), exact);
  }

  /** A key within a deb822 field has its empty lines written as dots, and all lines indented. */
  private static String withoutDots(String value) {
    StringBuilder text = new StringBuilder();
    for (String line : value.lines().toList()) {
      String stripped = line.strip();
      text.append(stripped.equals(".") ? "" : stripped).append('\n');
    }
    return text.toString();
  }
}

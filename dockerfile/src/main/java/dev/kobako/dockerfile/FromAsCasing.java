package dev.kobako.dockerfile;

import java.util.Locale;

/** AS is in capitals where FROM is, and in small letters where that is. */
final class FromAsCasing implements BuildCheck {
  @Override
  public String name() {
    return "FromAsCasing";
  }

  @Override
  public void check(CheckedFile file, Findings findings) {
    for (CheckedFile.Stage stage : file.stages()) {
      Statement statement = stage.from().statement();
      String from = file.keyword(statement);
      boolean upper = from.equals(from.toUpperCase(Locale.ROOT));
      if (statement.arguments().size() < 3
          || (!upper && !from.equals(from.toLowerCase(Locale.ROOT)))) {
        continue; // mixed letters are another check's
      }
      String as = statement.arguments().get(1);
      if (!as.equals(upper ? as.toUpperCase(Locale.ROOT) : as.toLowerCase(Locale.ROOT))) {
        findings.add(statement, "'%s' and '%s' are not in the same case".formatted(as, from));
      }
    }
  }
}

package dev.kobako.dockerfile;

import dev.kobako.diagnostic.Spelling;

/** A variable is set or declared before it is used. */
final class UndefinedVar implements BuildCheck {
  @Override
  public String name() {
    return "UndefinedVar";
  }

  @Override
  public void check(CheckedFile file, Findings findings) {
    for (CheckedFile.Unset unset : file.unset()) {
      String meant =
          Spelling.nearest(unset.name(), unset.known())
              .map(near -> ", did you mean $" + near + "?")
              .orElse("");
      findings.add(
          unset.statement(), "nothing has set the variable $%s%s".formatted(unset.name(), meant));
    }
  }
}

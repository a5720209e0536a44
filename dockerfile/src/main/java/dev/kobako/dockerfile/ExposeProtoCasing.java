package dev.kobako.dockerfile;

import java.util.Locale;

/** The protocol of EXPOSE is in small letters. */
final class ExposeProtoCasing implements BuildCheck {
  @Override
  public String name() {
    return "ExposeProtoCasing";
  }

  @Override
  public void check(CheckedFile file, Findings findings) {
    for (Instruction instruction : file.built()) {
      if (instruction instanceof Instruction.Expose(Statement statement, var ports)) {
        for (String port : ports) {
          if (!protocol(port).equals(protocol(port).toLowerCase(Locale.ROOT))) {
            findings.add(
                statement, "the protocol of EXPOSE '%s' is not in small letters".formatted(port));
          }
        }
      }
    }
  }

  /** What stands behind the slash; nothing, where it is a variable. */
  private static String protocol(String port) {
    int slash = port.indexOf('/');
    return slash < 0 || port.contains("$") ? "" : port.substring(slash + 1);
  }
}

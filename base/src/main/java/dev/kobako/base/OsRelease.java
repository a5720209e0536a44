package dev.kobako.base;

import dev.kobako.debian.Distribution;
import java.util.Optional;

/**
 * {@code /etc/os-release} (os-release(5)), by which scanners know whose security notices concern
 * the packages. base-files has it; without that package the few fields are written that can be
 * known from the suite.
 */
final class OsRelease implements Effect {
  private final String distribution;
  private final String suite;

  OsRelease(String distribution, String suite) {
    this.distribution = distribution;
    this.suite = suite;
  }

  @Override
  public String standsFor() {
    return "base-files";
  }

  @Override
  public void apply(Draft draft) {
    if (!draft.has("/usr/lib/os-release") && !draft.has("/etc/os-release")) {
      draft.file("/usr/lib/os-release", text());
    }
    if (!draft.has("/etc/os-release")) {
      draft.link("/etc/os-release", "../usr/lib/os-release");
    }
  }

  private String text() {
    Optional<String> version = version();
    String name = distribution.equals("ubuntu") ? "Ubuntu" : "Debian GNU/Linux";
    StringBuilder text = new StringBuilder();
    text.append("PRETTY_NAME=\"%s %s\"\n".formatted(name, version.orElse(suite)));
    text.append("NAME=\"%s\"\n".formatted(name));
    version.ifPresent(number -> text.append("VERSION_ID=\"%s\"\n".formatted(number)));
    text.append("VERSION_CODENAME=%s\n".formatted(suite));
    text.append("ID=%s\n".formatted(distribution));
    return text.toString();
  }

  /** Suites under changing names have no version. */
  private Optional<String> version() {
    return Distribution.of(distribution).flatMap(known -> known.number(suite));
  }
}

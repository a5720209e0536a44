package dev.kobako.toolbox;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A program that kobako uses and that is not Java. A closed set. */
@SuppressWarnings("ImmutableEnumChecker") // the lists are made by List.of
public enum Tool {
  RUNC("runc", "1.1.0", "--version", List.of("/usr/sbin/runc", "/usr/bin/runc")),
  UPX("upx-ucl", "3.96", "--version", List.of("/usr/bin/upx-ucl", "/usr/bin/upx")),
  STRIP("binutils", "2.34", "--version", List.of("/usr/bin/strip")),
  BUSYBOX("busybox-static", "1.30", "--help", List.of("/usr/bin/busybox", "/bin/busybox")),
  TINI_STATIC("tini", "0.18", "--version", List.of("/usr/bin/tini-static")),
  SHELLCHECK("shellcheck", "0.7.0", "--version", List.of("/usr/bin/shellcheck")),
  DOCKER_REGISTRY("docker-registry", "2.7", "--version", List.of("/usr/bin/docker-registry"));

  private final String debianPackage;
  private final String oldestVersion;
  private final String versionOption;
  private final List<String> places;

  Tool(String debianPackage, String oldestVersion, String versionOption, List<String> places) {
    this.debianPackage = debianPackage;
    this.oldestVersion = oldestVersion;
    this.versionOption = versionOption;
    this.places = places;
  }

  /** The tool that is called so. */
  public static Optional<Tool> called(String command) {
    for (Tool tool : values()) {
      if (tool.command().equals(command)) {
        return Optional.of(tool);
      }
    }
    return Optional.empty();
  }

  /** The program's name on the PATH. */
  public String command() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The Debian package that has it. */
  public String debianPackage() {
    return debianPackage;
  }

  /** The oldest version that does what kobako asks of it. */
  public String oldestVersion() {
    return oldestVersion;
  }

  /** What makes it tell its version. */
  String versionOption() {
    return versionOption;
  }

  /** Where its package may have it. */
  List<String> places() {
    return places;
  }
}

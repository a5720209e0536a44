package dev.kobako.fix;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which files of a project are there for those who build it: sources, manifests, what people read.
 */
final class SourceNames {
  private static final Pattern SOURCE =
      Pattern.compile(
          ".*\\.(go|rs|c|h|cc|cpp|cxx|hh|hpp|hxx|inl|s|S|asm|java|kt|kts|scala|groovy|gradle|proto"
              + "|cmake|mk|ac|am|m4|y|l)");

  private static final Set<String> NAMES =
      Set.of(
          "go.mod",
          "go.sum",
          "go.work",
          "go.work.sum",
          "Cargo.toml",
          "Cargo.lock",
          "rust-toolchain",
          "rust-toolchain.toml",
          "rustfmt.toml",
          "clippy.toml",
          "pom.xml",
          "mvnw",
          "mvnw.cmd",
          "gradlew",
          "gradlew.bat",
          "gradle.properties",
          "CMakeLists.txt",
          "CMakePresets.json",
          "configure",
          "Jenkinsfile",
          "Justfile",
          "justfile",
          "Makefile",
          "GNUmakefile",
          "makefile",
          "meson.build",
          "meson_options.txt",
          "Taskfile.yml",
          "Vagrantfile");

  /** At the top of a project only: further down such a file may be what the program shows. */
  private static final Pattern FOR_READERS =
      Pattern.compile(
          "(?i)(readme|licen[cs]e|copying|notice|authors|changelog|contributing|security"
              + "|code_of_conduct)([.-].*)?|[^/]*\\.md|(docker-)?compose[^/]*\\.ya?ml"
              + "|[^/]*dockerfile[^/]*|\\.(?!env)[^/]*");

  private static final Set<String> WILD =
      Set.of("go.*", "Cargo.*", "*.gradle", "*.gradle.kts", "go.mod*", "go.sum*");

  /** Folders that hold nothing for a program, by any part of a path. */
  private static final Pattern FOLDERS =
      Pattern.compile(
          "(\\.(git|github|gitlab|circleci|idea|vscode|cargo|mvn|gradle)|gradle/wrapper)/.*");

  private SourceNames() {}

  /**
   * Whether a file is of no use to what is built.
   *
   * @param path in the context
   */
  static boolean has(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    return SOURCE.matcher(name).matches()
        || NAMES.contains(name)
        || name.equals(".gitignore")
        || FOLDERS.matcher(path).matches()
        || FOR_READERS.matcher(path).matches();
  }

  /** Whether a file is a source or a manifest, that something can be built of. */
  static boolean isCode(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    return SOURCE.matcher(name).matches() || NAMES.contains(name);
  }

  /** Whether all that a pattern of COPY can fit is such. */
  static boolean hasAllOf(String pattern) {
    return WILD.contains(pattern) || (SOURCE.matcher(pattern).matches() && !pattern.contains("["));
  }
}

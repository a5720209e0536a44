package dev.kobako.fix;

import dev.kobako.project.ProjectFolder;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a project's build makes beside the program that its image starts, by its manifests. */
final class UnseenResults {
  /** Jars that a jar asks for by its manifest, which lie beside it. */
  private static final Pattern JARS =
      Pattern.compile("addClasspath|copy-dependencies|Class-Path|installDist");

  private static final Pattern BINARY = Pattern.compile("(?m)^\\s*\\[\\[bin]]");

  private UnseenResults() {}

  /** A file that tells of more than one result. */
  static Optional<String> in(ProjectFolder context) {
    return context.files().stream().filter(each -> tellsOfMore(context, each)).findFirst();
  }

  private static boolean tellsOfMore(ProjectFolder context, String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    if (List.of("pom.xml", "build.gradle", "build.gradle.kts").contains(name)) {
      return context.searchable(path).filter(text -> JARS.matcher(text).find()).isPresent();
    }
    if (name.equals("Cargo.toml")) {
      return BINARY.matcher(context.searchable(path).orElse("")).results().count() > 1;
    }
    return path.matches("(.*/)?src/bin/[^/]+\\.rs");
  }
}

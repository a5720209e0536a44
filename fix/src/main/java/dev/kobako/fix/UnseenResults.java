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

  /** What packs all jars that a jar needs into it. */
  private static final Pattern PACKED =
      Pattern.compile("spring-?boot|springframework\\.boot|shade|shadow|assembly|jar-with-dep");

  private static final Pattern BINARY = Pattern.compile("(?m)^\\s*\\[\\[bin]]");
  private static final Pattern MAIN = Pattern.compile("(?m)^\\s*path\\s*=\\s*\"src/main\\.rs\"");
  private static final Pattern MORE_CRATES =
      Pattern.compile("(?m)^\\s*\\[workspace\\b|crate-type\\s*=.*\"c?dylib\"");

  /** Libraries that are loaded when the program runs. */
  private static final Pattern LIBRARIES =
      Pattern.compile(
          "(?i)(?<![\\w-])-shared\\b|_LTLIBRARIES|add_library\\s*\\([^)]*\\b(SHARED|MODULE)\\b"
              + "|BUILD_SHARED_LIBS|shared_(library|module)\\s*\\(");

  private static final Pattern OF_LIBRARIES =
      Pattern.compile(
          "(GNUm|M|m)akefile([.-].*)?|.*\\.(mk|mak|cmake)|CMakeLists\\.txt|meson\\.build"
              + "|configure(\\.ac|\\.in)?");

  private UnseenResults() {}

  /**
   * A file that tells of more than one result.
   *
   * @param installed whether all that is built goes below a prefix
   */
  static Optional<String> in(ProjectFolder context, boolean installed) {
    return context.files().stream()
        .filter(
            each -> tellsOfMore(context, each) || (!installed && tellsOfLibraries(context, each)))
        .findFirst();
  }

  /** Whether a jar that a project is built into has all in it that it needs. */
  static boolean packsJars(ProjectFolder context) {
    List<String> texts =
        context.files().stream()
            .filter(UnseenResults::isOfJava)
            .flatMap(each -> context.searchable(each).stream())
            .toList();
    return texts.stream().anyMatch(each -> PACKED.matcher(each).find())
        && texts.stream().noneMatch(each -> each.contains("quarkus"));
  }

  private static boolean isOfJava(String path) {
    return List.of("pom.xml", "build.gradle", "build.gradle.kts").contains(name(path));
  }

  private static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static boolean tellsOfMore(ProjectFolder context, String path) {
    if (isOfJava(path)) {
      return context.searchable(path).filter(text -> JARS.matcher(text).find()).isPresent();
    }
    if (name(path).equals("Cargo.toml")) {
      String text = context.searchable(path).orElse("");
      long named = BINARY.matcher(text).results().count();
      String main = path.substring(0, path.lastIndexOf('/') + 1) + "src/main.rs";
      boolean other = named == 1 && context.has(main) && !MAIN.matcher(text).find();
      return named > 1 || other || MORE_CRATES.matcher(text).find();
    }
    return path.matches("(.*/)?src/bin/([^/]+\\.rs|[^/]+/main\\.rs)");
  }

  private static boolean tellsOfLibraries(ProjectFolder context, String path) {
    return OF_LIBRARIES.matcher(name(path)).matches()
        && context.searchable(path).filter(text -> LIBRARIES.matcher(text).find()).isPresent();
  }
}

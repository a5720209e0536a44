package dev.kobako.project;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a program in Java becomes: jars in {@code /out} of the stage that builds, and a runtime.
 *
 * @param release of Java that it is compiled for
 * @param mainClass the class to start, where the jar itself doesn't say; its libraries then lie in
 *     {@code /out/lib}
 * @param port what it listens on, if that is known
 */
record JavaResult(int release, Optional<String> mainClass, OptionalInt port) {
  /** Releases with images and long support. */
  private static final List<Integer> LONG = List.of(8, 11, 17, 21, 25);

  private static final int USUAL = 21;
  private static final int SPRING_PORT = 8080;

  /** Java SE, and of the JDK what programs use without tools; some of it only by services. */
  private static final String MODULES =
      "java.se,jdk.charsets,jdk.crypto.ec,jdk.httpserver,jdk.jfr,jdk.localedata,jdk.management,"
          + "jdk.management.agent,jdk.naming.dns,jdk.net,jdk.security.auth,jdk.security.jgss,"
          + "jdk.unsupported,jdk.zipfs";

  private static final Pattern NUMBER = Pattern.compile("(?:1\\.)?([0-9]{1,2})(?:[.+-].*)?");
  private static final Pattern MAIN =
      Pattern.compile("public\\s+static\\s+void\\s+main\\s*\\(|fun\\s+main\\s*\\(");
  private static final Pattern PACKAGE = Pattern.compile("(?m)^\\s*package\\s+([\\w.]{1,200})");

  /** What Spring's programs for the web depend on. */
  static final String SPRING_WEB = "spring-boot-starter-web";

  /** The command that removes what {@link #dummies} wrote. */
  static final String WITHOUT_DUMMIES =
      "find . '(' -name Nothing.java -o -name Nothing.kt ')' -delete";

  /**
   * The port that files name, or the one of Spring.
   *
   * @param spring whether it is a program for the web that depends on it
   */
  static OptionalInt port(ProjectFolder folder, List<String> files, boolean spring) {
    OptionalInt named = ListeningPort.in(folder, files);
    return named.isEmpty() && spring ? OptionalInt.of(SPRING_PORT) : named;
  }

  /**
   * The commands that write sources that do nothing, for a build before the real ones are there. In
   * each module one class has a main method, and only one: plugins that pack programs look for it.
   *
   * @param modules their folders, each empty or with a slash at its end
   */
  static List<String> dummies(ProjectFolder folder, Collection<String> modules) {
    List<String> kotlin = withFolder(folder, modules, "src/main/kotlin");
    List<String> both =
        withFolder(folder, kotlin, "src/main/java").stream()
            .map(where -> where + "src/main/java")
            .toList();
    List<String> java =
        withFolder(folder, modules, "src/main/java").stream()
            .filter(where -> !kotlin.contains(where))
            .map(where -> where + "src/main/java")
            .toList();
    List<String> commands = new ArrayList<>();
    write(commands, java, "class Nothing { public static void main(String[] words) {} }", "java");
    write(commands, both, "class Nothing {}", "java");
    write(
        commands,
        kotlin.stream().map(where -> where + "src/main/kotlin").toList(),
        "fun main() {}",
        "kt");
    return commands;
  }

  private static List<String> withFolder(
      ProjectFolder folder, Collection<String> modules, String name) {
    return modules.stream().filter(where -> folder.hasFolder(where + name)).toList();
  }

  private static void write(
      List<String> commands, List<String> folders, String text, String ending) {
    if (!folders.isEmpty()) {
      String all = String.join(" ", folders);
      commands.add("mkdir -p " + all);
      commands.add(
          "for folder in "
              + all
              + "; do \\\n      echo '"
              + text
              + "' > \"$folder/Nothing."
              + ending
              + "\"; done");
    }
  }

  /** The release with images that runs what was compiled for another. */
  static int image(Optional<String> stated) {
    Matcher matcher = NUMBER.matcher(stated.orElse(""));
    int release = matcher.matches() ? Integer.parseInt(matcher.group(1)) : USUAL;
    return LONG.stream().filter(each -> each >= release).findFirst().orElse(LONG.getLast());
  }

  /** What files beside the manifests say of the release. */
  static Optional<String> stated(ProjectFolder folder, List<Evidence> evidence) {
    Pattern sdkman = Pattern.compile("(?m)^java=([0-9]{1,2})");
    Optional<String> found =
        folder
            .text(".java-version")
            .map(String::strip)
            .filter(text -> NUMBER.matcher(text).matches());
    found.ifPresent(text -> evidence.add(new Evidence("Java " + text, ".java-version")));
    if (found.isEmpty()) {
      Matcher matcher = sdkman.matcher(folder.text(".sdkmanrc").orElse(""));
      if (matcher.find()) {
        evidence.add(new Evidence("Java " + matcher.group(1), ".sdkmanrc"));
        return Optional.of(matcher.group(1));
      }
    }
    return found;
  }

  /** The class with a main method below a folder, by its full name. */
  static Optional<String> mainClass(ProjectFolder folder, String below) {
    return Stream.of(".java", ".kt")
        .flatMap(end -> folder.filesEndingWith(end).stream())
        .filter(file -> file.startsWith(below) && PlainName.is(file))
        .filter(file -> MAIN.matcher(folder.searchable(file).orElse("")).find())
        .map(file -> className(folder, file))
        .findFirst();
  }

  private static String className(ProjectFolder folder, String file) {
    String simple = file.substring(file.lastIndexOf('/') + 1, file.lastIndexOf('.'));
    Matcher matcher = PACKAGE.matcher(folder.searchable(file).orElse(""));
    return (matcher.find() ? matcher.group(1) + "." : "")
        + simple
        + (file.endsWith(".kt") ? "Kt" : "");
  }

  /**
   * The stages after the one that builds.
   *
   * @param builder the image of a JDK
   */
  List<Stage> stages(String builder, String from, Choices choices) {
    List<Stage> stages = new ArrayList<>();
    boolean linked = choices.base().isEmpty() && release >= 11;
    if (linked) {
      stages.add(
          Stage.named("runtime", builder)
              .saying(
                  "Java without compilers and tools. What a program reaches by reflection can't be read from",
                  "its jars, so all of Java SE stays.")
              .with(
                  "RUN jlink --no-header-files --no-man-pages --compress="
                      + (release >= 21 ? "zip-6" : "2")
                      + " --output /java \\\n    --add-modules "
                      + MODULES));
    }
    String base =
        choices
            .base()
            .orElse(linked ? "debian:" + DebianSuite.NAME + "-slim" : "eclipse-temurin:8-jre");
    String java = linked ? "/opt/java/bin/java" : "java";
    Stage last = Stage.last(base);
    if (linked) {
      last = last.with("COPY --from=runtime /java /opt/java");
    }
    if (mainClass.isPresent()) {
      last = last.with("COPY --from=" + from + " /out/lib /app/lib");
    }
    last =
        last.with(
            "COPY --from=" + from + " /out/app.jar /app/app.jar", "USER " + NativeResult.USER);
    if (port.isPresent()) {
      last = last.with("EXPOSE " + port.getAsInt());
    }
    stages.add(
        last.with(
            mainClass
                .map(name ->
                    "ENTRYPOINT [\""
                        + java
                        + "\", \"-cp\", \"/app/app.jar:/app/lib/*\", \""
                        + name
                        + "\"]")
                .orElse("ENTRYPOINT [\"" + java + "\", \"-jar\", \"/app/app.jar\"]")));
    return stages;
  }
}

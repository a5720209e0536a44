package dev.kobako.project;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Gradle's projects, in Groovy or Kotlin. Build scripts are programs, which nobody runs here; what
 * matters is found in their text. As with {@link Maven}, a class that does nothing is built first.
 */
final class Gradle implements Ecosystem {
  private static final String WORKDIR = "/src";
  private static final List<String> TOP =
      List.of(
          "settings.gradle",
          "settings.gradle.kts",
          "build.gradle",
          "build.gradle.kts",
          "gradle.properties",
          "gradle.lockfile");
  private static final Pattern WRAPPER =
      Pattern.compile(
          "(?m)^distributionUrl=.*/gradle-([0-9]{1,2}\\.[0-9]{1,2}(?:\\.[0-9]{1,2})?)-");
  private static final Pattern RELEASE =
      Pattern.compile(
          "(?:JavaLanguageVersion\\.of\\(|jvmToolchain\\(|JavaVersion\\.VERSION_(?:1_)?|"
              + "(?:source|target)Compatibility\\s*=\\s*['\"]?(?:1\\.)?)([0-9]{1,2})");
  private static final Pattern MAIN =
      Pattern.compile("main(?:Class|ClassName)(?:\\.set\\(|\\s*=)\\s*['\"]([\\w.]{1,200})['\"]");

  @Override
  public String word() {
    return "gradle";
  }

  @Override
  public boolean isSeenIn(ProjectFolder folder) {
    return TOP.subList(0, 4).stream().anyMatch(folder::has);
  }

  @Override
  public DependencyLayer dependencies(ProjectFolder folder, String workdir, List<String> build) {
    return layer(
        folder, workdir, build.isEmpty() ? "gradle --no-daemon assemble" : String.join(" ", build));
  }

  private static List<String> scripts(ProjectFolder folder) {
    return folder.files().stream()
        .filter(file -> file.endsWith("build.gradle") || file.endsWith("build.gradle.kts"))
        .filter(file -> !file.startsWith("buildSrc/") && PlainName.is(file))
        .toList();
  }

  private static DependencyLayer layer(ProjectFolder folder, String workdir, String command) {
    List<FileCopy> manifests = new ArrayList<>();
    manifests.add(new FileCopy(TOP.stream().filter(folder::has).toList(), "./"));
    for (String each : List.of("gradle", "buildSrc")) {
      if (folder.hasFolder(each)) {
        manifests.add(new FileCopy(List.of(each), each + "/"));
      }
    }
    if (folder.has("gradlew")) {
      manifests.add(new FileCopy(List.of("gradlew"), "./"));
    }
    SortedSet<String> modules = new TreeSet<>();
    for (String script : scripts(folder)) {
      String where = script.substring(0, script.lastIndexOf('/') + 1);
      if (!where.isEmpty()) {
        manifests.add(new FileCopy(List.of(script), where));
      }
      modules.add(where);
    }
    List<String> commands = new ArrayList<>(JavaResult.dummies(folder, modules));
    commands.add(command);
    commands.add("find . -name build -type d -prune -exec rm -r {} +");
    commands.add(JavaResult.WITHOUT_DUMMIES);
    commands.add("rm -rf .gradle");
    return new DependencyLayer(workdir, manifests, List.of(new RunStep(List.of(), commands)));
  }

  @Override
  public Recipe recipe(ProjectFolder folder, Choices choices) {
    List<Evidence> evidence = new ArrayList<>();
    String script = application(folder);
    String where = script.substring(0, script.lastIndexOf('/') + 1);
    String text = folder.text(script).orElse("");
    boolean whole = text.contains("org.springframework.boot") || text.contains("shadow");
    String task = text.contains("shadow") ? "shadowJar" : whole ? "bootJar" : "installDist";
    Matcher main = MAIN.matcher(text);
    Optional<String> start =
        main.find()
            ? Optional.of(main.group(1))
            : JavaResult.mainClass(folder, where + "src/main/");
    if (!whole && start.isEmpty()) {
      throw nothing(script);
    }
    evidence.add(
        new Evidence(
            whole ? "a jar with its libraries inside" : "starts " + start.orElseThrow(), script));
    Optional<String> stated = release(folder, evidence);
    String gradle = version(folder, evidence);
    int release = JavaResult.image(stated.or(() -> newest(gradle)));
    String path =
        where.isEmpty()
            ? task
            : ":" + where.substring(0, where.length() - 1).replace('/', ':') + ":" + task;
    String command = "gradle --no-daemon " + path;
    DependencyLayer layer = layer(folder, WORKDIR, command);
    String image = choices.builder().orElse("gradle:" + gradle + "-jdk" + release);
    JavaResult result =
        new JavaResult(release, whole ? Optional.empty() : start, port(folder, text));
    List<Stage> stages = new ArrayList<>();
    stages.add(
        Stage.named("dependencies", image)
            .with(
                Line.of("ENV GRADLE_USER_HOME=/gradle")
                    .saying(
                        "The image's own folder for it is a volume, from which no layer keeps anything."))
            .with("WORKDIR " + WORKDIR)
            .with(
                layer,
                "A build of a class that does nothing fetches what the build of the sources will ask for."));
    stages.add(
        Stage.named("build", "dependencies")
            .with("COPY . .")
            .with(Line.of(new RunStep(List.of(), collecting(command, where, whole)))));
    stages.addAll(result.stages(image, "build", choices));
    return new Recipe(evidence, List.of(), layer, stages, ignored(folder));
  }

  /** What Gradle makes; packages of sources may be called build as well. */
  private static List<String> ignored(ProjectFolder folder) {
    SortedSet<String> ignored = new TreeSet<>(List.of("**/.gradle", "build", "buildSrc/build"));
    for (String script : scripts(folder)) {
      ignored.add(script.substring(0, script.lastIndexOf('/') + 1) + "build");
    }
    return List.copyOf(ignored);
  }

  private static List<String> collecting(String command, String where, boolean whole) {
    List<String> commands = new ArrayList<>(List.of(command, "mkdir -p /out"));
    if (whole) {
      commands.add(
          "find "
              + where
              + "build/libs -name '*.jar' ! -name '*-plain.jar' -exec cp {} /out/app.jar ';'");
    } else {
      commands.add("cp -r " + where + "build/install/*/lib /out/lib");
      commands.add(
          "for jar in "
              + where
              + "build/libs/*.jar; do mv \"/out/lib/${jar##*/}\" /out/app.jar; done");
    }
    return commands;
  }

  private static String application(ProjectFolder folder) {
    List<String> scripts = scripts(folder);
    if (scripts.isEmpty()) {
      throw nothing("build.gradle");
    }
    return scripts.stream()
        .filter(each ->
            folder.mentions(List.of(each), "org.springframework.boot", "shadow", "application"))
        .findFirst()
        .orElseThrow(() -> nothing(scripts.getFirst()));
  }

  private static KobakoException nothing(String script) {
    return KobakoException.finding(
        Diagnostic.of(
            script,
            "neither the plugin 'application' nor one of Spring Boot or shadow is applied",
            "apply the plugin 'application', and name its main class"));
  }

  private static String version(ProjectFolder folder, List<Evidence> evidence) {
    String file = "gradle/wrapper/gradle-wrapper.properties";
    Matcher matcher = WRAPPER.matcher(folder.text(file).orElse(""));
    if (matcher.find()) {
      evidence.add(new Evidence("Gradle " + matcher.group(1), file));
      return matcher.group(1);
    }
    return "8";
  }

  /** The release of Java that an old Gradle can run on at most (Gradle's Compatibility Matrix). */
  private static Optional<String> newest(String gradle) {
    String[] numbers = (gradle + ".99").split("\\.");
    int number = Integer.parseInt(numbers[0]) * 100 + Integer.parseInt(numbers[1]);
    if (number < 703) {
      return Optional.of("11");
    }
    return number < 805 ? Optional.of("17") : Optional.empty();
  }

  private static Optional<String> release(ProjectFolder folder, List<Evidence> evidence) {
    for (String script : scripts(folder)) {
      Matcher matcher = RELEASE.matcher(folder.text(script).orElse(""));
      if (matcher.find()) {
        evidence.add(new Evidence("Java " + matcher.group(1), script));
        return Optional.of(matcher.group(1));
      }
    }
    return JavaResult.stated(folder, evidence);
  }

  private static OptionalInt port(ProjectFolder folder, String script) {
    return JavaResult.port(
        folder,
        folder.files().stream()
            .filter(file ->
                file.endsWith(".java") || file.endsWith(".kt") || file.endsWith(".properties"))
            .toList(),
        script.contains(JavaResult.SPRING_WEB));
  }
}

package dev.kobako.project;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.diagnostic.PrintableText;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Maven's projects, of one or several modules. {@code dependency:go-offline} knows neither what
 * plugins load when they run nor modules that need each other; so all is built once with a class
 * that does nothing, which fetches what the build itself will ask for.
 */
final class Maven implements Ecosystem {
  private static final String POM = "pom.xml";
  private static final String WORKDIR = "/src";
  private static final int MAX_MODULES = 500;
  private static final String LIBRARIES =
      " org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies"
          + " -DincludeScope=runtime -DoutputDirectory=/out/lib";

  @Override
  public String word() {
    return "maven";
  }

  @Override
  public boolean isSeenIn(ProjectFolder folder) {
    return folder.has(POM);
  }

  @Override
  public DependencyLayer dependencies(ProjectFolder folder, String workdir, List<String> build) {
    SortedMap<String, PomFile> modules = modules(folder);
    String command =
        build.isEmpty() ? command(folder, modules, Optional.empty()) : String.join(" ", build);
    return layer(folder, modules, workdir, command);
  }

  /** The modules by their folders. */
  private static SortedMap<String, PomFile> modules(ProjectFolder folder) {
    SortedMap<String, PomFile> modules = new TreeMap<>();
    Deque<String> open = new ArrayDeque<>(List.of(POM));
    while (!open.isEmpty() && modules.size() < MAX_MODULES) {
      Optional<PomFile> pom = PomFile.read(folder, open.removeFirst());
      if (pom.isPresent() && modules.putIfAbsent(pom.get().folder(), pom.get()) == null) {
        for (String module : pom.get().modules()) {
          String path = CargoPackage.inProject(pom.get().folder(), module, pom.get().path());
          open.addLast(path.endsWith(".xml") ? path : path + "/" + POM);
        }
      }
    }
    return modules;
  }

  private static DependencyLayer layer(
      ProjectFolder folder, SortedMap<String, PomFile> modules, String workdir, String command) {
    List<FileCopy> manifests = new ArrayList<>();
    modules.forEach((where, pom) -> {
      PlainName.require(POM, pom.path());
      manifests.add(new FileCopy(List.of(pom.path()), where.isEmpty() ? "./" : where));
    });
    if (folder.hasFolder(".mvn")) {
      manifests.add(new FileCopy(List.of(".mvn"), ".mvn/"));
    }
    List<String> commands = new ArrayList<>(JavaResult.dummies(folder, modules.keySet()));
    commands.add(command);
    commands.add("find . -name target -type d -prune -exec rm -r {} +");
    commands.add(JavaResult.WITHOUT_DUMMIES);
    commands.add("rm -rf /out");
    return new DependencyLayer(workdir, manifests, List.of(new RunStep(List.of(), commands)));
  }

  private static String command(
      ProjectFolder folder, SortedMap<String, PomFile> modules, Optional<String> app) {
    String poms =
        modules.values().stream()
            .map(pom -> folder.text(pom.path()).orElse(""))
            .toList()
            .toString();
    String checks =
        Stream.of(
                List.of("checkstyle", " -Dcheckstyle.skip"),
                List.of("spotless", " -Dspotless.check.skip"),
                List.of("license-maven-plugin", " -Dlicense.skip"))
            .filter(each -> poms.contains(each.getFirst()))
            .map(List::getLast)
            .reduce("", String::concat);
    String only =
        app.filter(where -> !where.isEmpty())
            .map(where -> " -pl " + where.substring(0, where.length() - 1) + " -am")
            .orElse("");
    return "mvn -B -ntp package -Dmaven.test.skip=true" + checks + only;
  }

  @Override
  public Recipe recipe(ProjectFolder folder, Choices choices) {
    SortedMap<String, PomFile> modules = modules(folder);
    List<Evidence> evidence = new ArrayList<>();
    PomFile app = application(folder, modules);
    boolean whole = isWhole(folder, app);
    int release = JavaResult.image(release(folder, modules, evidence));
    Optional<String> main =
        app.anywhere("mainClass")
            .filter(PlainName::is)
            .or(() -> JavaResult.mainClass(folder, app.folder() + "src/main/"));
    if (!whole && main.isEmpty()) {
      throw KobakoException.finding(
          Diagnostic.of(
              PrintableText.of(app.path()),
              "no class with a main method was found, so there is nothing that an image could run",
              "name one in a <mainClass> of the jar's manifest"));
    }
    evidence.add(
        new Evidence(
            whole ? "a jar with its libraries inside" : "starts " + main.orElseThrow(),
            app.path()));
    String image = choices.builder().orElse("maven:3.9-eclipse-temurin-" + release);
    String command = command(folder, modules, Optional.of(app.folder())) + (whole ? "" : LIBRARIES);
    DependencyLayer layer = layer(folder, modules, WORKDIR, command);
    JavaResult result = new JavaResult(release, whole ? Optional.empty() : main, port(folder, app));
    List<String> build = new ArrayList<>(List.of(command));
    build.add("mkdir -p /out");
    build.add(
        "find "
            + app.folder()
            + "target -maxdepth 1 -name '*."
            + (app.text("packaging").orElse("jar").equals("war") ? "war" : "jar")
            + "' ! -name 'original-*' ! -name '*-sources.jar' ! -name '*-javadoc.jar'"
            + (app.hasPlugin("maven-assembly-plugin") ? " -name '*-with-dependencies.jar'" : "")
            + " \\\n      -exec cp {} /out/app.jar ';'");
    List<Stage> stages = new ArrayList<>();
    stages.add(
        Stage.named("dependencies", image)
            .with("WORKDIR " + WORKDIR)
            .with(
                layer,
                "A build of a class that does nothing fetches what the build of the sources will ask for."));
    stages.add(
        Stage.named("build", "dependencies")
            .with("COPY . .")
            .with(Line.of(new RunStep(List.of(), build))));
    stages.addAll(result.stages(image, "build", choices));
    return new Recipe(
        evidence,
        List.of(),
        layer,
        stages,
        modules.keySet().stream().map(where -> where + "target").toList());
  }

  /** The module that is run: one that packs a program, else the last with a main class. */
  private static PomFile application(ProjectFolder folder, SortedMap<String, PomFile> modules) {
    List<PomFile> jars =
        modules.values().stream()
            .filter(pom -> !pom.text("packaging").orElse("jar").equals("pom"))
            .toList();
    if (jars.isEmpty()) {
      throw KobakoException.finding(
          Diagnostic.of(POM, "no module builds a jar", "name the folder of one that does"));
    }
    return jars.stream()
        .filter(pom -> isWhole(folder, pom))
        .findFirst()
        .or(() -> jars.stream().filter(pom -> pom.anywhere("mainClass").isPresent()).findFirst())
        .or(() ->
            jars.stream()
                .filter(pom -> JavaResult.mainClass(folder, pom.folder() + "src/main/").isPresent())
                .findFirst())
        .orElse(jars.getLast());
  }

  /** Whether its jar has all libraries inside. */
  private static boolean isWhole(ProjectFolder folder, PomFile pom) {
    return pom.hasPlugin("spring-boot-maven-plugin")
        || pom.hasPlugin("maven-shade-plugin")
        || (pom.hasPlugin("maven-assembly-plugin")
            && folder.mentions(List.of(pom.path()), "jar-with-dependencies"));
  }

  private static Optional<String> release(
      ProjectFolder folder, SortedMap<String, PomFile> modules, List<Evidence> evidence) {
    for (PomFile pom : modules.values()) {
      for (String name :
          List.of(
              "maven.compiler.release",
              "maven.compiler.target",
              "java.version",
              "maven.compiler.source")) {
        Optional<String> stated = pom.text("properties", name);
        if (stated.isPresent()) {
          evidence.add(new Evidence("Java " + stated.get() + " (" + name + ")", pom.path()));
          return stated;
        }
      }
      Optional<String> plugin = pom.anywhere("release").filter(text -> text.matches("[0-9]{1,2}"));
      if (plugin.isPresent()) {
        evidence.add(new Evidence("Java " + plugin.get(), pom.path()));
        return plugin;
      }
    }
    return JavaResult.stated(folder, evidence);
  }

  private static OptionalInt port(ProjectFolder folder, PomFile app) {
    return JavaResult.port(
        folder,
        folder.files().stream()
            .filter(file -> file.startsWith(app.folder() + "src/main/"))
            .filter(file -> file.endsWith(".java") || file.endsWith(".properties"))
            .toList(),
        folder.mentions(List.of(app.path()), JavaResult.SPRING_WEB));
  }
}

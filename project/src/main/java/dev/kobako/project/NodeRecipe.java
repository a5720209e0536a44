package dev.kobako.project;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Json;
import dev.kobako.image.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * The Dockerfile of a {@link NodeProject}: packages are installed twice, with and without those
 * that only a build needs, each in a layer of its own.
 */
record NodeRecipe(NodeProject project, NodeManager manager) {
  private static final String WORKDIR = "/app";

  /** That of {@code node} in the official images. */
  private static final String USER = "1000:1000";

  /** What serves files to browsers; it listens on 8080 as an ordinary user. */
  private static final String FILE_SERVER = "nginxinc/nginx-unprivileged:1.28";

  DependencyLayer layer(String workdir, boolean production) {
    List<FileCopy> manifests = new ArrayList<>();
    List<String> top = new ArrayList<>(List.of(NodeProject.MANIFEST));
    for (String file : manager.settings(project)) {
      if (project.folder().hasFolder(file)) {
        manifests.add(new FileCopy(List.of(file), file + "/"));
      } else if (project.folder().has(file)) {
        top.add(file);
      }
    }
    manifests.addFirst(new FileCopy(top, "./"));
    for (String member : project.members()) {
      PlainName.require(NodeProject.MANIFEST, member);
      manifests.add(
          new FileCopy(List.of(member), member.substring(0, member.lastIndexOf('/') + 1)));
    }
    boolean own = !project.lifecycle().isEmpty();
    List<String> commands = new ArrayList<>();
    commands.add(manager.install(project, production, !own));
    if (own && hasNativeParts()) {
      commands.add(manager.rebuild(project));
    }
    return new DependencyLayer(
        workdir, manifests, List.of(new RunStep(List.of(manager.downloads()), commands)));
  }

  /** Whether a package compiles something when it is installed, as lock files tell. */
  private boolean hasNativeParts() {
    for (String file : List.of("package-lock.json", "npm-shrinkwrap.json")) {
      Optional<JsonObject> packages =
          project.folder().bytes(file).map(bytes -> Json.object(file, bytes));
      if (packages.filter(NodeRecipe::hasInstallScript).isPresent()) {
        return true;
      }
    }
    return project
        .folder()
        .mentions(List.of("pnpm-lock.yaml", "yarn.lock"), "requiresBuild: true", "node-gyp");
  }

  /** Whether a package beside the project itself, whose name is empty, has one. */
  private static boolean hasInstallScript(JsonObject lock) {
    JsonObject packages = lock.object("packages").orElse(lock);
    return lock.names("packages").stream()
        .filter(name -> !name.isEmpty())
        .anyMatch(name ->
            packages.object(name).filter(each -> each.flag("hasInstallScript")).isPresent());
  }

  Recipe recipe(Choices choices) {
    List<Evidence> evidence = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    String version = project.version(evidence);
    String slim = "node:" + version + "-" + DebianSuite.NAME + "-slim";
    boolean compiles = hasNativeParts();
    if (compiles) {
      evidence.add(new Evidence("packages with native parts", lock()));
    }
    String builder =
        choices.builder().orElse(compiles ? "node:" + DebianSuite.tag(version, "") : slim);
    String base = choices.base().orElse(slim);
    Optional<String> site = project.site();
    List<String> command = project.command();
    if (command.isEmpty() && site.isEmpty()) {
      throw KobakoException.finding(
          Diagnostic.of(
              NodeProject.MANIFEST,
              "says nothing of a program: no script 'start', no 'main', and no server.js or index.js",
              "add a script 'start'"));
    }
    if (project.folder().has(lock())) {
      evidence.add(new Evidence("locked versions", lock()));
    } else {
      notes.add("there is no lock file, so each build may take other versions; commit one");
    }
    List<Stage> stages = new ArrayList<>(toolStage(builder));
    String tools = stages.isEmpty() ? builder : "tools";
    boolean builds = project.script("build").isPresent();
    if (site.isPresent()) {
      notes.add("nothing starts a server: " + FILE_SERVER + " sends the files of " + site.get());
      stages.addAll(site(tools, site.get(), choices));
    } else if (!isBuilt()) {
      stages.addAll(unbuilt(tools, base, command));
    } else {
      stages.addAll(built(tools, base, command));
    }
    List<String> outputs = builds ? project.outputs(command) : List.of();
    return new Recipe(evidence, notes, layer(WORKDIR, !isBuilt()), stages, ignored(outputs, site));
  }

  /** Whether something runs between the installation and the end. */
  private boolean isBuilt() {
    return project.script("build").isPresent() || project.isInstalledBySources();
  }

  private List<String> ignored(List<String> outputs, Optional<String> site) {
    List<String> ignored =
        new ArrayList<>(List.of("**/node_modules", "**/npm-debug.log*", "coverage"));
    outputs.stream()
        .filter(each -> !each.equals("public") && !project.folder().has(each))
        .forEach(ignored::add);
    site.ifPresent(ignored::add);
    return ignored;
  }

  private String lock() {
    return manager.settings(project).stream()
        .filter(each -> each.contains("lock") || each.contains("shrinkwrap"))
        .filter(project.folder()::has)
        .findFirst()
        .orElse("package-lock.json");
  }

  /** A stage with the manager itself, where Node.js doesn't bring it. */
  private List<Stage> toolStage(String builder) {
    return manager.itself(project).stream()
        .map(itself ->
            Stage.named("tools", builder)
                .with("RUN npm install --global --force " + itself)
                .with(manager.environment(project)))
        .toList();
  }

  private Stage installed(String name, String tools, boolean production) {
    return Stage.named(name, tools)
        .with("WORKDIR " + WORKDIR)
        .with(
            layer(WORKDIR, production),
            production
                ? "What the program needs to run; installed anew only when these files change."
                : "What the build needs; installed anew only when these files change.");
  }

  private List<Line> ownScripts() {
    List<String> commands = new ArrayList<>();
    project.lifecycle().forEach(each -> commands.add(manager.command() + " run " + each));
    if (project.needsPrisma()) {
      commands.add("npx prisma generate");
    }
    if (commands.isEmpty()) {
      return List.of();
    }
    return List.of(
        Line.of(new RunStep(List.of(), commands))
            .saying(
                "The project's own scripts, which an installation before the sources left out."));
  }

  private Stage last(String base) {
    return Stage.last(base).with("ENV NODE_ENV=production", "WORKDIR " + WORKDIR);
  }

  private List<Stage> unbuilt(String tools, String base, List<String> command) {
    if (!project.hasDependencies()) {
      return List.of(end(last(base).with("COPY . ."), command));
    }
    return List.of(
        installed("dependencies", tools, true),
        end(
            last(base)
                .with(
                    project.isWorkspace()
                        ? "COPY --from=dependencies " + WORKDIR + " ./" // members have their own
                        : "COPY --from=dependencies " + WORKDIR + "/node_modules ./node_modules",
                    "COPY . ."),
            command));
  }

  private List<Stage> built(String tools, String base, List<String> command) {
    List<Stage> stages = new ArrayList<>();
    boolean builds = project.script("build").isPresent();
    List<String> outputs = builds ? project.outputs(command) : List.of();
    Stage build = Stage.named("build", "dependencies").with("COPY . .").with(ownScripts());
    if (builds) {
      build = build.with("RUN " + manager.command() + " run build");
    }
    stages.add(installed("dependencies", tools, false));
    if (outputs.isEmpty()) {
      stages.add(
          build.with(
              pruning(
                  "Which files the program needs isn't known, so all stay but these packages.")));
      stages.add(end(last(base).with("COPY --from=build " + WORKDIR + " ./"), command));
      return stages;
    }
    Stage last = last(base);
    if (project.hasDependencies() && project.isInstalledBySources()) {
      stages.add(
          build.with(pruning("Scripts have changed packages, so these are not fetched anew.")));
      last =
          last.with(
              "COPY --from=build " + WORKDIR + "/package.json ./",
              "COPY --from=build " + WORKDIR + "/node_modules ./node_modules");
    } else if (project.hasDependencies()) {
      stages.add(build);
      stages.add(installed("production", tools, true));
      last = last.with("COPY --from=production " + WORKDIR + " ./");
    } else {
      stages.add(build);
      last = last.with("COPY package.json ./");
    }
    for (String output : outputs) {
      last = last.with("COPY --from=build " + WORKDIR + "/" + output + " ./" + output);
    }
    stages.add(end(last, command));
    return stages;
  }

  private Line pruning(String why) {
    return Line.of(new RunStep(List.of(manager.downloads()), List.of(manager.prune(project))))
        .saying(why);
  }

  private List<Stage> site(String tools, String output, Choices choices) {
    return List.of(
        installed("dependencies", tools, false),
        Stage.named("build", "dependencies")
            .with("COPY . .")
            .with(ownScripts())
            .with("RUN " + manager.command() + " run build"),
        Stage.last(choices.base().orElse(FILE_SERVER))
            .with(
                "COPY --from=build " + WORKDIR + "/" + output + " /usr/share/nginx/html",
                "USER 101:101",
                "EXPOSE 8080"));
  }

  private Stage end(Stage stage, List<String> command) {
    Stage end = stage.with("USER " + USER);
    OptionalInt port = project.port();
    if (port.isPresent()) {
      end = end.with("EXPOSE " + port.getAsInt());
    }
    return end.with(
        "CMD ["
            + command.stream().map(each -> "\"" + each + "\"").collect(Collectors.joining(", "))
            + "]");
  }
}

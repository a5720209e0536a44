package dev.kobako.project;

import dev.kobako.config.Yaml;
import dev.kobako.config.YamlValue;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Json;
import dev.kobako.image.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A project with a {@code package.json}, whatever installs its packages. */
final class NodeProject {
  static final String MANIFEST = "package.json";

  /** The version where a project states none: one with long support. */
  private static final int USUAL_VERSION = 22;

  /** Scripts of the project itself that an installation runs, in their order (npm scripts). */
  private static final List<String> LIFECYCLE =
      List.of("preinstall", "install", "postinstall", "prepare");

  private static final Pattern VERSION = Pattern.compile("v?([0-9]{1,3}(\\.[0-9]{1,4}){0,2})");
  private static final Pattern MANAGER =
      Pattern.compile("[a-z]{1,10}@[0-9]{1,4}\\.[0-9]{1,4}\\.[0-9]{1,4}");
  private static final Pattern LEAST =
      Pattern.compile("[>^~= v]*([0-9]{1,3})(\\.[0-9xX*]{1,4}){0,2}.*");

  /** An upper bound; one with a minor version above 0 lets the major one in. */
  private static final Pattern BELOW =
      Pattern.compile("<(=?)\\s*v?([0-9]{1,3})(?:\\.0)*(\\.[1-9])?");

  private static final Pattern START =
      Pattern.compile("node\\s+((?:--?[A-Za-z0-9=_-]+\\s+)*)([A-Za-z0-9_./@-]+)");

  private final ProjectFolder folder;
  private final JsonObject manifest;

  NodeProject(ProjectFolder folder) {
    this.folder = folder;
    this.manifest = Json.object(MANIFEST, folder.bytes(MANIFEST).orElseThrow());
  }

  ProjectFolder folder() {
    return folder;
  }

  JsonObject manifest() {
    return manifest;
  }

  /** The manager with its version, where the manifest states it: {@code pnpm@9.1.0}. */
  Optional<String> statedManager(String name) {
    Matcher matcher = MANAGER.matcher(manifest.text("packageManager").orElse(""));
    return matcher.lookingAt() && matcher.group().startsWith(name + "@")
        ? Optional.of(matcher.group())
        : Optional.empty();
  }

  /** The script of that name. */
  Optional<String> script(String name) {
    return manifest.object("scripts").flatMap(scripts -> scripts.text(name));
  }

  boolean has(String dependency) {
    return Stream.of("dependencies", "devDependencies")
        .anyMatch(kind -> manifest.object(kind).filter(all -> all.has(dependency)).isPresent());
  }

  /** Whether something is needed to run, beside what is needed to build. */
  boolean hasDependencies() {
    return isWorkspace() || manifest.object("dependencies").isPresent();
  }

  /** Scripts of the project's own that an installation would run before the sources are there. */
  List<String> lifecycle() {
    return LIFECYCLE.stream().filter(each -> script(each).isPresent()).toList();
  }

  /** Whether scripts change what is installed, once the sources are there. */
  boolean isInstalledBySources() {
    return !lifecycle().isEmpty() || has("@prisma/client");
  }

  /** Whether Prisma's client has to be written, and no script of the project does so. */
  boolean needsPrisma() {
    return has("@prisma/client")
        && has("prisma")
        && folder.filesEndingWith("schema.prisma").stream().findFirst().isPresent()
        && !folder.mentions(List.of(MANIFEST), "prisma generate");
  }

  boolean isWorkspace() {
    return !patterns().isEmpty();
  }

  private List<String> patterns() {
    Optional<String> yaml = folder.text("pnpm-workspace.yaml");
    if (yaml.isPresent()) {
      return yamlPatterns(yaml.get());
    }
    if (!manifest.has("workspaces")) {
      return List.of();
    }
    try {
      return manifest.texts("workspaces");
    } catch (KobakoException _) {
      return manifest.object("workspaces").map(inner -> inner.texts("packages")).orElse(List.of());
    }
  }

  private static List<String> yamlPatterns(String text) {
    Optional<YamlValue> value =
        Yaml.read("pnpm-workspace.yaml", text.getBytes(StandardCharsets.UTF_8));
    if (value.isEmpty() || !(value.get() instanceof YamlValue.Mapping mapping)) {
      return List.of();
    }
    return mapping.members().stream()
        .filter(each -> each.name().equals("packages"))
        .map(YamlValue.Member::value)
        .filter(YamlValue.Sequence.class::isInstance)
        .flatMap(each -> ((YamlValue.Sequence) each).items().stream())
        .filter(YamlValue.Scalar.class::isInstance)
        .map(each -> ((YamlValue.Scalar) each).text())
        .toList();
  }

  /** The manifests of a workspace's members. */
  SortedSet<String> members() {
    List<Pattern> wanted = new ArrayList<>();
    for (String pattern : patterns()) {
      if (!pattern.startsWith("!")) {
        wanted.add(Glob.pattern(CargoPackage.inProject("", pattern + "/" + MANIFEST, MANIFEST)));
      }
    }
    return folder.filesEndingWith("/" + MANIFEST).stream()
        .filter(file -> wanted.stream().anyMatch(each -> each.matcher(file).matches()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The version for an image's tag. */
  String version(List<Evidence> evidence) {
    for (String file : List.of(".nvmrc", ".node-version")) {
      Optional<String> text = folder.text(file).map(String::strip);
      Matcher matcher = VERSION.matcher(text.orElse(""));
      if (matcher.matches()) {
        evidence.add(new Evidence("Node.js " + matcher.group(1), file));
        return matcher.group(1);
      }
    }
    Optional<String> engine =
        manifest.object("volta").flatMap(volta -> volta.text("node")).or(this::engine);
    OptionalInt major = engine.map(NodeProject::major).orElse(OptionalInt.empty());
    if (major.isEmpty()) {
      return String.valueOf(USUAL_VERSION);
    }
    evidence.add(new Evidence("Node.js " + engine.orElseThrow(), MANIFEST));
    return String.valueOf(major.getAsInt());
  }

  /** Old manifests have an array there, which npm passes over as well. */
  private Optional<String> engine() {
    try {
      return manifest.object("engines").flatMap(engines -> engines.text("node"));
    } catch (KobakoException _) {
      return Optional.empty();
    }
  }

  /** The version that a range lets in: the usual one if it can be, else the nearest even one. */
  private static OptionalInt major(String range) {
    Matcher least = LEAST.matcher(range);
    Matcher below = BELOW.matcher(range);
    int newest = Integer.MAX_VALUE;
    if (below.find()) {
      boolean with = !below.group(1).isEmpty() || below.group(3) != null;
      newest = Integer.parseInt(below.group(2)) - (with ? 0 : 1);
    }
    if (!least.matches()) {
      return newest == Integer.MAX_VALUE ? OptionalInt.empty() : OptionalInt.of(usual(0, newest));
    }
    int oldest = Integer.parseInt(least.group(1));
    return OptionalInt.of(
        range.strip().startsWith(">") ? usual(oldest, Math.max(oldest, newest)) : oldest);
  }

  private static int usual(int oldest, int newest) {
    int usual = Math.max(oldest, Math.min(newest, USUAL_VERSION));
    return usual % 2 == 1 && usual > oldest && usual < USUAL_VERSION ? usual - 1 : usual;
  }

  /** What the image starts, as words; {@code npm start} where a script does more: it is there. */
  List<String> command() {
    Optional<String> start = script("start");
    if (start.isPresent()) {
      Matcher matcher = START.matcher(start.get().strip());
      if (matcher.matches()) {
        List<String> words = new ArrayList<>(List.of("node"));
        Stream.of(matcher.group(1).split("\\s+"))
            .filter(each -> !each.isEmpty())
            .forEach(words::add);
        words.add(matcher.group(2));
        return words;
      }
      if (has("next") && start.get().strip().equals("next start")) {
        return List.of("node", "node_modules/next/dist/bin/next", "start");
      }
      return List.of("npm", "start");
    }
    Optional<String> main = manifest.text("main").filter(PlainName::is);
    if (main.isPresent()) {
      return List.of("node", main.get());
    }
    for (String usual :
        List.of("server.js", "index.js", "app.js", "src/index.js", "src/server.js")) {
      if (folder.has(usual)) {
        return List.of("node", usual);
      }
    }
    return List.of();
  }

  /** The folders that a build makes and a run needs; none where that isn't known. */
  List<String> outputs(List<String> command) {
    if (has("next")) {
      List<String> outputs = new ArrayList<>(List.of(".next"));
      if (folder.hasFolder("public")) {
        outputs.add("public");
      }
      Stream.of("next.config.js", "next.config.mjs", "next.config.ts")
          .filter(folder::has)
          .forEach(outputs::add);
      return outputs;
    }
    if (command.isEmpty() || isWorkspace() || !command.getFirst().equals("node")) {
      return List.of();
    }
    String file = command.getLast().replaceFirst("^\\./", "");
    int slash = file.indexOf('/');
    if (slash <= 0) {
      return List.of();
    }
    String top = file.substring(0, slash);
    boolean isSource = folder.files().stream().anyMatch(each -> each.startsWith(top + "/"));
    return isSource && !isIgnored(top) ? List.of() : List.of(top);
  }

  private boolean isIgnored(String name) {
    return folder
        .text(".gitignore")
        .map(text -> text.lines().map(line -> line.strip().replaceAll("^/|/$", "")))
        .filter(lines -> lines.anyMatch(name::equals))
        .isPresent();
  }

  /** Whether a build makes files for browsers that a server of others' sends. */
  Optional<String> site() {
    if ((script("start").isPresent() && !has("react-scripts")) || script("build").isEmpty()) {
      return Optional.empty();
    }
    return Map.of("vite", "dist", "react-scripts", "build").entrySet().stream()
        .filter(each -> has(each.getKey()))
        .map(Map.Entry::getValue)
        .sorted()
        .findFirst();
  }

  OptionalInt port() {
    if (has("next")) {
      return OptionalInt.of(3000);
    }
    List<String> sources =
        Stream.of(".js", ".ts", ".mjs", ".cjs")
            .flatMap(end -> folder.filesEndingWith(end).stream())
            .toList();
    return ListeningPort.in(folder, sources);
  }
}

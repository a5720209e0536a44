package dev.kobako.fix;

import dev.kobako.diagnostic.KobakoException;
import dev.kobako.dockerfile.Instruction;
import dev.kobako.dockerfile.Span;
import dev.kobako.dockerfile.Statement;
import dev.kobako.project.DependencyLayer;
import dev.kobako.project.Ecosystem;
import dev.kobako.project.ProjectFolder;
import dev.kobako.shell.Invocation;
import dev.kobako.tree.ImagePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where all sources are copied and then compiled, what they depend on comes first: only its
 * manifests are copied, and it stays cached when a source changes.
 */
final class DependenciesFirst implements Fix {
  /** Commands that compile what a project depends on, by the words of ecosystems. */
  private static final Map<String, Set<String>> COMPILERS =
      Map.of(
          "cargo", Set.of("cargo build"),
          "go", Set.of("go build", "go install"),
          "maven", Set.of("mvn package", "mvn verify", "mvn install"),
          "cabal", Set.of("cabal build", "cabal install"),
          "stack", Set.of("stack build", "stack install"));

  /** Commands that only fetch and need nothing but manifests: their RUN goes before the sources. */
  private static final Map<String, Set<String>> INSTALLERS =
      Map.of(
          "npm", Set.of("npm ci", "npm install"),
          "pnpm", Set.of("pnpm install"),
          "yarn", Set.of("yarn install", "yarn"),
          "pip", Set.of("pip install", "pip3 install"));

  /** What compilers keep for themselves; what they have built is not there. */
  private static final List<String> OF_COMPILERS =
      List.of(
          "**/target/**/deps",
          "**/target/**/build",
          "**/target/**/.fingerprint",
          "**/target/**/incremental",
          "**/target/**/.cargo-lock",
          "**/target/.rustc_info.json",
          "**/target/maven-status",
          "**/.cargo/registry",
          "**/.cargo/git",
          "**/.cargo/.package-cache*",
          "**/.cargo/.global-cache",
          "usr/local/cargo/registry",
          "usr/local/cargo/.package-cache*",
          "usr/local/cargo/.global-cache",
          "**/dist-newstyle/cache",
          "**/dist-newstyle/tmp",
          "**/dist-newstyle/packagedb",
          "**/.stack-work/stack.sqlite3*",
          "**/.cache",
          "**/node_modules/.package-lock.json");

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_.,:/=+@-]+");

  @Override
  public Description description() {
    return new Description(
        "dependencies-first",
        List.of(),
        "Fetch and compile dependencies before the sources are copied",
        new Promise(
            "the same image but for what compilers leave in their own folders",
            OF_COMPILERS,
            OF_COMPILERS,
            false,
            false));
  }

  @Override
  public List<Change> changes(FixableFile file) {
    List<Change> changes = new ArrayList<>();
    for (FixableStage stage : file.stages()) {
      if (file.context().isEmpty()) {
        break;
      }
      List<FixableStage.Step> steps = stage.steps();
      Optional<ImagePath> folder = Optional.empty();
      for (int i = 0; i + 1 < steps.size(); i++) {
        switch (steps.get(i).instruction()) {
          case Instruction.Workdir workdir -> folder = absolute(workdir.path());
          case Instruction.Copy copy -> {
            if (folder.isPresent() && isBroad(copy, folder.get())) {
              change(file, file.context().get(), folder.get(), steps, i).ifPresent(changes::add);
            }
          }
          default -> {}
        }
      }
    }
    return changes;
  }

  private static Optional<ImagePath> absolute(String path) {
    return PLAIN.matcher(path).matches() && path.startsWith("/") && !path.contains("..")
        ? Optional.of(ImagePath.of(path))
        : Optional.empty();
  }

  /** Whether the whole context goes into the working folder. */
  private static boolean isBroad(Instruction.Copy copy, ImagePath folder) {
    String to = copy.destination();
    boolean all = copy.sources().equals(List.of(".")) || copy.sources().equals(List.of("./"));
    return all
        && copy.from().isEmpty()
        && copy.files().isEmpty()
        && (to.equals(".") || to.equals("./") || absolute(to).filter(folder::equals).isPresent());
  }

  private static Optional<Change> change(
      FixableFile file,
      ProjectFolder context,
      ImagePath folder,
      List<FixableStage.Step> steps,
      int copy) {
    Optional<RunScript> script = steps.get(copy + 1).script();
    if (script.isEmpty()
        || !script.get().run().mounts().isEmpty()
        || hasManifests(steps.subList(0, copy))) {
      return Optional.empty();
    }
    Instruction.Copy sources = (Instruction.Copy) steps.get(copy).instruction();
    for (Ecosystem ecosystem : Ecosystem.all()) {
      for (Invocation invocation : script.get().invocations()) {
        boolean compiles = calls(COMPILERS, ecosystem, invocation);
        boolean installs =
            calls(INSTALLERS, ecosystem, invocation) && script.get().elements().size() == 1;
        if ((compiles || installs) && ecosystem.isSeenIn(context)) {
          List<String> words = invocation.words().stream().map(script.get()::written).toList();
          return words.stream().allMatch(each -> PLAIN.matcher(each).matches())
              ? layer(ecosystem, context, folder, words)
                  .filter(layer -> isEnough(file, ecosystem, layer, sources, invocation))
                  .map(layer ->
                      compiles ? compiled(file, sources, layer) : moved(file, steps, copy, layer))
              : Optional.empty();
        }
      }
    }
    return Optional.empty();
  }

  /** What was copied before the sources is mostly this very thing. */
  private static boolean hasManifests(List<FixableStage.Step> before) {
    return before.stream()
        .anyMatch(
            step -> step.instruction() instanceof Instruction.Copy copy && copy.from().isEmpty());
  }

  private static boolean calls(
      Map<String, Set<String>> commands, Ecosystem ecosystem, Invocation invocation) {
    Set<String> wanted = commands.getOrDefault(ecosystem.word(), Set.of());
    String first =
        invocation.arguments().stream()
            .filter(each -> !each.startsWith("-"))
            .findFirst()
            .orElse("");
    return wanted.contains((invocation.name() + " " + first).strip())
        && (!ecosystem.word().equals("pip") || invocation.arguments().contains("-r"));
  }

  /** Where a manifest can't be read, the sources come first as before. */
  private static Optional<DependencyLayer> layer(
      Ecosystem ecosystem, ProjectFolder context, ImagePath folder, List<String> build) {
    try {
      DependencyLayer layer = ecosystem.dependencies(context, folder.toString(), build);
      return layer.manifests().isEmpty() ? Optional.empty() : Optional.of(layer);
    } catch (KobakoException _) {
      return Optional.empty();
    }
  }

  private static boolean isEnough(
      FixableFile file,
      Ecosystem ecosystem,
      DependencyLayer layer,
      Instruction.Copy sources,
      Invocation invocation) {
    ManifestNeed need = new ManifestNeed(file.context().orElseThrow(), ecosystem, layer);
    return need.canBeCopied(sources, file.ignoreFile())
        && (calls(COMPILERS, ecosystem, invocation) || need.isMetFor(invocation));
  }

  private static Change compiled(FixableFile file, Instruction.Copy copy, DependencyLayer layer) {
    return new Change(
        copy.statement(),
        "dependencies in a layer of their own",
        List.of(
            Edit.insert(
                file.lines(copy.statement()).start(), text(file, copy, layer.instructions()))));
  }

  /** The RUN itself goes before the sources, behind its manifests. */
  private static Change moved(
      FixableFile file, List<FixableStage.Step> steps, int copy, DependencyLayer layer) {
    Instruction.Copy sources = (Instruction.Copy) steps.get(copy).instruction();
    Statement before = sources.statement();
    Span run = file.lines(steps.get(copy + 1).instruction().statement());
    List<String> manifests = layer.manifests().stream().map(each -> each.text()).toList();
    String moved = file.syntax().source().text(run);
    String end = moved.endsWith("\n") ? "" : file.lineEnd();
    return new Change(
        before,
        "dependencies are installed before the sources are copied",
        List.of(
            Edit.insert(file.lines(before).start(), text(file, sources, manifests) + moved + end),
            Edit.remove(run.start(), run.end())));
  }

  /** Manifests get the owner and mode that the sources get. */
  private static String text(
      FixableFile file, Instruction.Copy sources, List<String> instructions) {
    String flags =
        sources.chown().map(flag -> " --chown=" + flag.value()).orElse("")
            + sources.chmod().map(flag -> " --chmod=" + flag.value()).orElse("");
    StringBuilder text = new StringBuilder();
    for (String each : instructions) {
      text.append(each.startsWith("COPY ") ? "COPY" + flags + each.substring(4) : each)
          .append('\n');
    }
    return inLinesOf(file, text.toString());
  }

  private static String inLinesOf(FixableFile file, String text) {
    return text.replace("\\\n", file.escape() + "\n").replace("\n", file.lineEnd());
  }
}

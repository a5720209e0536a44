package dev.kobako.fix;

import dev.kobako.dockerfile.Instruction;
import dev.kobako.lint.ScratchMount;
import dev.kobako.lint.ShellCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What package managers fetch stays in cache mounts, which are in no layer and are there again in
 * the next build. Only in stages of images that are known to have the caches where they are, with
 * root as user.
 */
final class CacheMounted implements Fix {
  /** dockerfile:1.2, the first that takes mounts. */
  private static final int FRONTEND = 2;

  private static final List<Cache> CACHES =
      List.of(
          new Cache(
              "python",
              "pip",
              List.of("/root/.cache/pip"),
              false,
              Set.of("--no-index"),
              command ->
                  command.hasArgument("install")
                      && (command.name().startsWith("pip") || command.hasArgument("pip"))
                      && !command.hasFlag("no-cache-dir")),
          new Cache(
              "node",
              "npm",
              List.of("/root/.npm"),
              false,
              Set.of("--offline"),
              command -> command.is("npm", "ci", "install", "i")),
          new Cache(
              "golang",
              "go",
              List.of("/go/pkg/mod", "/root/.cache/go-build"),
              true,
              Set.of(),
              command -> command.is("go", "build", "install", "download", "test", "generate")),
          new Cache(
              "rust",
              "cargo",
              List.of("/usr/local/cargo/registry"),
              true,
              Set.of("--offline", "--frozen"),
              command -> command.is("cargo", "build", "b", "install", "fetch", "test", "cook")),
          new Cache(
              "maven",
              "mvn",
              List.of("/root/.m2/repository"),
              true,
              Set.of("-o", "--offline"),
              command -> command.name().equals("mvn") && !command.operands().isEmpty()));

  /** Who says something of caches or homes has a mind of their own. */
  private static final Pattern SETTLED =
      Pattern.compile(
          "(?i)\\b(HOME|XDG_CACHE_HOME|PIP_[A-Z_]*CACHE[A-Z_]*|npm_config_[a-z_]*|GOPATH|GOCACHE"
              + "|GOMODCACHE|GOFLAGS|GOPROXY|CARGO_HOME|MAVEN_[A-Z_]+)\\b|maven\\.repo\\.local");

  private static final Set<String> ROOT = Set.of("root", "0", "root:root", "0:0");

  /**
   * What a language's package manager keeps.
   *
   * @param image the official image that has it there
   * @param tool that fills it
   * @param folders where it is
   * @param wanted whether the tool needs it again for whatever it does
   * @param offline flags with which it fetches nothing, so that a cache that was emptied since
   *     would be missed
   * @param fills whether a command does
   */
  private record Cache(
      String image,
      String tool,
      List<String> folders,
      boolean wanted,
      Set<String> offline,
      Predicate<ShellCommand> fills) {
    boolean isOf(String from) {
      String name = from.substring(from.lastIndexOf('/') + 1);
      boolean official = !from.contains("/") || from.startsWith("docker.io/library/");
      return official && name.split("[:@]", 2)[0].equals(image);
    }

    boolean isFilledBy(RunScript script) {
      return script.any(fills)
          && folders.stream().noneMatch(folder -> ScratchMount.isAt(script.run(), folder));
    }
  }

  @Override
  public Description description() {
    return new Description(
        "cache-mounts",
        List.of("S04"),
        "Keep what languages' package managers fetch in cache mounts",
        Promise.without(
            "caches of languages' package managers are gone",
            CACHES.stream()
                .flatMap(each -> each.folders().stream())
                .map(folder -> folder.substring(1))
                .toArray(String[]::new)));
  }

  @Override
  public List<Change> changes(FixableFile file) {
    List<Change> changes = new ArrayList<>();
    boolean hasMounts = file.frontend().stream().allMatch(it -> it.isSince(FRONTEND));
    for (FixableStage stage : hasMounts ? file.stages() : List.<FixableStage>of()) {
      for (Cache cache : CACHES) {
        if (cache.isOf(stage.from().image()) && isOpen(file, stage, cache)) {
          stage.scripts().stream()
              .filter(cache::isFilledBy)
              .map(script -> change(script, cache))
              .forEach(changes::add);
        }
      }
    }
    return changes;
  }

  /** Whether nobody else wants what is in a cache, wherever the stage's files go. */
  private static boolean isOpen(FixableFile file, FixableStage stage, Cache cache) {
    return stage.all(Instruction.User.class).stream().allMatch(each -> ROOT.contains(each.user()))
        && file.stages().stream()
            .flatMap(each -> each.steps().stream())
            .noneMatch(step -> isAgainst(step, cache))
        && (!cache.wanted() || isFilledToTheEnd(file, stage, cache));
  }

  /** Whether all that runs behind the first RUN that fills a cache gets a mount too. */
  private static boolean isFilledToTheEnd(FixableFile file, FixableStage stage, Cache cache) {
    boolean filled = false;
    for (FixableStage.Step step : stage.steps()) {
      if (step.instruction() instanceof Instruction.Run) {
        boolean fills = step.script().filter(it -> it.any(cache.fills())).isPresent();
        if (filled && !fills) {
          return false;
        }
        filled |= fills;
      }
    }
    return file.stages().stream()
        .noneMatch(other -> other.number() != stage.number() && file.areOneImage(other, stage));
  }

  private static boolean isAgainst(FixableStage.Step step, Cache cache) {
    String text = step.instruction().statement().original();
    boolean named = cache.folders().stream().anyMatch(text::contains);
    return switch (step.instruction()) {
      case Instruction.Cmd _, Instruction.Entrypoint _, Instruction.Healthcheck _ ->
          cache.wanted()
              && Stream.of(text.split("[^A-Za-z0-9_.-]+")).anyMatch(cache.tool()::equals);
      case Instruction.Run run ->
          SETTLED.matcher(text).find()
              || run.network().isPresent()
              || (run.mounts().isEmpty() && named)
              || step.script().filter(it -> it.any(each -> isOffline(each, cache))).isPresent();
      default -> SETTLED.matcher(text).find() || named;
    };
  }

  private static boolean isOffline(ShellCommand command, Cache cache) {
    return command.name().startsWith(cache.tool())
        && command.arguments().stream().anyMatch(cache.offline()::contains);
  }

  private static Change change(RunScript script, Cache cache) {
    String mounts =
        cache.folders().stream()
            .map(folder -> " --mount=type=cache,target=" + folder)
            .collect(Collectors.joining());
    int keyword =
        script.run().statement().span().start() + script.run().statement().keyword().length();
    return new Change(
        script.run().statement(),
        "what " + cache.tool() + " fetches is in a cache mount",
        List.of(Edit.insert(keyword, mounts)));
  }
}

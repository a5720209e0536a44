package dev.kobako.lint;

import dev.kobako.dockerfile.Instruction;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What a package manager leaves behind, and where.
 *
 * @param name for people
 * @param system whether it is one of a system's packages, not of a language's
 * @param folders parts of paths of which a mount or {@code rm} has one
 * @param switches variables that keep it from being filled
 * @param remedy what to write
 * @param fills whether a command fills it
 * @param empties whether a command empties it
 */
record PackageCache(
    String name,
    boolean system,
    List<String> folders,
    List<String> switches,
    String remedy,
    Predicate<ShellCommand> fills,
    Predicate<ShellCommand> empties) {
  static final PackageCache APT_LISTS =
      new PackageCache(
          "package lists of apt",
          true,
          List.of("/var/lib/apt"),
          List.of(),
          "end the RUN with '&& rm -rf /var/lib/apt/lists/*'",
          command ->
              command.is("apt-get", "update")
                  || command.is("apt", "update")
                  || command.is("aptitude", "update"),
          PackageCache::never);

  static final List<PackageCache> ALL =
      List.of(
          APT_LISTS,
          new PackageCache(
              "cache of apk",
              true,
              List.of("/var/cache/apk", "/etc/apk/cache"),
              List.of(),
              "give apk --no-cache",
              command ->
                  command.is("apk", "add", "update", "upgrade") && !command.hasFlag("no-cache"),
              command -> command.is("apk", "cache") && command.hasArgument("clean")),
          new PackageCache(
              "cache of dnf and yum",
              true,
              List.of("/var/cache/dnf", "/var/cache/libdnf5", "/var/cache/yum"),
              List.of(),
              "end the RUN with '&& dnf clean all'",
              command ->
                  Set.of("dnf", "microdnf", "yum").contains(command.name())
                      && !command.hasArgument("clean")
                      && List.of("install", "update", "upgrade", "groupinstall", "makecache")
                          .stream()
                          .anyMatch(command::hasArgument),
              command ->
                  Set.of("dnf", "microdnf", "yum").contains(command.name())
                      && command.hasArgument("clean")),
          new PackageCache(
              "cache of zypper",
              true,
              List.of("/var/cache/zypp"),
              List.of(),
              "end the RUN with '&& zypper clean --all'",
              command -> command.is("zypper", "install", "in", "refresh", "ref", "update", "up"),
              command -> command.is("zypper", "clean", "cc")),
          new PackageCache(
              "cache of pacman",
              true,
              List.of("/var/cache/pacman", "/var/lib/pacman/sync"),
              List.of(),
              "end the RUN with '&& pacman -Scc --noconfirm'",
              command ->
                  command.name().equals("pacman")
                      && command.arguments().stream().anyMatch(word -> word.startsWith("-S"))
                      && !command.hasFlag("c"),
              command -> command.name().equals("pacman") && command.count("c") > 0),
          language(
              "cache of pip",
              List.of(".cache/pip", "/root/.cache"),
              List.of("PIP_NO_CACHE_DIR"),
              "give pip --no-cache-dir",
              command -> command.installsWithPip() && !command.hasFlag("no-cache-dir"),
              command ->
                  command.name().startsWith("pip") && command.hasArguments("cache", "purge")),
          language(
              "cache of uv",
              List.of(".cache/uv", "/root/.cache"),
              List.of("UV_NO_CACHE"),
              "give uv --no-cache",
              command ->
                  command.is("uv", "sync", "add", "install") && !command.hasFlag("no-cache", "n"),
              command -> command.is("uv", "cache")),
          language(
              "cache of Poetry",
              List.of(".cache/pypoetry", "/root/.cache"),
              List.of("POETRY_CACHE_DIR", "POETRY_NO_CACHE"),
              "give poetry --no-cache",
              command -> command.is("poetry", "install", "add") && !command.hasFlag("no-cache"),
              command -> command.is("poetry", "cache")),
          language(
              "cache of npm",
              List.of(".npm"),
              List.of("npm_config_cache"),
              "end the RUN with '&& npm cache clean --force'",
              command -> command.is("npm", "install", "i", "ci", "update"),
              command -> command.is("npm", "cache")),
          language(
              "cache of yarn",
              List.of(".cache/yarn", ".yarn/berry", "YARN_CACHE_FOLDER"),
              List.of("YARN_CACHE_FOLDER"),
              "end the RUN with '&& yarn cache clean'",
              command ->
                  command.is("yarn", "install", "add")
                      || (command.name().equals("yarn") && command.operands().isEmpty()),
              command -> command.is("yarn", "cache")),
          language(
              "cache of Go",
              List.of(".cache/go-build", "/go/pkg/mod", "/root/.cache"),
              List.of("GOCACHE"),
              "build in a stage of its own",
              command -> command.is("go", "build", "install", "get", "download"),
              command -> command.is("go", "clean")),
          language(
              "registry of Cargo",
              List.of("cargo/registry", ".cargo"),
              List.of(),
              "build in a stage of its own",
              command -> command.is("cargo", "build", "install", "fetch"),
              PackageCache::never),
          language(
              "repository of Maven",
              List.of(".m2"),
              List.of(),
              "build in a stage of its own",
              command ->
                  (command.name().equals("mvn") || command.name().endsWith("/mvnw"))
                      && !command.operands().isEmpty(),
              PackageCache::never),
          language(
              "cache of Gradle",
              List.of(".gradle"),
              List.of("GRADLE_USER_HOME"),
              "build in a stage of its own",
              command ->
                  (command.name().equals("gradle") || command.name().endsWith("/gradlew"))
                      && !command.operands().isEmpty(),
              PackageCache::never),
          language(
              "cache of composer",
              List.of(".composer/cache", ".cache/composer"),
              List.of("COMPOSER_CACHE_DIR"),
              "give composer --no-cache",
              command ->
                  command.is("composer", "install", "require", "update")
                      && !command.hasFlag("no-cache"),
              command -> command.is("composer", "clear-cache", "clearcache")),
          language(
              "packages of conda",
              List.of("conda/pkgs", "mamba/pkgs"),
              List.of(),
              "end the RUN with '&& conda clean --all --yes'",
              command ->
                  Set.of("conda", "mamba", "micromamba").contains(command.name())
                      && List.of("install", "create", "update").stream()
                          .anyMatch(command::hasArgument),
              command ->
                  Set.of("conda", "mamba", "micromamba").contains(command.name())
                      && command.hasArgument("clean")));

  PackageCache {
    folders = List.copyOf(folders);
    switches = List.copyOf(switches);
  }

  private static boolean never(ShellCommand command) {
    return false;
  }

  private static PackageCache language(
      String name,
      List<String> folders,
      List<String> switches,
      String remedy,
      Predicate<ShellCommand> fills,
      Predicate<ShellCommand> empties) {
    return new PackageCache(name, false, folders, switches, remedy, fills, empties);
  }

  /** Whether a variable keeps it empty, of the image or set in the script. */
  boolean isSwitchedOff(Set<String> variables, RunScript script) {
    return switches.stream()
        .anyMatch(each -> variables.contains(each) || script.text().contains(each + "="));
  }

  /** Whether a RUN has it on a mount, so that it is in no layer. */
  boolean isMounted(Instruction.Run run) {
    return folders.stream().anyMatch(folder -> ScratchMount.isAt(run, folder));
  }

  /** The number of the last command that fills it, or -1. */
  int lastFilled(RunScript script) {
    return last(script, fills);
  }

  /** The number of the last command that takes all away that is there, or -1. */
  int lastEmptied(RunScript script) {
    return last(script, empties.or(this::isRemovedBy));
  }

  private static int last(RunScript script, Predicate<ShellCommand> wanted) {
    for (int i = script.commands().size() - 1; i >= 0; i--) {
      if (wanted.test(script.commands().get(i))) {
        return i;
      }
    }
    return -1;
  }

  private boolean isRemovedBy(ShellCommand command) {
    return command.name().equals("rm")
        && command.arguments().stream().anyMatch(word -> folders.stream().anyMatch(word::contains));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PackageCache cache && name.equals(cache.name);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }
}

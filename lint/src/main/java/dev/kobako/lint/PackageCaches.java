package dev.kobako.lint;

import dev.kobako.image.LanguageCache;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** The caches of package managers that are known, a system's first. */
public final class PackageCaches {
  public static final PackageCache APT_LISTS =
      new PackageCache(
          "package lists of apt",
          true,
          List.of("/var/lib/apt"),
          List.of(),
          List.of(),
          "end the RUN with '&& rm -rf /var/lib/apt/lists/*'",
          command ->
              command.is("apt-get", "update")
                  || command.is("apt", "update")
                  || command.is("aptitude", "update"),
          CacheCommands::emptiesAptLists);

  public static final PackageCache DNF =
      new PackageCache(
          "cache of dnf and yum",
          true,
          List.of("/var/cache/dnf", "/var/cache/libdnf5", "/var/cache/yum"),
          List.of(),
          List.of(),
          "end the RUN with '&& dnf clean all'",
          command ->
              Set.of("dnf", "microdnf", "yum").contains(command.name())
                  && !CacheCommands.emptiesDnf(command)
                  && List.of("install", "update", "upgrade", "groupinstall", "makecache").stream()
                      .anyMatch(command::hasArgument),
          CacheCommands::emptiesDnf);

  public static final PackageCache ZYPPER =
      new PackageCache(
          "cache of zypper",
          true,
          List.of("/var/cache/zypp"),
          List.of(),
          List.of(),
          "end the RUN with '&& zypper clean --all'",
          command -> command.is("zypper", "install", "in", "refresh", "ref", "update", "up"),
          CacheCommands::emptiesZypper);

  public static final PackageCache NPM =
      language(
          "cache of npm",
          List.of(".npm"),
          List.of(LanguageCache.NPM),
          List.of(),
          "end the RUN with '&& npm cache clean --force'",
          command -> command.is("npm", "install", "i", "ci", "update"),
          CacheCommands::emptiesNpm);

  public static final PackageCache YARN =
      language(
          "cache of yarn",
          List.of(".cache/yarn", ".yarn/berry"),
          List.of(LanguageCache.YARN),
          List.of(),
          "end the RUN with '&& yarn cache clean'",
          command ->
              command.is("yarn", "install", "add")
                  || (command.name().equals("yarn") && command.operands().isEmpty()),
          CacheCommands::emptiesYarn);

  public static final PackageCache PIP =
      language(
          "cache of pip",
          List.of(".cache/pip", "/root/.cache"),
          List.of(LanguageCache.PIP),
          List.of("PIP_NO_CACHE_DIR"),
          "give pip --no-cache-dir",
          command -> command.installsWithPip() && !command.hasFlag("no-cache-dir"),
          CacheCommands::emptiesPip);

  static final List<PackageCache> ALL =
      List.of(
          APT_LISTS,
          new PackageCache(
              "cache of apk",
              true,
              List.of("/var/cache/apk", "/etc/apk/cache"),
              List.of(),
              List.of(),
              "give apk --no-cache",
              command ->
                  command.is("apk", "add", "update", "upgrade") && !command.hasFlag("no-cache"),
              CacheCommands::emptiesApk),
          DNF,
          ZYPPER,
          new PackageCache(
              "cache of pacman",
              true,
              List.of("/var/cache/pacman", "/var/lib/pacman/sync"),
              List.of(),
              List.of(),
              "end the RUN with '&& pacman -Scc --noconfirm'",
              command ->
                  command.name().equals("pacman")
                      && command.arguments().stream().anyMatch(word -> word.startsWith("-S"))
                      && !command.hasFlag("c"),
              command -> command.name().equals("pacman") && command.count("c") > 0),
          PIP,
          language(
              "cache of uv",
              List.of(".cache/uv", "/root/.cache"),
              List.of(LanguageCache.UV),
              List.of("UV_NO_CACHE"),
              "give uv --no-cache",
              command ->
                  command.is("uv", "sync", "add", "install") && !command.hasFlag("no-cache", "n"),
              CacheCommands::emptiesUv),
          language(
              "cache of Poetry",
              List.of(".cache/pypoetry", "/root/.cache"),
              List.of(LanguageCache.POETRY),
              List.of("POETRY_NO_CACHE"),
              "give poetry --no-cache",
              command -> command.is("poetry", "install", "add") && !command.hasFlag("no-cache"),
              CacheCommands::emptiesPoetry),
          NPM,
          YARN,
          language(
              "cache of Go",
              List.of(".cache/go-build", "/go/pkg/mod", "/root/.cache"),
              List.of(LanguageCache.GO_BUILDS, LanguageCache.GO_MODULES),
              List.of(),
              "build in a stage of its own",
              command -> command.is("go", "build", "install", "get", "download"),
              CacheCommands::emptiesGo),
          language(
              "registry of Cargo",
              List.of("cargo/registry", ".cargo"),
              List.of(LanguageCache.CARGO),
              List.of(),
              "build in a stage of its own",
              command -> command.is("cargo", "build", "install", "fetch"),
              PackageCaches::never),
          language(
              "repository of Maven",
              List.of(".m2"),
              List.of(),
              List.of(),
              "build in a stage of its own",
              command ->
                  (command.name().equals("mvn") || command.name().endsWith("/mvnw"))
                      && !command.operands().isEmpty(),
              PackageCaches::never),
          language(
              "cache of Gradle",
              List.of(".gradle"),
              List.of(LanguageCache.GRADLE),
              List.of(),
              "build in a stage of its own",
              command ->
                  (command.name().equals("gradle") || command.name().endsWith("/gradlew"))
                      && !command.operands().isEmpty(),
              PackageCaches::never),
          language(
              "cache of composer",
              List.of(".composer/cache", ".cache/composer"),
              List.of(LanguageCache.COMPOSER),
              List.of(),
              "give composer --no-cache",
              command ->
                  command.is("composer", "install", "require", "update")
                      && !command.hasFlag("no-cache"),
              CacheCommands::emptiesComposer),
          language(
              "packages of conda",
              List.of("conda/pkgs", "mamba/pkgs"),
              List.of(),
              List.of(),
              "end the RUN with '&& conda clean --all --yes'",
              command ->
                  Set.of("conda", "mamba", "micromamba").contains(command.name())
                      && List.of("install", "create", "update").stream()
                          .anyMatch(command::hasArgument),
              CacheCommands::emptiesConda));

  private PackageCaches() {}

  /** Whether a command empties one of them, or apt's archives. */
  public static boolean emptiesOne(ShellCommand command) {
    return CacheCommands.emptiesAptArchives(command)
        || ALL.stream().anyMatch(cache -> cache.empties().test(command));
  }

  private static boolean never(ShellCommand command) {
    return false;
  }

  private static PackageCache language(
      String name,
      List<String> folders,
      List<LanguageCache> moved,
      List<String> switches,
      String remedy,
      Predicate<ShellCommand> fills,
      Predicate<ShellCommand> empties) {
    return new PackageCache(name, false, folders, moved, switches, remedy, fills, empties);
  }
}

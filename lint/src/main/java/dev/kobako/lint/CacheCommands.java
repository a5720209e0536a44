package dev.kobako.lint;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Commands of package managers that empty their caches: by their subcommand, since packages may be
 * called like one, and of the whole cache, not of one package's part.
 */
public final class CacheCommands {
  /** Flags of apt-get and apt whose value is the next word (apt-get(8)). */
  public static final Set<String> APT_VALUES =
      Set.of(
          "P",
          "S",
          "a",
          "build-profiles",
          "c",
          "config-file",
          "default-release",
          "host-architecture",
          "o",
          "option",
          "planner",
          "snapshot",
          "solver",
          "t",
          "target-release",
          "with-source");

  /** Flags of dnf and yum in front of a subcommand whose value is the next word (dnf(8)). */
  private static final Set<String> DNF_VALUES =
      Set.of(
          "c",
          "config",
          "d",
          "debuglevel",
          "disableplugin",
          "disablerepo",
          "e",
          "enableplugin",
          "enablerepo",
          "errorlevel",
          "exclude",
          "forcearch",
          "installroot",
          "releasever",
          "repo",
          "repofrompath",
          "repoid",
          "setopt",
          "x");

  /** The same of zypper (zypper(8), global options). */
  private static final Set<String> ZYPPER_VALUES =
      Set.of(
          "C",
          "D",
          "R",
          "c",
          "cache-dir",
          "config",
          "installroot",
          "p",
          "pkg-cache-dir",
          "plus-content",
          "plus-repo",
          "raw-cache-dir",
          "releasever",
          "reposd-dir",
          "root",
          "solv-cache-dir",
          "userdata");

  /** The same of apk (apk(8), global options). */
  private static final Set<String> APK_VALUES =
      Set.of(
          "X",
          "arch",
          "cache-dir",
          "cache-max-age",
          "keys-dir",
          "p",
          "progress-fd",
          "repositories-file",
          "repository",
          "root",
          "timeout",
          "wait");

  /** The same of npm, of which any setting may be a flag (npm's config). */
  private static final Set<String> NPM_VALUES =
      Set.of("C", "cache", "loglevel", "prefix", "registry", "userconfig", "w", "workspace");

  /** The same of yarn. */
  private static final Set<String> YARN_VALUES =
      Set.of("cache-folder", "cwd", "modules-folder", "mutex", "registry", "use-yarnrc");

  /** The same of pip, uv and Poetry. */
  private static final Set<String> PYTHON_VALUES =
      Set.of(
          "C",
          "P",
          "cache-dir",
          "config-file",
          "directory",
          "log",
          "project",
          "proxy",
          "python",
          "timeout");

  /** The same of conda and its like. */
  private static final Set<String> CONDA_VALUES =
      Set.of("n", "name", "p", "prefix", "r", "root-prefix");

  private CacheCommands() {}

  /** Whether a command empties what packages of a system were fetched into, and does no more. */
  public static boolean emptiesSystem(ShellCommand command) {
    return emptiesAptArchives(command) || emptiesDnf(command) || emptiesZypper(command);
  }

  /** Packages that apt has fetched are no cache to lint: bases have a rule that empties it. */
  public static boolean emptiesAptArchives(ShellCommand command) {
    return callsApt(command, "clean");
  }

  static boolean emptiesAptLists(ShellCommand command) {
    return callsApt(command, "distclean", "dist-clean");
  }

  private static boolean callsApt(ShellCommand command, String... oneOf) {
    return Stream.of("apt-get", "apt", "aptitude")
        .anyMatch(program -> command.calls(program, APT_VALUES, oneOf));
  }

  static boolean emptiesDnf(ShellCommand command) {
    return Stream.of("dnf", "microdnf", "yum")
        .anyMatch(program -> command.calls(program, DNF_VALUES, "clean"));
  }

  static boolean emptiesZypper(ShellCommand command) {
    return command.calls("zypper", ZYPPER_VALUES, "clean", "cc");
  }

  static boolean emptiesApk(ShellCommand command) {
    return isOfCache(command, APK_VALUES, "clean", "purge") && command.name().equals("apk");
  }

  static boolean emptiesNpm(ShellCommand command) {
    return isOfCache(command, NPM_VALUES, "clean", "clear", "rm")
        && command.name().equals("npm")
        && !command.hasFlag("cache");
  }

  static boolean emptiesYarn(ShellCommand command) {
    return isOfCache(command, YARN_VALUES, "clean", "clear")
        && command.name().equals("yarn")
        && !command.hasFlag("cache-folder");
  }

  static boolean emptiesPip(ShellCommand command) {
    return isOfCache(command, PYTHON_VALUES, "purge") && command.name().startsWith("pip");
  }

  /** To prune it leaves what was fetched, but for its form for CI. */
  static boolean emptiesUv(ShellCommand command) {
    return command.name().equals("uv")
        && (isOfCache(command, PYTHON_VALUES, "clean")
            || (isOfCache(command, PYTHON_VALUES, "prune") && command.hasFlag("ci")));
  }

  /** Which of its caches is named behind it. */
  static boolean emptiesPoetry(ShellCommand command) {
    return command.calls("poetry", PYTHON_VALUES, "cache") && command.hasArgument("clear");
  }

  static boolean emptiesGo(ShellCommand command) {
    return command.calls("go", Set.of(), "clean")
        && Stream.of("-cache", "-modcache", "--cache", "--modcache").anyMatch(command::hasArgument);
  }

  static boolean emptiesComposer(ShellCommand command) {
    return command.calls("composer", Set.of("d", "working-dir"), "clear-cache", "clearcache", "cc");
  }

  static boolean emptiesConda(ShellCommand command) {
    return Stream.of("conda", "mamba", "micromamba")
        .anyMatch(program -> command.calls(program, CONDA_VALUES, "clean"));
  }

  /** Whether it is {@code PROGRAM cache WORD}; a further word would be all that goes. */
  private static boolean isOfCache(ShellCommand command, Set<String> withValue, String... oneOf) {
    List<String> operands = command.operands(withValue.toArray(String[]::new));
    return operands.size() == 2
        && operands.getFirst().equals("cache")
        && List.of(oneOf).contains(operands.getLast());
  }
}

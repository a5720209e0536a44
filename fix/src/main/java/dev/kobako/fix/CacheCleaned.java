package dev.kobako.fix;

import dev.kobako.lint.PackageCache;
import dev.kobako.lint.PackageCaches;
import dev.kobako.lint.ShellCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a package manager has fetched goes in the RUN that fetched it, by the manager's own command.
 * It is fetched anew where it is wanted again.
 */
final class CacheCleaned implements Fix {
  private static final Set<String> SYSTEM =
      Set.of(
          "apk", "apt", "apt-get", "aptitude", "dnf", "dpkg", "microdnf", "rpm", "yum", "zypper");
  private static final Set<String> REMOVING =
      Set.of("purge", "remove", "autoremove", "erase", "uninstall", "rm");

  private final Description description;
  private final Set<String> managers;
  private final Set<String> installs;
  private final String command;
  private final PackageCache cache;

  /**
   * A manager.
   *
   * @param managers its names
   * @param installs the words with which it fetches
   * @param command what removes what it has fetched; its second word says so to the manager
   * @param cache where that lies
   */
  private CacheCleaned(
      Description description,
      Set<String> managers,
      Set<String> installs,
      String command,
      PackageCache cache) {
    this.description = description;
    this.managers = managers;
    this.installs = installs;
    this.command = command;
    this.cache = cache;
  }

  /** One for each manager that has such a command. */
  static List<Fix> all() {
    Set<String> rpm =
        Set.of("install", "groupinstall", "localinstall", "update", "upgrade", "builddep");
    return List.of(
        new CacheCleaned(
            description(
                "dnf", "DL3040", PackageCaches.DNF, "var/cache/dnf/**", "var/cache/libdnf5/**"),
            Set.of("dnf", "microdnf"),
            rpm,
            "dnf clean all",
            PackageCaches.DNF),
        new CacheCleaned(
            description("yum", "DL3032", PackageCaches.DNF, "var/cache/yum/**", "var/cache/dnf/**"),
            Set.of("yum"),
            rpm,
            "yum clean all",
            PackageCaches.DNF),
        new CacheCleaned(
            description("zypper", "DL3036", PackageCaches.ZYPPER, "var/cache/zypp/**"),
            Set.of("zypper"),
            Set.of("install", "in", "update", "up", "patch"),
            "zypper clean --all",
            PackageCaches.ZYPPER),
        new CacheCleaned(
            description("npm", "S04", PackageCaches.NPM, "**/.npm", "**/_cacache"),
            Set.of("npm"),
            Set.of("install", "ci", "i"),
            "npm cache clean --force",
            PackageCaches.NPM),
        new CacheCleaned(
            description("yarn", "DL3060", PackageCaches.YARN, "**/.cache/yarn"),
            Set.of("yarn"),
            Set.of("install"),
            "yarn cache clean",
            PackageCaches.YARN));
  }

  private static Description description(
      String manager, String rule, PackageCache cache, String... gone) {
    return new Description(
        manager + "-clean",
        switch (rule) {
          case "S04" -> List.of("S04");
          case "DL3060" -> List.of("DL3060", "S04");
          default -> List.of(rule, "S03");
        },
        "Remove what " + manager + " has fetched in the RUN that fetched it",
        Promise.without("what " + manager + " has fetched is gone", gone).withMoved(cache.moved()));
  }

  @Override
  public Description description() {
    return description;
  }

  @Override
  public List<Change> changes(FixableFile file) {
    List<Change> changes = new ArrayList<>();
    for (FixableStage stage : file.shipped()) {
      for (RunScript script : stage.scripts()) {
        if (leavesCache(script, file.environment(stage))
            && script.canGrow()
            && !(isYarn() && isSecondYarn(file, script))) {
          changes.add(
              new Change(
                  script.run().statement(),
                  "'" + used(script) + "' added",
                  List.of(script.append(used(script), file))));
        }
      }
    }
    return changes;
  }

  private boolean leavesCache(RunScript script, Map<String, String> environment) {
    return script.always(this::fetches)
        && !script.any(each -> removes(each, environment))
        && !script.any(this::removesManager)
        && !cache.isMounted(script.run(), environment);
  }

  private boolean fetches(ShellCommand each) {
    return managers.contains(each.name()) && installs.stream().anyMatch(each::hasArgument);
  }

  private boolean removes(ShellCommand each, Map<String, String> environment) {
    return cache.empties().test(each) || cache.isRemovedBy(each, environment);
  }

  /** What may take the manager itself away, which then can't be called. */
  private boolean removesManager(ShellCommand each) {
    boolean uninstalls =
        switch (each.name()) {
          case "apk" -> each.hasArgument("del");
          case "dpkg" -> each.hasFlag("P", "r", "purge", "remove");
          case "rpm" -> each.hasFlag("e", "erase");
          default -> REMOVING.stream().anyMatch(each::hasArgument);
        };
    boolean system = SYSTEM.contains(each.name());
    if (uninstalls && (system || managers.contains(each.name()))) {
      return managers.stream().anyMatch(each::hasArgument)
          // as something that needs what goes, or is installed by the system too
          || (system && managers.stream().noneMatch(SYSTEM::contains));
    }
    return each.name().equals("rm") && each.arguments().stream().anyMatch(this::isOfManager);
  }

  private boolean isOfManager(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    return managers.contains(name)
        || path.contains("node_modules")
        || path.contains("/bin/*")
        || name.equals("node")
        || name.equals("corepack")
        || managers.stream().anyMatch(each -> name.startsWith(each + "-"));
  }

  private boolean isYarn() {
    return managers.contains("yarn");
  }

  /** Whether it may be yarn 2 or newer, whose cache may be what programs are started from. */
  private static boolean isSecondYarn(FixableFile file, RunScript script) {
    String text = file.syntax().source().text();
    return script.any(each ->
        each.name().equals("yarn")
            && each.hasFlag("immutable", "immutable-cache", "inline-builds", "check-cache"))
        || Stream.of(".yarnrc.yml", ".pnp", ".yarn/", "corepack").anyMatch(text::contains)
        || file.context().filter(context -> context.has(".yarnrc.yml")).isPresent();
  }

  /** The command in the words of the manager that the script calls. */
  private String used(RunScript script) {
    String called =
        managers.stream()
            .sorted()
            .filter(name -> script.any(each -> each.name().equals(name)))
            .findFirst()
            .orElseThrow();
    return called + command.substring(command.indexOf(' '));
  }
}

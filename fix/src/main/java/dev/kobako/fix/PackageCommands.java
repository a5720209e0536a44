package dev.kobako.fix;

import dev.kobako.dockerfile.Statement;
import dev.kobako.lint.ShellCommand;
import dev.kobako.tree.ImagePath;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Follows the package managers of systems, for a stage that compiles. */
final class PackageCommands {
  private static final Set<String> WITHOUT_TRACE =
      Set.of("update", "clean", "autoclean", "autoremove");
  private static final Set<String> REMOVALS = Set.of("purge", "remove", "del");

  private final BuilderBase base;
  private final RuntimePackages packages;
  private final FetchedSources sources;
  private boolean changesOrigin;

  PackageCommands(BuilderBase base, RuntimePackages packages, FetchedSources sources) {
    this.base = base;
    this.packages = packages;
    this.sources = sources;
  }

  /** Whether packages come from elsewhere than the base has them from. */
  boolean changesOrigin() {
    return changesOrigin;
  }

  /**
   * Follows a command.
   *
   * @param statement that it stands in
   * @param written as it stands there
   * @param folder where it runs
   * @return false where it is no package manager, or does what is not known
   * @throws NotUnderstood where a package is installed of which nobody knows what it is for
   */
  boolean follow(Statement statement, ShellCommand command, String written, ImagePath folder)
      throws NotUnderstood {
    if (command.name().equals("sed")) {
      changesOrigin |= written.contains("/etc/apt");
      return command.hasFlag("i") && written.contains("/etc/apt") && !written.contains("&&");
    }
    boolean apt = command.name().equals("apt-get") || command.name().equals("apt");
    if (!apt && !command.name().equals("apk")) {
      return false;
    }
    List<String> words = command.arguments();
    String does = words.stream().filter(each -> !each.startsWith("-")).findFirst().orElse("");
    if (REMOVALS.contains(does)) {
      packages.remove(words);
      return true;
    }
    if (WITHOUT_TRACE.contains(does)) {
      return true;
    }
    if (does.equals("source")) {
      return sources.into(folder);
    }
    if (!does.equals(apt ? "install" : "add") || apt == base.isAlpine()) {
      return false;
    }
    Optional<String> strange = packages.install(words);
    if (strange.isPresent()) {
      throw new NotUnderstood(
          statement, "nobody knows what the result needs of '" + strange.get() + "'");
    }
    return true;
  }
}

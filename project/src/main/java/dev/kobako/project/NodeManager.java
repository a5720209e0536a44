package dev.kobako.project;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What installs the packages of a {@link NodeProject}, as far as managers differ. */
sealed interface NodeManager extends Ecosystem permits Npm, Pnpm, Yarn {
  /** Its command, which also runs scripts of the project. */
  String command();

  /** Words of an installation that leaves out what only a build needs. */
  Set<String> productionWords();

  /** Files beside the manifests that decide what is installed, where they are there. */
  List<String> settings(NodeProject project);

  /** The package of npm's registry that has the manager, unless Node.js brings it. */
  Optional<String> itself(NodeProject project);

  /** What it has to be told by variables, in all stages that install. */
  List<Line> environment(NodeProject project);

  /** The folder of what was downloaded. */
  CacheMount downloads();

  /**
   * The command that installs.
   *
   * @param production without what only a build needs
   * @param scripts whether packages may run theirs
   */
  String install(NodeProject project, boolean production, boolean scripts);

  /** The command that runs the scripts of packages that an installation left out. */
  String rebuild(NodeProject project);

  /** The command that removes what only a build needs. */
  String prune(NodeProject project);

  @Override
  default String word() {
    return command();
  }

  @Override
  default DependencyLayer dependencies(ProjectFolder folder, String workdir, List<String> build) {
    boolean production = build.stream().anyMatch(productionWords()::contains);
    return new NodeRecipe(new NodeProject(folder), this).layer(workdir, production);
  }

  @Override
  default Recipe recipe(ProjectFolder folder, Choices choices) {
    return new NodeRecipe(new NodeProject(folder), this).recipe(choices);
  }
}

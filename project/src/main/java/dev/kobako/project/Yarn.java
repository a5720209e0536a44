package dev.kobako.project;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Packages of npm's registry, installed by Yarn, of either kind. */
final class Yarn implements NodeManager {
  private static final String LOCK = "yarn.lock";
  private static final String SETTINGS = ".yarnrc.yml";
  private static final String DOWNLOADS = "/root/.yarn-downloads";

  @Override
  public boolean isSeenIn(ProjectFolder folder) {
    return folder.has(NodeProject.MANIFEST) && folder.has(LOCK);
  }

  /** Whether it is Yarn 1, whose lock file says so. */
  private static boolean isClassic(NodeProject project) {
    return project.folder().mentions(List.of(LOCK), "# yarn lockfile v1");
  }

  @Override
  public String command() {
    return "yarn";
  }

  @Override
  public Set<String> productionWords() {
    return Set.of("--production", "focus");
  }

  @Override
  public List<String> settings(NodeProject project) {
    return List.of(
        LOCK, SETTINGS, ".yarnrc", ".npmrc", ".yarn/releases", ".yarn/plugins", ".yarn/patches");
  }

  @Override
  public Optional<String> itself(NodeProject project) {
    if (isClassic(project)) {
      return Optional.of(project.statedManager("yarn").orElse("yarn@1.22.22"));
    }
    String version =
        project.statedManager("yarn").map(each -> each.substring("yarn@".length())).orElse("4.9.4");
    // what @yarnpkg/cli-dist brings hands over to the release of the project, if it has one
    return Optional.of("@yarnpkg/cli-dist@" + version);
  }

  @Override
  public List<Line> environment(NodeProject project) {
    if (isClassic(project)) {
      return List.of();
    }
    return List.of(
        Line.of(
                "ENV YARN_NODE_LINKER=node-modules YARN_ENABLE_GLOBAL_CACHE=true YARN_ENABLE_TELEMETRY=0 \\\n"
                    + "    YARN_GLOBAL_FOLDER="
                    + DOWNLOADS)
            .saying("As plain files, packages need no Yarn to run."));
  }

  @Override
  public CacheMount downloads() {
    return CacheMount.of(DOWNLOADS);
  }

  @Override
  public String install(NodeProject project, boolean production, boolean scripts) {
    if (isClassic(project)) {
      return "yarn install --frozen-lockfile --cache-folder "
          + DOWNLOADS
          + (production ? " --production" : "")
          + (scripts ? "" : " --ignore-scripts");
    }
    return production
        ? prune(project)
        : "yarn install --immutable" + (scripts ? "" : " --mode=skip-build");
  }

  @Override
  public String rebuild(NodeProject project) {
    return isClassic(project) ? "npm rebuild" : "yarn rebuild";
  }

  @Override
  public String prune(NodeProject project) {
    return isClassic(project)
        ? "yarn install --frozen-lockfile --cache-folder "
            + DOWNLOADS
            + " --production --ignore-scripts --prefer-offline"
        : "yarn workspaces focus --all --production";
  }
}

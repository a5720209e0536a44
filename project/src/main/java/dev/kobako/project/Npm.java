package dev.kobako.project;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Packages of npm's registry, installed by npm. */
final class Npm implements NodeManager {
  @Override
  public boolean isSeenIn(ProjectFolder folder) {
    return folder.has(NodeProject.MANIFEST)
        && !folder.has("pnpm-lock.yaml")
        && !folder.has("yarn.lock");
  }

  @Override
  public String command() {
    return "npm";
  }

  @Override
  public Set<String> productionWords() {
    return Set.of("--omit=dev", "--production");
  }

  @Override
  public List<String> settings(NodeProject project) {
    return List.of("package-lock.json", "npm-shrinkwrap.json", ".npmrc", "patches");
  }

  @Override
  public Optional<String> itself(NodeProject project) {
    return Optional.empty();
  }

  @Override
  public List<Line> environment(NodeProject project) {
    return List.of();
  }

  @Override
  public CacheMount downloads() {
    return CacheMount.of("/root/.npm");
  }

  @Override
  public String install(NodeProject project, boolean production, boolean scripts) {
    boolean locked =
        project.folder().has("package-lock.json") || project.folder().has("npm-shrinkwrap.json");
    return (locked ? "npm ci" : "npm install")
        + (production ? " --omit=dev" : "")
        + (scripts ? "" : " --ignore-scripts");
  }

  @Override
  public String rebuild(NodeProject project) {
    return "npm rebuild";
  }

  @Override
  public String prune(NodeProject project) {
    return "npm prune --omit=dev --ignore-scripts";
  }
}

package dev.kobako.project;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Packages of npm's registry, installed by pnpm. */
final class Pnpm implements NodeManager {
  private static final String LOCK = "pnpm-lock.yaml";
  private static final String STORE = "/root/.pnpm-store";
  private static final Pattern FORMAT = Pattern.compile("(?m)^lockfileVersion: '?([0-9]+)");

  @Override
  public boolean isSeenIn(ProjectFolder folder) {
    return folder.has(NodeProject.MANIFEST) && folder.has(LOCK);
  }

  @Override
  public String command() {
    return "pnpm";
  }

  @Override
  public Set<String> productionWords() {
    return Set.of("--prod", "-P");
  }

  @Override
  public List<String> settings(NodeProject project) {
    return List.of(LOCK, "pnpm-workspace.yaml", ".npmrc", ".pnpmfile.cjs", "patches");
  }

  @Override
  public Optional<String> itself(NodeProject project) {
    return project.statedManager("pnpm").or(() -> Optional.of("pnpm@" + versionFor(project)));
  }

  /** The last version that writes the format of the lock file. */
  private static String versionFor(NodeProject project) {
    Matcher matcher = FORMAT.matcher(project.folder().text(LOCK).orElse(""));
    return switch (matcher.find() ? matcher.group(1) : "") {
      case "5" -> "7.33.7";
      case "6" -> "8.15.9";
      default -> "9.15.9";
    };
  }

  @Override
  public List<Line> environment(NodeProject project) {
    return List.of();
  }

  @Override
  public CacheMount downloads() {
    return CacheMount.of(STORE);
  }

  @Override
  public String install(NodeProject project, boolean production, boolean scripts) {
    return "pnpm install --frozen-lockfile --store-dir "
        + STORE
        + (production ? " --prod" : "")
        + (scripts ? "" : " --ignore-scripts");
  }

  @Override
  public String rebuild(NodeProject project) {
    return "pnpm rebuild";
  }

  @Override
  public String prune(NodeProject project) {
    return "CI=true pnpm prune --prod --config.ignore-scripts=true --store-dir " + STORE;
  }
}

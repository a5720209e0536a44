package dev.kobako.fix;

import dev.kobako.diagnostic.KobakoException;
import dev.kobako.dockerfile.Instruction;
import dev.kobako.project.DependencyLayer;
import dev.kobako.project.Ecosystem;
import dev.kobako.project.ProjectFolder;
import dev.kobako.shell.Invocation;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Whether the manifests that a layer copies are all that a command needs of the context, so that it
 * can stand before the sources.
 */
final class ManifestNeed {
  private static final String NO_SCRIPTS = "--ignore-scripts";

  /** Flags of pip whose value is the next word, and no part of the project. */
  private static final Set<String> PIP_VALUES =
      Set.of(
          "-i",
          "--index-url",
          "--extra-index-url",
          "--trusted-host",
          "--timeout",
          "--retries",
          "--prefix",
          "-t",
          "--target",
          "--root",
          "--platform",
          "--python-version",
          "--no-binary",
          "--only-binary",
          "--root-user-action",
          "--progress-bar");

  private static final Set<String> PIP_FILES = Set.of("-r", "--requirement", "-c", "--constraint");

  /** Flags whose value is something of the project, or that may be. */
  private static final Pattern PIP_SOURCES =
      Pattern.compile("(-e|-f|--editable|--find-links|--src|--group|--build-constraint)(=.*)?");

  /** Lines of requirements that name something that is not in an index: a folder or a file. */
  private static final Pattern LOCAL =
      Pattern.compile(
          "(?m)^\\s*(-e|--editable|-f|--find-links|\\.|/|~|[^#\\s@:]+/|[^#\\s:]+\\.(whl|zip|gz)\\b)"
              + "|file:");

  /** What packages of npm's registry call a folder that they are taken from. */
  private static final Pattern LINKED = Pattern.compile("\"(file|link|portal|exec|patch):");

  /** Flags that make another folder the project, or have none. */
  private static final Pattern ELSEWHERE =
      Pattern.compile("(--prefix|-C|--dir|--cwd|-g|--global|--location|--modules-folder)(=.*)?");

  private static final Set<String> NODE = Set.of("npm", "pnpm", "yarn");

  private final ProjectFolder context;
  private final Ecosystem ecosystem;
  private final DependencyLayer layer;

  ManifestNeed(ProjectFolder context, Ecosystem ecosystem, DependencyLayer layer) {
    this.context = context;
    this.ecosystem = ecosystem;
    this.layer = layer;
  }

  /**
   * Whether the manifests reach builds at all, and nothing that is copied later covers the rest.
   */
  boolean canBeCopied(Instruction.Copy copy, Optional<IgnoreFile> ignoreFile) {
    IgnoredFiles ignored = IgnoredFiles.of(Optional.of(context), ignoreFile);
    return copy.excludes().isEmpty()
        && !copy.parents()
        && sources().stream().noneMatch(ignored::mayHave)
        && !(NODE.contains(ecosystem.word())
            && context.hasFolder("node_modules")
            && !ignored.has("node_modules"));
  }

  /** Whether an installing command needs nothing else. */
  boolean isMetFor(Invocation invocation) {
    List<String> arguments = invocation.arguments();
    if (ecosystem.word().equals("pip")) {
      return readsOnlyManifests(arguments)
          && sources().stream().noneMatch(each -> LOCAL.matcher(text(each)).find());
    }
    boolean runsScripts =
        layer.instructions().stream().anyMatch(each -> each.contains(NO_SCRIPTS))
            && !arguments.contains(NO_SCRIPTS);
    return !runsScripts
        && arguments.stream().filter(each -> !each.startsWith("-")).count() <= 1
        && arguments.stream().noneMatch(each -> ELSEWHERE.matcher(each).matches())
        && sources().stream()
            .filter(each -> each.endsWith("package.json"))
            .noneMatch(each -> LINKED.matcher(text(each)).find());
  }

  /** Whether what pip installs is named in files that are manifests, and nowhere else. */
  private boolean readsOnlyManifests(List<String> arguments) {
    for (int i = 0; i < arguments.size(); i++) {
      String word = arguments.get(i);
      int equals = word.indexOf('=');
      String flag = equals < 0 ? word : word.substring(0, equals);
      if (PIP_FILES.contains(flag)) {
        i += equals < 0 ? 1 : 0;
        String file = equals < 0 && i < arguments.size() ? arguments.get(i) : word;
        if (!isManifest(equals < 0 ? file : word.substring(equals + 1))) {
          return false;
        }
      } else if (PIP_SOURCES.matcher(word).matches()
          || word.matches("-[ercf].+")
          || (!word.startsWith("-") && !word.equals("install"))) {
        return false;
      } else if (PIP_VALUES.contains(word)) {
        i++;
      }
    }
    return true;
  }

  private boolean isManifest(String file) {
    return sources().contains(file.startsWith("./") ? file.substring(2) : file);
  }

  private Set<String> sources() {
    return layer.manifests().stream()
        .flatMap(each -> each.sources().stream())
        .map(each -> each.endsWith("/") ? each.substring(0, each.length() - 1) : each)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The text of a manifest; one that can't be read says nothing good. */
  private String text(String path) {
    try {
      return context.text(path).orElse("");
    } catch (KobakoException _) {
      return "file:";
    }
  }
}

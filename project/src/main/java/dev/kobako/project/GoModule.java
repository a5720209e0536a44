package dev.kobako.project;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A {@code go.mod} or {@code go.work} (Go Modules Reference).
 *
 * @param path of the file
 * @param text without comments
 */
record GoModule(String path, String text) {
  private static final Pattern COMMENT = Pattern.compile("//.*");
  private static final Pattern MODULE = Pattern.compile("(?m)^module\\s+\"?([^\\s\"]+)\"?\\s*$");
  private static final Pattern GO =
      Pattern.compile("(?m)^go\\s+([0-9]{1,3}\\.[0-9]{1,4})(\\.[0-9]{1,4})?\\s*$");
  private static final Pattern TOOLCHAIN =
      Pattern.compile("(?m)^toolchain\\s+go([0-9]{1,3}\\.[0-9]{1,4}(\\.[0-9]{1,4})?)\\s*$");
  private static final Pattern LOCAL = Pattern.compile("=>\\s+\"?(\\.{1,2}/[^\\s\"]*)\"?");
  private static final Pattern USED =
      Pattern.compile("^(?:use\\s+)?\"?(\\.{1,2}(?:/[^\\s\"]*)?)\"?$");
  private static final Pattern MAJOR = Pattern.compile("v[0-9]+");

  static Optional<GoModule> read(ProjectFolder folder, String path) {
    return folder
        .text(path)
        .map(text -> new GoModule(path, COMMENT.matcher(text.replace("\r", "")).replaceAll("")));
  }

  /** The version for an image's tag. */
  Optional<String> version() {
    Matcher toolchain = TOOLCHAIN.matcher(text);
    if (toolchain.find()) {
      return Optional.of(toolchain.group(1));
    }
    Matcher go = GO.matcher(text);
    return go.find() ? Optional.of(go.group(1)) : Optional.empty();
  }

  /** What {@code go build} calls the program of the package at the module's top. */
  Optional<String> program() {
    Matcher matcher = MODULE.matcher(text);
    if (!matcher.find()) {
      return Optional.empty();
    }
    List<String> parts = new ArrayList<>(List.of(matcher.group(1).split("/")));
    if (parts.size() > 1 && MAJOR.matcher(parts.getLast()).matches()) {
      parts.removeLast();
    }
    return Optional.of(parts.getLast());
  }

  boolean hasRequirements() {
    return text.contains("require");
  }

  boolean requires(String module) {
    return text.contains(module + " ");
  }

  /** Folders of the project that stand for modules, each empty or with a slash at its end. */
  List<String> replacements() {
    List<String> folders = new ArrayList<>();
    Matcher matcher = LOCAL.matcher(text);
    while (matcher.find()) {
      folders.add(CargoPackage.inProject(folder(), matcher.group(1) + "/", path));
    }
    return folders;
  }

  /** The modules of a workspace. */
  List<String> used() {
    List<String> folders = new ArrayList<>();
    text.lines()
        .map(line -> USED.matcher(line.strip()))
        .filter(Matcher::matches)
        .forEach(line -> folders.add(CargoPackage.inProject(folder(), line.group(1) + "/", path)));
    return folders;
  }

  private String folder() {
    return path.substring(0, path.lastIndexOf('/') + 1);
  }
}

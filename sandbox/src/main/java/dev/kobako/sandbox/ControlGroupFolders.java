package dev.kobako.sandbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where groups can be made.
 *
 * @param mount where the kernel shows control groups
 * @param own the caller's groups, as /proc/self/cgroup has them: number, controllers, path
 */
record ControlGroupFolders(Path mount, List<String> own) {
  private static final String CONTROLLERS = "cgroup.controllers";
  private static final String PASSED_ON = "cgroup.subtree_control";

  ControlGroupFolders {
    own = List.copyOf(own);
  }

  static ControlGroupFolders ofCaller() {
    return new ControlGroupFolders(Path.of("/sys/fs/cgroup"), ownGroups());
  }

  private static List<String> ownGroups() {
    try {
      return Files.readAllLines(Path.of("/proc/self/cgroup"));
    } catch (IOException _) {
      return List.of();
    }
  }

  /** Whether it is version 2, where all limits of a group are in one folder. */
  boolean isUnified() {
    return Files.exists(mount.resolve(CONTROLLERS));
  }

  /** Where a group for a limit can be made by the caller; empty where nowhere. */
  Optional<Path> parent(ControlledLimit limit) {
    return (isUnified() ? unified() : separate(limit.controller()))
        .stream()
            .filter(folder -> Files.isDirectory(folder) && Files.isWritable(folder))
            .filter(folder -> !isUnified() || passesOn(folder, limit.controller()))
            .findFirst();
  }

  /** A group with processes has none below it with limits; so not in the caller's own. */
  private List<Path> unified() {
    List<Path> candidates = new ArrayList<>();
    path("").map(path -> mount.resolve(path).getParent()).ifPresent(candidates::add);
    candidates.add(mount);
    return candidates.stream().filter(each -> each.startsWith(mount)).toList();
  }

  /** A path can be that outside of a container, which the container doesn't see. */
  private List<Path> separate(String controller) {
    Path hierarchy = mount.resolve(controller);
    List<Path> candidates = new ArrayList<>();
    path(controller).map(hierarchy::resolve).ifPresent(candidates::add);
    candidates.add(hierarchy);
    return candidates;
  }

  /** The caller's group, without the slash that it starts with. */
  private Optional<String> path(String controller) {
    return own.stream()
        .map(line -> line.split(":", 3))
        .filter(parts -> parts.length == 3 && parts[2].startsWith("/"))
        .filter(parts -> List.of(parts[1].split(",", -1)).contains(controller))
        .map(parts -> parts[2].substring(1))
        .findFirst();
  }

  private static boolean passesOn(Path folder, String controller) {
    Path passedOn = folder.resolve(PASSED_ON);
    try {
      if (has(passedOn, controller)) {
        return true;
      }
      if (!has(folder.resolve(CONTROLLERS), controller)) {
        return false;
      }
      Files.writeString(passedOn, "+" + controller, StandardCharsets.US_ASCII);
      return has(passedOn, controller);
    } catch (IOException _) {
      return false;
    }
  }

  private static boolean has(Path file, String controller) throws IOException {
    return List.of(Files.readString(file).strip().split(" ")).contains(controller);
  }
}

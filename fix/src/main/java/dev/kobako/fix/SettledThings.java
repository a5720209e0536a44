package dev.kobako.fix;

import dev.kobako.tree.ImagePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * What RUNs do for the image when it runs, and not for compiling: accounts, folders, owners. That
 * is done again in the stage of the result.
 */
final class SettledThings {
  /** Folders that only take part in building, by the names that people give them. */
  private static final Set<String> FOR_BUILDING =
      Set.of("bin", "build", "dist", "obj", "out", "src", "target");

  /**
   * Something that was settled.
   *
   * @param time when, as a number that grows
   */
  private record Settled(int time, Thing thing) {}

  private sealed interface Thing {
    /** A user or a group. */
    record Account(String command) implements Thing {}

    /** A folder that was made. */
    record Folder(ImagePath path, Optional<String> mode) implements Thing {}

    /** An owner, or a mode, of something. */
    record Owner(String command, boolean recursive, String owner, ImagePath path)
        implements Thing {}
  }

  /**
   * What a RUN does for the result.
   *
   * @param isWhole whether that is all that it does, as written
   */
  record Again(List<String> commands, boolean isWhole) {
    Again {
      commands = List.copyOf(commands);
    }
  }

  private final List<Settled> all = new ArrayList<>();
  private final Set<ImagePath> entered = new TreeSet<>();

  void account(int time, String command) {
    all.add(new Settled(time, new Thing.Account(command)));
  }

  void folder(int time, ImagePath path, Optional<String> mode) {
    all.add(new Settled(time, new Thing.Folder(path, mode)));
  }

  void owner(int time, boolean recursive, String owner, ImagePath path) {
    all.add(new Settled(time, new Thing.Owner("chown", recursive, owner, path)));
  }

  void mode(int time, boolean recursive, String mode, ImagePath path) {
    all.add(new Settled(time, new Thing.Owner("chmod", recursive, mode, path)));
  }

  /** Whether one was made there. */
  boolean isFolder(ImagePath path) {
    return all.stream()
        .anyMatch(each -> each.thing() instanceof Thing.Folder it && it.path().startsWith(path));
  }

  /** Somebody has gone into a folder to build there. */
  void enter(ImagePath folder) {
    entered.add(folder);
  }

  /** What was made at a path is there no longer. */
  void gone(ImagePath path) {
    all.removeIf(
        each -> each.thing() instanceof Thing.Folder folder && folder.path().startsWith(path));
  }

  /** Folders that the result has as well. */
  List<ImagePath> folders(List<ImagePath> kept) {
    return all.stream()
        .filter(each -> each.thing() instanceof Thing.Folder folder && isForRunning(folder, kept))
        .map(each -> ((Thing.Folder) each.thing()).path())
        .toList();
  }

  private boolean isForRunning(Thing.Folder folder, List<ImagePath> kept) {
    return !FOR_BUILDING.contains(folder.path().name())
        && entered.stream().noneMatch(each -> each.startsWith(folder.path()))
        && kept.stream().noneMatch(each -> each.startsWith(folder.path()));
  }

  /**
   * The last owner that something got which was there at a time.
   *
   * @param single whether it is no folder
   */
  Optional<String> owner(ImagePath path, int time, boolean single) {
    Optional<String> owner = Optional.empty();
    for (Settled each : all) {
      if (each.thing() instanceof Thing.Owner it
          && it.command().equals("chown")
          && each.time() > time
          && ((single && it.path().equals(path))
              || (it.recursive() && path.startsWith(it.path())))) {
        // chown leaves the group, COPY would take the user's number
        owner = Optional.of(it.owner().indexOf(':') < 0 ? it.owner() + ":0" : it.owner());
      }
    }
    return owner;
  }

  /**
   * What settles it again, of one RUN.
   *
   * @param from time of its first command
   * @param to time behind its last
   * @param kept what is copied from the stage that builds, with owners and modes
   * @param single whether something is no folder
   * @param there folders that are there otherwise, such as those of WORKDIR
   * @return nothing where there is an owner of something else, of which nobody knows
   */
  Optional<Again> commands(
      int from, int to, List<ImagePath> kept, Predicate<ImagePath> single, Set<ImagePath> there) {
    List<String> commands = new ArrayList<>();
    boolean whole = true;
    Set<ImagePath> known = new TreeSet<>(there);
    known.addAll(folders(kept));
    for (Settled each : all) {
      if (each.time() < from || each.time() >= to) {
        continue;
      }
      switch (each.thing()) {
        case Thing.Account(String command) -> commands.add(command);
        case Thing.Folder folder -> {
          if (isForRunning(folder, kept)) {
            String mode = folder.mode().map(it -> "-m " + it + " ").orElse("");
            commands.add("mkdir -p " + mode + folder.path());
          } else if (folder.mode().isPresent() && isAbove(folder.path(), kept)) {
            commands.add("mkdir -p -m " + folder.mode().get() + " " + folder.path());
            whole = false;
          } else {
            whole = false;
          }
        }
        case Thing.Owner it -> {
          boolean home = it.path().toString().startsWith("/home/");
          boolean above = isAbove(it.path(), kept);
          if (known.contains(it.path()) || home || above) {
            boolean ofBase = it.path().names().size() < 2 && !CopiedData.isOwn(it.path());
            if (above && it.recursive() && ofBase) {
              return Optional.empty();
            }
            if (!known.contains(it.path()) && !home) {
              commands.add("mkdir -p " + it.path());
              known.add(it.path());
              there.add(it.path());
              whole = false;
            }
            String recursive = it.recursive() ? "-R " : "";
            commands.add(it.command() + " " + recursive + it.owner() + " " + it.path());
          } else if (!it.recursive() && kept.contains(it.path()) && !single.test(it.path())) {
            return Optional.empty();
          } else if (kept.stream().noneMatch(path -> path.startsWith(it.path()))
              && entered.stream().noneMatch(path -> !path.isRoot() && it.path().startsWith(path))) {
            return Optional.empty();
          } else {
            whole = false;
          }
        }
      }
    }
    return Optional.of(new Again(commands, whole));
  }

  /** Whether something that is copied lies in a folder. */
  private static boolean isAbove(ImagePath folder, List<ImagePath> kept) {
    return kept.stream().anyMatch(each -> !each.equals(folder) && each.startsWith(folder));
  }
}

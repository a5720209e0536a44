package dev.kobako.lint;

import dev.kobako.dockerfile.Flag;
import dev.kobako.dockerfile.Instruction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What can be said of an instruction's layer without building it: what it writes, takes away,
 * changes and installs. Paths are absolute; where they hang on a variable nothing is said.
 *
 * @param writes files, or folders in which files are
 * @param removes files, or folders of which all goes
 * @param changes of which contents, mode or owner become others
 * @param installs packages, as manager and name
 * @param uninstalls packages, as manager and name
 * @param fills caches
 * @param empties caches
 */
record LayerEffects(
    LintedInstruction instruction,
    List<String> writes,
    List<String> removes,
    List<String> changes,
    Set<String> installs,
    Set<String> uninstalls,
    Set<PackageCache> fills,
    Set<PackageCache> empties) {
  LayerEffects {
    writes = List.copyOf(writes);
    removes = List.copyOf(removes);
    changes = List.copyOf(changes);
    installs = Set.copyOf(installs);
    uninstalls = Set.copyOf(uninstalls);
    fills = Set.copyOf(fills);
    empties = Set.copyOf(empties);
  }

  /** Those of instructions that follow each other. */
  static List<LayerEffects> of(List<LintedInstruction> instructions) {
    List<LayerEffects> all = new ArrayList<>();
    WorkingFolder folder = new WorkingFolder();
    Map<String, String> environment = new HashMap<>();
    for (LintedInstruction each : instructions) {
      switch (each.instruction()) {
        case Instruction.Workdir workdir -> folder.go(Words.unquoted(workdir.path()));
        case Instruction.Env env ->
            env.variables()
                .forEach(pair -> environment.put(pair.name(), Words.unquoted(pair.value())));
        default -> {}
      }
      all.add(of(each, folder, environment));
    }
    return all;
  }

  private static LayerEffects of(
      LintedInstruction each, WorkingFolder folder, Map<String, String> environment) {
    ScriptEffects effects = new ScriptEffects(folder.copy());
    if (each.instruction() instanceof Instruction.Copy copy) {
      copied(copy, folder).forEach(effects::write);
    }
    Set<PackageCache> fills = new HashSet<>();
    Set<PackageCache> empties = new HashSet<>();
    if (each.instruction() instanceof Instruction.Run run) {
      each.script().commands().forEach(effects::follow);
      for (PackageCache cache : PackageCaches.ALL) {
        int filled = cache.lastFilled(each.script());
        int emptied = cache.lastEmptied(each.script(), environment);
        if (emptied > filled) {
          empties.add(cache);
        } else if (filled > emptied
            && !cache.isSwitchedOff(environment, each.script())
            && !cache.isMounted(run, environment)) {
          fills.add(cache);
        }
      }
      List<String> mounted = mounted(run);
      for (List<String> paths : List.of(effects.writes, effects.removes, effects.changes)) {
        paths.removeIf(path -> mounted.stream().anyMatch(target -> isBelow(path, target)));
      }
    }
    return new LayerEffects(
        each,
        effects.writes,
        effects.removes,
        effects.changes,
        effects.installs,
        effects.uninstalls,
        fills,
        empties);
  }

  /** Where something is mounted, which is in no layer. */
  private static List<String> mounted(Instruction.Run run) {
    List<String> targets = new ArrayList<>();
    for (Flag mount : run.mounts()) {
      String target = MountField.of(mount.value(), "target", "dst", "destination");
      if (!target.isEmpty()) {
        targets.add(Words.withoutLastSlash(target));
      }
    }
    return targets;
  }

  /** Where the sources land: whether one is a folder nobody knows, so its own name may be new. */
  static List<String> copied(Instruction.Copy copy, WorkingFolder folder) {
    String destination = Words.unquoted(copy.destination());
    List<String> all = new ArrayList<>();
    folder
        .place(destination)
        .ifPresent(place -> {
          boolean isFolder = destination.endsWith("/") || destination.endsWith(".");
          if (!isFolder || copy.sources().stream().anyMatch(LayerEffects::isFolderOrPattern)) {
            all.add(place);
          } else {
            copy.sources().stream()
                .map(source -> Words.lastOf(Words.unquoted(source)))
                .forEach(name -> all.add(place.equals("/") ? "/" + name : place + "/" + name));
          }
        });
    return all;
  }

  private static boolean isFolderOrPattern(String source) {
    String word = Words.unquoted(source);
    return word.endsWith("/") || word.endsWith(".") || word.contains("*") || word.contains("$");
  }

  /** Whether it writes something that is at a path or below. */
  boolean writesBelow(String path) {
    return writes.stream().anyMatch(written -> isBelow(written, path));
  }

  /** Whether it writes something that is at a path, below, or in whose folder the path is. */
  boolean touches(String path) {
    return writes.stream()
        .anyMatch(
            written -> isBelow(written, path) || (!written.equals("/") && isBelow(path, written)));
  }

  /**
   * Whether what it installs goes again: by its name, with a group of apk's, or with all that
   * nobody needs.
   *
   * @param installed as manager and name
   */
  boolean takesAway(String installed) {
    String manager = installed.substring(0, installed.indexOf(' ') + 1);
    return uninstalls.contains(installed)
        || uninstalls.contains(manager + "autoremove")
        || uninstalls.stream().anyMatch(each -> each.startsWith("apk .") && installs.contains(each))
        || uninstalls.stream().anyMatch(each -> each.contains("$") || each.contains("*"));
  }

  /** Whether a path is another one or below it. */
  static boolean isBelow(String path, String folder) {
    return path.equals(folder) || path.startsWith(folder.equals("/") ? "/" : folder + "/");
  }
}

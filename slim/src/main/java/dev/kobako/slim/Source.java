package dev.kobako.slim;

import dev.kobako.debian.InstalledPackages;
import dev.kobako.tree.Tree;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where programs are taken from: this machine, an unpacked root, or an image.
 *
 * @param name how messages call it
 * @param tree its root file system
 * @param environment the variables its programs start with, as far as they are known
 * @param workingDirectory where its programs start, of this machine where the caller is; what is no
 *     absolute path becomes the root
 * @param packages what its package database says
 * @param kind whether this is the running machine, whose accounts and names must not leak
 */
public record Source(
    String name,
    Tree tree,
    SortedMap<String, String> environment,
    String workingDirectory,
    InstalledPackages packages,
    Kind kind) {
  /** Where a source comes from. */
  public enum Kind {
    /** The machine kobako runs on. */
    THIS_MACHINE,
    /** A root file system in a folder, without any configuration. */
    ROOTFS,
    /** An image with its configuration. */
    IMAGE
  }

  /** Variables that decide what loaders and the C library load; taken from the caller. */
  static final List<String> DECISIVE = List.of("LD_LIBRARY_PATH", "LC_ALL", "TZ");

  /** The search path for programs where nothing else is set, as Docker sets it. */
  public static final String DEFAULT_PATH =
      "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  public Source {
    TreeMap<String, String> possible = new TreeMap<>(environment);
    // The kernel ends a variable at NUL, so no program ever sees one; an image may claim it.
    possible.values().removeIf(value -> value.indexOf('\0') >= 0);
    environment = Collections.unmodifiableSortedMap(possible);
    if (!workingDirectory.startsWith("/") || workingDirectory.indexOf('\0') >= 0) {
      workingDirectory = "/";
    }
  }

  /** The folders of PATH, in order; entries that are not absolute are left out. */
  public List<String> searchPath() {
    return List.of(environment.getOrDefault("PATH", DEFAULT_PATH).split(":")).stream()
        .filter(folder -> folder.startsWith("/"))
        .toList();
  }

  /** The same source with variables added or replaced; an empty value removes one. */
  public Source withEnvironment(Map<String, String> changes) {
    TreeMap<String, String> changed = new TreeMap<>(environment);
    changes.forEach((name, value) -> {
      if (value.isEmpty()) {
        changed.remove(name);
      } else {
        changed.put(name, value);
      }
    });
    return new Source(name, tree, changed, workingDirectory, packages, kind);
  }

  /** The same source without the variables that decide what is loaded. */
  Source withoutDecisive() {
    TreeMap<String, String> rest = new TreeMap<>(environment);
    DECISIVE.forEach(rest::remove);
    return new Source(name, tree, rest, workingDirectory, packages, kind);
  }

  /** The same source with its programs starting elsewhere. */
  public Source withWorkingDirectory(String folder) {
    return new Source(name, tree, environment, folder, packages, kind);
  }
}

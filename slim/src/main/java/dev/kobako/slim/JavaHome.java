package dev.kobako.slim;

import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.Tree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A Java runtime: the folder with {@code bin/java} and {@code lib/modules}, or {@code lib/rt.jar}
 * up to Java 8. Its classes stay whole, since reflection and services find them by name; so do
 * settings, security and time zones, and native libraries, which classes load when they are first
 * used. Not what shows windows and plays sounds, nor what only compilers, linkers, debuggers and
 * people read. Where runs were seen, native libraries are not guessed: those that were loaded are
 * known.
 */
record JavaHome(ImagePath folder) {
  private static final List<String> CLASSES = List.of("modules", "rt.jar");

  /** The runtime that a launcher belongs to. */
  static Optional<JavaHome> of(ImagePath launcher, Tree tree) {
    ImagePath place = tree.resolve(launcher).place();
    Optional<ImagePath> bin = place.parent().filter(folder -> folder.name().equals("bin"));
    Optional<ImagePath> home = bin.flatMap(ImagePath::parent);
    if (home.isEmpty()) {
      return Optional.empty();
    }
    for (ImagePath folder : List.of(home.get(), home.get().child("jre"))) {
      for (String classes : CLASSES) {
        if (tree.resolve(folder.child("lib").child(classes)).file().isPresent()) {
          return Optional.of(new JavaHome(folder));
        }
      }
    }
    return Optional.empty();
  }

  /** Keeps what a started virtual machine may read of it. */
  void keep(boolean compiles, Closure closure, Reason reason) throws IOException {
    List<ImagePath> members = new ArrayList<>();
    Tree tree = closure.tree();
    boolean guesses = closure.options().allows(Guess.DLOPEN);
    tree.walk(
        folder.child("lib"),
        (path, entry) -> {
          if (!(entry instanceof Entry.Directory)
              && !isDead(path, compiles)
              && (guesses || !isNative(path))) {
            members.add(path);
          }
        });
    tree.walk(
        folder.child("conf"),
        (path, entry) -> {
          if (!(entry instanceof Entry.Directory)) {
            members.add(path);
          }
        });
    members.add(folder.child("release"));
    for (ImagePath member : members) {
      keepFile(member, closure, reason);
    }
  }

  /** Distributions have settings elsewhere, with links to them. */
  private static void keepFile(ImagePath path, Closure closure, Reason reason) throws IOException {
    Optional<ImagePath> place = closure.keep(path.toString(), reason);
    if (place.isPresent()) {
      closure.keepData(place.get(), reason);
    }
  }

  private static boolean isNative(ImagePath path) {
    return path.name().endsWith(".so");
  }

  private boolean isDead(ImagePath path, boolean compiles) {
    List<String> names = path.names().subList(folder.names().size() + 1, path.names().size());
    String last = names.getLast();
    if (compiles && last.equals("ct.sym")) {
      return false;
    }
    return JavaDeadWeight.contains(names) || isOtherArchive(last);
  }

  /**
   * Archives of shared classes are there for a quick start. Only those for the settings that nearly
   * all have stay; without one that fits, the machine starts all the same.
   */
  private static boolean isOtherArchive(String last) {
    return last.endsWith(".jsa") && !last.equals("classes.jsa") && !last.equals("classes_coh.jsa");
  }
}

package dev.kobako.ladder;

import dev.kobako.slim.JavaDeadWeight;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.Tree;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What belongs to a Java runtime beside its modules: native libraries, which a class loads when it
 * is first used, security settings and trusted certificates, time zones. Not what shows windows or
 * plays sounds, nor sources, modules to link from and what only compilers and debuggers read.
 * Libraries that draw stay together where one of them was loaded.
 */
final class JavaRuntime implements Family {
  /**
   * Debuggers, and mathematics for an incubating module: options of the call have them loaded when
   * the machine starts, or nobody does.
   */
  private static final Set<String> LOADED_AT_START =
      Set.of("libsaproc.so", "libattach.so", "libjdwp.so", "libdt_socket.so", "libjsvml.so");

  private static final List<String> DRAWING =
      List.of(
          "libawt",
          "libfontmanager.so",
          "libfreetype.so",
          "libjavajpeg.so",
          "liblcms.so",
          "libmlib_image.so",
          "psfont",
          "fontconfig");

  /** What a launcher brings by itself. */
  private static final Set<String> STARTED = Set.of("server", "client", "modules", "rt.jar");

  @Override
  public String name() {
    return "java-runtime";
  }

  @Override
  public String about() {
    return "Settings, certificates, time zones and native libraries of a Java runtime stay where it"
        + " was started, without those for desktops, compilers and debuggers; those that draw stay"
        + " together where one of them was loaded.";
  }

  @Override
  public void complete(Touched touched) throws IOException {
    for (var each : touched.openedIn(path -> home(path, touched)).entrySet()) {
      ImagePath home = each.getKey();
      touched.keepAll(home.child("conf"), _ -> true, each.getValue());
      touched.keep(home.child("release"), each.getValue());
      ImagePath libraries = home.child("lib");
      boolean draws =
          touched.opened().stream()
              .anyMatch(path -> path.startsWith(libraries) && isDrawing(path.name()));
      touched.keepAll(
          libraries,
          path -> !isDead(Ancestors.below(libraries, path)) && (draws || !isDrawing(path.name())),
          each.getValue());
    }
  }

  /** Where {@code lib/modules} is, or {@code lib/rt.jar} up to Java 8. */
  private static Optional<ImagePath> home(ImagePath path, Touched touched) {
    return path.toString().contains("/lib/")
        ? Ancestors.nearest(path, folder -> isHome(folder.child("lib"), touched.tree()))
        : Optional.empty();
  }

  private static boolean isHome(ImagePath libraries, Tree tree) {
    return (tree.entry(libraries.child("modules")).isPresent()
            && tree.entry(libraries.child("jvm.cfg")).isPresent())
        || tree.entry(libraries.child("rt.jar")).isPresent();
  }

  private static boolean isDrawing(String name) {
    return DRAWING.stream().anyMatch(name::startsWith);
  }

  private static boolean isDead(List<String> names) {
    return STARTED.contains(names.getFirst())
        || LOADED_AT_START.contains(names.getLast())
        || JavaDeadWeight.contains(names);
  }
}

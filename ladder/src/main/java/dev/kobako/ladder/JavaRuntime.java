package dev.kobako.ladder;

import dev.kobako.slim.JavaDeadWeight;
import dev.kobako.tree.ImagePath;
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
  private static final Set<String> STARTED = Set.of("server", "client", "modules");

  @Override
  public String name() {
    return "java-runtime";
  }

  @Override
  public String about() {
    return "Settings, certificates, time zones and native libraries of a Java runtime stay where it"
        + " was started, without those for desktops, compilers and debuggers.";
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

  /** Where {@code lib/modules} is. */
  private static Optional<ImagePath> home(ImagePath path, Touched touched) {
    return path.toString().contains("/lib/")
        ? Ancestors.nearest(
            path,
            folder ->
                touched.tree().entry(folder.child("lib").child("modules")).isPresent()
                    && touched.tree().entry(folder.child("release")).isPresent())
        : Optional.empty();
  }

  private static boolean isDrawing(String name) {
    return DRAWING.stream().anyMatch(name::startsWith);
  }

  private static boolean isDead(List<String> names) {
    return STARTED.contains(names.getFirst())
        || names.getLast().equals("libattach.so")
        || JavaDeadWeight.contains(names);
  }
}

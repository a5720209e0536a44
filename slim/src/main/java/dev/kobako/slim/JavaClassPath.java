package dev.kobako.slim;

import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.Resolution;
import dev.kobako.tree.Tree;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps what class and module paths lead to: jars with those that their manifests name, folders of
 * classes and resources, and all jars of a folder where an entry ends with a star.
 */
final class JavaClassPath {
  /** Manifests may name each other in circles, and absurdly many. */
  private static final int MOST_JARS = 20_000;

  private final Closure closure;
  private final Invocation invocation;
  private final String main;
  private final Set<String> seen = new HashSet<>();

  /**
   * An empty one.
   *
   * @param main the name of the main class, or empty
   */
  JavaClassPath(Closure closure, Invocation invocation, String main) {
    this.closure = closure;
    this.invocation = invocation;
    this.main = main;
  }

  /**
   * Keeps what an entry stands for; one that leads nowhere is skipped, as the JVM does it.
   *
   * @param entry absolute
   */
  void keep(String entry, Reason reason) throws IOException {
    if (entry.indexOf('\0') >= 0) {
      return;
    }
    Tree tree = closure.tree();
    // Manifests that name each other by ".." would give ever new paths of the same jars.
    int slash = entry.lastIndexOf('/');
    ImagePath above = tree.resolve(entry.substring(0, slash + 1)).place();
    if (seen.size() >= MOST_JARS || !seen.add(above + "/" + entry.substring(slash + 1))) {
      return;
    }
    if (entry.endsWith("/*")) {
      String folder = entry.substring(0, entry.length() - 1);
      closure.keep(folder, reason);
      for (String name : tree.names(tree.resolve(folder).place())) {
        if (name.endsWith(".jar") || name.endsWith(".JAR")) {
          keep(folder + name, reason);
        }
      }
      return;
    }
    Resolution found = tree.resolve(entry);
    if (found.entry().orElse(null) instanceof Entry.Directory) {
      keepFolder(entry, found.place(), reason);
    } else if (found.file().isPresent()) {
      closure.keep(entry, reason);
      closure.keepData(found.place(), reason);
      keepNamed(above, found.place(), JarManifest.of(found.file().get().content()));
    }
  }

  private void keepNamed(ImagePath folder, ImagePath jar, JarManifest manifest) throws IOException {
    Reason reason = Reason.needed(jar, "in the Class-Path of");
    for (String url : manifest.classPath()) {
      Optional<String> path = path(url);
      if (path.isPresent() && path.get().startsWith("/")) {
        keep(path.get(), reason);
      } else if (path.isPresent()) {
        // Beside the jar as it is named, and beside the file that a link leads to.
        keep(folder + "/" + path.get(), reason);
        keep(jar.parent().orElse(ImagePath.ROOT) + "/" + path.get(), reason);
      }
    }
    if (manifest.isSpringBoot()) {
      keepSettings(jar);
    }
  }

  /** The path of a URL in a manifest, relative or of a file. */
  private static Optional<String> path(String url) {
    String plain = url.startsWith("file:") ? url.substring(5) : url;
    if (plain.isEmpty() || plain.indexOf(':') >= 0) {
      return Optional.empty();
    }
    try {
      return Optional.of(URLDecoder.decode(plain.replace("+", "%2B"), StandardCharsets.UTF_8))
          .filter(path -> path.indexOf('\0') < 0);
    } catch (IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }

  /** Where Spring Boot looks for settings outside of its jar. */
  private void keepSettings(ImagePath jar) throws IOException {
    Reason reason = Reason.guessed(jar, "settings where Spring Boot looks for", Guess.JAVA);
    String here = invocation.workingDirectory();
    ImagePath place = closure.tree().resolve(here).place();
    for (String name : closure.tree().names(place)) {
      if (name.startsWith("application") && !name.endsWith(".jar")) {
        closure.keep(place.child(name).toString(), reason);
      }
    }
    Includes.keepInPlace(place.child("config").toString(), closure, reason);
  }

  /**
   * A folder of classes has resources of any name. One that everything is in, such as the root, is
   * no such folder: there only classes count, and the package of the main class.
   */
  private void keepFolder(String entry, ImagePath folder, Reason reason) throws IOException {
    closure.keep(entry, reason);
    if (!SystemFolders.include(folder)) {
      closure.keepAll(folder.toString(), reason);
      return;
    }
    for (String name : closure.tree().names(folder)) {
      if (name.endsWith(".class") || name.endsWith(".jar")) {
        closure.keep(folder.child(name).toString(), reason);
      }
    }
    int dot = main.indexOf('.');
    String top = dot > 0 ? main.substring(0, dot) : "";
    if (!top.isEmpty() && top.indexOf('/') < 0 && !SystemFolders.include(folder.child(top))) {
      Includes.keepInPlace(folder.child(top).toString(), closure, reason);
    }
  }
}

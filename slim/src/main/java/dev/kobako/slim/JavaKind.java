package dev.kobako.slim;

import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Java programs: the runtime, and the jars, folders, modules and agents that the command line, its
 * variables and manifests name. Jars stay whole, for what is in them is found by name.
 */
final class JavaKind implements ProgramKind {
  private static final long LONGEST_ARGUMENT_FILE = 1 << 20;

  /** Properties whose values are folders in which something is written or that are the user's. */
  private static final List<String> NO_FILES = List.of("java.io.tmpdir", "user.home", "user.dir");

  @Override
  public Guess guess() {
    return Guess.JAVA;
  }

  @Override
  public boolean runs(Invocation invocation, Closure closure) throws IOException {
    return JavaHome.of(invocation.program(), closure.tree()).isPresent()
        && closure.elfAt(invocation.program().toString()).isPresent();
  }

  @Override
  public void follow(Invocation invocation, Closure closure) throws IOException {
    JavaHome home = JavaHome.of(invocation.program(), closure.tree()).orElseThrow();
    ImagePath launcher = closure.tree().resolve(invocation.program()).place();
    Reason reason = Reason.needed(launcher, "of the Java runtime of");
    home.keep(launcher.name().equals("javac"), closure, reason);
    if (!launcher.name().equals("java")) {
      return;
    }
    JavaCommandLine line =
        JavaCommandLine.of(
            invocation.arguments(),
            invocation.environment(),
            file -> argumentFile(file, invocation, closure, launcher));
    JavaClassPath classPath = new JavaClassPath(closure, invocation, line.main());
    for (String entry : line.classPath()) {
      classPath.keep(invocation.absolute(entry), Reason.needed(launcher, "on the class path of"));
    }
    for (String entry : line.modulePath()) {
      classPath.keep(invocation.absolute(entry), Reason.needed(launcher, "on the module path of"));
    }
    for (String file : line.files()) {
      classPath.keep(invocation.absolute(file), Reason.needed(launcher, "an option of"));
    }
    if (line.main().endsWith(".java")) {
      closure.keep(invocation.absolute(line.main()), Reason.needed(launcher, "compiled by"));
    }
    keepNamed(line.properties(), invocation, closure, launcher);
  }

  private static List<String> argumentFile(
      String name, Invocation invocation, Closure closure, ImagePath launcher) {
    if (name.indexOf('\0') >= 0) {
      return List.of();
    }
    String path = invocation.absolute(name);
    Optional<Entry.RegularFile> file = closure.tree().resolve(path).file();
    if (file.isEmpty() || file.get().content().size() > LONGEST_ARGUMENT_FILE) {
      return List.of();
    }
    closure.keep(path, Reason.needed(launcher, "has arguments for"));
    try {
      return OptionWords.ofFile(new String(file.get().content().bytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Files and folders that properties name: settings, and homes of servers. */
  private static void keepNamed(
      Map<String, String> properties, Invocation invocation, Closure closure, ImagePath launcher)
      throws IOException {
    for (Map.Entry<String, String> property : properties.entrySet()) {
      if (NO_FILES.contains(property.getKey())) {
        continue;
      }
      Reason reason =
          Reason.guessed(
              launcher, "the property " + property.getKey() + " in the call of", Guess.JAVA);
      for (String part : values(property.getValue())) {
        String path = invocation.absolute(part);
        if (!SystemFolders.include(closure.tree().resolve(path).place())) {
          Includes.keepInPlace(path, closure, reason);
        }
      }
    }
  }

  /** What of a value could be paths: the whole of it, its parts, without the scheme of a URL. */
  private static List<String> values(String value) {
    List<String> paths = new ArrayList<>();
    String plain = value.startsWith("file:") ? value.substring(5) : value;
    for (String part : plain.split("[:,]")) {
      if (part.indexOf('/') >= 0 && part.indexOf('\0') < 0 && part.length() < 4096) {
        paths.add(part);
      }
    }
    return paths;
  }
}

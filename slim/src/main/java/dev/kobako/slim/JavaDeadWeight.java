package dev.kobako.slim;

import java.util.List;
import java.util.Set;

/**
 * What lies in the {@code lib} folder of a Java runtime and is not read by the programs that run on
 * it: what shows windows and plays sounds, and what only compilers, debuggers and people read.
 */
public final class JavaDeadWeight {
  /** Native libraries of desktops and debuggers, by how their names start. */
  private static final List<String> LIBRARIES =
      List.of(
          "libatk-wrapper.so",
          "libawt_xawt.so",
          "libjawt.so",
          "libjsound",
          "libsaproc.so",
          "libsplashscreen.so",
          "libglass",
          "libgtk",
          "libjavafx");

  private static final Set<String> NAMES =
      Set.of(
          "src.zip",
          "ct.sym",
          "classlist",
          "jrt-fs.jar",
          "jexec",
          "jar.binfmt",
          "jspawnhelper-dbg",
          "jvm.cfg-default",
          "Xusage.txt",
          "cmm",
          "tools.jar",
          "dt.jar",
          "sa-jdi.jar",
          "visualvm",
          "missioncontrol");

  private JavaDeadWeight() {}

  /**
   * Whether a file is of that kind.
   *
   * @param names from the {@code lib} folder down
   */
  public static boolean contains(List<String> names) {
    String last = names.getLast();
    return NAMES.contains(names.getFirst())
        || NAMES.contains(last)
        || LIBRARIES.stream().anyMatch(last::startsWith)
        || last.endsWith(".debuginfo")
        || last.endsWith(".diz");
  }
}

package dev.kobako.sandbox;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The programs of the host that set a sandbox up; all but the shell and env are util-linux'.
 *
 * @param shell a POSIX shell
 * @param env env(1) with {@code -i}
 * @param setpriv sets the parent-death signal and drops capabilities
 * @param setsid starts a session of its own
 * @param unshare makes the namespaces
 */
record HostTools(Path shell, Path env, Path setpriv, Path setsid, Path unshare) {
  /** Where they are looked for; the caller's PATH could lead anywhere. */
  private static final List<String> FOLDERS = List.of("/usr/bin", "/bin", "/usr/sbin", "/sbin");

  /** What the tools themselves see. */
  static final List<String> ENVIRONMENT = List.of("PATH=" + String.join(":", FOLDERS), "LC_ALL=C");

  static HostTools find() {
    find("mount");
    return new HostTools(find("sh"), find("env"), find("setpriv"), find("setsid"), find("unshare"));
  }

  private static Path find(String name) {
    return Path.of(find(name, "install util-linux and coreutils; sandboxes need Linux"));
  }

  /** The absolute path of a program that only some runs need. */
  static String find(String name, String remedy) {
    return where(name)
        .orElseThrow(() ->
            KobakoException.outside(
                Diagnostic.of(name, "is not in any of " + String.join(", ", FOLDERS), remedy),
                null));
  }

  /** The absolute path of a program that one can do without. */
  static Optional<String> where(String name) {
    return FOLDERS.stream()
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst();
  }
}

package dev.kobako.slim;

import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Data that a program finds by an absolute path in its constants, and that exists: git's templates,
 * {@code /usr/share/hlint}. Folders that belong to everybody are no data of a program.
 */
final class DataPaths {
  private static final Pattern PATH = Pattern.compile("/[A-Za-z0-9_.+@/-]{3,1000}");

  /** Below the folder that the program was installed to, as git names its templates. */
  private static final Pattern BELOW_PREFIX =
      Pattern.compile("(share|libexec)/[A-Za-z0-9_.+@-]+(/[A-Za-z0-9_.+@-]+){0,20}");

  private static final Set<String> NOBODYS =
      Set.of("dev", "proc", "sys", "tmp", "run", "home", "root", "media", "mnt", "boot");

  /** Folders shared by many packages; what is in them may be data, they are not. */
  private static final Set<String> SHARED =
      Set.of(
          "/etc",
          "/usr",
          "/usr/bin",
          "/usr/sbin",
          "/usr/lib",
          "/usr/lib32",
          "/usr/lib64",
          "/usr/libexec",
          "/usr/share",
          "/usr/include",
          "/usr/local",
          "/usr/etc",
          "/usr/local/bin",
          "/usr/local/lib",
          "/usr/local/share",
          "/usr/local/etc",
          "/usr/src",
          "/usr/share/doc",
          "/usr/share/man",
          "/usr/share/info",
          "/usr/share/locale",
          "/usr/share/zoneinfo",
          "/usr/share/icons",
          "/usr/share/fonts",
          "/usr/share/terminfo",
          "/usr/lib/locale",
          "/usr/lib/x86_64-linux-gnu",
          "/usr/lib/aarch64-linux-gnu",
          "/var",
          "/var/lib",
          "/var/log",
          "/var/cache",
          "/var/spool",
          "/var/tmp",
          "/var/run",
          "/var/mail",
          "/opt",
          "/srv",
          "/etc/ssl",
          "/etc/ssl/certs",
          "/etc/default",
          "/bin",
          "/sbin",
          "/lib",
          "/lib64");

  private DataPaths() {}

  static void apply(RunningProgram program, Closure closure) throws IOException {
    LoadedObject object = program.program();
    if (closure.options().data() instanceof ClosureOptions.Data.Ignore
        || object.isLibc()
        || (object.elf().interpreter().isEmpty() && object.elf().isDynamic())) {
      return;
    }
    String prefix = prefix(object.path());
    for (String constant : program.constants(object)) {
      boolean below =
          !prefix.isEmpty()
              && (constant.startsWith("share/") || constant.startsWith("libexec/"))
              && BELOW_PREFIX.matcher(constant).matches();
      if (!below && !constant.startsWith("/")) {
        continue;
      }
      String absolute = below ? prefix + constant : constant;
      if (!PATH.matcher(absolute).matches() || absolute.contains("..")) {
        continue;
      }
      ImagePath path = ImagePath.of(absolute);
      if (path.names().size() < 2
          || NOBODYS.contains(path.names().getFirst())
          || SHARED.contains(path.toString())) {
        continue;
      }
      found(path, object.path(), closure);
    }
  }

  /** {@code /usr/} for a program in {@code /usr/bin}; empty for one in no such folder. */
  private static String prefix(ImagePath program) {
    String folder = program.parent().map(ImagePath::toString).orElse("");
    return folder.endsWith("/bin") ? folder.substring(0, folder.length() - "bin".length()) : "";
  }

  private static void found(ImagePath path, ImagePath by, Closure closure) throws IOException {
    var resolution = closure.tree().resolve(path);
    Optional<Entry> entry = resolution.entry();
    if (entry.isEmpty()
        || resolution.place().isRoot()
        || SHARED.contains(resolution.place().toString())
        || NOBODYS.contains(resolution.place().names().getFirst())
        || isAccounts(resolution.place())) {
      return;
    }
    if (!closure.options().data().takes(by.name())) {
      closure.hint(new Hint(resolution.place(), by, Hint.Kind.CONSTANT_PATH));
      return;
    }
    Reason reason = Reason.needed(by, "data at a path found in");
    if (entry.get() instanceof Entry.Directory) {
      closure.keepAll(path.toString(), reason);
    } else {
      closure.keep(path.toString(), reason);
      closure.keepData(resolution.place(), reason);
    }
  }

  /** Accounts, names and keys of the source are not a program's data. */
  private static boolean isAccounts(ImagePath path) {
    String text = path.toString();
    return text.equals("/etc/passwd")
        || text.equals("/etc/group")
        || text.startsWith("/etc/shadow")
        || text.startsWith("/etc/gshadow")
        || text.equals("/etc/hosts")
        || text.equals("/etc/resolv.conf")
        || text.equals("/etc/hostname")
        || text.equals("/etc/machine-id")
        || text.startsWith("/etc/ssh/ssh_host_")
        || text.startsWith("/etc/ssl/private");
  }
}

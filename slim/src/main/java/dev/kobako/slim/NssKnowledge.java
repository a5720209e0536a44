package dev.kobako.slim;

import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Name service (nsswitch.conf(5)): who asks for users, groups, hosts or services needs {@code
 * /etc/nsswitch.conf}, the modules it names for that database, and the files they read.
 */
final class NssKnowledge implements Knowledge {
  private static final String CONFIGURATION = "/etc/nsswitch.conf";
  private static final int CONFIGURATION_LIMIT = 64 << 10;

  /**
   * A database, the file behind "files", the functions that ask it. The shadow database is left
   * out: password hashes are nothing to carry around, who wants them can say so with --include.
   */
  private record Database(String name, String file, List<String> functions) {}

  private static final List<Database> DATABASES =
      List.of(
          new Database(
              "passwd",
              "/etc/passwd",
              List.of(
                  "getpwnam", "getpwuid", "getpwnam_r", "getpwuid_r", "getpwent", "getpwent_r")),
          new Database(
              "group",
              "/etc/group",
              List.of(
                  "getgrnam",
                  "getgrgid",
                  "getgrnam_r",
                  "getgrgid_r",
                  "getgrent",
                  "getgrouplist",
                  "initgroups")),
          new Database(
              "hosts",
              "/etc/hosts",
              List.of(
                  "getaddrinfo",
                  "gethostbyname",
                  "gethostbyname2",
                  "gethostbyname_r",
                  "gethostbyname2_r",
                  "gethostbyaddr",
                  "gethostbyaddr_r",
                  "getnameinfo")),
          new Database(
              "services",
              "/etc/services",
              List.of(
                  "getaddrinfo",
                  "getservbyname",
                  "getservbyport",
                  "getservbyname_r",
                  "getservbyport_r",
                  "getservent")),
          new Database(
              "protocols",
              "/etc/protocols",
              List.of(
                  "getprotobyname", "getprotobynumber", "getprotobyname_r", "getprotobynumber_r")));

  /** What glibc does for a database that nsswitch.conf does not name. */
  private static final String DEFAULT_MODULES = "files dns";

  @Override
  public Guess guess() {
    return Guess.NSS;
  }

  @Override
  public void apply(RunningProgram program, Closure closure) throws IOException {
    SortedMap<String, String> modules = new TreeMap<>(modulesByDatabase(closure));
    for (Database database : DATABASES) {
      Optional<LoadedObject> caller = program.caller(database.functions());
      if (caller.isEmpty()) {
        continue;
      }
      ImagePath by = caller.get().path();
      String called = calledBy(caller.get(), database);
      keepFile(closure, database.file(), Reason.guessed(by, "read for " + called + " by", guess()));
      keepFile(closure, CONFIGURATION, Reason.guessed(by, "read for " + called + " by", guess()));
      if (program.start().isEmpty()) {
        continue;
      }
      for (String module : moduleNames(modules.getOrDefault(database.name(), DEFAULT_MODULES))) {
        closure.keepOpened(
            program,
            caller.get(),
            "libnss_" + module + ".so.2",
            Reason.guessed(by, "nsswitch.conf names it for " + called + " by", guess()));
      }
    }
  }

  private static boolean isMachine(Closure closure) {
    return closure.source().kind() == Source.Kind.THIS_MACHINE;
  }

  private static String calledBy(LoadedObject caller, Database database) {
    for (String function : database.functions()) {
      if (caller.imports(List.of(function))) {
        return function;
      }
    }
    return database.name();
  }

  /** The accounts and names of this machine are not the image's: only what every machine has. */
  private static void keepFile(Closure closure, String file, Reason reason) throws IOException {
    Optional<String> own =
        isMachine(closure) ? Accounts.machineIndependent(file) : Optional.empty();
    if (own.isEmpty()) {
      closure.keep(file, reason);
      return;
    }
    ImagePath path = ImagePath.of(file);
    if (!closure.has(path)) {
      closure.add(
          path,
          Bundler.made(own.get()),
          reason.as(reason.how().replace("read for", "made by kobako, read for")));
    }
  }

  private static Map<String, String> modulesByDatabase(Closure closure) throws IOException {
    Map<String, String> modules = new TreeMap<>();
    Optional<Entry.RegularFile> file = closure.tree().resolve(CONFIGURATION).file();
    String text;
    if (isMachine(closure)) {
      text = Accounts.machineIndependent(CONFIGURATION).orElseThrow();
    } else if (file.isEmpty() || file.get().content().size() > CONFIGURATION_LIMIT) {
      return modules;
    } else {
      text = new String(file.get().content().bytes(), StandardCharsets.UTF_8);
    }
    for (String line : text.split("\n")) {
      int comment = line.indexOf('#');
      String rule = comment < 0 ? line : line.substring(0, comment);
      int colon = rule.indexOf(':');
      if (colon > 0) {
        modules.put(rule.substring(0, colon).strip(), rule.substring(colon + 1));
      }
    }
    return modules;
  }

  /** The module names of a rule, without actions such as {@code [NOTFOUND=return]}. */
  private static Set<String> moduleNames(String rule) {
    Set<String> names = new LinkedHashSet<>();
    for (String word : rule.replaceAll("\\[[^\\]]*\\]", " ").strip().split("\\s+")) {
      if (word.matches("[A-Za-z0-9_-]{1,64}")) {
        names.add(word);
      }
    }
    return names;
  }
}

package dev.kobako.slim;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.Tree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The user that an image runs as, with the lines of passwd(5) and group(5) that it needs. */
final class Accounts {
  /** The number of a user that the source doesn't know; as distroless' nonroot. */
  private static final int UNKNOWN_USER = 65532;

  private static final ImagePath PASSWD = ImagePath.of("/etc/passwd");
  private static final ImagePath GROUP = ImagePath.of("/etc/group");

  /** Fields of passwd(5) and group(5). */
  private static final int BY_NAME = 0;

  private static final int GROUP_BY_NUMBER = 2;

  private Accounts() {}

  /** What stands for an account file of this machine in an image. */
  static Optional<String> machineIndependent(String file) {
    return switch (file) {
      case "/etc/passwd" ->
          Optional.of(
              """
              root:x:0:0:root:/root:/sbin/nologin
              nobody:x:65534:65534:nobody:/nonexistent:/sbin/nologin
              """);
      case "/etc/group" -> Optional.of("root:x:0:\nnogroup:x:65534:\n");
      // What else this machine asks (systemd, LDAP) is not there in a container.
      case "/etc/nsswitch.conf" ->
          Optional.of(
              """
              passwd: files
              group: files
              hosts: files dns
              services: files
              protocols: files
              """);
      case "/etc/hosts" -> Optional.of("127.0.0.1\tlocalhost\n::1\tlocalhost\n");
      default -> Optional.empty();
    };
  }

  /** Sees to it that {@code user}, as in USER of an image, has its lines in the keep set. */
  static void keepUser(String user, Closure closure) throws IOException {
    int colon = user.indexOf(':');
    String name = colon < 0 ? user : user.substring(0, colon);
    Optional<String> group = colon < 0 ? Optional.empty() : Optional.of(user.substring(colon + 1));
    if (!name.matches("[A-Za-z0-9_][A-Za-z0-9_.-]{0,31}\\$?")
        || !group.orElse("any").matches("[A-Za-z0-9_][A-Za-z0-9_.-]{0,31}")) {
      throw KobakoException.usage(
          Diagnostic.of(
              "--user " + user,
              "is no user, expected NAME, UID, or either with :GROUP",
              "name a user as in USER of a Dockerfile"));
    }
    Reason reason = Reason.asked("--user " + user);
    if (!isNumber(name)) {
      String line = userLine(name, closure);
      append(closure, PASSWD, line, reason);
      if (group.isEmpty()) {
        String gid = line.split(":")[3];
        append(
            closure, GROUP, groupLine(GROUP_BY_NUMBER, gid, name + ":x:" + gid, closure), reason);
      }
    }
    if (group.isPresent() && !isNumber(group.get())) {
      String made = group.get() + ":x:" + UNKNOWN_USER;
      append(closure, GROUP, groupLine(BY_NAME, group.get(), made, closure), reason);
    }
  }

  /** The user's line of the source or, where it knows none, one of our own. */
  private static String userLine(String name, Closure closure) throws IOException {
    Optional<String[]> known =
        find(closure.tree(), PASSWD, BY_NAME, name)
            .filter(fields -> fields.length >= 4 && isNumber(fields[2]) && isNumber(fields[3]));
    if (known.isEmpty()) {
      return "%s:x:%d:%d::/nonexistent:/sbin/nologin".formatted(name, UNKNOWN_USER, UNKNOWN_USER);
    }
    String[] fields = known.get();
    if (isMachine(closure)) {
      // Who the person is, and what the password, is nothing for an image.
      String home = fields.length > 5 ? fields[5] : "/nonexistent";
      return String.join(":", name, "x", fields[2], fields[3], "", home, "/sbin/nologin");
    }
    return String.join(":", fields);
  }

  /** The group's line of the source or, where it knows none, the one that was made, memberless. */
  private static String groupLine(int field, String value, String made, Closure closure)
      throws IOException {
    Optional<String[]> known =
        find(closure.tree(), GROUP, field, value)
            .filter(fields -> fields.length >= 3 && isNumber(fields[2]));
    if (known.isEmpty()) {
      return made + ":";
    }
    String[] fields = known.get();
    return isMachine(closure) ? fields[0] + ":x:" + fields[2] + ":" : String.join(":", fields);
  }

  private static boolean isMachine(Closure closure) {
    return closure.source().kind() == Source.Kind.THIS_MACHINE;
  }

  private static boolean isNumber(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static Optional<String[]> find(Tree tree, ImagePath file, int field, String value)
      throws IOException {
    return lines(tree, file).stream()
        .map(line -> line.split(":", -1))
        .filter(fields -> fields.length > field && fields[field].equals(value))
        .findFirst();
  }

  private static List<String> lines(Tree tree, ImagePath file) throws IOException {
    Optional<Entry.RegularFile> found = tree.resolve(file).file();
    if (found.isEmpty() || found.get().content().size() > 16 << 20) {
      return List.of();
    }
    return new String(found.get().content().bytes(), StandardCharsets.UTF_8).lines().toList();
  }

  private static void append(Closure closure, ImagePath path, String line, Reason reason)
      throws IOException {
    List<String> lines = new ArrayList<>();
    Optional<Kept> before = closure.keepSet().at(path);
    if (before.isPresent() && before.get().entry() instanceof Entry.RegularFile file) {
      lines.addAll(new String(file.content().bytes(), StandardCharsets.UTF_8).lines().toList());
    } else if (path.equals(PASSWD)) {
      lines.add("root:x:0:0:root:/root:/sbin/nologin");
    } else {
      lines.add("root:x:0:");
    }
    String name = line.substring(0, line.indexOf(':') + 1);
    if (lines.stream().noneMatch(known -> known.startsWith(name))) {
      lines.add(line);
    }
    closure.generate(path, Bundler.made(String.join("\n", lines) + "\n"), reason);
  }
}

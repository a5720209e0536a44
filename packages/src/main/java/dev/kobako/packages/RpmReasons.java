package dev.kobako.packages;

import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.PathBytes;
import dev.kobako.tree.Tree;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which of rpm's packages were asked for by name. rpm itself does not know, but those who use it
 * note it: zypper what it has installed only for others ({@code AutoInstalled}), dnf 5 ({@code
 * packages.toml}), dnf 4 ({@link DnfHistory}) and yum ({@code yumdb}) a reason for each package.
 */
final class RpmReasons {
  private static final String ZYPPER = "/var/lib/zypp/AutoInstalled";
  private static final String DNF = "/usr/lib/sysimage/libdnf5/packages.toml";
  private static final ImagePath YUM = ImagePath.of("/var/lib/yum/yumdb");
  private static final int MAX_BYTES = 4 << 20;

  /** {@code "git.x86_64" = {reason = "User"}}, a line each. */
  private static final Pattern DNF_LINE =
      Pattern.compile("\"([^\"]+)\\.[^\".]+\" = \\{reason = \"User\"\\}");

  private final boolean isAskedElse;
  private final Set<String> known;

  private RpmReasons(boolean isAskedElse, Set<String> known) {
    this.isAskedElse = isAskedElse;
    this.known = known;
  }

  static RpmReasons of(Tree tree) throws IOException {
    Optional<String> automatic = text(tree, ZYPPER);
    if (automatic.isPresent()) {
      Set<String> names = new HashSet<>();
      automatic.get().lines().map(String::strip).forEach(names::add);
      return new RpmReasons(true, names);
    }
    Set<String> asked = yum(tree);
    asked.addAll(dnf4(tree));
    for (String line : text(tree, DNF).orElse("").split("\n", -1)) {
      Matcher matcher = DNF_LINE.matcher(line);
      if (matcher.matches()) {
        asked.add(matcher.group(1));
      }
    }
    return new RpmReasons(false, asked);
  }

  private static Set<String> dnf4(Tree tree) throws IOException {
    Optional<Entry.RegularFile> history = tree.resolve(DnfHistory.PLACE).file();
    return history.isEmpty()
        ? Set.of()
        : DnfHistory.asked(DatabaseContents.of(tree, DnfHistory.PLACE, history.get().content()));
  }

  /** Folders like {@code b/HASH-bash-4.2-1.el7-x86_64}, each with a file that says the reason. */
  private static Set<String> yum(Tree tree) throws IOException {
    Set<String> asked = new HashSet<>();
    for (String letter : tree.names(YUM)) {
      for (String each : tree.names(YUM.child(letter))) {
        String[] words = each.split("-", -1);
        if (words.length > 4
            && text(tree, YUM + "/" + letter + "/" + each + "/reason")
                .filter("user"::equals)
                .isPresent()) {
          asked.add(each.substring(words[0].length() + 1, each.length() - tail(words)));
        }
      }
    }
    return asked;
  }

  /** How long version, release and architecture are with what stands before each. */
  private static int tail(String[] words) {
    int length = 0;
    for (int i = words.length - 3; i < words.length; i++) {
      length += 1 + words[i].length();
    }
    return length;
  }

  private static Optional<String> text(Tree tree, String place) throws IOException {
    Optional<Entry.RegularFile> file = tree.resolve(place).file();
    if (file.isEmpty() || file.get().content().size() > MAX_BYTES) {
      return Optional.empty();
    }
    try (InputStream in = file.get().content().open()) {
      return Optional.of(PathBytes.decode(in.readNBytes(MAX_BYTES)));
    }
  }

  /** Whether somebody wanted a package by this name. */
  boolean isAsked(String name) {
    return known.contains(name) != isAskedElse;
  }
}

package dev.kobako.fix;

import dev.kobako.lint.ShellCommand;
import dev.kobako.tree.ImagePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What build systems make and install, and where, as far as their words tell. What they link is not
 * known.
 */
final class BuildSystems {
  private final BuilderBase base;
  private final Linking linking;
  private ImagePath prefix = ImagePath.of("/usr/local");

  /**
   * Those of a stage.
   *
   * @param linking is told of what they link
   */
  BuildSystems(BuilderBase base, Linking linking) {
    this.base = base;
    this.linking = linking;
  }

  /**
   * Follows a command.
   *
   * @param written with what stands before its name
   * @return false where it is none of these, or one that does what is not known
   */
  boolean follow(ShellCommand command, String written, ImagePath folder, MadeFiles made) {
    return !written.contains("DESTDIR") && follows(command, written, folder, made);
  }

  private boolean follows(ShellCommand command, String written, ImagePath folder, MadeFiles made) {
    return switch (command.name().substring(command.name().lastIndexOf('/') + 1)) {
      case "make", "gmake", "ninja" ->
          make(command, folder, made)
              && InstallPlaces.areBelow(prefix, written)
              && !InstallPlaces.setPrefix(written, command);
      case "cmake" -> cmake(command, folder, made) && InstallPlaces.areBelow(prefix, written);
      case "configure", "autogen.sh" ->
          configure(command.arguments()) && InstallPlaces.areBelow(prefix, written);
      case "meson" -> meson(command, folder, made);
      case "mvn", "mvnw", "gradle", "gradlew" -> among(folder, made);
      default -> false;
    };
  }

  private boolean make(ShellCommand command, ImagePath folder, MadeFiles made) {
    List<String> words = command.arguments();
    List<String> into = new ArrayList<>(command.valuesOf("C"));
    Optional<ImagePath> where = PlainPath.of(folder, into.isEmpty() ? "." : into.getFirst());
    linking.byAnything();
    if (where.isEmpty() || into.size() > 1) {
      return false;
    }
    for (String word : words) {
      if (word.matches("(?i)prefix=.*")) {
        Optional<ImagePath> path = PlainPath.of(where.get(), word.substring(7));
        prefix = path.orElse(ImagePath.ROOT);
      }
    }
    boolean installs = words.stream().anyMatch(each -> each.matches("install(-strip|/strip)?"));
    return installs ? install(made) : among(where.get(), made);
  }

  private boolean cmake(ShellCommand command, ImagePath folder, MadeFiles made) {
    List<String> words = command.arguments();
    linking.byAnything();
    if (words.contains("--install")) {
      Compilers.valueOf(words, "--prefix")
          .ifPresent(it -> prefix = PlainPath.of(folder, it).orElse(ImagePath.ROOT));
      return install(made);
    }
    for (String word : words) {
      if (word.matches("-DCMAKE_INSTALL_PREFIX(:PATH)?=.*")) {
        String value = word.substring(word.indexOf('=') + 1);
        prefix = PlainPath.of(folder, value).orElse(ImagePath.ROOT);
      }
    }
    boolean installs =
        Compilers.valueOf(words, "--target").filter(it -> it.startsWith("install")).isPresent();
    return installs ? install(made) : among(folder, made);
  }

  /** By its subcommand; a build folder in the place of one has gone out of use. */
  private boolean meson(ShellCommand command, ImagePath folder, MadeFiles made) {
    List<String> words = mesonOptions(command.arguments());
    Optional<ImagePath> where = PlainPath.of(folder, Compilers.valueOf(words, "-C").orElse("."));
    linking.byAnything();
    return switch (words.isEmpty() ? "" : words.getFirst()) {
      case "setup" -> configure(words) && InstallPlaces.areBelow(prefix, String.join(" ", words));
      case "compile" -> where.isPresent() && among(where.get(), made);
      case "install" ->
          words.stream().noneMatch(each -> each.startsWith("--destdir")) && install(made);
      default -> false;
    };
  }

  /** What {@code -Dprefix=/a} and {@code -D prefix=/a} say stands as {@code --prefix=/a} too. */
  private static List<String> mesonOptions(List<String> words) {
    List<String> options = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      if (word.equals("-D") && i + 1 < words.size()) {
        i++;
        options.add("--" + words.get(i));
      } else {
        options.add(word.startsWith("-D") ? "--" + word.substring(2) : word);
      }
    }
    return options;
  }

  /** A prefix that nobody else has put anything below. */
  private boolean install(MadeFiles made) {
    boolean own =
        (prefix.toString().equals("/usr/local") && !base.isToolchain())
            || (prefix.toString().startsWith("/opt/") && !base.hasJava());
    made.prefix(prefix);
    return own;
  }

  private static boolean among(ImagePath folder, MadeFiles made) {
    made.programsAmong(folder);
    return true;
  }

  private boolean configure(List<String> words) {
    Compilers.valueOf(words, "--prefix")
        .ifPresent(it -> prefix = PlainPath.of(ImagePath.ROOT, it).orElse(ImagePath.ROOT));
    linking.byAnything();
    return true;
  }
}

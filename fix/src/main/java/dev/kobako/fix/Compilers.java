package dev.kobako.fix;

import dev.kobako.lint.ShellCommand;
import dev.kobako.tree.ImagePath;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What compilers make, and where, as far as their words tell. */
final class Compilers {
  private static final Pattern C =
      Pattern.compile("([a-z0-9_]+-)*(gcc|g\\+\\+|cc|c\\+\\+|clang|clang\\+\\+)(-[0-9.]+)?");
  private static final Pattern CXX = Pattern.compile(".*(\\+\\+)(-[0-9.]+)?");
  private static final Pattern NO_PROGRAM = Pattern.compile("-[cESM]|-MM|-fsyntax-only");

  /** Programs that need libraries of the compiler, or are none. */
  private static final Pattern STRANGE =
      Pattern.compile("-shared|-fopenmp|-fsanitize=.*|-l(gfortran|gomp|asan|quadmath|objc)");

  /** A library of none of those that each system has, or a word that may be one. */
  private static final Pattern LIBRARY =
      Pattern.compile("^-l(?!(m|c|dl|rt|pthread)$)|^-Wl,.*-l|\\.(so|a)\\b|\\$|`|^@");

  /** A package of Go by its folder, which names its program unless it is a version. */
  private static final Pattern IN_FOLDER =
      Pattern.compile("\\./(?:[A-Za-z0-9_.-]+/)*(?!v[0-9]+/?$)([A-Za-z0-9_-]+)/?");

  private static final Set<String> GO_HARMLESS =
      Set.of("clean", "env", "fmt", "generate", "get", "list", "mod", "test", "version", "vet");
  private static final Set<String> CARGO_HARMLESS =
      Set.of("check", "chef", "clean", "clippy", "fetch", "fmt", "test", "update", "vendor");

  private final BuilderBase base;
  private final Set<String> variables;
  private final Linking linking;
  private int unnamed;

  /**
   * Those of a stage.
   *
   * @param variables that it sets, as {@code NAME=VALUE}
   * @param linking is told of what they link
   */
  Compilers(BuilderBase base, Set<String> variables, Linking linking) {
    this.base = base;
    this.variables = Set.copyOf(variables);
    this.linking = linking;
  }

  /**
   * Follows a command.
   *
   * @param written with what stands before its name
   * @return false where it is none of these, or one that does what is not known
   */
  boolean follow(ShellCommand command, String written, ImagePath folder, MadeFiles made) {
    String name = command.name().substring(command.name().lastIndexOf('/') + 1);
    if (C.matcher(name).matches()) {
      return c(name, command.arguments(), folder, made);
    }
    return switch (name) {
      case "go" -> go(command.arguments(), written, folder, made);
      case "cargo" -> cargo(command.arguments(), written, folder, made);
      default -> false;
    };
  }

  private boolean go(List<String> words, String written, ImagePath folder, MadeFiles made) {
    String does = words.isEmpty() ? "" : words.getFirst();
    boolean special =
        words.stream().anyMatch(each -> each.matches("--?(buildmode|C|linkmode)\\b.*"));
    if (GO_HARMLESS.contains(does) || special) {
      return !special;
    }
    if (!written.contains("CGO_ENABLED=0") && !variables.contains("CGO_ENABLED=0")) {
      linking.byGo();
    }
    List<String> packages =
        new ShellCommand("go", words.subList(Math.min(1, words.size()), words.size()))
            .operands(
                "o",
                "ldflags",
                "tags",
                "gcflags",
                "asmflags",
                "mod",
                "p",
                "modfile",
                "pkgdir",
                "overlay",
                "toolexec",
                "gccgoflags",
                "installsuffix",
                "compiler",
                "pgo");
    boolean single =
        (packages.size() <= 1 || packages.stream().allMatch(it -> it.endsWith(".go")))
            && packages.stream().noneMatch(it -> it.contains("...") || it.contains("@"));
    if (does.equals("install")) {
      boolean moved = isSet("GOBIN", written) || isSet("GOPATH", written);
      boolean other = written.contains("GOOS=") || written.contains("GOARCH=");
      return single && !moved && !other && installs(packages, made);
    }
    if (!does.equals("build") || !single) {
      return false;
    }
    Optional<String> output = valueOf(words, "-o");
    if (output.isEmpty()) {
      unnamed++;
      made.programsAmong(folder);
      return unnamed == 1;
    }
    // into a folder go programs of names that are not seen
    Optional<ImagePath> path =
        PlainPath.of(folder, output.get())
            .filter(it -> !output.get().endsWith("/") && !folder.startsWith(it))
            .filter(it -> !it.name().equals("bin"));
    path.ifPresent(made::file);
    return path.isPresent();
  }

  /** One program, which has the name of its folder, or of its module where that is not written. */
  private boolean installs(List<String> packages, MadeFiles made) {
    ImagePath folder = ImagePath.of(base.name().equals("golang") ? "/go/bin" : "/root/go/bin");
    String written = packages.isEmpty() ? "." : packages.getFirst();
    Matcher matcher = IN_FOLDER.matcher(written);
    if (matcher.matches()) {
      made.file(folder.child(matcher.group(1)));
      return true;
    }
    unnamed++;
    made.programsIn(folder);
    return unnamed == 1;
  }

  private boolean isSet(String variable, String written) {
    return written.contains(variable + "=")
        || variables.stream().anyMatch(each -> each.startsWith(variable + "="));
  }

  /** The value of a flag, behind it or behind its equals sign. */
  static Optional<String> valueOf(List<String> words, String flag) {
    for (int i = 0; i < words.size(); i++) {
      if (words.get(i).equals(flag) && i + 1 < words.size()) {
        return Optional.of(words.get(i + 1));
      }
      if (words.get(i).startsWith(flag + "=")) {
        return Optional.of(words.get(i).substring(flag.length() + 1));
      }
    }
    return Optional.empty();
  }

  private boolean cargo(List<String> words, String written, ImagePath folder, MadeFiles made) {
    String does = words.stream().filter(each -> !each.startsWith("+")).findFirst().orElse("");
    if (CARGO_HARMLESS.contains(does)) {
      return true;
    }
    boolean elsewhere =
        isSet("CARGO_TARGET_DIR", written)
            || isSet("CARGO_BUILD_TARGET", written)
            || words.stream().anyMatch(it -> it.matches("--(target-dir|manifest-path|config).*"));
    linking.byCargo();
    if (elsewhere) {
      return false;
    }
    if (does.equals("install")) {
      Optional<String> root = valueOf(words, "--root");
      boolean here = valueOf(words, "--path").filter(it -> it.matches("\\./?")).isPresent();
      String usual = base.name().equals("rust") ? "/usr/local/cargo" : "/root/.cargo";
      Optional<ImagePath> path = PlainPath.of(folder, root.orElse(usual));
      path.ifPresent(it -> made.programsIn(it.child("bin")));
      return here && path.isPresent() && !isSet("CARGO_HOME", written);
    }
    boolean builds = Set.of("build", "b", "rustc").contains(does);
    boolean release = words.contains("--release") || words.contains("-r");
    String profile = valueOf(words, "--profile").orElse(release ? "release" : "debug");
    String target = valueOf(words, "--target").map(it -> it + "/").orElse("");
    Optional<ImagePath> path = PlainPath.of(folder, "target/" + target + profile);
    path.ifPresent(made::programsIn);
    return builds && path.isPresent();
  }

  private boolean c(String name, List<String> words, ImagePath folder, MadeFiles made) {
    if (words.stream().anyMatch(each -> NO_PROGRAM.matcher(each).matches())) {
      return true;
    }
    boolean isStatic = words.contains("-static") || words.contains("-static-pie");
    if (!isStatic) {
      linking.byC(
          CXX.matcher(name).matches() || words.contains("-lstdc++"),
          words.stream().anyMatch(it -> LIBRARY.matcher(it).find()));
    }
    Optional<ImagePath> path = PlainPath.of(folder, valueOf(words, "-o").orElse("a.out"));
    path.ifPresent(made::file);
    return path.isPresent() && words.stream().noneMatch(it -> STRANGE.matcher(it).matches());
  }
}
